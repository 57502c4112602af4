// Ce que la fiche dira, et ce qui change : tout y est du texte.
import { element, NBSP } from "../elements.js"

export function preview(model, tree) {
  const title = element("h3", "", tree.nom ?? tree.titre ?? "Sans nom")
  const fields = model.groupes[model.fiche].champs.filter((field) => !["nom", "titre", "edition"].includes(field.nom) && tree[field.nom] !== undefined)
  return [title, ...group(model, fields, tree)]
}

function group(model, fields, tree) {
  const pairs = fields.filter((field) => tree[field.nom] !== undefined)
  return pairs.length ? [element("dl", "apercu", ...pairs.map((field) => element("div", "", element("dt", "", field.titre), element("dd", "", ...value(model, field, tree[field.nom])))))] : []
}

function value(model, field, told) {
  if (Array.isArray(told)) return [element("ul", "", ...told.map((one) => element("li", "", ...value(model, { ...field, plusieurs: false }, one))))]
  if (field.groupe && typeof told === "object") return group(model, model.groupes[field.groupe].champs, told)
  return [words(model, field, told)]
}

function words(model, field, told) {
  const known = field.liste_fermee ? model.listes[field.liste_fermee].find(([code]) => code === told) : null
  return known ? known[1] : String(told)
}

export function changeList(changes) {
  if (!changes.length) return [element("p", "vide", "Rien ne change pour l’instant.")]
  return [element("ul", "apercu__changements", ...changes.map(changed))]
}

function changed({ titres, avant, apres }) {
  const line = element("li", "", element("strong", "", titres.join(" › ")), NBSP, ": ")
  if (avant !== undefined) line.append(element("del", "", plain(avant)), " ")
  if (apres !== undefined) line.append(element("ins", "", plain(apres)))
  return line
}

function plain(told) {
  if (Array.isArray(told)) return told.map(plain).join(" ; ")
  return typeof told === "object" ? Object.values(told).map(plain).join(", ") : String(told)
}
