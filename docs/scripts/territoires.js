// « Et chez moi ? » : une commune ou un code postal, ses territoires, les pôles les plus proches. L’index est en petits fichiers : generator/derive/finder*.py.
const FOLDER = new URL("../territoires/recherche/", import.meta.url)
const SHOWN = 30
const RANGES_FOR_A_QUERY = 2
const ARTICLES = new Set(["le", "la", "les", "l"])
const LINKS = new Set("a au aux d dans de des du en et l la le les pres sans sous sur".split(" "))
const WRITTEN_SHORT = { st: "saint", ste: "sainte", sts: "saints", stes: "saintes" }
const ARRONDISSEMENTS = { paris: ["75056", "750", 20], lyon: ["69123", "690", 9], marseille: ["13055", "130", 16] }
const KINDS = [["pôle", "pôles"], ["pratique", "pratiques"], ["acteur", "acteurs"]]
const LEVELS = [["ept", "Établissement public territorial"], ["epci", "Intercommunalité"], ["dep", "Département"], ["reg", "Région"], ["anc", "Région d’avant 2016"]]
const BEYOND = /^(975|977|978|98)/

const form = document.querySelector("[data-territoires]")
const files = new Map()
let index

async function read(name, version) {
  const address = new URL(`${name}.json`, FOLDER)
  if (version) address.searchParams.set("v", version)
  const answer = await fetch(address, version ? {} : { cache: "no-cache" })
  if (!answer.ok) throw new Error(`${address} : ${answer.status}`)
  return answer.json()
}

function kept(name, version) {
  if (!files.has(name)) files.set(name, read(name, version).catch((fault) => { files.delete(name); throw fault }))
  return files.get(name)
}

async function file(name) {
  index = await kept("index")
  return kept(name, index.version)
}

// Les mêmes clés que generator/derive/finder_keys.py.
function folded(text) {
  const plain = text.toLowerCase().replace(/œ/g, "oe").replace(/æ/g, "ae").normalize("NFKD").toLowerCase()
  const words = plain.replace(/[\u0300-\u036f]+/g, "").replace(/[^a-z0-9]+/g, " ").trim().split(" ")
  return words.map((word) => (Object.hasOwn(WRITTEN_SHORT, word) ? WRITTEN_SHORT[word] : word)).join(" ")
}

function withoutArticle(key) {
  const [first, ...rest] = key.split(" ")
  return rest.length && ARTICLES.has(first) ? rest.join(" ") : key
}

function keysOf(name) {
  const words = withoutArticle(folded(name)).split(" ")
  return words.flatMap((word, start) => (start === 0 || !LINKS.has(word) ? [words.slice(start).join(" ")] : []))
}

// Les fichiers où peut se trouver une clé qui commence par « prefix » : du premier au dernier numéro.
function covered(starts, prefix) {
  const first = Math.max(starts.findLastIndex((start) => start <= prefix), 0)
  return [first, starts.findLastIndex((start) => start < `${prefix}~`)]
}

async function ranges(kind, prefix) {
  index = await kept("index")
  const [first, last] = covered(index[kind], prefix)
  if (last - first + 1 > RANGES_FOR_A_QUERY) return null
  const numbers = Array.from({ length: Math.max(last - first + 1, 0) }, (_, step) => first + step)
  return Promise.all(numbers.map((number) => file(`${kind}-${number}`)))
}

function departementOf(code) {
  return code.startsWith("97") ? code.slice(0, 3) : code.slice(0, 2)
}

// « 26281pRomans-sur-Isère|100 » : code, taille, nom, codes postaux sans les chiffres du code.
function named(row) {
  const [name, postal] = row.slice(6).split("|")
  const code = row.slice(0, 5)
  return { code, size: row.charCodeAt(5), name, postalCodes: postal.split(" ").map((one) => (one.length === 3 ? code.slice(0, 2) + one : one)) }
}

// « 26281|Romans-sur-Isère||33160|0|a0b70c82 » : voir generator/derive/finder_places.py.
function placed(row, postalCode, content) {
  const [code, name, several, inhabitants, set, near] = row.split("|")
  return {
    code, name, content, size: Number(inhabitants), inhabitants: Number(inhabitants), set: content.ensembles[Number(set)],
    postalCodes: several ? several.split(" ") : [postalCode],
    near: [...near.matchAll(/([a-z]+)(\d+)/g)].map(([, letters, kilometres]) => ({ pole: content.poles[numberOf(letters)], kilometres: Number(kilometres) })),
  }
}

function numberOf(letters) {
  return [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 97, 0)
}

function rank(name, words) {
  const [own, ...inner] = keysOf(name)
  if (own === words) return 0
  if (own.startsWith(`${words} `)) return 1
  if (inner.includes(words)) return 2
  if (own.startsWith(words)) return 3
  if (inner.some((key) => key.startsWith(`${words} `))) return 4
  return inner.some((key) => key.startsWith(words)) ? 5 : -1
}

function ordered(communes, words) {
  const seen = new Map(communes.map((commune) => [commune.code, { ...commune, rank: rank(commune.name, words) }]))
  return [...seen.values()].filter((commune) => commune.rank >= 0).sort((one, other) => one.rank - other.rank || other.size - one.size)
}

async function byName(words) {
  const found = await ranges("noms", words)
  if (found) {
    const communes = ordered(found.flat().map(named), words)
    return { communes, total: communes.length }
  }
  const head = await file(`debut-${words.replaceAll(" ", "-")}`)
  return { communes: ordered(head.communes.map(named), words), total: head.total }
}

async function byPostalCode(prefix) {
  const found = await ranges("lieux", prefix)
  if (!found) {
    const head = await file(`debut-${prefix}`)
    return { communes: head.communes.map(named), total: head.total }
  }
  const communes = found.flatMap((content) => Object.entries(content.codes)
    .filter(([postalCode]) => postalCode.startsWith(prefix))
    .flatMap(([postalCode, rows]) => rows.map((row) => ({ ...placed(row, postalCode, content), asked: postalCode }))))
  const once = [...new Map(communes.map((commune) => [commune.code, commune])).values()]
  return { communes: once, total: once.length }
}

// Où mène un code INSEE : le code d’aujourd’hui et un code postal.
async function leads(code) {
  const [content] = await ranges("insee", code)
  const entry = content.split(" ").find((one) => one.startsWith(code))
  if (!entry) return null
  const rest = entry.slice(5)
  if (!rest.startsWith(">")) return { code, postalCode: rest.length === 3 ? code.slice(0, 2) + rest : rest }
  const [today, postalCode] = rest.slice(1).split(":")
  return { code: today, postalCode, former: code }
}

async function byInsee(code) {
  const found = await leads(code)
  if (!found) return []
  const { communes } = await byPostalCode(found.postalCode)
  return communes.filter((commune) => commune.code === found.code).map((commune) => ({ ...commune, former: found.former, insee: code }))
}

async function byFiveFigures(code) {
  const [postal, insee] = await Promise.all([byPostalCode(code), byInsee(code)])
  const known = new Set(postal.communes.map((commune) => commune.code))
  const communes = [...postal.communes, ...insee.filter((commune) => !known.has(commune.code))]
  return { communes, total: communes.length, whole: true }
}

async function byFigures(figures) {
  if (figures.length > 5) return { communes: [], total: 0 }
  if (figures.length === 5) return byFiveFigures(figures)
  const [exact, begun] = await Promise.all([figures.length === 4 ? byPostalCode(`0${figures}`) : { communes: [], total: 0 }, byPostalCode(figures)])
  const known = new Set(exact.communes.map((commune) => commune.code))
  return { communes: [...exact.communes, ...begun.communes.filter((commune) => !known.has(commune.code))], total: exact.total + begun.total, departement: figures }
}

async function byArrondissement(town, number) {
  const [code, postal, last] = ARRONDISSEMENTS[town]
  if (number < 1 || number > last) return null
  const postalCode = postal + String(number).padStart(2, "0")
  const { communes } = await byPostalCode(postalCode)
  const found = communes.filter((commune) => commune.code === code)
  return { communes: found, total: found.length }
}

async function byNameAndNumber(words, number) {
  const found = number.length === 5 ? await byPostalCode(number) : await byName(withoutArticle(words))
  const matching = number.length === 5
    ? ordered(found.communes, withoutArticle(words)).concat([])
    : found.communes.filter((commune) => departementOf(commune.code).toLowerCase().startsWith(number) || commune.postalCodes.some((one) => one.startsWith(number)))
  const communes = matching.length || number.length < 5 ? matching : found.communes
  return { communes, total: communes.length }
}

async function find(text) {
  const words = folded(text)
  const key = withoutArticle(words)
  const figures = words.replaceAll(" ", "")
  if (/^\d+$/.test(figures)) return byFigures(figures)
  if (/^2[ab]\d{3}$/.test(figures)) return byInsee(figures.toUpperCase()).then((communes) => ({ communes, total: communes.length }))
  if (/^2[ab]$/.test(figures)) return { ...await byPostalCode("20"), departement: figures.toUpperCase() }
  const [, town, number] = key.match(/^(paris|lyon|marseille) (\d{1,2})(?: ?(?:er|e|eme|ieme|arr|arrondissement|[er]+ arr[a-z]*|eme arr[a-z]*))?$/) ?? []
  const district = town && await byArrondissement(town, Number(number))
  if (district) return district
  const after = key.match(/^(.+?) (\d{2,5}|2[ab])$/)
  if (after) return byNameAndNumber(after[1], after[2])
  const before = key.match(/^(\d{5}) (.+)$/)
  if (before) return byNameAndNumber(before[2], before[1])
  if (!/[a-z]/.test(key)) return { communes: [], total: 0 }
  return byWords(key)
}

async function byWords(key) {
  const found = await byName(key)
  const elided = key.match(/^[dl](?=[aeiouyh])(.+)$/)
  const narrow = (words) => { const [first, last] = covered(index.noms, words); return first === last }
  if (found.communes.length || !elided || !narrow(key)) return { ...found, named: key }
  return { ...await byName(elided[1]), named: key }
}

function element(tag, className, ...content) {
  const made = document.createElement(tag)
  if (className) made.className = className
  made.append(...content.filter((one) => one !== undefined && one !== ""))
  return made
}

function link(address, text) {
  const made = element("a", "", text)
  made.href = address
  return made
}

function counted(number, one, several) {
  return `${number.toLocaleString("fr-FR")} ${number < 2 ? one : several}`
}

function postalCodesOf({ postalCodes }) {
  return postalCodes.length > 4 ? `${postalCodes[0]} à ${postalCodes.at(-1)}` : postalCodes.join(", ")
}

function districtOf({ code, asked }) {
  const [, [, postal] = []] = Object.entries(ARRONDISSEMENTS).find(([, [commune]]) => commune === code) ?? []
  if (!postal || !asked) return ""
  const number = Number(asked.slice(3))
  return `${number % 100}${number % 100 === 1 ? "er" : "e"} arrondissement`
}

function departementName(code) {
  return index.departements[departementOf(code)] ?? ""
}

function answer(commune, choose) {
  const address = new URL(location.href)
  address.search = `?commune=${commune.code}`
  address.hash = ""
  const district = districtOf(commune)
  const made = link(address, element("span", "chez-moi__nom", district ? `${commune.name}, ${district}` : commune.name))
  const codes = district || commune.asked ? commune.asked : postalCodesOf(commune)
  const insee = commune.insee ? ` · code INSEE ${commune.insee}` : ""
  made.append(element("span", "precision", `${departementName(commune.code)} (${departementOf(commune.code)}) · ${codes}${insee}`))
  made.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return
    event.preventDefault()
    choose(commune)
  })
  return element("li", "", made)
}

function departementAnswer(code) {
  const made = link(`dep-${code}/`, element("span", "chez-moi__nom", index.departements[code]))
  made.append(element("span", "precision", `Département (${code}), sa page`))
  return element("li", "", made)
}

function departementsOf({ departement, named: words }) {
  const codes = departement === "20" ? ["2A", "2B"] : [departement]
  if (departement) return codes.filter((code) => Object.hasOwn(index.departements, code))
  return Object.keys(index.departements).filter((code) => words && withoutArticle(folded(index.departements[code])) === words)
}

function nothing(text) {
  const figures = text.replace(/\s/g, "")
  if (/^\d+$/.test(figures) && BEYOND.test(figures)) return `« ${text} » : les collectivités d’outre-mer hors des cinq départements ne sont pas encore dans l’index. Parcourez les régions ci-dessous.`
  if (/^\d{6,}$/.test(figures)) return `« ${text} » : un code postal a cinq chiffres. Essayez par exemple 26100, ou le nom de la commune.`
  if (/^\d+$/.test(figures)) return `Aucune commune n’a le code « ${text} ». Les codes CEDEX n’y sont pas : essayez le nom de la commune, ou les deux premiers chiffres.`
  return `Aucune commune trouvée pour « ${text} ». Vérifiez l’orthographe, essayez le début du nom ou le code postal. Pour une commune réunie à une autre, essayez le nom d’aujourd’hui.`
}

function sentence(text, { communes, total }, shown, departements) {
  if (!total && !departements) return nothing(text)
  if (!total) return `Un département répond à « ${text} ».`
  const said = `${counted(total, "commune", "communes")} pour « ${text} »`
  return shown < total ? `${said}, dont ${communes.length && shown} ici. Continuez à taper pour préciser.` : `${said}.`
}

function territoryLine([, title], [code, name, counts]) {
  const told = counts?.some(Boolean)
    ? KINDS.map(([one, several], kind) => counts[kind] && counted(counts[kind], one, several)).filter(Boolean).join(", ")
    : "rien n’y est encore documenté"
  const value = element("dd", "", counts ? link(`${code}/`, name) : name, " ", element("span", "precision", told))
  return element("div", "", element("dt", "", title), value)
}

function territoryLines({ set, content }) {
  const territories = set[0].map((number) => content.territoires[number])
  const lines = LEVELS.flatMap((level) => territories.filter(([code]) => code.startsWith(`${level[0]}-`)).map((one) => territoryLine(level, one)))
  if (territories.some(([code]) => code.startsWith("epci-"))) return lines
  return [element("div", "", element("dt", "", "Intercommunalité"), element("dd", "", "aucune : cette commune n’appartient à aucune intercommunalité")), ...lines]
}

function poleItem([id, name, place], said) {
  return element("li", "", link(`../poles/${encodeURIComponent(id)}/`, name), " ", element("span", "precision", `${place}, ${said}`))
}

function distance(kilometres) {
  return kilometres < 1 ? "à moins de 1 km" : `à ${kilometres.toLocaleString("fr-FR")} km`
}

function nearItems({ near }) {
  return near.map(({ pole, kilometres }) => poleItem(pole, distance(kilometres)))
}

function coveringItems({ set: [, numbers, total], content }) {
  const items = numbers.map((number) => {
    const [id, name, place] = content.poles[number]
    return element("li", "", link(`../poles/${encodeURIComponent(id)}/`, name), " ", element("span", "precision", `couvre votre région : ${place}`))
  })
  return total > items.length ? [...items, element("li", "precision", `et ${counted(total - items.length, "autre", "autres")}, dans la page de la région`)] : items
}

function inhabitantsOf({ code, inhabitants }) {
  const year = index.annees[departementOf(code)] ?? index.annees[""]
  return inhabitants ? `${counted(inhabitants, "habitant", "habitants")} (population municipale ${year}, INSEE)` : `sans habitants (population municipale ${year}, INSEE)`
}

function panel(commune) {
  const title = element("h2", "", commune.name)
  title.id = "chez-moi-nom"
  title.tabIndex = -1
  const parts = [title, element("p", "precision", `${postalCodesOf(commune)} · ${inhabitantsOf(commune)}`)]
  if (commune.former) parts.push(element("p", "note", `le code INSEE ${commune.former} est celui d’une ancienne commune ou d’un arrondissement ; il mène à ${commune.name}.`))
  parts.push(element("dl", "chez-moi__territoires", ...territoryLines(commune)))
  const covering = coveringItems(commune)
  if (covering.length) parts.push(element("h3", "", "Pôles de toute la région"), element("ul", "chez-moi__poles", ...covering))
  parts.push(element("h3", "", "Pôles documentés les plus proches"))
  parts.push(commune.near.length ? element("ol", "chez-moi__poles", ...nearItems(commune)) : element("p", "vide", "Aucun pôle situé à la commune n’est encore documenté."))
  if (commune.near.length) parts.push(element("p", "precision", "À vol d’oiseau, du centre de la commune au lieu connu du pôle."))
  return parts
}

function once(task, wait = 150) {
  let timer
  const later = (...given) => { clearTimeout(timer); timer = setTimeout(() => task(...given), wait) }
  later.cancel = () => clearTimeout(timer)
  return later
}

function open() {
  const input = form.querySelector("input")
  const status = document.getElementById("chez-moi-etat")
  const list = document.getElementById("chez-moi-resultats")
  const place = document.getElementById("chez-moi-commune")
  let turn = 0

  const address = (name, value) => {
    const made = new URL(location.href)
    made.search = ""
    made.hash = ""
    if (value) made.searchParams.set(name, value)
    return made
  }
  const clear = () => {
    status.textContent = ""
    list.replaceChildren()
    list.hidden = place.hidden = true
    place.replaceChildren()
  }
  const failed = () => {
    clear()
    status.textContent = "La recherche par commune n’a pas pu se charger. Les régions et départements ci-dessous restent accessibles."
  }

  const list_ = async (text) => {
    const mine = ++turn
    if (!folded(text)) {
      clear()
      if (text) status.textContent = nothing(text)
      return []
    }
    try {
      const found = await find(text)
      if (mine !== turn) return []
      const departements = departementsOf(found)
      const shown = found.whole ? found.communes : found.communes.slice(0, SHOWN)
      clear()
      status.textContent = sentence(text, found, shown.length, departements.length)
      list.replaceChildren(...departements.map(departementAnswer), ...shown.map((commune) => answer(commune, choose)))
      list.hidden = !list.childElementCount
      return [...list.querySelectorAll("a")]
    } catch { if (mine === turn) failed() }
    return []
  }

  const show = (commune, focus) => {
    clear()
    place.replaceChildren(...panel(commune))
    place.hidden = false
    document.title = document.title.replace(/^(?:.* : )?/, `${commune.name} : `)
    if (focus) place.querySelector("h2").focus()
  }

  const choose = async ({ code }) => {
    const target = address("commune", code)
    if (target.href !== location.href) history.pushState(null, "", target)
    await restore(true)
  }

  const restoreCommune = async (code, focus) => {
    const mine = ++turn
    try {
      const [commune] = /^(\d{5}|2[AB]\d{3})$/.test(code) ? await byInsee(code) : []
      if (mine !== turn) return
      if (!commune) { clear(); status.textContent = `Aucune commune n’a le code INSEE « ${code} ». Essayez son nom ou son code postal.`; return }
      if (commune.former) history.replaceState(null, "", address("commune", commune.code))
      show(commune, focus)
    } catch { if (mine === turn) failed() }
  }

  const restore = async (focus) => {
    typed.cancel()
    const asked = new URL(location.href).searchParams
    if (asked.has("commune")) return restoreCommune(asked.get("commune").slice(0, 20).toUpperCase(), focus)
    input.value = asked.get("q") ?? ""
    return list_(input.value.trim())
  }

  const remember = () => {
    const target = address("q", input.value.trim())
    new URL(location.href).searchParams.has("commune") ? history.pushState(null, "", target) : history.replaceState(null, "", target)
  }
  const typed = once(() => { remember(); list_(input.value.trim()) })

  form.hidden = false
  input.addEventListener("input", typed)
  input.addEventListener("focus", () => { kept("index").catch(() => {}) }, { once: true })
  form.addEventListener("submit", async (event) => {
    event.preventDefault()
    typed.cancel()
    remember()
    const links = await list_(input.value.trim())
    if (links.length === 1) links[0].click()
    else links[0]?.focus()
  })
  form.parentElement.addEventListener("keydown", (event) => {
    const links = [...list.querySelectorAll("a")]
    const here = links.indexOf(document.activeElement)
    if (here < 0 && document.activeElement !== input) return
    if (event.key === "Escape") { clear(); input.focus() }
    if (event.key === "ArrowDown" && links.length) { event.preventDefault(); links[Math.min(here + 1, links.length - 1)].focus() }
    if (event.key === "ArrowUp" && here >= 0) { event.preventDefault(); (links[here - 1] ?? input).focus() }
  })
  addEventListener("popstate", () => restore(false))
  restore(false)
}

if (form) open()
