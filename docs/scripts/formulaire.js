// Proposer ou corriger une fiche sans git : le formulaire suit les modèles, vérifie avec leurs règles et rend un fichier prêt.
import { counted, element, folded as plainWords, link, NBSP, once } from "./elements.js"
import { changeList, preview } from "./formulaire/apercu.js"
import { figureAdvice } from "./formulaire/chiffres.js"
import { at, fieldBlock, key, put, slug } from "./formulaire/champs.js"
import { changes } from "./formulaire/differences.js"
import { KnownPlaces } from "./formulaire/lieux.js"
import { faultsOf, pruned } from "./formulaire/regles.js"
import { toYaml } from "./formulaire/yaml.js"

const ROOT = new URL("../", import.meta.url)
const FOLDERS = { poles: "poles", practices: "pratiques", actors: "acteurs" }
const WORDS = { poles: "pôle", practices: "pratique", actors: "acteur" }
const LONGEST_MAIL = 1500
const LONGEST_ADDRESS = 6000

const form = document.querySelector("[data-formulaire]")
const today = () => new Date().toLocaleDateString("sv")
const read = async (path) => {
  const answer = await fetch(new URL(path, ROOT))
  if (!answer.ok) throw new Error(`${path} : ${answer.status}`)
  return answer.json()
}

class Draft {
  constructor(name) { this.name = `observatoire:fiche:${name}` }
  kept() { try { return JSON.parse(localStorage.getItem(this.name)) } catch { return null } }
  keep(told) { try { localStorage.setItem(this.name, JSON.stringify(told)); return true } catch { return false } }
  forget() { try { localStorage.removeItem(this.name) } catch { /* rien n’était gardé */ } }
}

class Sheet {
  constructor({ kind, model, tree, before, id, essential }) {
    Object.assign(this, { kind, model, tree, before, id, essential })
    this.known = { territory: new KnownPlaces() }
    this.seen = new Set()
    this.draft = new Draft(`${kind}:${id || "nouvelle"}`)
    this.organisation = ""
    this.isVerified = false
  }

  take(path, value) {
    put(this.tree, path, value)
    this.changed()
  }

  left(path) {
    this.seen.add(key(path))
    this.changed()
  }

  sources() {
    const sources = this.tree.sources ?? []
    if (sources.length < 2) return []
    const taken = new Set(sources.map((source) => source.id).filter(Boolean))
    for (const [rank, source] of sources.entries()) {
      if (source.id || !source.titre) continue
      const wanted = slug(source.titre).slice(0, 40) || `source-${rank + 1}`
      source.id = taken.has(wanted) ? `${wanted}-${rank + 1}` : wanted
      taken.add(source.id)
    }
    return sources.filter((source) => source.id).map((source) => [source.id, source.titre])
  }

  // Les noms des autres fiches, demandés au premier passage dans le champ ; hors ligne, on écrit l’identifiant.
  suggest(input, target) {
    input.setAttribute("list", `noms-${target}`)
    input.addEventListener("focus", async () => {
      if (this.known[target]) return
      try {
        const names = await read(`contribuer/formulaire/noms-${target}.json`)
        this.known[target] = names.map(([id]) => id)
        const options = names.map(([id, words]) => {
          const option = element("option", "", words)
          option.value = id
          return option
        })
        document.getElementById(`noms-${target}`).replaceChildren(...options)
      } catch { /* sans réseau, la vérification le dira */ }
    }, { once: true })
  }

  areas() {
    this.listed ??= read("contribuer/formulaire/noms-territoires.json")
    this.listed.catch(() => { this.listed = null })
    return this.listed
  }

  // La fiche telle qu’elle sera écrite.
  written() {
    const tree = pruned(this.tree) ?? {}
    const edition = this.edition(tree.edition ?? {})
    return pruned({ ...tree, edition })
  }

  edition(former) {
    const party = this.organisation.trim() ? { designation: this.organisation.trim() } : null
    const isNamed = (former.contributeurs ?? []).some((one) => one.designation === party?.designation)
    const contributors = party && !isNamed ? [...(former.contributeurs ?? []), party] : former.contributeurs
    if (this.isVerified) return { ...former, relectures: [...(former.relectures ?? []), { ...party, date: today(), resultat: "exacte" }] }
    const state = former.statut === "relue" ? "instantane" : former.statut
    if (this.before) return { ...former, statut: state, modifiee_le: today(), contributeurs: contributors }
    return { statut: "brouillon", creee_le: today(), contributeurs: contributors }
  }

  identifier() {
    return this.id || slug(this.tree.nom ?? this.tree.titre ?? "") || "nouvelle-fiche"
  }

  faults() {
    const found = faultsOf(this.model, this.written(), this.known)
    const unsigned = this.isVerified && !this.organisation.trim()
    return unsigned ? [...found, { chemin: ["organisation"], code: "acteur-ou-designation", message: "On ne sait pas qui a relu la fiche.", conseil: "Écrivez le nom de votre organisation." }] : found
  }
}

async function open() {
  const asked = new URL(location.href).searchParams
  const [folder, id] = (asked.get("corriger") ?? "").split("/")
  const kind = Object.keys(FOLDERS).find((one) => FOLDERS[one] === folder) ?? (Object.hasOwn(FOLDERS, asked.get("genre")) ? asked.get("genre") : "poles")
  const [status, loading] = [form.querySelector("[data-etat]"), document.querySelector("[data-chargement]")]
  try {
    const [{ essentiels, ...model }, told] = await Promise.all([read(`contribuer/formulaire/${kind}.json`), id ? record(folder, id) : null])
    if (told?.retiree) loading.textContent = `Cette fiche est retirée${NBSP}: elle ne se corrige plus.`
    else start(new Sheet({ kind, model, tree: structuredClone(told ?? {}), before: told, id, essential: essentiels }), status, asked.has("verifier"))
  } catch {
    loading.textContent = id ? `La fiche «${NBSP}${id}${NBSP}» n’a pas pu être lue. Vérifiez l’adresse, ou proposez une nouvelle fiche.` : "Le formulaire n’a pas pu se charger. Rechargez la page."
  }
}

async function record(folder, id) {
  const { genre, id: own, ...told } = await read(`${folder}/${encodeURIComponent(id)}/fiche.json`)
  return told.edition?.statut === "retiree" ? { retiree: true } : pruned(told)
}

function start(sheet, status, isVerification) {
  const { model, kind } = sheet
  const part = (name) => form.querySelector(`[data-partie="${name}"]`)
  const fields = model.groupes[model.fiche].champs
  const organisation = part("organisation")
  const kept = sheet.draft.kept()
  if (kept && !isVerification) Object.assign(sheet, { tree: kept.fiche, organisation: kept.organisation ?? "" })
  sheet.isVerified = isVerification
  organisation.value = sheet.organisation

  const faultsShown = () => sheet.faults().filter((fault) => sheet.seen.has("*") || sheet.seen.has(key(fault.chemin)))

  function showFaults() {
    const found = faultsShown()
    const byPath = new Map(found.map((fault) => [key(fault.chemin), fault]))
    for (const place of form.querySelectorAll("[data-faute]")) {
      const fault = byPath.get(place.dataset.faute)
      place.hidden = !fault
      place.textContent = fault ? `${fault.message} ${fault.conseil}` : ""
      const input = form.querySelector(`[data-entree="${CSS.escape(place.dataset.faute)}"]`)
      if (fault) input?.setAttribute("aria-invalid", "true")
      else input?.removeAttribute("aria-invalid")
    }
    return found
  }

  function showFile() {
    const tree = sheet.written()
    part("apercu").replaceChildren(...preview(model, tree))
    if (sheet.before) part("changements").replaceChildren(...changeList(changes(model, sheet.before, tree)))
    part("fichier").textContent = toYaml(model, tree)
    part("nom").textContent = `${kind}/${sheet.identifier()}.yaml`
  }
  const showSoon = once(showFile, 200)

  sheet.changed = () => {
    const isKept = isVerification || sheet.draft.keep({ fiche: sheet.tree, organisation: sheet.organisation })
    part("garde").textContent = isVerification ? "" : isKept ? "Ce que vous écrivez est gardé dans ce navigateur." : "Ce navigateur ne peut rien garder : téléchargez le fichier avant de fermer la page."
    if (sheet.seen.size) showFaults()
    showSoon()
  }

  function draw() {
    const first = fields.filter((field) => sheet.essential.includes(field.nom))
    const rest = fields.filter((field) => !sheet.essential.includes(field.nom) && field.nom !== "edition")
    for (const field of first) if (field.plusieurs && field.groupe && !at(sheet.tree, [field.nom])?.length) put(sheet.tree, [field.nom], [{}])
    part("essentiel").replaceChildren(...first.map((field) => fieldBlock(sheet, field, [field.nom])))
    part("suite").replaceChildren(...rest.map((field) => folded(sheet, field)))
  }

  function check() {
    sheet.seen.add("*")
    const found = showFaults()
    const list = part("fautes")
    const advice = figureAdvice(model, sheet.written())
    const lines = [...found, ...advice].map((fault) => {
      const link = element("a", "", titleOf(model, fault.chemin))
      link.href = `#${targetOf(fault.chemin).id}`
      link.addEventListener("click", (event) => { event.preventDefault(); reach(fault.chemin) })
      return element("li", "", link, `${NBSP}: ${fault.message} ${fault.conseil}`)
    })
    list.replaceChildren(...lines)
    status.textContent = found.length ? `${counted(found.length, "chose")} à corriger avant d’envoyer.` : `Rien à corriger : la fiche peut être envoyée.${advice.length ? ` ${counted(advice.length, "chiffre")} du texte ${advice.length > 1 ? "n’ont" : "n’a"} pas encore de fait : voyez la liste.` : ""}`
    part("envoyer").hidden = Boolean(found.length)
    showFile()
    return found
  }

  function targetOf(path) {
    for (let end = path.length; end > 0; end -= 1) {
      const found = document.getElementById(`champ-${path.slice(0, end).join("-")}`)
      if (found) return found
    }
    return form
  }

  function reach(path) {
    const target = path[0] === "organisation" ? organisation : targetOf(path)
    for (let box = target.closest("details"); box; box = box.parentElement.closest("details")) box.open = true
    target.focus()
    target.scrollIntoView({ block: "center" })
  }

  organisation.addEventListener("input", () => { sheet.organisation = organisation.value; sheet.changed() })
  for (const button of form.querySelectorAll("[data-verifier]")) button.addEventListener("click", () => { const [first] = check(); if (first) reach(first.chemin); else part("envoyer").querySelector("button, a").focus() })
  part("effacer").addEventListener("click", () => {
    if (!confirm("Effacer ce que vous avez écrit dans ce formulaire ?")) return
    sheet.draft.forget()
    location.reload()
  })
  ways(sheet, part, status)
  form.querySelector(`[data-genre="${kind}"]`)?.setAttribute("aria-current", "page")
  part("titre").textContent = isVerification ? `Tout est toujours exact${NBSP}: ${sheet.tree.nom ?? sheet.tree.titre}` : sheet.before ? `Corriger la fiche${NBSP}: ${sheet.before.nom ?? sheet.before.titre}` : `Proposer une fiche ${kind === "actors" ? "d’acteur" : `de ${WORDS[kind]}`}`
  for (const only of form.querySelectorAll("[data-si]")) only.hidden = !({ nouvelle: !sheet.before, correction: sheet.before && !isVerification, changement: sheet.before, ecriture: !isVerification, verification: isVerification })[only.dataset.si]
  form.hidden = false
  if (!isVerification) draw()
  if (kept && !isVerification) status.textContent = "Votre brouillon a été retrouvé dans ce navigateur."
  showFile()
  sheet.changed()
  if (isVerification) organisation.focus()
  if (!sheet.before) offerTwin(sheet, part("jumelle"))
}

// Une fiche du même nom existe peut-être : on le dit, avec le lien qui la corrige.
function offerTwin(sheet, place) {
  const input = document.getElementById(sheet.model.fiche === "Practice" ? "champ-titre" : "champ-nom")
  input.addEventListener("change", async () => {
    const names = await read(`contribuer/formulaire/noms-${sheet.kind}.json`).catch(() => [])
    const twin = names.find(([id, name]) => id === sheet.identifier() || plainWords(name) === plainWords(input.value))
    place.replaceChildren(...(twin ? [`Cette fiche existe peut-être déjà${NBSP}: `, link(`?corriger=${FOLDERS[sheet.kind]}/${twin[0]}`, `corriger «${NBSP}${twin[1]}${NBSP}»`)] : []))
  })
}

function folded(sheet, field) {
  const box = element("details", "formulaire__rubrique", element("summary", "", field.titre, " ", element("span", "precision", field.aide)))
  const fill = () => { if (!box.querySelector("[data-champ]")) box.append(fieldBlock(sheet, field, [field.nom])) }
  box.addEventListener("toggle", () => { if (box.open) fill() })
  if (sheet.tree[field.nom] !== undefined) { box.classList.add("formulaire__rubrique--remplie"); fill() }
  return box
}

function titleOf(model, path) {
  let champs = model.groupes[model.fiche].champs
  const titles = []
  for (const step of path) {
    if (typeof step === "number") { titles.push(String(step + 1)); continue }
    const field = champs.find((one) => one.nom === step)
    titles.push(field?.titre ?? (step === "organisation" ? "Votre organisation" : step))
    champs = field?.groupe ? model.groupes[field.groupe].champs : []
  }
  return titles.join(" › ") || "La fiche"
}

// Trois façons d’envoyer : télécharger, écrire à la rédaction, ouvrir la page de la forge.
function ways(sheet, part, status) {
  const { courriel, nouveau, modifier } = form.dataset
  const file = () => part("fichier").textContent
  const name = () => `${sheet.identifier()}.yaml`
  part("telecharger").addEventListener("click", () => {
    const link = element("a")
    link.href = URL.createObjectURL(new Blob([file()], { type: "application/yaml" }))
    link.download = name()
    link.click()
    URL.revokeObjectURL(link.href)
    status.textContent = `Fichier ${name()} téléchargé.`
  })
  part("copier").addEventListener("click", async () => {
    try { await navigator.clipboard.writeText(file()); status.textContent = "Fichier copié." }
    catch { getSelection().selectAllChildren(part("fichier")); status.textContent = "Le texte du fichier est sélectionné : copiez-le." }
  })
  part("courriel").addEventListener("click", () => {
    const text = encodeURIComponent(file())
    const body = text.length <= LONGEST_MAIL ? text : encodeURIComponent(`Bonjour,\n\nVoici une proposition de fiche. Le fichier ${name()} est à joindre : téléchargez-le d’abord avec le bouton de la page.\n`)
    location.href = `mailto:${courriel}?subject=${encodeURIComponent(`Fiche ${sheet.kind}/${name()}`)}&body=${body}`
    if (text.length > LONGEST_MAIL) status.textContent = "La fiche est trop longue pour le corps d’un courriel : joignez le fichier téléchargé."
  })
  part("forge").addEventListener("click", async () => {
    const address = sheet.before ? `${modifier}${sheet.kind}/${name()}` : nouveau.replace("{dossier}", sheet.kind).replace("{nom}", encodeURIComponent(name()))
    const whole = sheet.before ? address : address.replace("{texte}", encodeURIComponent(file()))
    const isWhole = !sheet.before && whole.length <= LONGEST_ADDRESS
    if (!isWhole) {
      try { await navigator.clipboard.writeText(file()) } catch { /* le texte reste à copier dans la page */ }
      status.textContent = "Le texte du fichier est copié : collez-le dans la page de la forge."
    }
    window.open(isWhole ? whole : address.replace("{texte}", ""), "_blank", "noopener")
  })
  for (const way of ["courriel", "forge"]) part(way).hidden = !(way === "courriel" ? courriel : nouveau)
}

if (form) open()
