// L’extrait d’une réponse : les trente mots où il y a le plus de mots cherchés différents, depuis un peu avant le premier.
import { plain } from "./moteur.js"

const WORDS_SHOWN = 30
const WORDS_BEFORE = 6
const MARKS = [[/!?\[([^\]]*)\]\([^)]*\)/g, "$1"], [/^\s*(?:[#>*+-]|\d+\.)\s+/gm, ""], [/\*\*|__|~~|`|\|/g, ""], [/(^|[\s(«])[*_]|[*_](?=[\s.,;:!?)»]|$)/gm, "$1"]]

// Donne { words, hits, isCut, goesOn } : les mots à montrer, ceux qui sont cherchés, et s’il y a du texte avant ou après. Des phrases d’abord, celles de la fiche quand le résumé ne dit pas tout ; les étiquettes seulement si elles en disent plus.
export async function excerptOf(engine, found, sought, isMarked) {
  const isSheet = found.suite === "fiche"
  const summary = [found.resume, !isSheet && found.mots].filter(Boolean).join("\n")
  const brief = best(summary, isMarked)
  if (!found.suite || brief.several >= new Set(sought.map((one) => one.stem)).size) return brief
  const texts = await engine.texts(found).catch(() => [])
  const sentences = best([summary, ...texts.map(withoutMarks)].join("\n"), isMarked)
  const labels = best(isSheet ? found.mots ?? "" : "", isMarked)
  return labels.several > sentences.several ? labels : sentences
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
