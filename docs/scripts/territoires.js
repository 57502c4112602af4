// « Et chez moi ? » : une commune ou un code postal, et l’on sait ce que l’observatoire connaît autour. Sans ce script, l’index suit.
const SHOWN = 20
const SAINTS = Object.assign(Object.create(null), { st: "saint", ste: "sainte", sts: "saints", stes: "saintes" })
const WAIT = 150
const NBSP = "\u00a0"

const form = document.querySelector("[data-commune]")
const files = new URL("recherche/", location.href)
const loaded = new Map()

function load(name) {
  if (!loaded.has(name)) {
    const reading = fetch(new URL(`${name}.json`, files)).then((answer) => {
      if (!answer.ok) throw new Error(name)
      return answer.json()
    })
    reading.catch(() => loaded.delete(name))
    loaded.set(name, reading)
  }
  return loaded.get(name)
}

function fold(text) {
  const plain = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/œ/g, "oe").replace(/æ/g, "ae")
  const words = plain.replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").split("-")
  return words.map((word) => SAINTS[word] ?? word).join("-")
}

async function within(book, beginning) {
  const index = await load(`${book}/index`)
  if (index.debuts.includes(beginning)) return load(`${book}/debut-${beginning}`)
  const after = index.pages.findIndex((opening) => opening > beginning && !opening.startsWith(beginning))
  const last = (after < 0 ? index.pages.length : after) - 1
  const before = index.pages.findIndex((opening) => opening >= beginning)
  const first = Math.max((before < 0 ? index.pages.length : before) - 1, 0)
  const pages = await Promise.all(Array.from({ length: last - first + 1 }, (_, rank) => load(`${book}/${first + rank}`)))
  return pages.flat().filter(([key]) => key.startsWith(beginning))
}

async function isFiled(code) {
  const { departements } = await load("territoires")
  const home = departements[departement(code)]
  return code.startsWith("97") ? Boolean(home) : Boolean(home?.[2].includes(code[2]))
}

async function told(code) {
  if (!/^(\d{5}|2[AB]\d{3})$/.test(code) || !(await isFiled(code))) return null
  try {
    const file = await load(`communes/${code.slice(0, 3)}`)
    const today = file.anciennes[code]
    if (today) return told(today)
    const commune = file.communes.find(([number]) => number === code)
    return commune ? { file, commune } : null
  } catch { return null }
}

function best(entries, key) {
  const known = new Map()
  for (const [own, name, code, postal, inhabitants] of entries) {
    const exact = own === key
    if (!known.has(code) || (exact && !known.get(code).exact)) known.set(code, { name, code, postal, inhabitants: inhabitants ?? 0, exact })
  }
  return [...known.values()].sort((one, other) => other.exact - one.exact || other.inhabitants - one.inhabitants || one.name.localeCompare(other.name, "fr"))
}

async function byNumber(digits) {
  const found = best(await within("postaux", digits), digits)
  if (digits.length === 4) found.push(...best(await within("postaux", `0${digits}`), `0${digits}`))
  return found
}

async function byCode(code) {
  const known = await told(code)
  return known ? [{ name: known.commune[1], code: known.commune[0], postal: known.commune[2][0] ?? "", note: `code INSEE ${code}` }] : []
}

async function search(words) {
  const key = fold(words)
  const digits = key.match(/^\d{1,5}$/)?.[0]
  const insee = key.match(/^(\d{5}|2[ab]\d{3})$/)?.[0].toUpperCase()
  const arrondissement = key.match(/^(paris|lyon|marseille)-(\d.*)$/)
  const own = [...(digits ? await byNumber(digits) : []), ...(insee ? await byCode(insee) : [])]
  if (own.length || digits) return own
  const postal = key.match(/\d{5}$/)?.[0]
  if (arrondissement) return best(await within("noms", arrondissement[1]), arrondissement[1]).slice(0, 1)
  const name = postal ? key.slice(0, -6) : key
  return name ? best(await within("noms", name), name) : []
}

function departement(code) {
  return `dep-${code.startsWith("97") ? code.slice(0, 3) : code.slice(0, 2)}`
}

function element(tag, className, text) {
  const made = document.createElement(tag)
  if (className) made.className = className
  if (text !== undefined) made.textContent = text
  return made
}

function link(address, text) {
  const made = element("a", "", text)
  made.href = address
  return made
}

function counted(number, one, many = `${one}s`) {
  return `${number.toLocaleString("fr")}${NBSP}${number < 2 ? one : many}`
}

function pair(list, title, ...content) {
  const line = element("div")
  const value = element("dd")
  value.append(...content)
  line.append(element("dt", "", title), value)
  list.append(line)
}

function territory(code, [name, counts]) {
  if (!counts) return [name]
  const [poles, practices, actors] = counts
  const words = poles + practices + actors
    ? [counted(poles, "pôle"), counted(practices, "pratique"), counted(actors, "acteur")].join(", ")
    : "aucune fiche"
  return [link(`${code}/`, name), " ", element("span", "precision", words)]
}

function poleList(poles) {
  const list = element("ul", "liens")
  for (const { address, name, words } of poles) {
    const item = element("li")
    item.append(link(`../${address}`, name), " ", element("span", "precision", words))
    list.append(item)
  }
  return list
}

async function panel({ file, commune }) {
  const wide = await load("territoires")
  const [code, name, postal, inhabitants, groupings, near] = commune
  const home = departement(code)
  const [depName, depCounts, , region, former] = wide.departements[home]
  const made = document.createDocumentFragment()
  const title = element("h2", "", name)
  title.tabIndex = -1
  const facts = element("dl", "paires")
  pair(facts, postal.length > 1 ? "Codes postaux" : "Code postal", postal.join(", ") || "non documenté")
  pair(facts, "Population", inhabitants === null ? "non documentée" : `${counted(inhabitants, "habitant")} en ${home === "dep-976" ? 2017 : 2023}`)
  for (const rank of groupings) {
    const [grouping, ...named] = file.groupements[rank]
    pair(facts, grouping.startsWith("ept-") ? "Établissement public territorial" : "Intercommunalité", ...territory(grouping, named))
  }
  if (!groupings.length) pair(facts, "Intercommunalité", "aucune")
  pair(facts, "Département", ...territory(home, [depName, depCounts]))
  pair(facts, "Région", ...territory(region, wide.regions[region]))
  made.append(title, facts)
  const covering = [region, former].flatMap((area) => (wide.couvrent[area] ?? []).map(([address, pole]) => ({ address, name: pole, words: `a pour périmètre ${wide.regions[area][0]}${area.startsWith("anc-") ? " (région d’avant 2016)" : ""}` })))
  if (covering.length) made.append(element("h3", "", "Pôles qui couvrent votre région"), poleList(covering))
  if (near.length) {
    const poles = near.map(([rank, away]) => {
      const [address, pole, place] = file.poles[rank]
      return { address, name: pole, words: `${place}, ${away ? `à ${counted(away, "km", "km")}` : `à moins d’un${NBSP}kilomètre`} à vol d’oiseau` }
    })
    made.append(element("h3", "", "Les pôles documentés les plus proches"), poleList(poles))
  }
  return made
}

function sentence(count, words) {
  if (!count) return `Aucune commune pour «${NBSP}${words}${NBSP}». Essayez le début du nom, sans abréviation, ou un code postal à cinq chiffres.`
  if (count === 1) return "1 commune."
  return count >= SHOWN ? `Les ${SHOWN} premières communes${NBSP}: continuez d’écrire pour préciser.` : `${count} communes.`
}

function open(form) {
  const input = form.querySelector("input")
  const status = form.querySelector("[role=status]")
  const list = form.querySelector("ul")
  const place = document.getElementById("chez-vous")
  let turn = 0
  let timer

  const failure = () => { status.textContent = "La recherche n’a pas pu se charger. L’index par département suit." }

  const choice = (found, departements) => {
    const item = element("li")
    const made = link(`?commune=${found.code}`, "")
    const words = [departements[departement(found.code)]?.[0], found.postal, found.note].filter(Boolean).join(", ")
    made.append(element("span", "resultat__titre", found.name), " ", element("span", "resultat__lieu", words))
    made.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return
      event.preventDefault()
      choose(found.code, true)
    })
    item.append(made)
    return item
  }

  const show = async () => {
    const words = input.value.trim()
    const mine = ++turn
    if (!fold(words)) { status.textContent = ""; return list.replaceChildren() }
    try {
      const [found, wide] = await Promise.all([search(words), load("territoires")])
      if (mine !== turn) return
      status.textContent = sentence(found.length, words)
      list.replaceChildren(...found.slice(0, SHOWN).map((one) => choice(one, wide.departements)))
    } catch { failure() }
  }

  const choose = async (code, remembered) => {
    const known = await told(code)
    list.replaceChildren()
    if (!known) {
      place.replaceChildren()
      status.textContent = `Aucune commune ne porte le code INSEE «${NBSP}${code}${NBSP}».`
      return
    }
    try {
      place.replaceChildren(await panel(known))
    } catch { return failure() }
    const [today, name] = known.commune
    status.textContent = ""
    input.value = name
    place.hidden = false
    if (remembered) history.pushState(null, "", `?commune=${today}`)
    else if (today !== code) history.replaceState(null, "", `?commune=${today}`)
    if (remembered) place.querySelector("h2").focus()
  }

  const restore = () => {
    const asked = new URL(location.href).searchParams
    if (asked.get("commune")) return choose(asked.get("commune").toUpperCase(), false)
    place.hidden = true
    place.replaceChildren()
    input.value = asked.get("q") ?? ""
    return show()
  }

  form.hidden = false
  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(show, WAIT) })
  form.addEventListener("submit", async (event) => {
    event.preventDefault()
    clearTimeout(timer)
    await show()
    const links = list.querySelectorAll("a")
    if (links.length === 1) links[0].click()
    else links[0]?.focus()
  })
  form.addEventListener("keydown", (event) => {
    const links = [...list.querySelectorAll("a")]
    const here = links.indexOf(document.activeElement)
    if (event.key === "Escape") { list.replaceChildren(); status.textContent = ""; input.focus() }
    if (event.key === "ArrowDown" && links.length) { event.preventDefault(); links[Math.min(here + 1, links.length - 1)].focus() }
    if (event.key === "ArrowUp" && here >= 0) { event.preventDefault(); (links[here - 1] ?? input).focus() }
  })
  addEventListener("popstate", restore)
  restore()
}

if (form) open(form)
