// Le comparateur : de deux à six fiches côte à côte, axe par axe. L’adresse dit lesquelles. Les données : generator/render/comparator.py.
import { counted, element, folded, link, NBSP, once, walk } from "./elements.js"

const ROOT = new URL("../", import.meta.url)
const AT_ONCE = 6
const READ_AT_MOST = 12
const START = 2
const PROPOSED = 8
const NAMED = 6
const LINES_SHOWN = 4
const FOLDERS = { poles: "pôle", pratiques: "pratique" }

const form = document.querySelector("[data-comparateur]")
const files = new Map()

function read(path) {
  if (!files.has(path)) {
    const asked = fetch(new URL(path, ROOT)).then((answer) => {
      if (answer.status === 404) return null
      if (!answer.ok) throw new Error(`${path} : ${answer.status}`)
      return answer.json()
    })
    files.set(path, asked)
    asked.catch(() => files.delete(path))
  }
  return files.get(path)
}

// Une fiche, sous son identifiant d’aujourd’hui ; sans « axes », elle est inconnue ou retirée.
async function readSheet(folder, id) {
  const written = await read(`${folder}/${encodeURIComponent(id)}/comparer.json`)
  return written?.devenue ? readSheet(folder, written.devenue) : { id, ...written }
}

function listOf(text) {
  return [...new Set((text ?? "").split(",").map((one) => one.trim()).filter(Boolean))]
}

function wanted() {
  const asked = new URL(location.href).searchParams
  const folder = asked.has("pratiques") && !asked.has("poles") ? "pratiques" : "poles"
  return { folder, ids: listOf(asked.get(folder)), axes: listOf(asked.get("axes")), view: new Set(listOf(asked.get("vue"))) }
}

function addressOf({ folder, ids, axes, view }) {
  const told = [[folder, ids], ["axes", axes], ["vue", [...view]]].filter(([, values]) => values.length)
  const query = told.map(([name, values]) => `${name}=${values.map(encodeURIComponent).join(",")}`)
  return query.length ? `?${query.join("&")}` : folder === "pratiques" ? "?pratiques=" : location.pathname
}

const quoted = (words) => `«${NBSP}${words}${NBSP}»`

function someOf(words) {
  const rest = words.length - NAMED
  const shown = words.slice(0, NAMED).map(quoted).join(", ")
  return rest > 0 ? `${shown} et ${counted(rest, "autre")}` : shown
}

// Ce que l’adresse demande, une fois ôtées les fiches inconnues, retirées, ou de trop ; chaque absence est dite.
async function chosenOf({ folder, ids }) {
  const left = ids.slice(READ_AT_MOST)
  const found = await Promise.all(ids.slice(0, READ_AT_MOST).map((id) => readSheet(folder, id)))
  const sheets = found.filter((sheet, rank) => sheet.axes && found.findIndex((other) => other.id === sheet.id) === rank)
  const withdrawn = found.filter((sheet) => sheet.retiree).map((sheet) => sheet.id)
  const unknown = found.filter((sheet) => !sheet.axes && !sheet.retiree).map((sheet) => sheet.id)
  const over = [...sheets.slice(AT_ONCE).map((sheet) => sheet.nom), ...left]
  const faults = []
  if (unknown.length) faults.push(`${unknown.length > 1 ? "Fiches inconnues" : "Fiche inconnue"}${NBSP}: ${someOf(unknown)}.`)
  if (withdrawn.length) faults.push(`${withdrawn.length > 1 ? "Fiches retirées" : "Fiche retirée"} de l’observatoire${NBSP}: ${someOf(withdrawn)}.`)
  if (over.length) faults.push(`Une comparaison montre ${AT_ONCE} fiches${NBSP}; ${over.length > 1 ? "ne sont pas montrées" : "n’est pas montrée"}${NBSP}: ${someOf(over)}.`)
  return { sides: sheets.slice(0, AT_ONCE), faults, kind: FOLDERS[folder] }
}

const ALONE = { pôle: `Un seul pôle pour l’instant${NBSP}: ajoutez-en un autre pour comparer.`, pratique: `Une seule pratique pour l’instant${NBSP}: ajoutez-en une autre pour comparer.` }

function sentence({ sides, faults, kind }, axes) {
  const told = sides.length > 1 ? `${counted(sides.length, kind)} sur ${counted(axes, "axe")}.` : sides.length ? ALONE[kind] : ""
  return [...faults, told].filter(Boolean).join(" ")
}

// Ce que dit une fiche sur un axe, en valeurs qui se comparent ; « non précisé » et ce qui n’a pas de liste ne se comparent pas.
function valuesOf(axis, side) {
  const told = Object.entries(side.axes[axis.id] ?? {})
  if (axis.mots) return told.flatMap(([code, facts]) => facts.map((fact) => `${code}:${fact.mots ?? ""}`))
  return told.map(([code]) => code).filter((code) => code !== "non-precise" && axis.valeurs[code])
}

function holders(axis, sides) {
  const count = new Map()
  for (const side of sides) for (const value of new Set(valuesOf(axis, side))) count.set(value, (count.get(value) ?? 0) + 1)
  return count
}

function differs(axis, sides) {
  const documented = sides.filter((side) => side.axes[axis.id])
  if (!documented.length) return false
  const count = holders(axis, sides)
  return documented.length < sides.length || !count.size || [...count.values()].some((number) => number < sides.length)
}

function factLine(fact, { side, index, folder, sources }) {
  const parts = []
  if (fact.mots) parts.push(element("span", "face-a-face__mots", fact.mots), " ")
  if (fact.quand) parts.push(element("span", "quand", fact.quand), " ")
  if (fact.statut) parts.push(element("span", `statut statut--${fact.statut}`, index.statuts[fact.statut]), " ")
  if (fact.dit_par) parts.push(element("span", "precision", "selon ", link(new URL(fact.dit_par[0], ROOT), fact.dit_par[1])))
  if (sources && fact.sources) parts.push(sourcesOf(fact.sources, side, folder))
  if (sources && fact.sans_source) parts.push(element("span", "renvois--aucun", "source non précisée"))
  return parts
}

function sourcesOf(numbers, side, folder) {
  const links = numbers.map((number) => link(new URL(`${folder}/${side.id}/#source-${number}`, ROOT), `${number}. ${side.sources[number]}`))
  return element("span", "face-a-face__sources", numbers.length > 1 ? "Sources" : "Source", `${NBSP}: `, ...links.flatMap((one, rank) => (rank ? [" ; ", one] : [one])))
}

function factLines(facts, shown) {
  const list = (some) => element("ul", "", ...some.map((fact) => element("li", "", ...factLine(fact, shown))))
  if (facts.length <= LINES_SHOWN) return [list(facts)]
  const rest = element("details", "suite", element("summary", "", counted(facts.length - LINES_SHOWN, "autre")), list(facts.slice(LINES_SHOWN)))
  return [list(facts.slice(0, LINES_SHOWN)), rest]
}

function valueItem(axis, code, facts, shown) {
  const item = element("li")
  if (axis.valeurs[code]) item.append(element("strong", "", axis.valeurs[code]), " ")
  const values = axis.mots ? facts.map((fact) => `${code}:${fact.mots ?? ""}`) : [code]
  if (shown.documented > 1 && values.every((value) => shown.count.get(value) === 1)) item.append(element("span", "face-a-face__seul", "seul ici"), " ")
  item.append(...(facts.length === 1 ? factLine(facts[0], shown) : factLines(facts, shown)))
  return item
}

function cell(axis, side, shown) {
  const box = element("td")
  box.dataset.titre = side.nom
  const told = side.axes[axis.id]
  if (told) box.append(element("ul", "", ...Object.entries(told).map(([code, facts]) => valueItem(axis, code, facts, { ...shown, side }))))
  else box.append(element("span", "vide", "non documenté"))
  return box
}

function heading(scope, ...content) {
  const made = element("th", "", ...content)
  made.scope = scope
  return made
}

function table(axes, shown) {
  const { sides, folder } = shown
  const names = sides.map((side) => heading("col", link(new URL(`${folder}/${side.id}/`, ROOT), side.nom), " ", element("span", "precision", side.lieu)))
  const lines = axes.map((axis) => {
    const title = folder === "poles" ? link(new URL(`comparer/${axis.id}/`, ROOT), axis.titre) : axis.titre
    const compared = { ...shown, count: holders(axis, sides), documented: sides.filter((side) => side.axes[axis.id]).length }
    return element("tr", "", heading("row", title), ...sides.map((side) => cell(axis, side, compared)))
  })
  return element("table", "face-a-face", element("thead", "", element("tr", "", heading("col", "Axe"), ...names)), element("tbody", "", ...lines))
}

// Les fiches que les premiers mots peuvent appeler : la liste entière, ou la plus courte de celles des débuts de mots.
async function called(folder, words) {
  const index = await read(`comparer/${folder}.json`)
  if (!words.length) return { lines: [], total: 0 }
  if (index.fiches) return { lines: index.fiches, total: 0 }
  const starts = [...new Set(words.filter((word) => word.length >= START).map((word) => word.slice(0, START)))]
  if (!starts.length) return { lines: [], total: 1 }
  if (starts.some((start) => !index.mots.includes(start))) return { lines: [], total: 0 }
  const lists = await Promise.all(starts.map((start) => read(`comparer/${folder}-${start}.json`)))
  const [shortest] = lists.sort((one, other) => one.total - other.total)
  return { lines: shortest.fiches, total: shortest.total }
}

function open() {
  const input = form.querySelector("#comparateur-mots")
  const status = form.querySelector("[role=status]")
  const proposals = form.querySelector(".comparateur__propositions")
  const chips = form.querySelector(".comparateur__choisies")
  const boxes = form.querySelector(".comparateur__cases")
  const views = form.querySelector(".comparateur__vues")
  const place = document.getElementById("cote-a-cote")
  const region = place.querySelector(".defile")
  const pageTitle = document.title
  let turn = 0

  async function draw() {
    const mine = ++turn
    const asked = wanted()
    try {
      const [index, chosen] = await Promise.all([read(`comparer/${asked.folder}.json`), chosenOf(asked)])
      if (mine === turn) show(asked, index, chosen)
    } catch {
      if (mine === turn) status.textContent = "La comparaison n’a pas pu se charger. Les comparaisons préparées suivent."
    }
  }

  function show(asked, index, chosen) {
    const { sides } = chosen
    const unknownAxes = asked.axes.filter((id) => !index.axes.some((axis) => axis.id === id))
    const picked = index.axes.filter((axis) => asked.axes.includes(axis.id))
    const axes = picked.length ? picked : index.axes
    const kept = asked.view.has("differences") && sides.length > 1 ? axes.filter((axis) => differs(axis, sides)) : axes
    if (unknownAxes.length) chosen.faults.push(`${unknownAxes.length > 1 ? "Axes inconnus" : "Axe inconnu"}${NBSP}: ${someOf(unknownAxes)}.`)
    form.elements.genre.value = asked.folder
    status.textContent = sentence(chosen, kept.length)
    if (sides.length > 1 && !kept.length) status.textContent += " Rien ne diffère sur ces axes."
    chips.replaceChildren(...sides.map(({ id, nom }) => chip(id, nom)))
    drawAxes(index, asked)
    views.hidden = !sides.length
    for (const box of views.querySelectorAll("[data-vue]")) box.checked = asked.view.has(box.dataset.vue)
    place.hidden = !sides.length || !kept.length
    region.replaceChildren(...(place.hidden ? [] : [table(kept, { sides, index, folder: asked.folder, sources: asked.view.has("sources") })]))
    document.title = sides.length > 1 ? `${sides.map((side) => side.nom).join(" / ")} – ${pageTitle}` : pageTitle
  }

  function chip(id, name) {
    const button = element("button", "comparateur__retirer", element("span", "", name), element("span", "invisible", ", retirer de la comparaison"), element("span", "croix", "×"))
    button.type = "button"
    button.querySelector(".croix").setAttribute("aria-hidden", "true")
    button.addEventListener("click", async () => {
      const asked = wanted()
      await go({ ...asked, ids: asked.ids.filter((one) => one !== id) })
      input.focus()
    })
    return element("li", "", button)
  }

  function drawAxes(index, asked) {
    if (boxes.dataset.genre !== asked.folder) {
      boxes.dataset.genre = asked.folder
      boxes.replaceChildren(...index.axes.map((axis) => {
        const box = element("input")
        box.type = "checkbox"
        box.value = axis.id
        return element("label", "", box, ` ${axis.titre}`)
      }))
    }
    const picked = new Set(asked.axes)
    for (const box of boxes.querySelectorAll("input")) box.checked = !picked.size || picked.has(box.value)
  }

  function go(asked) {
    history.pushState(null, "", addressOf(asked))
    return draw()
  }

  async function proposed() {
    const { folder, ids } = wanted()
    const words = folded(input.value).split(" ").filter(Boolean)
    const { lines, total } = await called(folder, words)
    const matches = lines.filter(([id, name, where]) => {
      const text = ` ${folded(`${name} ${where}`)}`
      return !ids.includes(id) && words.every((word) => text.includes(` ${word}`))
    })
    return { lines: matches.slice(0, PROPOSED), isCut: total > lines.length || matches.length > PROPOSED }
  }

  async function propose() {
    try {
      const { lines, isCut } = await proposed()
      const words = input.value.trim()
      proposals.replaceChildren(...lines.map(proposal))
      const told = lines.length ? `${counted(lines.length, "fiche proposée", "fiches proposées")}.` : `Aucune fiche pour ${quoted(words)}.`
      if (words) status.textContent = isCut ? `${lines.length ? told : ""} Continuez d’écrire pour préciser.`.trim() : told
    } catch {
      status.textContent = "La liste des fiches n’a pas pu se charger."
    }
  }
  const typed = once(propose)

  function proposal([id, name, where]) {
    const button = element("button", "", element("strong", "", name), " ", element("span", "precision", where))
    button.type = "button"
    button.addEventListener("click", () => add(id))
    return element("li", "", button)
  }

  async function add(id) {
    const asked = wanted()
    input.value = ""
    proposals.replaceChildren()
    await go({ ...asked, ids: [...asked.ids, id] })
    input.focus()
  }

  form.hidden = false
  input.addEventListener("input", typed)
  form.addEventListener("submit", async (event) => {
    event.preventDefault()
    typed.cancel()
    const { lines: [first] } = await proposed()
    if (first) await add(first[0])
    else propose()
  })
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { proposals.replaceChildren(); input.focus() }
    walk(event, input, [...proposals.querySelectorAll("button")])
  })
  for (const radio of form.elements.genre) radio.addEventListener("change", () => { proposals.replaceChildren(); go({ ...wanted(), folder: radio.value, ids: [], axes: [] }) })
  boxes.addEventListener("change", () => {
    const all = [...boxes.querySelectorAll("input")]
    const checked = all.filter((box) => box.checked).map((box) => box.value)
    go({ ...wanted(), axes: checked.length === all.length ? [] : checked })
  })
  views.addEventListener("change", (event) => {
    const view = wanted().view
    event.target.checked ? view.add(event.target.dataset.vue) : view.delete(event.target.dataset.vue)
    go({ ...wanted(), view })
  })
  views.querySelector("[data-copier]").addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(location.href)
      status.textContent = "Adresse copiée."
    } catch {
      status.textContent = `L’adresse à envoyer est celle de la page${NBSP}: ${location.href}`
    }
  })
  views.querySelector("[data-imprimer]").addEventListener("click", () => print())
  addEventListener("popstate", draw)
  draw()
}

if (form) open()
