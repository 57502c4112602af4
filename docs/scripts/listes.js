// Filtre et trie la liste déjà dans la page ; sans ce script, la liste reste entière.
const form = document.querySelector("[data-liste]")

function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[’']/g, " ").toLowerCase()
}

function matches(item, wanted) {
  return Object.entries(wanted).every(([name, value]) => {
    if (!value || name === "tri") return true
    if (name === "mots") return fold(item.textContent).includes(fold(value))
    return (item.dataset[name] ?? "").split("|").includes(value)
  })
}

function order(name) {
  const direction = name === "date" ? -1 : 1
  return (one, other) => direction * (one.dataset[name] ?? "").localeCompare(other.dataset[name] ?? "", "fr") || one.dataset.nom.localeCompare(other.dataset.nom, "fr")
}

if (form) {
  const list = document.querySelector(".fiches")
  const items = [...list.children]
  const count = form.querySelector("[data-compte]")
  const known = new URL(location.href).searchParams
  for (const field of form.elements) if (field.name && known.has(field.name)) field.value = known.get(field.name)

  const show = () => {
    const wanted = Object.fromEntries(new FormData(form))
    for (const item of items) item.hidden = !matches(item, wanted)
    list.append(...[...items].sort(order(wanted.tri)))
    const kept = items.filter((item) => !item.hidden).length
    count.textContent = kept === items.length ? "" : `${kept} sur ${items.length}`
    const address = new URL(location.href)
    for (const [name, value] of Object.entries(wanted)) {
      value && !(name === "tri" && value === "nom") ? address.searchParams.set(name, value) : address.searchParams.delete(name)
    }
    history.replaceState(null, "", address)
  }
  form.hidden = false
  form.addEventListener("input", show)
  form.addEventListener("submit", (event) => event.preventDefault())
  show()
}
