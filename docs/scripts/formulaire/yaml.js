// Écrit une fiche en YAML : ses champs dans l’ordre du modèle, chaque valeur comme un texte. La vérification relit tout comme du texte.
const PLAIN = /^[\p{L}\p{N}«(][\p{L}\p{N}\p{M} ’.,;()«»/%€²³°…_+\u00a0\u202f–—-]*$/u
const EMPTY_WORDS = new Set(["null", "Null", "NULL"])
const HIDDEN = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/gu

// Ce qui se voit d’un texte collé : un traitement de texte y laisse des signes invisibles et ses propres fins de ligne.
export function cleaned(text) {
  return text.replace(/\r\n?|[\u000b\u000c\u0085\u2028\u2029]/gu, "\n").replace(HIDDEN, "").replace(/\t/gu, " ")
}

export function toYaml(model, tree) {
  const modeline = `# yaml-language-server: $schema=../schemas/json/${model.fiche.toLowerCase()}.schema.json`
  return `${[modeline, ...group(model, model.fiche, tree)].join("\n")}\n`
}

function group(model, name, tree) {
  const order = [...(model.groupes[name]?.champs ?? []), ...(name === model.fiche ? model.tus : [])]
  const known = order.map((field) => field.nom)
  const names = [...known.filter((one) => one in tree), ...Object.keys(tree).filter((one) => !known.includes(one))]
  return names.flatMap((one) => entry(model, order.find((field) => field.nom === one), one, tree[one]))
}

function entry(model, field, name, value) {
  if (Array.isArray(value)) return [`${name}:`, ...value.flatMap((one) => item(model, field, one)).map(indented)]
  if (typeof value === "object") return [`${name}:`, ...group(model, field?.groupe, value).map(indented)]
  const [first, ...rest] = scalar(value)
  return [`${name}: ${first}`, ...rest.map(indented)]
}

function item(model, field, value) {
  const lines = typeof value === "object" ? group(model, field?.groupe, value) : scalar(value)
  return [`- ${lines[0]}`, ...lines.slice(1).map(indented)]
}

function indented(line) {
  return line ? `  ${line}` : line
}

function scalar(text) {
  if (PLAIN.test(text) && !EMPTY_WORDS.has(text) && text.trim() === text && !/[\u00a0\u202f]$/u.test(text)) return [text]
  const lines = text.split("\n")
  const isLiteral = lines.length > 1 && lines[0] !== "" && lines.at(-1) !== "" && lines.every((line) => !/^\s|\s$/u.test(line))
  return isLiteral ? ["|-", ...lines] : [JSON.stringify(text)]
}
