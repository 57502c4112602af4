// La recherche de l’entête : quelques réponses sous le champ, à mesure que l’on écrit ; le moteur ne se charge qu’alors.
import { NBSP, counted, element, once, walk } from "./elements.js"

const MOST_SHOWN = 8
const form = document.querySelector('[data-recherche="entete"]')

function open() {
  const root = new URL(form.dataset.racine.replace(/\/?$/, "/"), location.href)
  const input = form.querySelector("input")
  const panel = form.querySelector(".recherche__panneau")
  const status = element("p", "recherche__etat")
  const list = element("ul")
  status.setAttribute("role", "status")
  panel.append(status, list)
  let tools, last = 0

  const load = () => (tools ??= Promise.all([import("./recherche/moteur.js"), import("./recherche/trouver.js"), import("./recherche/resultats.js")]).then(([{ Moteur }, { find }, { entry }]) => {
    const engine = new Moteur(root)
    engine.load()
    return { engine, find, entry }
  }))
  const close = () => { panel.hidden = true }
  const show = once(async () => {
    const words = input.value.trim()
    const turn = ++last
    if (words.length < 2) return close()
    try {
      const { engine, find, entry } = await load()
      const { total, handles } = await find(engine, words, {}, "")
      const found = await engine.read(handles.slice(0, MOST_SHOWN))
      if (turn !== last) return
      const asked = `«${NBSP}${words}${NBSP}»`
      status.textContent = total ? `${counted(total, "résultat")} pour ${asked}.` : `Aucun résultat pour ${asked}. Essayez un mot plus court, ou parcourez les index.`
      list.replaceChildren(...found.map((one) => entry(one)))
    } catch { status.textContent = "La recherche n’a pas pu se charger. Les index restent accessibles par le menu." }
    panel.hidden = false
  })

  input.addEventListener("focus", load, { once: true })
  input.addEventListener("input", show)
  form.addEventListener("focusout", (event) => { if (!form.contains(event.relatedTarget)) close() })
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { close(); input.focus() }
    walk(event, input, [...list.querySelectorAll("a")])
  })
}

if (form) open()
