// Trouver une commune : un nom, même abrégé ou mal accentué, un code postal, un code INSEE. L’index est en petits fichiers : generator/derive/finder*.py.
import { folded as plainWords } from "./elements.js"

const FOLDER = new URL("../territoires/recherche/", import.meta.url)
const CLOSEST = 5
const RANGES_FOR_A_QUERY = 2
const ARTICLES = new Set(["le", "la", "les", "l"])
const LINKS = new Set("a au aux d dans de des du en et l la le les pres sans sous sur".split(" "))
const WRITTEN_SHORT = { st: "saint", ste: "sainte", sts: "saints", stes: "saintes" }
export const ARRONDISSEMENTS = { paris: ["75056", "750", 20], lyon: ["69123", "690", 9], marseille: ["13055", "130", 16] }
const ARRONDISSEMENT = /^(paris|lyon|marseille) (\d{1,2})(?: ?(?:er|e|eme|ieme))?(?: ?arr[a-z]*)?$/
const NOTHING = { communes: [], total: 0 }

const files = new Map()
export let index

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
  return plainWords(text).split(" ").map((word) => (Object.hasOwn(WRITTEN_SHORT, word) ? WRITTEN_SHORT[word] : word)).join(" ")
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

export function departementOf(code) {
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
    code, name, content, size: Number(inhabitants), inhabitants: inhabitants && Number(inhabitants), set: content.ensembles[Number(set)],
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
  if (!found) {
    const head = await file(`debut-${words.replaceAll(" ", "-")}`)
    return { communes: ordered(head.communes.map(named), words), total: head.total }
  }
  const rows = found.flat().map(named)
  const communes = ordered(rows, words)
  return communes.length ? { communes, total: communes.length } : { communes: closest(rows, words), total: 0 }
}

// Rien ne commence ainsi : ce qui, dans les fichiers déjà lus, commence par le plus long morceau, puis par les premiers mots.
function closest(rows, words) {
  const lengths = Array.from({ length: words.length }, (_, rank) => words.length - rank)
  const first = lengths.find((length) => length >= Math.max(4, words.length * 0.6) && ordered(rows, words.slice(0, length).trim()).length)
  const starts = [first, ...lengths.filter((length) => length >= 4 && words[length] === " ")].filter(Boolean)
  const found = starts.flatMap((length) => ordered(rows, words.slice(0, length).trim()))
  return [...new Map(found.reverse().map((commune) => [commune.code, commune])).values()].reverse().slice(0, CLOSEST)
}

async function byPostalCode(prefix) {
  const found = await ranges("lieux", prefix)
  if (!found) {
    const head = await file(`debut-${prefix}`)
    return { communes: head.communes.map(named), total: head.total }
  }
  const communes = found.flatMap((content) => Object.entries(content.codes)
    .filter(([postalCode]) => postalCode.startsWith(prefix))
    .flatMap(([postalCode, rows]) => rows.map((row) => ({ ...placed(row, postalCode, content), ...(prefix.length === 5 && { asked: postalCode }) }))))
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

export async function byInsee(code) {
  const found = await leads(code)
  if (!found) return []
  const { communes } = await byPostalCode(found.postalCode)
  return communes.filter((commune) => commune.code === found.code).map((commune) => ({ ...commune, former: found.former, insee: code }))
}

async function byFiveFigures(code) {
  const [postal, insee] = await Promise.all([byPostalCode(code), byInsee(code)])
  const known = new Set(postal.communes.map((commune) => commune.code))
  return { ...only([...postal.communes, ...insee.filter((commune) => !known.has(commune.code))]), whole: true }
}

async function byFigures(figures) {
  if (figures.length > 5) return NOTHING
  if (figures.length === 5) return byFiveFigures(figures)
  const [exact, begun] = await Promise.all([figures.length === 4 ? byPostalCode(`0${figures}`) : NOTHING, byPostalCode(figures)])
  const departements = figures === "20" ? ["2A", "2B"] : [figures]
  return { communes: [...exact.communes, ...begun.communes], total: exact.total + begun.total, departements }
}

async function byCorsica(code) {
  const { communes } = await byPostalCode("20")
  const found = communes.filter((commune) => departementOf(commune.code) === code)
  return { communes: found, total: found.length, departements: [code], said: `Le département ${code}, et ses communes les plus peuplées.` }
}

async function byArrondissement(town, number) {
  const [code, postal, last] = ARRONDISSEMENTS[town]
  if (number < 1 || number > last) return null
  const { communes } = await byPostalCode(postal + String(number).padStart(2, "0"))
  return only(communes.filter((commune) => commune.code === code))
}

async function byNameAndPostalCode(words, postalCode) {
  const { communes } = await byPostalCode(postalCode)
  const matching = ordered(communes, words)
  return only(matching.length ? matching : communes)
}

async function byNameAndBeginning(words, beginning) {
  const { communes, total } = await byName(words)
  if (!total || communes.length < total) return NOTHING
  return only(communes.filter(({ code, postalCodes }) => departementOf(code) === beginning.toUpperCase() || postalCodes.some((one) => one.startsWith(beginning))))
}

function only(communes) {
  return { communes, total: communes.length }
}

export async function find(text) {
  const key = withoutArticle(folded(text.replace(/(^|\s)s\/\s*(?=\p{L})/giu, " sur ")))
  const code = key.replaceAll(" ", "").toUpperCase()
  if (/^\d+$/.test(code)) return byFigures(code)
  if (/^2[AB]\d{3}$/.test(code)) return only(await byInsee(code))
  if (/^2[AB]$/.test(code)) return byCorsica(code)
  const [, town, number] = key.match(ARRONDISSEMENT) ?? []
  const district = town && await byArrondissement(town, Number(number))
  if (district) return district
  const [, before, first] = key.match(/^(\d{5}) (.+)$/) ?? []
  if (before) return byNameAndPostalCode(withoutArticle(first), before)
  const [, last, after] = key.match(/^(.+?) (\d{2,5}|2[ab])$/) ?? []
  if (after?.length === 5) return byNameAndPostalCode(last, after)
  const precise = after ? await byNameAndBeginning(last, after) : NOTHING
  return precise.total ? precise : byWords(after ? last : key)
}

async function byWords(key) {
  index = await kept("index")
  const departements = Object.keys(index.departements).filter((code) => withoutArticle(folded(index.departements[code])) === key)
  const found = await byName(key)
  const [, elided] = key.match(/^[dl](?=[aeiouyh])(.+)$/) ?? []
  if (found.total || !elided || !narrow(key) || !narrow(elided)) return { ...found, departements }
  const other = await byName(elided)
  return other.total ? other : found
}

// Un seul fichier à lire : une seconde tentative reste dans le budget d’une recherche.
function narrow(key) {
  const [first, last] = covered(index.noms, key)
  return first === last
}
