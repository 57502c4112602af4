// Le moteur de recherche, derrière quatre gestes. Seul ce fichier connaît Pagefind : un autre moteur se met ici.
const ORDERS = { recent: { date: "desc" }, complet: { completude: "desc" } }
const EXCERPT_WORDS = 28
// Les poids sont dans l’index ; ce qui n’est que montré ne compte pas, ni la longueur d’une fiche.
const RANKING = { pageLength: 0, termFrequency: 0, metaWeights: { nom: 2, titre: 0, genre: 0, lieu: 0, etat: 0, date: 0, version: 0, citation: 0 } }

export class Moteur {
  constructor(root) {
    this.root = root
  }

  // Prépare le moteur ; utile dès que le champ est touché.
  load() {
    this.loaded ??= import(new URL("pagefind/pagefind.js", this.root)).then(async (pagefind) => {
      await pagefind.options({ baseUrl: this.root.pathname, excerptLength: EXCERPT_WORDS, ranking: RANKING })
      return pagefind
    })
    return this.loaded
  }

  // Ce qui contient tous les mots (tout, sans mot) et répond aux filtres : { total, handles, counts }.
  async search(words, filters = {}, order = "") {
    const pagefind = await this.load()
    const wanted = Object.fromEntries(Object.entries(filters).filter(([, values]) => values.length).map(([facet, values]) => [facet, { any: values }]))
    const answer = await pagefind.search(words || null, { filters: wanted, sort: ORDERS[order] ?? {} })
    return { total: answer.results.length, handles: answer.results, counts: answer.filters }
  }

  // Charge les filtres, sans quoi les premiers nombres manqueraient.
  async prepareFilters() {
    const pagefind = await this.load()
    await pagefind.filters()
  }

  // Ce qu’il y a à montrer de quelques réponses.
  read(handles) {
    return Promise.all(handles.map(async (handle) => {
      const data = await handle.data()
      return { address: data.url, excerpt: data.excerpt, ...data.meta }
    }))
  }
}
