// Les fautes de frappe : le mot connu le plus proche d’un mot que personne n’écrit.
import { plain } from "./moteur.js"

const SHORTEST_CORRECTED = 4
const LONG = 8
const lexicons = new Map()

// Nombre de lettres à changer, à ajouter, à ôter ou à échanger avec leur voisine ; arrêté au-delà de la limite.
export function distance(one, other, limit) {
  if (Math.abs(one.length - other.length) > limit) return limit + 1
  let before = [], last = Array.from({ length: other.length + 1 }, (_, rank) => rank)
  for (let row = 1; row <= one.length; row++) {
    const next = [row]
    for (let column = 1; column <= other.length; column++) {
      const cost = one[row - 1] === other[column - 1] ? 0 : 1
      next[column] = Math.min(last[column] + 1, next[column - 1] + 1, last[column - 1] + cost)
      const swapped = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]
      if (swapped) next[column] = Math.min(next[column], before[column - 2] + 1)
    }
    if (Math.min(...next) > limit) return limit + 1
    before = last
    last = next
  }
  return last[other.length]
}

// Le mot connu le plus proche, le plus courant d’abord ; rien si aucun n’est proche. Le lexique est rangé par première lettre.
export async function nearest(word, root) {
  const asked = plain(word)
  if (asked.length < SHORTEST_CORRECTED || /[^a-z]/.test(asked)) return ""
  const limit = asked.length < LONG ? 1 : 2
  let best = "", bestScore = Infinity
  for (const letter of new Set([asked[0], asked[1]])) {
    for (const [known, count] of Object.entries(await lexicon(letter, root))) {
      const far = distance(asked, plain(known), limit)
      const score = far - Math.min(count, 999) / 1000
      if (far <= limit && score < bestScore) [best, bestScore] = [known, score]
    }
  }
  return best
}

function lexicon(letter, root) {
  if (!lexicons.has(letter)) lexicons.set(letter, fetch(new URL(`recherche/lexique/${letter}.json`, root)).then((answer) => answer.json()))
  return lexicons.get(letter)
}
