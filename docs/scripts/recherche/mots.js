// Les mots d’une question en français : ce que l’on en cherche, et le mot connu le plus proche d’un mot inconnu.
const ELISION = /(^|[\s(«"])(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['’](?=[\p{L}\p{N}])/giu
const UNSTEMMED_PLURAL = /([\p{L}]{2,}[iou])s(?![\p{L}])/giu
const EMPTY = new Set(("a à afin ai au aux avec avoir ce ces cet cette comment d dans de des du elle elles en est et être eux faire fait il ils je l la le les leur leurs ma mais me mes mettre mon ne nos notre nous on ont ou où par pas peut peuvent plus pour pourquoi qu que quel quelle quelles quels qui quoi sa se ses si son sont sur ta te tes ton un une vos votre vous y est-ce").split(" "))
const SHORTEST_CORRECTED = 4

export function plain(word) {
  return word.toLowerCase().replace(/œ/g, "oe").replace(/æ/g, "ae").normalize("NFKD").replace(/\p{M}/gu, "")
}

// Les mots qui portent le sens ; tous, s’il n’y en a pas d’autres.
export function wordsOf(asked) {
  const text = asked.normalize("NFC").replace(ELISION, "$1").replace(/[«»"?!;:,()]/g, " ").replace(/œ/gi, "oe").replace(UNSTEMMED_PLURAL, "$1")
  const all = text.split(/\s+/).filter(Boolean)
  const full = all.filter((word) => !EMPTY.has(word.toLowerCase()))
  return full.length ? full : all
}

// La question telle quelle, élisions séparées comme dans l’index ; rien pour un seul mot.
export function phraseOf(asked) {
  const text = asked.normalize("NFC").replace(ELISION, (found) => `${found} `).replace(/[«»"?!;:,()]/g, " ").trim()
  return /\s/.test(text) ? text.replace(/\s+/g, " ") : ""
}

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

// Le mot lui-même si quelqu’un l’écrit, fût-ce au pluriel ; sinon le mot connu le plus proche, le plus courant d’abord. Le lexique est rangé par première lettre.
export async function corrected(word, root) {
  const asked = plain(word)
  if (asked.length < SHORTEST_CORRECTED || /\d/.test(asked)) return word
  if (Object.keys(await lexicon(asked[0], root)).some((known) => plain(known).startsWith(asked.replace(/[sx]$/, "")))) return word
  const limit = asked.length < 8 ? 1 : 2
  let best = word, bestScore = Infinity
  for (const letter of new Set([asked[0], asked[1]])) {
    for (const [known, count] of Object.entries(await lexicon(letter, root))) {
      const far = distance(asked, plain(known), limit)
      const score = far - Math.min(count, 999) / 1000
      if (far <= limit && far > 0 && score < bestScore) [best, bestScore] = [known, score]
    }
  }
  return best
}

const lexicons = new Map()

function lexicon(letter, root) {
  if (!/[a-z]/.test(letter ?? "")) return {}
  if (!lexicons.has(letter)) lexicons.set(letter, fetch(new URL(`recherche/lexique/${letter}.json`, root)).then((answer) => answer.ok ? answer.json() : {}))
  return lexicons.get(letter)
}
