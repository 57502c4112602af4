// Montre une réponse : son titre, son genre, son lieu, l’extrait où les mots sont marqués. Tout y reste du texte.
import { element, link } from "../elements.js"

export function entry(found, excerpt) {
  const title = element("span", "resultat__titre", found.titre)
  const told = element("span", "resultat__lieu", [found.genre, found.lieu, excerpt && found.etat].filter(Boolean).join(" · "))
  return excerpt ? element("li", "", link(found.adresse, title), told, shown(excerpt)) : element("li", "", link(found.adresse, title, told))
}

function shown({ words, hits, isCut, goesOn }) {
  const made = element("p", "resultat__extrait", isCut ? "… " : "")
  words.forEach((word, rank) => made.append(hits[rank] ? element("mark", "", word) : word, " "))
  if (goesOn) made.append("…")
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
