// Emporte un résultat : un tableau CSV sûr dans un tableur, ou la liste des références à citer.
export const MOST_TAKEN = 500
const COLUMNS = [["genre", "Genre"], ["titre", "Titre"], ["lieu", "Lieu"], ["etat", "Stade"], ["date", "Modifiée le"], ["version", "Version"], ["page", "Page"], ["citation", "Référence"]]
const FORMULA = /^[=+\-@\t\r]/

export function asCsv(sheets) {
  const rows = [COLUMNS.map(([, title]) => title), ...sheets.map((sheet) => COLUMNS.map(([name]) => sheet[name] ?? ""))]
  return `\ufeff${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`
}

export function asReferences(sheets) {
  return `${sheets.map((sheet) => sheet.citation).filter(Boolean).join("\n\n")}\n`
}

// L’apostrophe devant une formule la rend au texte, comme partout dans les données du site.
function cell(value) {
  const said = FORMULA.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(said) ? `"${said.replace(/"/g, '""')}"` : said
}

export function download(text, name, type) {
  const address = URL.createObjectURL(new Blob([text], { type }))
  const made = Object.assign(document.createElement("a"), { href: address, download: name })
  made.click()
  setTimeout(() => URL.revokeObjectURL(address), 1000)
}
