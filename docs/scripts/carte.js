// La carte à explorer : filtre la liste, place les mêmes pôles sur le fond, et tient l’adresse à jour. Le fond vient de carte/fond.js.
import { counted, element } from "./elements.js"

const L = window.L
const map = window.map_carte
const form = document.querySelector("[data-explorer]")

const REACH = 54
const CLOSE_ENOUGH = 9
const MARGIN = 0.25
const SPOT = 1e-5
const BUBBLE = 320
const BUBBLE_EDGE = 42
const PRINTED = { width: "640px", height: "560px" }
const POSITION = /^#(\d{1,2}(?:\.\d+)?)\/(-?\d{1,2}(?:\.\d+)?)\/(-?\d{1,3}(?:\.\d+)?)$/
const FACETS = ["type", "stade", "theme", "secteur", "region"]

function read(line) {
  const [lon, lat] = (line.dataset.point ?? "").split(" ").map(Number)
  const name = line.querySelector(".pole__nom")
  return {
    line,
    name: name.textContent,
    address: name.href,
    place: line.querySelector(".pole__lieu")?.textContent ?? "",
    nature: line.querySelector(".pole__nature").textContent,
    codes: Object.fromEntries(FACETS.map((facet) => [facet, (line.dataset[facet] ?? "").split(" ")])),
    area: line.dataset.aire,
    point: line.dataset.point ? L.latLng(lat, lon) : undefined,
    kept: true,
  }
}

function boundsOf(holder) {
  const [west, south, east, north] = holder.dataset.cadre.split(" ").map(Number)
  return L.latLngBounds([south, west], [north, east])
}

// Regroupe, au niveau de zoom donné, les pôles à moins de REACH pixels du premier d’entre eux, et ne compare que des cases
// voisines. Un groupe se tient sur son premier pôle : deux groupes ne se recouvrent jamais.
function grouped(poles, zoom) {
  const cells = new Map()
  for (const pole of poles) {
    const at = map.project(pole.point, zoom)
    const key = `${Math.floor(at.x / REACH)}:${Math.floor(at.y / REACH)}`
    const entry = { pole, at }
    cells.has(key) ? cells.get(key).push(entry) : cells.set(key, [entry])
    pole.entry = entry
  }
  const groups = []
  for (const pole of poles) {
    if (!pole.entry) continue
    groups.push({ poles: near(pole.entry, cells), point: pole.point })
  }
  return groups
}

function near({ at }, cells) {
  const [column, row] = [Math.floor(at.x / REACH), Math.floor(at.y / REACH)]
  const members = []
  for (let x = column - 1; x <= column + 1; x++) {
    for (let y = row - 1; y <= row + 1; y++) {
      const cell = cells.get(`${x}:${y}`)
      if (!cell) continue
      const others = []
      for (const entry of cell) {
        if (Math.hypot(entry.at.x - at.x, entry.at.y - at.y) <= REACH) {
          members.push(entry.pole)
          entry.pole.entry = undefined
        } else others.push(entry)
      }
      cells.set(`${x}:${y}`, others)
    }
  }
  return members.sort((one, other) => one.rank - other.rank)
}

function isOneSpot(poles) {
  const bounds = L.latLngBounds(poles.map((pole) => pole.point))
  return bounds.getNorth() - bounds.getSouth() < SPOT && bounds.getEast() - bounds.getWest() < SPOT
}

function start() {
  const poles = [...document.querySelectorAll(".pole")].map(read)
  poles.forEach((pole, rank) => { pole.rank = rank })
  const signs = new Map([...document.querySelectorAll(".signe")].map((sign) => [sign.dataset.forme, sign]))
  const areas = new Map()
  const shown = new Map()
  const groups = new Map()
  const still = matchMedia("(prefers-reduced-motion: reduce)")
  const status = form.querySelector("[data-compte]")
  const home = document.querySelector(".explorer__vues [data-cadre]")
  let opener
  let moved = false
  let restoring = false

  const bubble = L.popup({ autoPanPadding: [12, 12], className: "bulle" })

  function summary(pole) {
    const item = element("li")
    const link = element("a", "bulle__nom", pole.name)
    link.href = pole.address
    item.append(link, element("span", "bulle__nature", pole.nature))
    if (pole.place) item.append(element("span", "bulle__lieu", pole.place))
    return item
  }

  function open(point, chosen, from) {
    const list = element("ul", "bulle__liste")
    list.append(...chosen.map(summary))
    opener = undefined
    bubble.options.maxWidth = Math.min(BUBBLE, map.getSize().x - 2 * BUBBLE_EDGE)
    bubble.setLatLng(point).setContent(list).openOn(map)
    opener = from
    const box = bubble.getElement()
    box.setAttribute("role", "dialog")
    box.setAttribute("aria-label", chosen.length === 1 ? chosen[0].name : counted(chosen.length, "pôle"))
    box.querySelector(".leaflet-popup-close-button").setAttribute("aria-label", "Fermer")
    list.querySelector("a").focus({ preventScroll: true })
  }

  map.on("popupclose", () => {
    for (const layer of areas.values()) layer.getElement().classList.remove("carte__aire--choisie")
    const here = document.activeElement
    if (opener && (here === document.body || bubble.getElement()?.contains(here))) opener()?.focus({ preventScroll: true })
  })
  map.getContainer().addEventListener("keydown", (event) => {
    if (event.key === "Escape" && bubble.isOpen()) {
      event.stopPropagation()
      map.closePopup(bubble)
    }
  })

  function onPress(target, act) {
    target.addEventListener("click", (event) => {
      event.stopPropagation()
      act()
    })
    target.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return
      event.preventDefault()
      event.stopPropagation()
      act()
    })
  }

  function iconOf(group) {
    const [first] = group.poles
    if (group.poles.length > 1) {
      const size = group.poles.length < 10 ? 36 : group.poles.length < 100 ? 42 : 48
      const box = element("span", "amas", group.poles.length.toLocaleString("fr"))
      box.append(element("span", "invisible", isOneSpot(group.poles) ? " pôles au même endroit, ouvrir la liste" : " pôles, agrandir"))
      return L.divIcon({ html: box, className: "marque-amas", iconSize: [size, size] })
    }
    const box = element("span", "point")
    const sign = (signs.get(first.line.dataset.forme) ?? signs.values().next().value).cloneNode(true)
    sign.classList.add(`signe--${first.line.dataset.etat}`)
    box.append(sign, element("span", "invisible", `${first.name}, ${first.nature}, ${first.place}`))
    return L.divIcon({ html: box, className: "marque-point", iconSize: [28, 28] })
  }

  function enlarge(group, key) {
    if (isOneSpot(group.poles) || map.getZoom() >= map.getMaxZoom()) {
      return open(group.point, group.poles, () => shown.get(key)?.getElement())
    }
    const bounds = L.latLngBounds(group.poles.map((pole) => pole.point))
    const zoom = Math.max(map.getBoundsZoom(bounds.pad(0.1)), map.getZoom() + 1)
    map.once("moveend", () => elementOf(group.poles[0])?.focus({ preventScroll: true }))
    map.setView(bounds.getCenter(), Math.min(zoom, map.getMaxZoom()), { animate: !still.matches })
  }

  function elementOf(pole) {
    for (const [key, marker] of shown) if (groups.get(key).poles.includes(pole)) return marker.getElement()
    return areas.get(pole.area)?.getElement()
  }

  function markerOf(group, key) {
    const marker = L.marker(group.point, { icon: iconOf(group), autoPanOnFocus: false, title: group.poles.length > 1 ? "" : group.poles[0].name })
    marker.on("add", () => onPress(marker.getElement(), () => {
      if (group.poles.length > 1) return enlarge(group, key)
      open(group.point, group.poles, () => elementOf(group.poles[0]))
    }))
    return marker
  }

  let cache = {}
  function groupsAt(zoom) {
    return cache[zoom] ??= grouped(poles.filter((pole) => pole.kept && pole.point), zoom)
  }

  function draw() {
    const around = map.getBounds().pad(MARGIN)
    const wanted = new Map()
    for (const group of groupsAt(map.getZoom())) {
      if (around.contains(group.point)) wanted.set(`${group.poles[0].rank}+${group.poles.length}`, group)
    }
    const focused = document.activeElement
    for (const [key, marker] of shown) {
      if (wanted.has(key) && marker.getLatLng().equals(wanted.get(key).point)) continue
      marker.remove()
      shown.delete(key)
    }
    groups.clear()
    for (const [key, group] of wanted) {
      groups.set(key, group)
      if (!shown.has(key)) shown.set(key, markerOf(group, key).addTo(map))
    }
    inOrder([...wanted.keys()].map((key) => shown.get(key).getElement()))
    if (focused?.isConnected && focused !== document.activeElement) focused.focus({ preventScroll: true })
  }

  // L’ordre du clavier est celui de la liste.
  function inOrder(elements) {
    let next = map.getPane("markerPane").firstChild
    for (const here of elements) {
      if (here === next) next = next.nextSibling
      else map.getPane("markerPane").insertBefore(here, next)
    }
  }

  function openAreas() {
    window.geo_json_aires.eachLayer((layer) => {
      const code = layer.feature.properties.code
      const path = layer.getElement()
      areas.set(code, layer)
      path.setAttribute("tabindex", "0")
      path.setAttribute("role", "button")
      onPress(path, () => openArea(layer, keptOver(code), () => path))
    })
  }

  function openArea(layer, chosen, from) {
    open(middle(layer), chosen, from)
    layer.getElement().classList.add("carte__aire--choisie")
  }

  const middle = (layer) => layer.getBounds().getCenter()
  const keptOver = (code) => poles.filter((pole) => pole.kept && pole.area === code)

  function drawAreas() {
    for (const [code, layer] of areas) {
      const here = keptOver(code)
      layer.getElement().style.display = here.length ? "" : "none"
      if (here.length) layer.getElement().setAttribute("aria-label", `${here[0].place} : ${here.map((pole) => pole.name).join(", ")}`)
    }
  }

  function filter() {
    const wanted = FACETS.map((facet) => [facet, form.elements[facet]?.value]).filter(([, value]) => value)
    for (const pole of poles) {
      pole.kept = wanted.every(([facet, value]) => pole.codes[facet].includes(value))
      pole.line.hidden = !pole.kept
    }
    for (const group of document.querySelectorAll("[data-groupe]")) group.hidden = !group.querySelector(".pole:not([hidden])")
    const kept = poles.filter((pole) => pole.kept).length
    document.querySelector("[data-rien]").hidden = kept > 0
    form.querySelector("[type=reset]").hidden = !wanted.length
    status.textContent = kept === poles.length ? counted(kept, "pôle") : `${counted(kept, "pôle")} sur ${poles.length.toLocaleString("fr")}`
    cache = {}
    map.closePopup(bubble)
    drawAreas()
    draw()
  }

  function address() {
    const here = new URL(location.href)
    for (const facet of FACETS) {
      const value = form.elements[facet]?.value
      value ? here.searchParams.set(facet, value) : here.searchParams.delete(facet)
    }
    if (moved) {
      const { lat, lng } = map.getCenter()
      here.hash = `${map.getZoom()}/${lat.toFixed(4)}/${lng.toFixed(4)}`
    }
    return here
  }

  function goTo(bounds) {
    map.fitBounds(bounds, { animate: false, padding: [8, 8] })
  }

  function restore() {
    const here = new URL(location.href)
    for (const facet of FACETS) {
      const field = form.elements[facet]
      if (!field) continue
      field.value = here.searchParams.get(facet) ?? ""
      if (field.selectedIndex < 0) field.value = ""
    }
    const position = POSITION.exec(here.hash)
    const region = form.elements.region.selectedOptions[0]
    restoring = true
    moved = Boolean(position)
    if (position) map.setView([position[2], position[3]], position[1], { animate: false })
    else if (!here.hash) goTo(boundsOf(region.value ? region : home))
    filter()
    restoring = false
  }

  function addButtons() {
    for (const pole of poles) {
      if (!pole.point && !pole.area) continue
      const button = element("button", "pole__voir", "Voir sur la carte")
      button.type = "button"
      button.setAttribute("aria-label", `Voir sur la carte : ${pole.name}`)
      pole.line.append(button)
    }
    document.querySelector(".explorer__liste").addEventListener("click", (event) => {
      const button = event.target.closest(".pole__voir")
      if (button) see(poles.find((pole) => pole.line === button.parentElement), button)
    })
  }

  function see(pole, button) {
    moved = true
    map.getContainer().scrollIntoView({ block: "nearest" })
    const layer = areas.get(pole.area)
    if (layer) {
      goTo(layer.getBounds())
      return openArea(layer, [pole], () => button)
    }
    map.setView(pole.point, Math.max(map.getZoom(), CLOSE_ENOUGH), { animate: false })
    open(pole.point, [pole], () => button)
  }

  function openTiles() {
    const button = document.querySelector("[data-ign]")
    const show = button.textContent
    button.addEventListener("click", () => {
      const wanted = !map.hasLayer(window.tile_layer_ign)
      wanted ? window.tile_layer_ign.addTo(map) : window.tile_layer_ign.remove()
      map.getContainer().classList.toggle("avec-ign", wanted)
      button.setAttribute("aria-pressed", String(wanted))
      button.textContent = wanted ? button.dataset.retirer : show
    })
  }

  // À l’impression, la carte a une taille fixe et montre la même étendue.
  function fitPaper() {
    let view
    const resize = (size) => {
      restoring = true
      Object.assign(map.getContainer().style, size)
      map.invalidateSize({ pan: false })
    }
    addEventListener("beforeprint", () => {
      view = { centre: map.getCenter(), zoom: map.getZoom(), bounds: map.getBounds() }
      resize(PRINTED)
      goTo(view.bounds)
      restoring = false
    })
    addEventListener("afterprint", () => {
      resize({ width: "", height: "" })
      map.setView(view.centre, view.zoom, { animate: false })
      restoring = false
    })
  }

  document.querySelector("[data-carte]").hidden = false
  form.hidden = false
  map.invalidateSize({ pan: false })
  openAreas()
  addButtons()
  openTiles()
  fitPaper()
  restore()

  map.on("moveend", () => {
    draw()
    history.replaceState(null, "", address())
  })
  const byHand = () => { moved ||= !restoring }
  for (const sign of ["dragstart", "zoomstart", "keydown"]) map.on(sign, byHand)
  map.on("focus", () => map.scrollWheelZoom.enable())
  map.on("blur", () => map.scrollWheelZoom.disable())
  for (const button of document.querySelectorAll(".explorer__vues [data-cadre]")) {
    button.addEventListener("click", () => { byHand(); goTo(boundsOf(button)) })
  }
  form.addEventListener("change", (event) => {
    filter()
    history.pushState(null, "", address())
    const [region] = event.target.name === "region" ? event.target.selectedOptions : []
    if (region) { byHand(); goTo(boundsOf(region.value ? region : home)) }
  })
  form.addEventListener("reset", () => setTimeout(() => {
    filter()
    byHand()
    history.pushState(null, "", address())
    goTo(boundsOf(home))
    form.querySelector("select").focus()
  }))
  form.addEventListener("submit", (event) => event.preventDefault())
  addEventListener("popstate", restore)
}

if (map && form) start()
