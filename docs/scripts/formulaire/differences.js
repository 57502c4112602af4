// Ce qui change entre deux états d’une fiche, champ par champ, dans les mots du guide.
export function changes(model, before, after) {
  return groupChanges(model, model.fiche, before ?? {}, after ?? {}, [])
}

function groupChanges(model, name, before, after, titles) {
  const fields = [...(model.groupes[name]?.champs ?? []), ...(name === model.fiche ? model.tus : [])]
  const names = new Set([...fields.map((field) => field.nom), ...Object.keys(before), ...Object.keys(after)])
  return [...names].flatMap((one) => {
    const field = fields.find((other) => other.nom === one)
    return valueChanges(model, field, before[one], after[one], [...titles, field?.titre ?? one])
  })
}

function valueChanges(model, field, before, after, titles) {
  if (same(before, after)) return []
  if (field?.groupe && !field.plusieurs && before && after) return groupChanges(model, field.groupe, before, after, titles)
  if (!Array.isArray(before) || !Array.isArray(after)) return [{ titres: titles, avant: before, apres: after }]
  const gone = before.filter((one) => !after.some((other) => same(one, other)))
  const come = after.filter((one) => !before.some((other) => same(one, other)))
  if (!gone.length && !come.length) return [{ titres: [...titles, "ordre"], avant: before, apres: after }]
  const pairs = Math.max(gone.length, come.length)
  return Array.from({ length: pairs }, (_, rank) => {
    const [old, fresh] = [gone[rank], come[rank]]
    const number = after.indexOf(fresh) >= 0 ? after.indexOf(fresh) : before.indexOf(old)
    const place = [...titles, String(number + 1)]
    return field?.groupe && old && fresh ? groupChanges(model, field.groupe, old, fresh, place) : [{ titres: place, avant: old, apres: fresh }]
  }).flat()
}

export function same(one, other) {
  if (one === other) return true
  if (!one || !other || typeof one !== "object" || typeof other !== "object" || Array.isArray(one) !== Array.isArray(other)) return false
  const names = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...names].every((name) => same(one[name], other[name]))
}
