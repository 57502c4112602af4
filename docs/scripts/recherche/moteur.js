// Le moteur de recherche : il lit l’index du site par petits fichiers, et ne charge que ceux des mots, des rubriques et des fiches demandés.
const FEW = 10
const MOST_OF_THE_SENSE = 0.5
const SHARE_OF_ALL_WORDS = 0.3
const SHARE_OF_A_PAIR = 1
const SHARE_OF_A_BEGINNING = 0.4
const SHORTEST_BEGINNING = 3

export class Moteur {
  constructor(root) {
    this.root = root
    this.files = new Map()
  }

  // Prépare le moteur ; utile dès que le champ est touché.
  load() {
    return this.file("table")
  }

  // Les mots qui portent le sens, tels qu’ils sont écrits, sans accents, et leur racine.
  async wordsOf(asked) {
    const table = await this.load()
    const words = (asked.normalize("NFC").match(/[\p{L}\p{N}]+/gu) ?? []).map((shown) => ({ shown, word: plain(shown) }))
    return words.filter(({ word }) => !table.mots_vides.includes(word)).map((one) => ({ ...one, stem: stemOf(one.word, table) }))
  }

  // Un mot est connu si quelqu’un l’écrit, sous cette forme ou une autre, ou si un mot connu commence ainsi.
  async knows({ word, stem }) {
    return (await this.pages({ word, stem })).size > 0
  }

  // Ce qui a les mots (tout, sans mot) et répond aux filtres : { total, whole, handles, counts }, où `counts(rubrique)` compte ses valeurs.
  async search(words, filters = {}, order = "") {
    const table = await this.load()
    const found = words.length ? await this.scored(words, table.pages) : everything(table.pages)
    const allowed = await this.allowed(filters)
    const kept = [...found].filter(([page]) => Object.values(allowed).every((pages) => pages.has(page)))
    const whole = kept.filter(([, one]) => one.isWhole).length
    const enough = whole >= FEW || order ? 1 : whole ? MOST_OF_THE_SENSE : 0
    const shown = kept.filter(([, one]) => one.isWhole || (one.sense >= enough && !(order && whole)))
    const handles = await this.inOrder(shown, order)
    const passing = (facet) => [...found].filter(([page, one]) => (one.isWhole || !whole) && Object.entries(allowed).every(([name, pages]) => name === facet || pages.has(page)))
    return { total: handles.length, whole: words.length ? whole : handles.length, handles, counts: (facet) => this.counts(facet, passing(facet)) }
  }

  // Ce qu’il y a à montrer de quelques réponses ; l’extrait est { texte, racines }.
  read(handles) {
    return Promise.all(handles.map(async (page) => {
      const shown = await this.file(`fiches/${page}`)
      return { ...shown, adresse: new URL(shown.adresse.slice(1), this.root).href }
    }))
  }

  async scored(words, count) {
    const lists = await Promise.all(words.map((one) => this.pages(one)))
    const pairs = await Promise.all(words.slice(1).map((one, rank) => this.term(`${words[rank].stem} ${one.stem}`)))
    const weights = lists.map((pages) => Math.log(1 + count / Math.max(1, pages.size)))
    const sum = weights.reduce((total, one) => total + one, 0)
    const found = new Map()
    lists.forEach((pages, rank) => pages.forEach((impact, page) => {
      const one = found.get(page) ?? { score: 0, sense: 0, hits: 0 }
      one.score += weights[rank] * impact
      one.sense += weights[rank] / sum
      one.hits += 1
      found.set(page, one)
    }))
    pairs.forEach((pages, rank) => pages.forEach((impact, page) => {
      if (found.has(page)) found.get(page).score += SHARE_OF_A_PAIR * (weights[rank] + weights[rank + 1]) * impact
    }))
    for (const one of found.values()) {
      one.isWhole = one.hits === words.length
      if (one.isWhole) one.score *= 1 + SHARE_OF_ALL_WORDS
    }
    return found
  }

  // Les pages qui ont un mot, et avec quelle force ; un début de mot compte moins.
  async pages({ word, stem }) {
    const found = new Map(await this.term(stem))
    if (word.length < SHORTEST_BEGINNING) return found
    for (const [term, postings] of Object.entries(await this.shard(word))) {
      if (term === stem || term.includes(" ") || !term.startsWith(word)) continue
      unfolded(postings).forEach((impact, page) => found.set(page, Math.max(found.get(page) ?? 0, SHARE_OF_A_BEGINNING * impact)))
    }
    return found
  }

  async term(term) {
    return unfolded((await this.shard(term.split(" ")[0]))[term] ?? [])
  }

  // Les mots qui commencent par les mêmes lettres.
  async shard(word) {
    const { lettres, mots } = await this.load()
    const name = word.slice(0, lettres)
    return mots.includes(name) ? this.file(`mots/${name}`) : {}
  }

  async allowed(filters) {
    const chosen = Object.entries(filters).filter(([, values]) => values.length)
    const sets = await Promise.all(chosen.map(async ([facet, values]) => {
      const known = await this.file(`facettes/${facet}`)
      return [facet, new Set(values.flatMap((value) => ranks(known[value] ?? [])))]
    }))
    return Object.fromEntries(sets)
  }

  async counts(facet, kept) {
    const pages = new Set(kept.map(([page]) => page))
    const known = await this.file(`facettes/${facet}`)
    return Object.fromEntries(Object.entries(known).map(([value, list]) => [value, ranks(list).filter((page) => pages.has(page)).length]))
  }

  async inOrder(shown, order) {
    const values = order ? (await this.file("ordres"))[order] : []
    return shown.sort(([page, one], [other, another]) => (order ? values[other] - values[page] : another.score - one.score) || page - other).map(([page]) => page)
  }

  // Un fichier de l’index, une seule fois.
  file(name) {
    if (!this.files.has(name)) this.files.set(name, fetch(new URL(`recherche/index/${name}.json`, this.root)).then((answer) => answer.json()))
    return this.files.get(name)
  }
}

export function plain(text) {
  return text.toLowerCase().replace(/œ/g, "oe").replace(/æ/g, "ae").normalize("NFKD").replace(/\p{M}/gu, "")
}

// Les mêmes règles que l’index, qui les donne dans sa table.
export function stemOf(word, { pluriels, finales, plus_courts: [singular, shortest] }) {
  if (!/^[a-z]+$/.test(word)) return word
  const [plural, end] = pluriels.find(([many, one]) => word.endsWith(many) && word.length - many.length + one.length >= singular) ?? ["", ""]
  const alone = word.slice(0, word.length - plural.length) + end
  const fitting = finales.filter((ending) => alone.endsWith(ending) && alone.length - ending.length >= shortest)
  return alone.slice(0, alone.length - Math.max(0, ...fitting.map((ending) => ending.length)))
}

function everything(count) {
  return new Map(Array.from({ length: count }, (_, page) => [page, { score: 0, sense: 1, isWhole: true }]))
}

function unfolded(postings) {
  const found = new Map()
  for (let rank = 0, page = 0; rank < postings.length; rank += 2) found.set(page += postings[rank], postings[rank + 1])
  return found
}

function ranks(list) {
  let page = 0
  return list.map((step) => page += step)
}
