// Montre une réponse : son titre, son genre, son lieu, l’extrait où les mots sont marqués. Tout y reste du texte.
import { element, link } from "../elements.js"

export function entry(found, { withExcerpt }) {
  const title = element("span", "resultat__titre", found.titre)
  const told = element("span", "resultat__lieu", [found.genre, found.lieu, withExcerpt && found.etat].filter(Boolean).join(" · "))
  return withExcerpt ? element("li", "", link(found.address, title), told, excerpt(found.excerpt)) : element("li", "", link(found.address, title, told))
}

// Le titre et le lieu, que la réponse montre déjà, finissent par « ¶ » dans ce qui est cherché.
const HEAD = /^.*¶\s*(?=\S)/su

function excerpt(indexed) {
  const made = element("p", "resultat__extrait")
  const html = indexed.replace(HEAD, "").replace(/¶/g, "")
  for (const node of new DOMParser().parseFromString(html, "text/html").body.childNodes) {
    const text = node.textContent.replace(/([’']) (?=\p{L})/gu, "$1").replace(/([’']) $/u, "$1")
    made.append(node.nodeName === "MARK" ? element("mark", "", text) : text)
  }
  return made
}
