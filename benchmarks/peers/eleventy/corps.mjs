// Le corps d’une fiche : les mêmes parties que chez les autres, par des chaînes, ce qu’Eleventy a de plus rapide.
const SIGNS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" }
const text = (value) => String(value ?? "").replace(/[&<>"]/g, (sign) => SIGNS[sign])
const isMap = (value) => value !== null && typeof value === "object" && !Array.isArray(value)
const flat = (value) => isMap(value) ? Object.entries(value).map(([name, said]) => `${text(name)} : ${text(said)} `).join("") : text(value)

function said(value) {
  if (Array.isArray(value)) return `<ul>${value.map((one) => `<li>${flat(one)}</li>`).join("")}</ul>`
  return flat(value)
}

function item(value) {
  return isMap(value) ? `<dl>${Object.entries(value).map(([name, one]) => `<dt>${text(name)}</dt><dd>${said(one)}</dd>`).join("")}</dl>` : text(value)
}

function field([title, value]) {
  const body = Array.isArray(value) ? `<ul>${value.map((one) => `<li>${item(one)}</li>`).join("")}</ul>` : `<p>${flat(value)}</p>`
  return `<section><h2>${text(title)}</h2>\n${body}\n</section>`
}

export { text }
export function body({ title, resume, fiche, documents, liens, content }) {
  return `<header><h1>${text(title)}</h1><p>${text(resume)}</p></header>
${content}
${Object.entries(fiche).map(field).join("")}
<section id="sources"><h2>Sources</h2><ol>${documents.map((one) => `<li id="source-${text(one.id)}">${flat(one)}</li>`).join("")}</ol></section>
<section><h2>Fiches liées</h2><ul>${liens.map((one) => `<li><a href="../../${text(one.fiche)}/">${text(one.titre)}</a></li>`).join("")}</ul></section>`
}
