// Les champs d’une fiche dans la page : chacun avec son titre, son aide, ses exemples et la place de ses fautes.
import { element, NBSP } from "../elements.js"
import { suggestPlaces } from "./lieux.js"
import { cleaned } from "./yaml.js"

const FIRST = new Set("acteur adresse auteurs commune courriel designation fonction forme imprime intitule mesure mode montant moment nature nom objet pole pratique public relation role roles stade telephone territoire texte titre type unite valeur".split(" "))
const LONG = 120
const FEW = 3

export const key = (path) => path.join(".")
const idOf = (path) => `champ-${path.join("-")}`

export function slug(name) {
  const plain = name.toLowerCase().replace(/œ/g, "oe").replace(/æ/g, "ae").normalize("NFKD").replace(/[\u0300-\u036f]/g, "")
  return plain.replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 64).replace(/-+$/, "")
}

export function at(tree, path) {
  return path.reduce((inner, step) => inner?.[step], tree)
}

export function put(tree, path, value) {
  const [step, next, ...rest] = path
  if (next === undefined) {
    tree[step] = value
    return
  }
  tree[step] ??= typeof next === "number" ? [] : {}
  put(tree[step], [next, ...rest], value)
}

// « sheet » tient le modèle, la fiche, et ce qu’il faut faire quand une valeur change ou qu’un groupe paraît.
export function fieldBlock(sheet, field, path) {
  const block = field.plusieurs ? listBlock(sheet, field, path) : field.groupe ? groupBlock(sheet, field, path) : control(sheet, field, path, field.titre)
  block.dataset.champ = key(path)
  return block
}

function help(field, path) {
  const howTo = field.designe === "territory" ? " Tapez un nom ou un code postal : le code se mettra tout seul." : ""
  const examples = field.bons?.length && !field.liste_fermee ? ` Par exemple : ${field.bons.map((one) => one.replace(/\.$/, "")).join(" ; ")}.` : ""
  const note = element("p", "formulaire__aide", field.aide, howTo, examples)
  note.id = `${idOf(path)}-aide`
  return note
}

function faultPlace(path) {
  const place = element("p", "formulaire__faute")
  place.id = `${idOf(path)}-faute`
  place.dataset.faute = key(path)
  place.hidden = true
  return place
}

function label(words, target, isNeeded) {
  const made = element("label", "", words, isNeeded ? element("span", "formulaire__obligatoire", " (obligatoire)") : "")
  made.htmlFor = target
  return made
}

function described(input, path) {
  input.id = idOf(path)
  input.dataset.entree = key(path)
  input.setAttribute("aria-describedby", `${idOf(path)}-aide ${idOf(path)}-faute`)
  return input
}

function control(sheet, field, path, title) {
  const input = described(field.liste_fermee ? choice(sheet, field) : entry(field), path)
  input.value = at(sheet.tree, path) ?? ""
  if (field.obligatoire) input.setAttribute("aria-required", "true")
  const take = () => sheet.take(path, cleaned(input.value))
  input.addEventListener("input", take)
  input.addEventListener("change", () => { take(); sheet.left(path) })
  const block = element("div", "formulaire__champ", label(title, input.id, field.obligatoire), help(field, path), input, faultPlace(path))
  if (field.designe === "territory") suggestPlaces(input, field.niveau === "com", { areas: () => sheet.areas(), places: sheet.known.territory, looked: () => sheet.changed() })
  else if (field.designe && field.designe !== "source") sheet.suggest(input, field.designe)
  return block
}

function entry(field) {
  const isLong = field.recit || ["note", "texte"].includes(field.nom)
  const made = element(isLong ? "textarea" : "input")
  if (isLong) made.rows = field.recit ? 4 : 2
  else made.type = "text"
  made.autocomplete = "off"
  return made
}

function choice(sheet, field) {
  const options = [["", "—"], ...sheet.model.listes[field.liste_fermee]].map(([code, words]) => {
    const option = element("option", "", words)
    option.value = code
    return option
  })
  return element("select", "", ...options)
}

function fieldset(title, path, ...content) {
  const made = element("fieldset", "formulaire__groupe", element("legend", "", title), ...content)
  made.id = idOf(path)
  made.tabIndex = -1
  return made
}

function groupBlock(sheet, field, path) {
  return fieldset(field.titre, path, help(field, path), faultPlace(path), ...inner(sheet, field.groupe, path))
}

function inner(sheet, name, path) {
  const blocks = sheet.model.groupes[name].champs.map((field) => [field, fieldBlock(sheet, field, [...path, field.nom])])
  const first = blocks.filter(([field]) => isFirst(field)).map(([, block]) => block)
  const rest = blocks.filter(([field]) => !isFirst(field))
  if (!rest.length || !first.length) return blocks.map(([, block]) => block)
  const titles = rest.slice(0, FEW).map(([field]) => field.titre.toLowerCase()).join(", ")
  const more = element("details", "formulaire__preuves", element("summary", "", `Préciser${NBSP}: ${titles}${rest.length > FEW ? "…" : ""}`), ...rest.map(([, block]) => block))
  if (rest.some(([field]) => at(sheet.tree, [...path, field.nom]) !== undefined)) more.classList.add("formulaire__rubrique--remplie")
  return [...first, more]
}

function isFirst(field) {
  return field.obligatoire || FIRST.has(field.nom)
}

function listBlock(sheet, field, path) {
  if (field.liste_fermee) return boxes(field, path, sheet.model.listes[field.liste_fermee].map(([code, words]) => [code, words]), sheet)
  if (field.designe === "source") return boxes(field, path, sheet.sources(), sheet)
  const items = element("div", "formulaire__elements")
  const block = fieldset(field.titre, path, help(field, path), faultPlace(path), items)
  const draw = () => items.replaceChildren(...(at(sheet.tree, path) ?? []).map((_, rank) => itemBlock(sheet, field, [...path, rank], draw)))
  const more = element("button", "bouton bouton--discret", field.groupe ? "Ajouter" : "Ajouter une ligne", element("span", "invisible", ` : ${field.titre}`))
  more.type = "button"
  more.addEventListener("click", () => {
    const rank = (at(sheet.tree, path) ?? []).length
    sheet.take([...path, rank], field.groupe ? {} : "")
    draw()
    items.lastElementChild.querySelector("input, select, textarea")?.focus()
  })
  block.append(more)
  draw()
  return block
}

function itemBlock(sheet, field, path, draw) {
  const number = path.at(-1) + 1
  const less = element("button", "formulaire__retirer", "Retirer", element("span", "invisible", ` : ${field.titre}, ${number}`))
  less.type = "button"
  less.addEventListener("click", () => {
    at(sheet.tree, path.slice(0, -1)).splice(path.at(-1), 1)
    sheet.take(path.slice(0, -1), at(sheet.tree, path.slice(0, -1)))
    draw()
    document.getElementById(idOf(path.slice(0, -1)))?.focus()
  })
  if (!field.groupe) return element("div", "formulaire__ligne", control(sheet, { ...field, plusieurs: false, aide: "", bons: [] }, path, `${field.titre}, ${number}`), less)
  const group = fieldset(`${field.titre}, ${number}`, path, faultPlace(path), ...inner(sheet, field.groupe, path), less)
  return folded(group, nameOf(at(sheet.tree, path)), at(sheet.tree, path.slice(0, -1)).length)
}

// Les éléments d’une longue liste se replient sous ce qui les nomme.
function folded(group, name, number) {
  return number <= FEW || !name ? group : element("details", "formulaire__replie", element("summary", "", name), group)
}

function nameOf(value) {
  const words = Object.values(value ?? {}).filter((one) => typeof one === "string").slice(0, 2).join(", ")
  return words.length > LONG ? `${words.slice(0, LONG)}…` : words
}

function boxes(field, path, choices, sheet) {
  const chosen = () => at(sheet.tree, path) ?? []
  const lines = choices.map(([code, words]) => {
    const box = element("input")
    box.type = "checkbox"
    box.value = code
    box.checked = chosen().includes(code)
    box.addEventListener("change", () => {
      const rest = chosen().filter((one) => one !== code)
      sheet.take(path, box.checked ? [...rest, code] : rest)
      sheet.left(path)
    })
    return element("label", "formulaire__case", box, ` ${words.length > LONG ? `${words.slice(0, LONG)}…` : words}`)
  })
  const none = field.designe === "source" ? "Cette fiche n’a pas encore plusieurs sources : la seule vaut pour tout." : "—"
  return fieldset(field.titre, path, help(field, path), faultPlace(path), ...(lines.length ? lines : [element("p", "precision", none)]))
}
