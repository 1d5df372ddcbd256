// What hits can be chosen by: those that fit what the reader has chosen are let through, and all choices are counted.

export const KINDS = ["item", "decision", "attachment", "page", "plan", "partner"]
const SHARED = new Set(["kind", "year", "outcome", "attachments"])

/** The places among the hits of those that fit what the reader has `chosen`, and for each facet how many hits there would
 * be of each value. */
export function sift(index, result, facets, chosen) {
  const names = ["kind", ...Object.keys(facets[0]?.facets ?? {})]
  const counts = Object.fromEntries(names.map(name => [name, new Map()]))
  const passed = index.segments.map((segment, at) => {
    const columns = names.map(name => columnOf(name, facets[at], segment.archive, chosen.facets[name]))
    const places = through(result.found[at].units, result.shapes[at], facets[at], columns, chosen)
    columns.forEach(({ keys, labels, tally }, column) => {
      const known = counts[names[column]]
      tally.forEach((sum, value) => {
        if (sum) known.set(keys[value], { count: (known.get(keys[value])?.count ?? 0) + sum, label: labels[value] })
      })
    })
    return places
  })
  return { passed, counts }
}

/** A facet of a segment with its values as readers know them, those of other archives with the archive's number and
 * name; which of them are `picked`, if any are; and a tally of each. */
function columnOf(name, { facets }, archive, wished) {
  const { values, starts, chosen } = name === "kind" ? { values: KINDS.map(kind => [kind, ""]) } : facets[name]
  const other = archive.number && !SHARED.has(name)
  const keys = values.map(([value]) => (other ? `${archive.number}:${value}` : value))
  const labels = values.map(([, label]) => (other ? `${label} (${archive.name})` : label))
  const picked = wished?.length ? Uint8Array.from(keys, key => wished.includes(key)) : null
  return { keys, labels, starts, chosen, picked, tally: new Uint32Array(values.length) }
}

/** The hits of a segment that fit, `found` being the units. All hits of an entry have its values in common, so they are counted together. */
function through(found, { begins }, { days, kinds }, [kind, ...columns], { from, to }) {
  const deciding = columns.filter(column => column.picked)
  const places = new Uint32Array(found.length)
  let count = 0
  let entry = 0
  for (let first = 0, last = 0; first < found.length; first = last) {
    while (begins[entry + 1] <= found[first]) entry++
    let fit = 0
    for (last = first; last < found.length && found[last] < begins[entry + 1]; last++) {
      if (!kind.picked || kind.picked[kinds[found[last]]]) fit++
    }
    const day = days[entry]
    if (from && day < from || to && !(day && day <= to)) continue
    const failing = deciding.filter(column => !has(column, entry))
    if (failing.length) {
      // What one facet keeps back is what choosing more of that facet would bring.
      if (failing.length === 1) add(failing[0], entry, fit)
      continue
    }
    for (const column of columns) add(column, entry, fit)
    for (let place = first; place < last; place++) {
      const own = kinds[found[place]]
      kind.tally[own]++
      if (!kind.picked || kind.picked[own]) places[count++] = place
    }
  }
  return places.subarray(0, count)
}

function has({ starts, chosen, picked }, entry) {
  for (let at = starts[entry]; at < starts[entry + 1]; at++) if (picked[chosen[at]]) return true
  return false
}

function add({ starts, chosen, tally }, entry, count) {
  for (let at = starts[entry]; at < starts[entry + 1]; at++) tally[chosen[at]] += count
}
