// Ce que plusieurs scripts font dans la page : un élément, un lien, un nombre en français, une attente, des flèches. Tout texte y reste du texte.
export const NBSP = "\u00a0"

export function element(tag, className, ...content) {
  const made = document.createElement(tag)
  if (className) made.className = className
  made.append(...content.filter((one) => one !== undefined && one !== ""))
  return made
}

export function link(address, ...content) {
  const made = element("a", "", ...content)
  made.href = address
  return made
}

export function counted(number, one, several = `${one}s`) {
  return `${number.toLocaleString("fr")}${NBSP}${number < 2 ? one : several}`
}

// Les mots sans casse, accents ni ponctuation, comme « folded_words » du générateur.
export function folded(text) {
  const plain = text.toLowerCase().replace(/œ/g, "oe").replace(/æ/g, "ae").normalize("NFKD").toLowerCase()
  return plain.replace(/[\u0300-\u036f]+/g, "").replace(/[^a-z0-9]+/g, " ").trim()
}

// La tâche, une seule fois, quand les appels ont cessé.
export function once(task, wait = 150) {
  let timer
  const later = (...given) => { clearTimeout(timer); timer = setTimeout(() => task(...given), wait) }
  later.cancel = () => clearTimeout(timer)
  return later
}

// Les flèches vont du champ à ses propositions et d’une proposition à l’autre.
export function walk(event, input, stops) {
  const here = stops.indexOf(document.activeElement)
  if (here < 0 && event.target !== input) return
  if (event.key === "ArrowDown" && stops.length) { event.preventDefault(); stops[Math.min(here + 1, stops.length - 1)].focus() }
  if (event.key === "ArrowUp" && here >= 0) { event.preventDefault(); (stops[here - 1] ?? input).focus() }
}
