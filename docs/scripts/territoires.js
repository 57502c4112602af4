// « Et chez moi ? » : une commune ou un code postal, ses territoires, les pôles les plus proches.
import { ARRONDISSEMENTS, byInsee, departementOf, find, index } from "./communes.js"
import { counted, element, folded, link, NBSP, once, walk } from "./elements.js"

const SHOWN = 30
const LONGEST = 200
const KINDS = [["pôle", "pôles"], ["pratique", "pratiques"], ["acteur", "acteurs"]]
const LEVELS = [["ept", "Établissement public territorial"], ["epci", "Intercommunalité"], ["dep", "Département"], ["reg", "Région"], ["anc", "Région d’avant 2016"]]
const BEYOND = /^(975|977|978|98)/

const form = document.querySelector("[data-commune]")
function postalCodesOf({ postalCodes }) {
  return postalCodes.length > 4 ? `${postalCodes[0]} et ${postalCodes.length - 1} autres codes` : postalCodes.join(", ")
}

function districtOf({ code, asked }) {
  const [, [, postal] = []] = Object.entries(ARRONDISSEMENTS).find(([, [commune]]) => commune === code) ?? []
  if (!postal || !asked) return ""
  const number = Number(asked.slice(3))
  return `, ${number}${number === 1 ? "er" : "e"} arrondissement`
}

function departementName(code) {
  return index.departements[departementOf(code)] ?? ""
}

function answer(commune, choose) {
  const made = link(`?commune=${commune.code}`, element("span", "resultat__titre", `${commune.name}${districtOf(commune)}`))
  const insee = commune.insee ? ` · code INSEE ${commune.insee}` : ""
  made.append(" ", element("span", "resultat__lieu", `${departementName(commune.code)} (${departementOf(commune.code)}) · ${commune.asked ?? postalCodesOf(commune)}${insee}`))
  made.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    choose(commune.code)
  })
  return element("li", "", made)
}

function departementAnswer(code) {
  const made = link(`dep-${code}/`, element("span", "resultat__titre", index.departements[code]))
  made.append(" ", element("span", "resultat__lieu", `La page du département (${code})`))
  return element("li", "", made)
}

function quoted(text) {
  return `«${NBSP}${text}${NBSP}»`
}

function nothing(text) {
  const figures = text.replace(/\s/g, "")
  if (/^\d{5}$/.test(figures) && BEYOND.test(figures)) return `Aucune commune pour ${quoted(text)}${NBSP}: les collectivités d’outre-mer hors des cinq départements ne sont pas dans l’index.`
  if (/^\d{6,}$/.test(figures)) return `Aucune commune pour ${quoted(text)}${NBSP}: un code postal a cinq chiffres, par exemple 26100.`
  if (/^\d+$/.test(figures)) return `Aucune commune pour ${quoted(text)}. Les codes CEDEX ne sont pas dans l’index${NBSP}: essayez le nom de la commune, ou les deux premiers chiffres.`
  return `Aucune commune pour ${quoted(text)}. Essayez le début du nom, ou un code postal à cinq chiffres${NBSP}; pour une commune réunie à une autre, le nom d’aujourd’hui.`
}

function sentence(text, { communes, total, said }, shown, departements) {
  if (said) return said
  if (!total && communes.length) return `Aucune commune pour ${quoted(text)}. Vouliez-vous dire${NBSP}:`
  if (!total && departements) return `Un département pour ${quoted(text)}.`
  if (!total) return nothing(text)
  const told = `${counted(total, "commune", "communes")} pour ${quoted(text)}`
  return shown < total ? `${told}, dont voici ${shown}${NBSP}: continuez d’écrire pour préciser.` : `${told}.`
}

function territoryLine([, title], [code, name, counts]) {
  const told = counts?.some(Boolean)
    ? KINDS.map(([one, several], kind) => counts[kind] && counted(counts[kind], one, several)).filter(Boolean).join(", ")
    : "aucune fiche"
  const value = element("dd", "", counts ? link(`${code}/`, name) : name, " ", element("span", "precision", told))
  return element("div", "", element("dt", "", title), value)
}

function territoryLines({ set, content }) {
  const territories = set[0].map((number) => content.territoires[number])
  const lines = LEVELS.flatMap((level) => territories.filter(([code]) => code.startsWith(`${level[0]}-`)).map((one) => territoryLine(level, one)))
  if (territories.some(([code]) => code.startsWith("epci-"))) return lines
  return [element("div", "", element("dt", "", "Intercommunalité"), element("dd", "", "aucune")), ...lines]
}

function poleItem([id, name, place], said) {
  return element("li", "", link(`../poles/${encodeURIComponent(id)}/`, name), " ", element("span", "precision", `${place}, ${said}`))
}

function coverItem([id, name, place]) {
  return element("li", "", link(`../poles/${encodeURIComponent(id)}/`, name), " ", element("span", "precision", `couvre ${place}`))
}

function distance(kilometres) {
  return kilometres ? `à ${counted(kilometres, "km", "km")}` : `à moins d’un${NBSP}kilomètre`
}

function nearItems({ near }) {
  return near.map(({ pole, kilometres }) => poleItem(pole, distance(kilometres)))
}

function coveringItems({ set: [, numbers, total], content }) {
  const items = numbers.map((number) => coverItem(content.poles[number]))
  return total > items.length ? [...items, element("li", "precision", `et ${counted(total - items.length, "autre", "autres")}, sur la page de la région`)] : items
}

function inhabitantsOf({ code, inhabitants }) {
  const year = index.annees[departementOf(code)] ?? index.annees[""]
  return inhabitants === "" ? "population non documentée" : `${counted(inhabitants, "habitant", "habitants")} en ${year} (population municipale, INSEE)`
}

function panel(commune) {
  const title = element("h2", "", commune.name)
  title.tabIndex = -1
  const parts = [title, element("p", "precision", `${postalCodesOf(commune)} · ${inhabitantsOf(commune)}`)]
  if (commune.former) parts.push(element("p", "note", `le code INSEE ${commune.former} n’est pas, ou plus, celui d’une commune${NBSP}; il mène à ${commune.name}.`))
  parts.push(element("dl", "paires", ...territoryLines(commune)))
  const covering = coveringItems(commune)
  if (covering.length) parts.push(element("h3", "", "Pôles qui couvrent votre région ou votre département"), element("ul", "liens", ...covering))
  parts.push(element("h3", "", "Les pôles documentés les plus proches"))
  if (!commune.near.length) return [...parts, element("p", "vide", "Aucun pôle situé à la commune n’est encore documenté.")]
  return [...parts, element("ol", "liens", ...nearItems(commune)), element("p", "precision", "À vol d’oiseau, du centre de la commune au lieu connu du pôle.")]
}

function open() {
  const input = form.querySelector("input")
  const status = form.querySelector("[role=status]")
  const list = form.querySelector("ul")
  const place = document.getElementById("chez-vous")
  const title = document.title
  let turn = 0

  const tell = (said, items = [], parts = []) => {
    status.textContent = said
    list.replaceChildren(...items)
    place.replaceChildren(...parts)
    place.hidden = !parts.length
    document.title = parts.length ? `${parts[0].textContent} – ${title}` : title
  }
  const asked = () => new URL(location.href).searchParams

  const attempt = async (task) => {
    const mine = ++turn
    try {
      const done = await task()
      if (mine === turn) tell(...done)
    } catch {
      if (mine === turn) tell("La recherche n’a pas pu se charger. L’index par région et département suit.")
    }
    return mine === turn
  }

  const search = () => attempt(async () => {
    const text = input.value.trim().slice(0, LONGEST)
    if (!text) return [""]
    if (!folded(text)) return [nothing(text)]
    const found = await find(text)
    const departements = (found.departements ?? []).filter((code) => Object.hasOwn(index.departements, code))
    const shown = found.whole ? found.communes : found.communes.slice(0, SHOWN)
    const items = [...shown.map((commune) => answer(commune, choose))]
    items.splice(found.communes[0]?.rank === 0 ? 1 : 0, 0, ...departements.map(departementAnswer))
    return [sentence(text, found, shown.length, departements.length), items]
  })

  const show = (code) => attempt(async () => {
    const [commune] = /^(\d{5}|2[AB]\d{3})$/.test(code) ? await byInsee(code) : []
    if (!commune) return [`Aucune commune ne porte le code INSEE ${quoted(code)}. Essayez son nom ou son code postal.`]
    if (commune.code !== code) history.replaceState(null, "", `?commune=${commune.code}`)
    return ["", [], panel(commune)]
  })

  const choose = async (code) => {
    typed.cancel()
    history.pushState(null, "", `?commune=${code}`)
    if (await show(code)) place.querySelector("h2")?.focus()
  }

  const restore = () => {
    typed.cancel()
    const code = asked().get("commune")
    if (code) return show(code.slice(0, LONGEST).toUpperCase())
    input.value = asked().get("q") ?? ""
    return search()
  }

  const remember = () => {
    const words = input.value.trim()
    const address = words ? `?${new URLSearchParams({ q: words })}` : location.pathname
    asked().has("commune") ? history.pushState(null, "", address) : history.replaceState(null, "", address)
  }
  const typed = once(() => { remember(); search() })

  form.hidden = false
  input.addEventListener("input", typed)
  form.addEventListener("submit", async (event) => {
    event.preventDefault()
    typed.cancel()
    remember()
    if (!await search()) return
    const links = list.querySelectorAll("a")
    if (links.length === 1) links[0].click()
    else links[0]?.focus()
  })
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { tell(""); input.focus() }
    walk(event, input, [...list.querySelectorAll("a")])
  })
  addEventListener("popstate", restore)
  restore()
}

if (form) open()
