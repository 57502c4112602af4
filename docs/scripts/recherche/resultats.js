// Montre une réponse : son titre, son genre, son lieu, l’extrait où les mots sont marqués. Tout y reste du texte.
import { element, link } from "../elements.js"
import { plain } from "./moteur.js"

const WORDS_SHOWN = 30
const WORDS_BEFORE = 6

export function entry(found, isMarked) {
  const title = element("span", "resultat__titre", found.titre)
  const told = element("span", "resultat__lieu", [found.genre, found.lieu, isMarked && found.etat].filter(Boolean).join(" · "))
  return isMarked ? element("li", "", link(found.adresse, title), told, excerpt(found.texte ?? "", isMarked)) : element("li", "", link(found.adresse, title, told))
}

// Les trente mots où il y a le plus de mots cherchés différents, depuis un peu avant le premier.
function excerpt(text, isMarked) {
  const words = text.split(/\s+/)
  const hits = words.map((word) => isMarked(plain(word)))
  let best = 0, most = 0
  hits.forEach((hit, start) => {
    if (!hit) return
    const several = new Set(hits.slice(start, start + WORDS_SHOWN - WORDS_BEFORE).filter(Boolean)).size
    if (several > most) [best, most] = [start, several]
  })
  const first = Math.max(0, best - WORDS_BEFORE)
  const made = element("p", "resultat__extrait", first ? "… " : "")
  words.slice(first, first + WORDS_SHOWN).forEach((word, rank) => made.append(hits[first + rank] ? element("mark", "", word) : word, " "))
  if (first + WORDS_SHOWN < words.length) made.append("…")
  return made
}

// Ce qui dit si un mot d’un texte est l’un de ceux que l’on cherche : sa racine, ou rien.
export function markerOf(sought, stemOf) {
  return (text) => {
    const written = text.match(/[a-z0-9]+/g) ?? []
    const meant = sought.find(({ word, stem }) => written.some((one) => stemOf(one) === stem || (word.length > 2 && one.startsWith(word))))
    return meant?.stem ?? ""
  }
}
