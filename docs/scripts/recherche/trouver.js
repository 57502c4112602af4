// Trouve ce qu’une question demande : d’abord ce qui a tous ses mots, puis, s’il y en a peu, ce qui en a la plupart ; un mot que personne n’écrit est corrigé.
import { corrected, phraseOf, wordsOf } from "./mots.js"

const FEW = 10
const MOST_WORDS = 8
const WEAK = 1
const MOST_OF_THE_SENSE = 0.5
const SHARE_OF_ALL_WORDS = 0.15
const SHARE_OF_PHRASE = 0.5

// { total, whole, handles, counts, searched, isCorrected } : `whole` est le nombre de fiches qui ont tous les mots cherchés.
export async function find(engine, asked, filters, order) {
  const words = wordsOf(asked)
  const first = await ranked(engine, words, filters, order, phraseOf(asked))
  if (!isWeak(first, words)) return first
  const known = await Promise.all(words.map((word) => corrected(word, engine.root)))
  if (known.every((word, rank) => word === words[rank])) return first
  const again = await ranked(engine, known, filters, order)
  return again.total ? { ...again, isCorrected: true } : first
}

// Le moteur répond aussi à un mot inconnu, par son début, mais faiblement.
function isWeak({ whole, best }, words) {
  return words.length > 0 && (!whole || best < WEAK * words.length)
}

async function ranked(engine, words, filters, order, phrase = "") {
  const exact = await engine.search(words.join(" "), filters, order)
  const answer = { ...exact, whole: exact.total, best: Math.max(0, ...exact.handles.map((one) => one.score)), searched: words.join(" "), isCorrected: false }
  if (words.length < 2 || (order && exact.total)) return answer
  const scores = await together(engine, words.slice(0, MOST_WORDS), filters, exact, order)
  if (!order) for (const id of await inPhrase(engine, phrase, filters)) if (scores.has(id)) scores.get(id).score += SHARE_OF_PHRASE * scores.sum
  const handles = [...scores.values()].sort((one, other) => other.score - one.score).map((one) => one.handle)
  return { ...answer, handles, total: handles.length }
}

// Ce qui a les mots dans le même ordre, ou à défaut tous ceux-là sauf les premiers.
async function inPhrase(engine, phrase, filters) {
  for (let rest = phrase; /\s\S+\s/.test(rest); rest = rest.replace(/^\S+\s/, "")) {
    const { handles } = await engine.search(`"${rest}"`, filters)
    if (handles.length) return handles.map((one) => one.id)
  }
  return []
}

// Chaque mot pèse d’autant plus qu’il est rare ; avoir tous les mots, et dans le même ordre, pèse aussi.
async function together(engine, words, filters, exact, order) {
  const scores = new Map(exact.handles.map((handle) => [handle.id, { handle, score: 0, sense: 0, isWhole: true }]))
  let sum = 0
  for (const word of words) {
    const found = await engine.search(word, filters, order)
    const weight = 1 / Math.log2(2 + found.total)
    const best = Math.max(...found.handles.map((one) => one.score), Number.MIN_VALUE)
    sum += weight
    for (const handle of found.handles) {
      const known = scores.get(handle.id) ?? { handle, score: 0, sense: 0, isWhole: false }
      known.score += order ? 0 : weight * (handle.score / best)
      known.sense += weight
      scores.set(handle.id, known)
    }
  }
  const enough = exact.total >= FEW ? Infinity : exact.total ? MOST_OF_THE_SENSE : 0
  for (const [id, one] of scores) {
    if (one.isWhole) one.score += SHARE_OF_ALL_WORDS * sum
    else if (one.sense < enough * sum) scores.delete(id)
  }
  return Object.assign(scores, { sum })
}
