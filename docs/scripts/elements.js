// Ce que plusieurs scripts font dans la page : un élément, un lien, un nombre en français. Tout texte y reste du texte.
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
