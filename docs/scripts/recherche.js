// La recherche : une requête en français, des résultats avec leur genre et leur lieu. Seul ce fichier connaît le moteur.
import { element, once, walk } from "./elements.js"

const PANEL_RESULTS = 8
const PAGE_RESULTS = 20
const ELISION = /(^|[\s(«"])(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['’](?=[\p{L}\p{N}])/giu

const UNSTEMMED_PLURAL = /([\p{L}]{2,}[iou])s(?![\p{L}])/giu

const headerForm = document.querySelector('[data-recherche="entete"]')
const root = new URL(headerForm?.dataset.racine?.replace(/\/?$/, "/") ?? "./", location.href)
let engine

function load() {
  engine ??= import(new URL("pagefind/pagefind.js", root)).then(async (pagefind) => {
    await pagefind.options({ baseUrl: root.pathname, excerptLength: 28 })
    return pagefind
  })
  return engine
}

function asked(words) {
  return words.normalize("NFC").replace(ELISION, "$1").replace(/[«»"]/g, " ").replace(/œ/gi, "oe").replace(UNSTEMMED_PLURAL, "$1").trim()
}

async function find(words, limit) {
  const pagefind = await load()
  const answer = await pagefind.search(asked(words))
  const found = await Promise.all(answer.results.slice(0, limit).map((result) => result.data()))
  return { total: answer.results.length, found }
}

function excerpt(html) {
  const made = element("p", "resultat__extrait")
  const parsed = new DOMParser().parseFromString(html, "text/html")
  for (const node of parsed.body.childNodes) {
    const text = node.textContent.replace(/([’']) (?=\p{L})/gu, "$1").replace(/([’']) $/u, "$1")
    made.append(node.nodeName === "MARK" ? element("mark", "", text) : text)
  }
  return made
}

function entry(data, withExcerpt) {
  const item = element("li")
  const link = element("a")
  link.href = data.url
  const title = element("span", "resultat__titre", data.meta.titre)
  const place = element("span", "resultat__lieu", [data.meta.genre, data.meta.lieu].filter(Boolean).join(" · "))
  if (withExcerpt) {
    link.append(title)
    item.append(link, place, excerpt(data.excerpt))
  } else {
    link.append(title, place)
    item.append(link)
  }
  return item
}

function sentence(total, words) {
  if (!total) return `Aucun résultat pour « ${words} ». Essayez un mot plus court, ou parcourez les index.`
  return total === 1 ? `1 résultat pour « ${words} ».` : `${total} résultats pour « ${words} ».`
}

function failure(place) {
  place.textContent = "La recherche n’a pas pu se charger. Les index restent accessibles par le menu."
}

function openHeader(form) {
  const input = form.querySelector("input")
  const panel = form.querySelector(".recherche__panneau")
  const status = element("p", "recherche__etat")
  const list = element("ul")
  status.setAttribute("role", "status")
  panel.append(status, list)
  let last = 0

  const close = () => { panel.hidden = true }
  const show = once(async () => {
    const words = input.value.trim()
    const turn = ++last
    if (words.length < 2) return close()
    try {
      const { total, found } = await find(words, PANEL_RESULTS)
      if (turn !== last) return
      status.textContent = sentence(total, words)
      list.replaceChildren(...found.map((data) => entry(data, false)))
    } catch { failure(status) }
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

function openPage(form) {
  const input = form.querySelector("input")
  const status = document.getElementById("recherche-etat")
  const list = document.getElementById("recherche-resultats")
  let last = 0

  const show = async () => {
    const words = input.value.trim()
    const turn = ++last
    const address = new URL(location.href)
    words ? address.searchParams.set("q", words) : address.searchParams.delete("q")
    history.replaceState(null, "", address)
    if (!words) { status.textContent = ""; return list.replaceChildren() }
    try {
      const { total, found } = await find(words, PAGE_RESULTS)
      if (turn !== last) return
      status.textContent = sentence(total, words)
      list.replaceChildren(...found.map((data) => entry(data, true)))
    } catch { failure(status) }
  }

  form.addEventListener("submit", (event) => { event.preventDefault(); show() })
  input.addEventListener("input", once(show))
  input.value = new URL(location.href).searchParams.get("q") ?? ""
  show()
}

if (headerForm) openHeader(headerForm)
const pageForm = document.querySelector('[data-recherche="page"]')
if (pageForm) openPage(pageForm)
