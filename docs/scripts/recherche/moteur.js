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

  // Ce qu’il y a à montrer de quelques réponses.
  async read(handles) {
    const { par_fichier: together } = await this.load()
    return Promise.all(handles.map(async (page) => {
      const shown = (await this.file(`fiches/${Math.floor(page / together)}`))[page % together]
      return { ...shown, rang: page, adresse: new URL(shown.adresse.slice(1), this.root).href }
    }))
  }

  // Les textes entiers d’une réponse, le plus long d’abord : dans sa fiche, ou à côté de l’index.
  async texts({ rang, adresse, suite }) {
    const whole = suite === "fiche" ? await this.fetched(new URL("fiche.json", adresse)) : suite ? await this.file(`textes/${rang}`) : {}
    const { tus } = await this.load()
    return textsIn(whole, new Set(tus)).sort((one, other) => other.length - one.length)
  }

  async scored(words, count) {
    const lists = await Promise.all(words.map((one) => this.pages(one)))
    const pairs = await Promise.all(words.slice(1).map((one, rank) => this.term("paires", `${words[rank].stem} ${one.stem}`)))
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
    const found = await this.term("mots", stem)
    if (word.length < SHORTEST_BEGINNING) return found
    for (const pages of await this.beginning(word, stem)) {
      pages.forEach((impact, page) => found.set(page, Math.max(found.get(page) ?? 0, SHARE_OF_A_BEGINNING * impact)))
    }
    return found
  }

  // Les pages de ce qui commence comme un mot que l’on écrit encore ; l’index les tient ensemble quand elles sont beaucoup.
  async beginning(word, stem) {
    const { forces } = await this.load()
    const known = await this.termsLike("mots", word)
    const together = own(known, `${word}*`)
    const lists = together === undefined ? Object.entries(known).filter(([term]) => term !== stem && term.startsWith(word) && !term.endsWith("*")).map(([, pages]) => pages) : [together]
    return lists.map((pages) => unfolded(pages, forces))
  }

  async term(kind, term) {
    const { forces } = await this.load()
    return unfolded(own(await this.termsLike(kind, term), term) ?? "", forces)
  }

  // Le fichier des termes qui commencent comme celui-ci : le plus précis qui soit.
  async termsLike(kind, term) {
    const names = (await this.load())[kind]
    for (let length = term.length; length > 0; length--) {
      const name = term.slice(0, length)
      if (names.includes(name)) return this.file(`${kind}/${name.replace(" ", "_")}-`)
    }
    return {}
  }

  async allowed(filters) {
    const chosen = Object.entries(filters).filter(([, values]) => values.length)
    const sets = await Promise.all(chosen.map(async ([facet, values]) => {
      const known = await this.file(`facettes/${facet}`)
      return [facet, new Set(values.flatMap((value) => ranks(known[value] ?? "")))]
    }))
    return Object.fromEntries(sets)
  }

  async counts(facet, kept) {
    const pages = new Set(kept.map(([page]) => page))
    const known = await this.file(`facettes/${facet}`)
    return Object.fromEntries(Object.entries(known).map(([value, list]) => [value, ranks(list).filter((page) => pages.has(page)).length]))
  }

  async inOrder(shown, order) {
    const values = order ? await this.file(`ordres/${order}`) : []
    return shown.sort(([page, one], [other, another]) => (order ? values[other] - values[page] : another.score - one.score) || page - other).map(([page]) => page)
  }

  // Un fichier de l’index, une seule fois.
  file(name) {
    return this.fetched(new URL(`recherche/index/${name}.json`, this.root))
  }

  fetched({ href }) {
    if (!this.files.has(href)) this.files.set(href, fetch(href).then((answer) => answer.json()))
    return this.files.get(href)
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

// Ce qu’un fichier dit d’un terme ; « constructor » n’est pas un mot que tout objet connaît.
function own(known, term) {
  return Object.hasOwn(known, term) ? known[term] : undefined
}

function everything(count) {
  return new Map(Array.from({ length: count }, (_, page) => [page, { score: 0, sense: 1, isWhole: true }]))
}

// Une lettre par page, de « A », la plus faible, à « Z » puis de « a » à « z » ; devant elle, combien de pages sont passées.
function unfolded(told, forces) {
  const found = new Map()
  let page = -1, gap = 0
  for (let at = 0; at < told.length; at++) {
    const code = told.charCodeAt(at)
    if (code < 58) { gap = gap * 10 + code - 48; continue }
    found.set(page += gap + 1, forces[code < 91 ? code - 65 : code - 71])
    gap = 0
  }
  return found
}

// Devant chaque virgule, combien de pages sont passées.
function ranks(told) {
  let page = -1
  return told.split(",").slice(0, -1).map((gap) => page += Number(gap) + 1)
}

// Les textes d’une fiche : ce qui a plusieurs mots, hors des champs qui ne se lisent pas.
function textsIn(told, silent) {
  if (typeof told === "string") return told.includes(" ") ? [told] : []
  if (Array.isArray(told)) return told.flatMap((one) => textsIn(one, silent))
  return Object.entries(told ?? {}).flatMap(([name, one]) => silent.has(name) ? [] : textsIn(one, silent))
}
