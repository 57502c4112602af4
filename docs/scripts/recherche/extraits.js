// L’extrait d’une réponse : les trente mots où il y a le plus de mots cherchés différents, depuis un peu avant le premier.
import { plain } from "./moteur.js"

const WORDS_SHOWN = 30
const WORDS_BEFORE = 6
const MARKS = [[/!?\[([^\]]*)\]\([^)]*\)/g, "$1"], [/^\s*(?:[#>*+-]|\d+\.)\s+/gm, ""], [/\*\*|__|~~|`|\|/g, ""], [/(^|[\s(«])[*_]|[*_](?=[\s.,;:!?)»]|$)/gm, "$1"]]

// Donne { words, hits, first } : les mots à montrer, ceux qui sont cherchés, et où ils commencent. Le texte entier ne vient que si le résumé ne dit pas tout.
export async function excerptOf(engine, found, sought, isMarked) {
  const brief = best([found.resume, found.mots].filter(Boolean).join("\n"), isMarked)
  if (brief.several >= new Set(sought.map((one) => one.stem)).size || !found.suite) return brief
  const texts = await engine.texts(found).catch(() => [])
  const whole = best(withoutMarks(texts.join("\n")), isMarked)
  return whole.several > brief.several ? whole : brief
}

function best(text, isMarked) {
  const words = text.split(/\s+/)
  const hits = words.map((word) => isMarked(plain(word)))
  let start = 0, several = 0
  hits.forEach((hit, rank) => {
    if (!hit) return
    const here = new Set(hits.slice(rank, rank + WORDS_SHOWN - WORDS_BEFORE).filter(Boolean)).size
    if (here > several) [start, several] = [rank, here]
  })
  const first = Math.max(0, start - WORDS_BEFORE)
  return { words: words.slice(first, first + WORDS_SHOWN), hits: hits.slice(first, first + WORDS_SHOWN), isCut: first > 0, goesOn: first + WORDS_SHOWN < words.length, several }
}

function withoutMarks(markdown) {
  return MARKS.reduce((text, [mark, words]) => text.replace(mark, words), markdown)
}
