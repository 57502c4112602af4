// Un territoire s’écrit par son code : on tape un nom ou un code postal, le champ propose et prend le code.
import { byInsee, departementOf, find } from "../communes.js"
import { element, folded, once } from "../elements.js"

const SHOWN = 20
const CODE = /^(com|dep|reg|anc|epci|ept)-/

// Les codes qui existent, pour autant qu’on ait pu les lire : sans réseau, aucun n’est refusé.
export class KnownPlaces {
  areas = null
  wrong = new Set()

  includes(code) {
    if (code.startsWith("com-")) return !this.wrong.has(code)
    return !this.areas || this.areas.has(code)
  }

  async look(code, areas) {
    this.areas ??= new Set((await areas()).map(([known]) => known))
    if (!/^com-[0-9AB]{5}$/.test(code)) return
    const [commune] = await byInsee(code.slice(4))
    if (commune?.code === code.slice(4)) this.wrong.delete(code)
    else this.wrong.add(code)
  }
}

// « areas » promet les régions et les départements, [code, nom] ; une commune vient de l’index de « Et chez moi ? ».
export function suggestPlaces(input, isCommuneOnly, { areas, places, looked }) {
  const list = element("datalist")
  list.id = `${input.id}-lieux`
  input.setAttribute("list", list.id)
  input.after(list)
  let proposed = []

  async function propose() {
    const words = input.value.trim()
    if (words.length < 2 || CODE.test(words)) return
    const { communes } = await find(words)
    const found = communes.slice(0, SHOWN).map((one) => [`com-${one.code}`, one.name, `${one.name} (${departementOf(one.code)})`, one.rank])
    const around = isCommuneOnly ? [] : (await areas()).filter(([code]) => !code.startsWith("ep")).filter(([, name]) => folded(name).startsWith(folded(words))).map(([code, name]) => [code, name.replace(/ \(.*\)$/, ""), name, 0])
    proposed = [...around, ...found]
    list.replaceChildren(...proposed.map(([code, , shown]) => {
      const option = element("option", "", shown)
      option.value = code
      return option
    }))
  }

  // Un nom qu’un seul territoire porte vaut son code.
  async function take() {
    const words = folded(input.value)
    if (!words) return
    if (CODE.test(input.value)) {
      await places.look(input.value.trim(), areas)
      looked()
      return
    }
    await propose()
    const exact = proposed.filter(([, name]) => folded(name) === words)
    if (exact.length !== 1) return
    input.value = exact[0][0]
    input.dispatchEvent(new Event("input", { bubbles: true }))
    input.dispatchEvent(new Event("change", { bubbles: true }))
  }

  const silently = (task) => () => task().catch(() => { /* sans réseau, on écrit le code */ })
  input.addEventListener("input", once(silently(propose)))
  input.addEventListener("change", silently(take))
}
