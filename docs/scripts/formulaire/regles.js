// Les règles d’une fiche, telles que la vérification les applique, avec ses mots. Tout vient de generator/derive/form_model.py.
const NBSP = "\u00a0"
const LONG_VALUE = 60
const MONTHS = ["janv", "fév", "mars", "avr", "mai", "juin", "juil", "août", "sept", "oct", "nov", "déc"]
const MINUTES = { "dates-inversees": datesReversed, "bornes-inversees": boundsReversed, "acteur-ou-designation": nobody, "territoire-absent": nowhere, "cible-absente": noTarget, "section-vide-avec-texte": emptyWithText, "section-sans-texte": withoutText, coordonnees: offEarth, "personne-sans-accord": unagreed, "retrait-sans-motif": unexplained, "ni-pole-ni-territoire": unattested, "resultats-contradictoires": contradictory }

const pattern = (source, flags = "u") => new RegExp(source, flags)

export function shown(value) {
  const text = String(value).split(/\s+/u).filter(Boolean).join(" ")
  return [...text].length <= LONG_VALUE ? text : `${[...text].slice(0, LONG_VALUE).join("")}…`
}

function told([code, message, hint], path, open = {}) {
  const filled = (words) => Object.entries(open).reduce((text, [name, value]) => text.replaceAll(`⟦${name}⟧`, value), words)
  return { chemin: path, code, message: filled(message), conseil: filled(hint) }
}

// Une fiche sans ce qui est vide, comme un fichier qui ne l’écrit pas.
export function pruned(value) {
  if (Array.isArray(value)) {
    const kept = value.map(pruned).filter((one) => one !== undefined)
    return kept.length ? kept : undefined
  }
  if (value && typeof value === "object") {
    const kept = Object.entries(value).map(([name, one]) => [name, pruned(one)]).filter(([, one]) => one !== undefined)
    return kept.length ? Object.fromEntries(kept) : undefined
  }
  return value === undefined || value === null || String(value).trim() === "" ? undefined : String(value)
}

export function faultsOf(model, tree, known = {}) {
  const sources = (tree.sources ?? []).map((source) => source.id).filter(Boolean)
  const context = { model, known, sources, several: (tree.sources ?? []).length > 1 }
  return [...groupFaults(model.fiche, tree, [], context), ...twinSources(tree)]
}

function groupFaults(name, group, path, context) {
  const { champs, regles } = context.model.groupes[name]
  const inside = champs.flatMap((field) => fieldFaults(field, group[field.nom], [...path, field.nom], context))
  if (inside.length) return inside
  const between = regles.flatMap((code) => {
    const place = MINUTES[code](group)
    if (place === undefined) return []
    const open = { debut: group.date, fin: group.date_fin }
    return [told(context.model.regles[code], place ? [...path, place] : path, open)]
  })
  if (name !== "Observation" || !context.several || group.sources) return between
  const advice = context.sources.length ? `Ajoutez «${NBSP}sources: [${[...context.sources].sort()[0]}]${NBSP}» à ce chiffre.` : undefined
  const fault = told(context.model.phrases_liens["chiffre-sans-source"], path, { valeur: group.imprime })
  return [...between, { ...fault, conseil: advice ?? fault.conseil }]
}

function fieldFaults(field, value, path, context) {
  if (value === undefined) return field.obligatoire ? [told(field.phrases.missing, path)] : []
  if (field.plusieurs) return value.flatMap((one, rank) => itemFaults(field, one, [...path, rank], context))
  return itemFaults(field, value, path, context)
}

function itemFaults(field, value, path, context) {
  if (field.groupe) return groupFaults(field.groupe, value, path, context)
  if (field.designe || field.liste_fermee) return linkFaults(field, value, path, context)
  return [...leafFaults(field, value, path, context.model), ...proseFaults(field, value, path, context.model)]
}

function leafFaults(field, given, path, model) {
  const value = field.bornes?.net ? given.trim() : given
  for (const rule of field.regles) {
    const fault = RULES[rule](value, field, model)
    if (fault) return [told(field.phrases[fault.erreur], path, { valeur: shown(fault.valeur ?? value), ...fault })]
  }
  return []
}

const RULES = {
  texte(value, { bornes }) {
    const length = [...value].length
    if (length < bornes.min) return { erreur: "string_too_short" }
    if (bornes.max && length > bornes.max) return { erreur: "string_too_long" }
    if (bornes.motif && !pattern(bornes.motif).test(value)) return { erreur: value.includes("\n") ? "plusieurs-lignes" : "string_pattern_mismatch" }
  },
  personnes(value, field, model) {
    const email = [...value.matchAll(pattern(model.motifs.courriel, "g"))].find(([, local, domain]) => namesAPerson(local, domain, model))
    if (email) return { erreur: "courriel-personnel", valeur: email[0] }
    const mobile = value.match(pattern(model.motifs.mobile, ""))
    if (mobile) return { erreur: "telephone-mobile", valeur: mobile[0] }
  },
  date(value, field, model) {
    if (!isDate(value)) return { erreur: "date-invalide", valeur: shown(value), conseil: dateAdvice(value, model) }
  },
  adresse(value, field, model) {
    if (pattern(model.motifs.protocole, "i").test(value)) return { erreur: "lien-dangereux" }
  },
  extrait(value, field, model) {
    const words = value.split(/\s+/u).filter(Boolean).length
    if (words > model.mots_extrait) return { erreur: "extrait-trop-long", mots: words }
  },
  nombre(value, field, model) {
    if (!/^[+-]?[0-9]+(\.[0-9]+)?$/.test(value.trim())) return { erreur: "nombre-invalide", valeur: shown(value), conseil: numberAdvice(value, model) }
  },
  milliers(value) {
    if (!/^[+-]?[1-9][0-9]{0,2}\.[0-9]{3}$/.test(value.trim())) return undefined
    const [whole, rest] = value.trim().split(".")
    return { erreur: "milliers-ambigus", entier: whole, reste: rest }
  },
}

function namesAPerson(local, domain, model) {
  const [name, host] = [local.toLowerCase(), domain.toLowerCase()]
  const words = name.split(/[._+0-9-]+/).filter(Boolean)
  const parts = host.split(/[.-]/)
  if (words.some((word) => model.mots_de_fonction.includes(word) || parts.includes(word))) return false
  return model.fournisseurs.includes(host) || pattern(model.motifs.prenom_nom, "").test(name)
}

export function isDate(text) {
  if (!/^[0-9]{4}(-[0-9]{2}){0,2}$/.test(text)) return false
  const [year, month = 1, day = 1] = text.split("-").map(Number)
  return year >= 1000 && year <= 2199 && month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate()
}

function dateAdvice(text, model) {
  const slashed = text.match(pattern(model.motifs.date_francaise, ""))
  const spoken = text.trim().toLowerCase().match(pattern(model.motifs.date_en_mots, ""))
  const two = (figures) => figures.padStart(2, "0")
  const month = spoken ? MONTHS.findIndex((name) => spoken[2].startsWith(name)) + 1 : 0
  const meant = slashed ? `${slashed[3]}-${two(slashed[2])}-${two(slashed[1])}` : spoken ? `${spoken[3]}-${two(String(month))}${spoken[1] ? `-${two(spoken[1])}` : ""}` : ""
  return isDate(meant) ? meant : "2011, 2011-06 ou 2011-06-30"
}

function numberAdvice(text, model) {
  return pattern(model.motifs.nombre_francais, "").test(text) ? text.replace(/[ .\u00a0\u202f]/g, "").replace(",", ".") : "4000 ou 12.5"
}

const NOT_IN_PROSE = [
  ["html-brut", /<(?:[a-z][a-z0-9-]*(?:\s[^>]*)?\/?|\/[a-z][a-z0-9-]*\s*|!--[\s\S]*?--|![a-z][^>]*|\?[^>]*)>/iu],
  ["titre-dans-le-texte", /^ {0,3}#{1,6}(?:\s|$)|^ {0,3}\S[^\n]*\n {0,3}(?:=+|-+) *$/mu],
  ["image-dans-le-texte", /!\[[^\]]*\]\(/u],
]

function proseFaults(field, value, path, model) {
  if (!field.recit) return []
  const words = value.replace(/(`+)[^`]*\1/gu, "")
  const found = NOT_IN_PROSE.filter(([, sign]) => sign.test(words)).map(([code]) => told(model.phrases_recit[code], path))
  for (const [, address] of words.matchAll(/\]\(\s*<?([^)\s>]*)/gu)) {
    const scheme = address.replace(/[\s\x00-\x1f]/gu, "").match(/^([a-z][a-z0-9+.-]*):/iu)
    const isSafe = scheme ? ["http", "https", "mailto"].includes(scheme[1].toLowerCase()) : !address.startsWith("//")
    if (!isSafe && !words.includes(`![`)) found.push(told(model.phrases_recit["lien-dangereux"], path, { valeur: scheme ? scheme[0] : address }))
  }
  return found
}

function linkFaults(field, value, path, { model, known, sources }) {
  if (field.liste_fermee) {
    const codes = model.listes[field.liste_fermee].map(([code]) => code)
    return codes.includes(value) ? [] : [{ chemin: path, code: "code-inconnu", message: `«${NBSP}${value}${NBSP}» n’est pas un code de cette liste.`, conseil: `Codes possibles${NBSP}: ${codes.join(", ")}.` }]
  }
  const names = field.designe === "source" ? sources : known[field.designe]
  const isWellMade = pattern(field.bornes.motif).test(value)
  const holds = names ? names.includes(value) && (field.designe !== "territory" || isWellMade) : isWellMade
  return holds ? [] : [told(model.phrases_liens[field.designe], path, { valeur: value })]
}

function twinSources({ sources = [] }) {
  const ids = sources.map((source) => source.id)
  return ids.flatMap((id, rank) => (id && ids.indexOf(id) < rank ? [{ chemin: ["sources", rank, "id"], code: "source-en-double", message: `Deux sources portent l’identifiant «${NBSP}${id}${NBSP}».`, conseil: "Donnez à chacune un identifiant différent." }] : []))
}

function datesReversed({ date, date_fin: end }) {
  if (!date || !end) return undefined
  const shared = Math.min(date.length, end.length)
  return end.slice(0, shared) < date.slice(0, shared) ? "date_fin" : undefined
}
function boundsReversed({ valeur, valeur_max: most }) { return valeur && most && Number(most) < Number(valeur) ? "valeur_max" : undefined }
function nobody({ acteur, designation }) { return acteur || designation ? undefined : "" }
function nowhere({ territoire, libelle }) { return territoire || libelle ? undefined : "" }
function noTarget({ pole, acteur, designation }) { return pole || acteur || designation ? undefined : "" }
function emptyWithText({ texte, etat }) { return texte && ["vide", "annoncee"].includes(etat) ? "etat" : undefined }
function withoutText({ texte, etat }) { return texte || etat ? undefined : "" }
function offEarth({ latitude, longitude }) { return Math.abs(latitude) > 90 || Math.abs(longitude) > 180 ? "latitude" : undefined }
function unagreed({ personne, accord_date: agreed }) { return personne && !agreed ? "personne" : undefined }
function unexplained({ statut, motif_retrait: why }) { return statut === "retiree" && !why ? "statut" : undefined }
function unattested({ poles, territoires }) { return poles || territoires ? undefined : "" }
function contradictory({ resultats, resultats_non_documentes: none }) { return resultats && none ? "resultats_non_documentes" : undefined }
