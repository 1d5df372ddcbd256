// From a query to ranked hits: which units have the words, how well, and what they can be chosen by.

import { resolve } from "./clauses.js"

/** All hits of a query, in groups by entry, ranked. `wanted` says what the groups shown have to be like. */
export async function search(index, query, wanted) {
  const [clauses, shapes] = await Promise.all([
    resolve(index, query, wanted.typing),
    Promise.all(index.segments.map(segment => segment.shape())),
  ])
  const asked = clauses.filter(clause => !clause.excluded)
  if (!asked.length) return { clauses, found: [], complete: true, missing: [] }
  const scored = index.segments.map((segment, at) => score(segment, shapes[at], clauses, at, index.size))
  const all = (1 << asked.length) - 1
  let best = 0
  for (const { masks } of scored) for (const mask of masks) if (bits(mask) > bits(best)) best = mask
  const complete = best === all
  const least = bits(best)
  const found = scored.map(each => choose(each, least, complete))
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
function choose({ scores, own, masks, scopeOf }, least, complete) {
  const units = []
  if (!least) return units
  const richest = new Uint8Array(own.length)
  for (let unit = 0; unit < own.length; unit++) {
    if (own[unit]) richest[scopeOf[unit]] = Math.max(richest[scopeOf[unit]], bits(own[unit]))
  }
  for (let unit = 0; unit < own.length; unit++) {
    const scope = scopeOf[unit]
    if (!own[unit] || bits(masks[scope]) < least) continue
    const here = bits(own[unit])
    if (here < richest[scope] && richest[scope] >= least) continue
    units.push({ unit, score: scores[unit] * (here / least), words: own[unit] })
  }
  return units
}

export function bits(mask) {
  let count = 0
  for (; mask; mask &= mask - 1) count++
  return count
}

/** Lets through what the reader has chosen, and counts what there would be to choose from, facet by facet. */
export function sift(index, result, facets, chosen) {
  const names = ["kind", ...Object.keys(facets[0]?.facets ?? {})]
  const counts = Object.fromEntries(names.map(name => [name, new Map()]))
  const passed = index.segments.map((segment, at) => {
    const { days, kinds, facets: columns } = facets[at]
    const { entryOf } = result.shapes[at]
    const named = valuesOf(columns, segment.archive, chosen, names)
    return result.found[at].filter(({ unit }) => {
      const entry = entryOf[unit]
      const day = days[entry]
      if (chosen.from && !(day >= chosen.from) || chosen.to && !(day && day <= chosen.to)) return false
      let failing = null
      let failed = 0
      for (const name of names) {
        const picked = named[name].picked
        if (!picked) continue
        const own = name === "kind" ? [kinds[unit]] : columns[name][1][entry]
        if (!own.some(value => picked.has(value))) {
          failing = name
          failed++
          if (failed > 1) return false
        }
      }
      for (const name of failed ? [failing] : names) {
        const own = name === "kind" ? [kinds[unit]] : columns[name][1][entry]
        for (const value of own) {
          const key = named[name].keys[value]
          const known = counts[name].get(key)
          if (known) known.count++
          else counts[name].set(key, { count: 1, label: named[name].labels[value] })
        }
      }
      return !failed
    })
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

/** The hits in groups by entry, the best first, or the newest. */
export function grouped(index, result, passed, facets, byDate) {
  const groups = []
  index.segments.forEach((_, at) => {
    const { entryOf } = result.shapes[at]
    let group = null
    for (const hit of passed[at]) {
      const entry = entryOf[hit.unit]
      if (group?.entry !== entry || group.at !== at) {
        group = { at, entry, hits: [], score: 0, day: byDate ? facets[at].days[entry] : 0 }
        groups.push(group)
      }
      group.hits.push(hit)
      group.score = Math.max(group.score, hit.score)
    }
  })
  const order = (a, b) => a.at - b.at || a.entry - b.entry
  groups.sort(byDate ? (a, b) => b.day - a.day || order(a, b) : (a, b) => b.score - a.score || order(a, b))
  for (const group of groups) group.hits.sort((a, b) => b.score - a.score || a.unit - b.unit)
  return groups
}
