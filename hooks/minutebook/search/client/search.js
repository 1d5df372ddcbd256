// From a query to ranked hits: which units have the words, how well, and what they can be chosen by.

import { resolve } from "./clauses.js"

/** All hits of a query, in groups by entry, ranked. `wanted` says what the groups shown have to be like. */
export async function search(index, query, wanted) {
  const [clauses, shapes] = await Promise.all([
    resolve(index, query, wanted.typing),
    Promise.all(index.segments.map(segment => segment.lead())),
  ])
  const asked = clauses.filter(clause => !clause.excluded)
  if (!asked.length) return { clauses, found: [], complete: true, missing: [] }
  const scored = index.segments.map((segment, at) => score(segment, shapes[at], clauses, at, index.size))
  const all = (1 << asked.length) - 1
  let best = 0
  for (const { masks } of scored) for (const mask of masks) if (bits(mask) > bits(best)) best = mask
  const complete = best === all
  const least = bits(best)
  const found = scored.map(each => choose(each, least))
  const missing = asked.filter(clause => clause.resolved.every(names => !names.units))
  return { clauses, scored, shapes, found, complete, least, of: asked.length, missing }
}

function score(segment, { scopeOf }, clauses, at, total) {
  const scores = new Float64Array(segment.size)
  const own = new Uint32Array(segment.size)
  const masks = new Uint32Array(segment.size)
  const barred = new Uint8Array(segment.size)
  let bit = 1
  for (const clause of clauses) {
    const { units, levels } = clause.resolved[at]
    if (clause.excluded) {
      for (const unit of units) barred[scopeOf[unit]] = 1
      continue
    }
    const rarity = Math.log(1 + (total - clause.units + 0.5) / (clause.units + 0.5))
    for (let place = 0; place < units.length; place++) {
      const unit = units[place]
      scores[unit] += rarity * levels[place]
      own[unit] |= bit
      masks[scopeOf[unit]] |= bit
    }
    bit <<= 1
  }
  for (let unit = 0; unit < segment.size; unit++) if (barred[unit]) masks[unit] = 0
  return { scores, own, masks, scopeOf }
}

/** The units that are hits: those with all words, or where only a whole item has them, those with some. */
function choose({ scores, own, masks, scopeOf }, least) {
  if (!least) return new Uint32Array(0)
  const richest = new Uint8Array(own.length)
  for (let unit = 0; unit < own.length; unit++) {
    if (!own[unit]) continue
    const here = bits(own[unit])
    if (here > richest[scopeOf[unit]]) richest[scopeOf[unit]] = here
  }
  const units = new Uint32Array(own.length)
  let count = 0
  for (let unit = 0; unit < own.length; unit++) {
    if (!own[unit]) continue
    const scope = scopeOf[unit]
    if (bits(masks[scope]) < least) continue
    const here = bits(own[unit])
    if (here < richest[scope] && richest[scope] >= least) continue
    scores[unit] *= here / least
    units[count++] = unit
  }
  return units.slice(0, count)
}

export function bits(mask) {
  let count = 0
  for (; mask; mask &= mask - 1) count++
  return count
}

/** Lets through what the reader has chosen, and counts what there would be to choose from, facet by facet. */
export function sift(index, result, facets, chosen) {
  const names = Object.keys(facets[0]?.facets ?? {})
  const counts = Object.fromEntries(["kind", ...names].map(name => [name, new Map()]))
  const passed = index.segments.map((segment, at) => {
    const { days, kinds, facets: columns } = facets[at]
    const { entryOf } = result.shapes[at]
    const found = result.found[at]
    const values = valuesOf(columns, segment.archive, chosen, ["kind", ...names])
    const wanted = values.kind.picked
    const tallies = Object.fromEntries(["kind", ...names].map(name => [name, new Uint32Array(values[name].keys.length)]))
    const units = new Uint32Array(found.length)
    let count = 0
    // All hits of an entry have its values in common, so they are counted entry by entry.
    for (let first = 0, last = 0; first < found.length; first = last) {
      const entry = entryOf[found[first]]
      let fit = 0
      for (last = first; last < found.length && entryOf[found[last]] === entry; last++) {
        if (!wanted || wanted.has(kinds[found[last]])) fit++
      }
      const day = days[entry]
      if (chosen.from && !(day >= chosen.from) || chosen.to && !(day && day <= chosen.to)) continue
      const failing = names.filter(name => values[name].picked && !columns[name][1][entry].some(value => values[name].picked.has(value)))
      if (failing.length > 1) continue
      for (const name of failing.length ? failing : names) {
        for (const value of columns[name][1][entry]) tallies[name][value] += fit
      }
      if (failing.length) continue
      for (let place = first; place < last; place++) {
        const kind = kinds[found[place]]
        tallies.kind[kind]++
        if (!wanted || wanted.has(kind)) units[count++] = found[place]
      }
    }
    for (const [name, tally] of Object.entries(tallies)) {
      tally.forEach((sum, value) => {
        if (!sum) return
        const key = values[name].keys[value]
        counts[name].set(key, { count: (counts[name].get(key)?.count ?? 0) + sum, label: values[name].labels[value] })
      })
    }
    return units.slice(0, count)
  })
  return { passed, counts }
}

export const KINDS = ["item", "decision", "attachment", "page"]

/** The values of each facet as readers know them: those of other archives carry the archive's number and name. */
function valuesOf(columns, archive, chosen, names) {
  const shared = new Set(["kind", "year", "outcome", "attachments"])
  return Object.fromEntries(names.map(name => {
    const values = name === "kind" ? KINDS.map(kind => [kind, ""]) : columns[name][0]
    const other = archive.number && !shared.has(name)
    const keys = values.map(([value]) => (other ? `${archive.number}:${value}` : value))
    const labels = values.map(([, label]) => (other ? `${label} (${archive.name})` : label))
    const wished = chosen.facets[name]
    const picked = wished?.length ? new Set(keys.flatMap((key, value) => (wished.includes(key) ? [value] : []))) : null
    return [name, { keys, labels, picked }]
  }))
}

/** The hits in groups by entry: the best first, or the newest. They are put in order as far as they are asked for. */
export class Groups {
  constructor(index, result, passed, facets, byDate) {
    Object.assign(this, { result, passed, sorted: false })
    this.total = passed.reduce((sum, units) => sum + units.length, 0)
    this.all = []
    passed.forEach((units, at) => {
      const { entryOf } = result.shapes[at]
      const { scores } = result.scored[at]
      for (let first = 0, last = 0; first < units.length; first = last) {
        const entry = entryOf[units[first]]
        let score = 0
        for (last = first; last < units.length && entryOf[units[last]] === entry; last++) {
          if (scores[units[last]] > score) score = scores[units[last]]
        }
        this.all.push({ at, entry, first, last, worth: byDate ? facets[at].days[entry] : score })
      }
    })
  }

  get length() {
    return this.all.length
  }

  /** The first so many groups. A few are picked out in one go over all; more than that, and all are sorted. */
  top(count) {
    const before = (a, b) => b.worth - a.worth || a.at - b.at || a.entry - b.entry
    if (count > 20 && !this.sorted) {
      this.all.sort(before)
      this.sorted = true
    }
    if (this.sorted) return this.all.slice(0, count)
    const best = []
    for (const group of this.all) {
      if (best.length === count && before(group, best[count - 1]) > 0) continue
      let place = best.length
      while (place && before(group, best[place - 1]) < 0) place--
      best.splice(place, 0, group)
      if (best.length > count) best.pop()
    }
    return best
  }

  /** The hits of a group, the best first. */
  hits({ at, first, last }) {
    const { scores, own } = this.result.scored[at]
    const units = [...this.passed[at].subarray(first, last)]
    return units.map(unit => ({ unit, score: scores[unit], words: own[unit] })).sort((a, b) => b.score - a.score || a.unit - b.unit)
  }
}
