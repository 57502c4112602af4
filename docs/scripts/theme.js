// Pose le thème choisi avant le premier affichage ; sans choix, le système décide.
const root = document.documentElement
root.classList.replace("no-js", "js")
const chosen = (() => {
  try { return localStorage.getItem("theme") } catch { return null }
})()
if (chosen) root.dataset.theme = chosen

document.addEventListener("DOMContentLoaded", () => {
  const button = document.querySelector("[data-bascule]")
  if (!button) return
  const dark = () => (root.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "sombre" : "clair")) === "sombre"
  const show = () => button.setAttribute("aria-pressed", String(dark()))
  button.hidden = false
  show()
  button.addEventListener("click", () => {
    root.dataset.theme = dark() ? "clair" : "sombre"
    try { localStorage.setItem("theme", root.dataset.theme) } catch { /* le choix ne vaut que pour cette page */ }
    show()
  })
})
