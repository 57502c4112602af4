// Les chiffres d’un texte qu’aucun fait ne donne, lus comme la vérification les lit. Tout vient de generator/derive/form_figures.py.
const NBSP = "\u00a0"
const plain = (text) => text.toLowerCase().replaceAll("œ", "oe").replaceAll("æ", "ae").normalize("NFKD").replace(/\p{M}/gu, "")
const strings = (fact) => typeof fact === "string" ? [fact] : Array.isArray(fact) ? fact.flatMap(strings) : fact && typeof fact === "object" ? Object.entries(fact).flatMap(([name, value]) => name === "sources" ? [] : strings(value)) : []

export function figureAdvice({ chiffres: rules }, tree) {
  const reader = new Reader(rules)
  const given = givenFigures(rules, reader, tree)
  return narratives(rules, tree).flatMap(([path, text]) => reader.quantities(text).filter((figure) => !isGiven(rules, figure, given)).map(({ words }) => ({ chemin: path, code: rules.phrase[0], message: rules.phrase[1].replace("⟦valeur⟧", () => words.replace(/ (?=[%€])/g, NBSP)), conseil: rules.phrase[2] })))
}

function narratives(rules, tree) {
  const alone = rules.recits.filter((name) => typeof tree[name] === "string").map((name) => [[name], tree[name]])
  const listed = Object.entries(rules.recits_de_listes).flatMap(([name, part]) => (tree[name] ?? []).map((one, rank) => [[name, rank, part], one?.[part]]))
  return [...alone, ...listed.filter(([, text]) => typeof text === "string")]
}

function givenFigures(rules, reader, tree) {
  const found = new Map()
  const facts = Object.entries(tree).filter(([name]) => !rules.sans_faits.includes(name)).flatMap(([, value]) => Array.isArray(value) ? value : [value])
  for (const fact of facts) {
    const words = strings(fact).join(" ")
    for (const value of reader.values(words)) found.set(value, [...(found.get(value) ?? []), plain(words)])
  }
  return found
}

function isGiven(rules, { value, noun }, given) {
  const told = given.get(value) ?? []
  if (value >= rules.sans_ambiguite || !Number.isInteger(value) || !noun) return told.length > 0
  return told.some((words) => words.includes(plain(noun).slice(0, rules.radical)))
}

class Reader {
  constructor(rules) {
    const { motifs } = rules
    Object.assign(this, { rules, quantity: new RegExp(motifs.quantite, "gimu"), counted: new RegExp(motifs.compte, "iu"), before: new RegExp(motifs.avant, "u"), after: new RegExp(motifs.apres, "iu"), plural: new RegExp(motifs.pluriel, "iu"), named: new RegExp(motifs.nom_propre, "u"), roughly: new RegExp(motifs.environ, "giu") })
  }

  numbers(text) {
    return [...text.matchAll(this.quantity)].filter((found) => !found.groups.code && found[0].length <= this.rules.plus_long)
  }

  quantities(text) {
    return this.numbers(text).flatMap((found) => {
      const noun = this.counted.exec(text.slice(found.index + found[0].length))?.groups.noun.toLowerCase().slice(0, 5) ?? ""
      if (found.groups.digits && this.isNoQuantity(text, found, noun)) return []
      const value = this.valueOf(found)
      return found.groups.words && (value < 2 || (!noun && this.isVague(text, found, value))) ? [] : [{ words: found[0].trim(), value, noun }]
    })
  }

  values(text) {
    const exact = this.numbers(text).map((found) => this.valueOf(found))
    return [...exact, ...[...text.matchAll(this.roughly)].map(([word]) => this.rules.environ[word.toLowerCase()])]
  }

  isVague(text, found, value) {
    if (found[0].toLowerCase() === "mille" || value < this.rules.peu) return true
    return value < this.rules.sans_ambiguite && !this.plural.test(text.slice(found.index + found[0].length))
  }

  isNoQuantity(text, { groups, 0: whole, index }, noun) {
    const rest = text.slice(index + whole.length)
    if (groups.unit) return false
    if (groups.tail || this.after.test(rest) || /^\p{L}/u.test(rest)) return true
    const isAlone = !text.slice(text.lastIndexOf("\n", index - 1) + 1, index).trim()
    if (isAlone && /^[.)]\s/u.test(rest)) return true
    const before = text.slice(Math.max(0, index - 30), index)
    const [first, last] = this.rules.annees
    if (/^\d{4}$/.test(groups.digits) && Number(groups.digits) >= first && Number(groups.digits) < last && !noun) return true
    return !(noun && !this.named.test(before)) && this.before.test(before)
  }

  valueOf({ groups, 0: whole }) {
    if (groups.digits) return exact(digitsOf(groups.digits.replace(/[ \u00a0\u202f]/g, "")) * (this.rules.echelles[(groups.unit ?? "").trim().toLowerCase()] ?? 1))
    const words = whole.toLowerCase().split(/[ \u00a0\u202f-]+/)
    if (groups.half) return 1 / 2
    if (groups.part) return this.rules.nombres[words[0]] / this.rules.parts[words[1]]
    if (groups.about) return this.rules.nombres[words[0]] * this.rules.environ[words[1].replace(/s$/, "")]
    return this.inWords(words)
  }

  inWords(words) {
    let [total, group] = [0, 0]
    for (const word of words.filter((one) => one !== "et")) {
      if (word === "cent" || word === "cents") group = Math.max(1, group) * 100
      else if (word in this.rules.grands) [total, group] = [total + Math.max(1, group) * this.rules.grands[word], 0]
      else if (word.startsWith("vingt") && group % 100 === 4) group += 76
      else group += this.rules.nombres[word]
    }
    return total + group
  }
}

function digitsOf(digits) {
  const isGrouped = /^\d{1,3}(\.\d{3})+(,\d+)?$/.test(digits)
  return Number((isGrouped ? digits.replaceAll(".", "") : digits).replace(",", "."))
}

// 2,3 millions font 2 300 000, sans reste.
const exact = (value) => Number(value.toPrecision(12))
