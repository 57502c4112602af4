// Trouve ce qu’une question demande ; un mot que personne n’écrit est corrigé, ou laissé de côté, et dit.
import { nearest } from "./mots.js"

const NOTHING = { total: 0, whole: 0, handles: [], counts: () => ({}) }

// Ce que le moteur trouve, avec les mots vraiment cherchés, leurs racines, et ceux que personne n’écrit.
export async function find(engine, asked, filters, order) {
  const words = await engine.wordsOf(asked)
  const sought = [], absent = []
  for (const one of words) {
    if (await engine.knows(one)) { sought.push(one); continue }
    absent.push(one.shown)
    sought.push(...await engine.wordsOf(await nearest(one.word, engine.root)))
  }
  const found = words.length && !sought.length ? NOTHING : await engine.search(sought, filters, order)
  return { ...found, searched: sought.map((one) => one.shown).join(" "), words: sought, absent }
}
