// La page de recherche : l’adresse dit la question, les filtres et l’ordre ; la page montre ce que le moteur y répond.
import { NBSP, counted, element, once } from "../elements.js"
import { MOST_TAKEN, asCsv, asReferences, download } from "./emporter.js"
import { excerptOf } from "./extraits.js"
import { Moteur, stemOf } from "./moteur.js"
import { entry, markerOf } from "./resultats.js"
import { find } from "./trouver.js"

const STEP = 10
const form = document.querySelector('[data-recherche="page"]')
const root = new URL(form.dataset.racine, location.href)
const engine = new Moteur(root)
const place = document.querySelector("[data-chercher]")
const part = (name) => place.querySelector(`[data-${name}]`)
const input = document.getElementById("recherche-mots")
const status = document.getElementById("recherche-etat")
const list = document.getElementById("recherche-resultats")
const sort = document.getElementById("recherche-tri")
const boxes = [...place.querySelectorAll('input[type="checkbox"]')]
const facets = [...new Set(boxes.map((box) => box.name))]
let turn = 0
const NOTHING = { handles: [], total: 0, words: [] }
let answer = NOTHING

// L’état : ce que l’adresse dit, et rien d’autre.
function stateOf(address) {
  const asked = new URL(address).searchParams
  const filters = {}, unknown = []
  for (const facet of facets) {
    const known = new Set(boxes.filter((box) => box.name === facet).map((box) => box.value))
    filters[facet] = [...new Set(asked.getAll(facet))].filter((value) => known.has(value))
    unknown.push(...asked.getAll(facet).filter((value) => !known.has(value)))
  }
  const order = [...sort.options].some((option) => option.value === asked.get("tri")) ? asked.get("tri") : ""
  return { words: (asked.get("q") ?? "").trim().slice(0, 300), filters, order, unknown }
}

function addressOf({ words, filters, order }) {
  const address = new URL(location.pathname, location.href)
  if (words) address.searchParams.set("q", words)
  for (const facet of facets) for (const value of filters[facet]) address.searchParams.append(facet, value)
  if (order) address.searchParams.set("tri", order)
  return address
}

function stateOnPage() {
  const filters = Object.fromEntries(facets.map((facet) => [facet, boxes.filter((box) => box.name === facet && box.checked).map((box) => box.value)]))
  return { words: input.value.trim(), filters, order: sort.value, unknown: [] }
}

function put({ words, filters, order }) {
  input.value = words
  sort.value = order
  for (const box of boxes) box.checked = filters[box.name].includes(box.value)
}

function isIdle({ words, filters }) {
  return !words && facets.every((facet) => !filters[facet].length)
}

async function show(state) {
  const here = ++turn
  showChosen(state)
  if (isIdle(state)) return clear(state)
  try {
    const found = await find(engine, state.words, state.filters, state.order)
    if (here !== turn) return
    answer = found
    await Promise.all([showMore(here, true), showCounts(here)])
    if (here !== turn) return
    status.textContent = sentence(state, found)
    showHelp(state, found)
    part("outils").hidden = false
    part("export").hidden = !found.total
  } catch {
    if (here === turn) status.textContent = "La recherche n’a pas pu se charger. Parcourez les rubriques au bas de cette page."
  }
}

function clear(state) {
  answer = NOTHING
  list.replaceChildren()
  part("aide").replaceChildren()
  for (const name of ["outils", "export", "suite"]) part(name).hidden = true
  status.textContent = state.unknown.length ? unknownSentence(state) : ""
  for (const box of boxes) numberOf(box).textContent = numberOf(box).dataset.total
}

function unknownSentence({ unknown }) {
  return `Filtre inconnu, laissé de côté${NBSP}: ${unknown.slice(0, 3).map((one) => `«${NBSP}${one.slice(0, 40)}${NBSP}»`).join(", ")}. `
}

function sentence(state, found) {
  const asked = state.words ? ` pour «${NBSP}${state.words}${NBSP}»` : ""
  const chosen = facets.reduce((sum, facet) => sum + state.filters[facet].length, 0)
  const filtered = chosen ? `, ${counted(chosen, "filtre")}` : ""
  const said = found.total ? `${counted(found.total, "résultat")}${asked}${filtered}.` : `Aucun résultat${asked}${filtered}.`
  return (state.unknown.length ? unknownSentence(state) : "") + said + notes(state, found)
}

function notes(state, found) {
  const correction = found.absent.length ? ` Aucune fiche ne contient ${found.absent.map((word) => `«${NBSP}${word}${NBSP}»`).join(" ni ")}${found.searched ? `${NBSP}: voici «${NBSP}${found.searched}${NBSP}»` : ""}.` : ""
  if (found.total === found.whole) return correction
  if (!found.whole) return `${correction} Aucune fiche n’a tous ces mots${NBSP}: les premières en ont le plus.`
  return `${correction} ${counted(found.whole, "fiche a tous ces mots", "fiches ont tous ces mots")}, les autres la plupart.`
}

async function showMore(here, fromStart) {
  const first = fromStart ? 0 : list.children.length
  const table = await engine.load()
  const isMarked = markerOf(answer.words, (word) => stemOf(word, table))
  const read = await engine.read(answer.handles.slice(first, first + STEP))
  const excerpts = await Promise.all(read.map((found) => excerptOf(engine, found, answer.words, isMarked)))
  if (here !== turn) return
  const entries = read.map((found, rank) => entry(found, excerpts[rank]))
  fromStart ? list.replaceChildren(...entries) : list.append(...entries)
  const left = answer.total - list.children.length
  part("suite").hidden = left <= 0
  part("suite").textContent = `Voir ${Math.min(STEP, left)} résultats de plus (${counted(left, "reste", "restent")})`
  if (!fromStart) entries[0]?.querySelector("a").focus()
}

// Le nombre d’une valeur est ce que l’on trouverait en la cochant : les autres rubriques comptent, la sienne non. Une rubrique fermée attend d’être ouverte.
async function showCounts(here) {
  const open = [...place.querySelectorAll("[data-facette]")].filter((facet) => facet.open).map((facet) => facet.dataset.facette)
  for (const facet of open) {
    const counts = await answer.counts(facet)
    if (here !== turn) return
    for (const box of boxes.filter((one) => one.name === facet)) {
      numberOf(box).textContent = (counts[box.value] ?? 0).toLocaleString("fr")
      box.closest("label").classList.toggle("facette__choix--vide", !counts[box.value] && !box.checked)
    }
  }
}

function numberOf(box) {
  const made = box.closest("label").querySelector("[data-nombre]")
  made.dataset.total ??= made.textContent
  return made
}

function showChosen(state) {
  for (const facet of place.querySelectorAll("[data-facette]")) {
    const count = state.filters[facet.dataset.facette].length
    facet.querySelector("[data-choisies]").textContent = count ? `(${counted(count, "choisie")})` : ""
    if (count) facet.open = true
  }
  const chosen = boxes.filter((box) => box.checked).map((box) => {
    const name = box.closest("label").querySelector("span").textContent
    const button = element("button", "filtre", `${name} ×`)
    button.type = "button"
    button.setAttribute("aria-label", `Retirer le filtre ${name}`)
    button.addEventListener("click", () => { box.checked = false; change(); input.focus() })
    return element("li", "", button)
  })
  if (chosen.length > 1) {
    const all = element("button", "filtre filtre--tous", "Tout effacer")
    all.type = "button"
    all.addEventListener("click", () => { for (const box of boxes) box.checked = false; change(); input.focus() })
    chosen.push(element("li", "", all))
  }
  part("filtres").replaceChildren(...chosen)
}

function showHelp(state, found) {
  const advice = []
  if (!found.total && boxes.some((box) => box.checked)) advice.push("Retirez un filtre.")
  if (!found.total && state.words) advice.push("Essayez un mot plus court ou plus courant, ou parcourez les rubriques au bas de cette page.")
  part("aide").replaceChildren(...advice.map((one) => element("p", "", one)))
}

async function take(asText, name, type) {
  const told = part("export-etat")
  const taken = answer.handles.slice(0, MOST_TAKEN)
  told.textContent = "Préparation…"
  const sheets = (await engine.read(taken)).map((found) => ({ ...found, page: found.adresse }))
  download(asText(sheets), name, type)
  told.textContent = answer.total > MOST_TAKEN
    ? `Les ${MOST_TAKEN} premiers résultats sont dans ${name}, sur ${answer.total.toLocaleString("fr")} : resserrez la recherche, ou prenez les données entières.`
    : `${counted(taken.length, "résultat")} dans ${name}.`
}

function change() {
  const state = stateOnPage()
  history.pushState(null, "", addressOf(state))
  return show(state)
}

function follow() {
  const state = stateOf(location.href)
  put(state)
  return show(state)
}

part("facettes").hidden = false
if (matchMedia("(max-width: 60rem)").matches) part("volet").open = false
form.addEventListener("submit", (event) => { event.preventDefault(); typing.cancel(); change() })
// En écrivant, l’adresse suit sans remplir l’histoire du navigateur.
const typing = once(() => { const state = stateOnPage(); history.replaceState(null, "", addressOf(state)); show(state) }, 200)
input.addEventListener("input", typing)
input.addEventListener("focus", () => engine.load(), { once: true })
for (const facet of place.querySelectorAll("[data-facette]")) facet.addEventListener("toggle", () => { if (answer !== NOTHING) showCounts(turn) })
for (const box of [...boxes, sort]) box.addEventListener("change", change)
part("suite").addEventListener("click", () => showMore(turn, false))
part("csv").addEventListener("click", () => take(asCsv, "recherche.csv", "text/csv"))
part("references").addEventListener("click", () => take(asReferences, "references.txt", "text/plain"))
addEventListener("popstate", follow)
follow()
