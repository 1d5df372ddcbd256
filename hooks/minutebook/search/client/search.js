// From a query to ranked hits: which units have the words, and how well.

import { resolve } from "./clauses.js"

/** All hits of a query, in groups by entry, ranked. `wanted` says what the groups shown have to be like. */
export async function search(index, query, wanted) {
  const [clauses, shapes] = await Promise.all([
    resolve(index, query, wanted.typing),
    Promise.all(index.segments.map(segment => segment.shape())),
  ])
  const asked = clauses.filter(clause => !clause.excluded)
  if (!asked.length) return { clauses, found: [], complete: true, missing: [] }
  const plain = asked.length === 1 && clauses.length === 1
  const found = plain ? alone(clauses[0], index.size) : together(index, shapes, clauses)
  const { least } = found
  const missing = asked.filter(clause => clause.resolved.every(({ units }) => !units.length))
  return { clauses, found: found.segments, shapes, complete: least === asked.length, least, of: asked.length, missing }
}

/** How much a word counts by how rare it is: in all segments together, so that they say what one would. */
const rarity = (clause, total) => Math.log(1 + (total - clause.units + 0.5) / (clause.units + 0.5))

/** The hits of a query of one clause: the units that have it. */
function alone(clause, total) {
  const worth = rarity(clause, total)
  const segments = clause.resolved.map(({ units, levels }) => {
    const scores = new Float64Array(units.length)
    for (let at = 0; at < units.length; at++) scores[at] = worth * levels[at]
    return { units, scores, words: null }
  })
  return { segments, least: clause.units ? 1 : 0 }
}

/** The hits of several clauses: the units that have all, or as many as any has. */
function together(index, shapes, clauses) {
  const scored = index.segments.map((segment, at) => score(segment, shapes[at], clauses, at, index.size))
  let least = 0
  for (const { within } of scored) {
    for (let scope = 0; scope < within.length; scope++) if (within[scope] > least) least = within[scope]
  }
  return { segments: scored.map(each => choose(each, least)), least }
}

/** What the units of a segment have: how much it counts, of which clauses it is (`own`) and of how many (`here`). And what
 * counts as one text with them has, where that begins: something of how many clauses (`within`), and how many the unit
 * has that has most (`richest`). */
function score(segment, { scopeOf }, clauses, at, total) {
  const scores = new Float64Array(segment.size)
  const [own, last] = [new Uint32Array(segment.size), new Uint32Array(segment.size)]
  const [here, within, richest] = Array.from({ length: 3 }, () => new Uint8Array(segment.size))
  let bit = 1
  for (const clause of clauses) {
    if (clause.excluded) continue
    const { units, levels } = clause.resolved[at]
    const worth = rarity(clause, total)
    for (let place = 0; place < units.length; place++) {
      const unit = units[place]
      const scope = scopeOf[unit]
      scores[unit] += worth * levels[place]
      own[unit] |= bit
      if (++here[unit] > richest[scope]) richest[scope] = here[unit]
      if (last[scope] !== bit) {
        last[scope] = bit
        within[scope]++
      }
    }
    bit <<= 1
  }
  for (const { excluded, resolved } of clauses) if (excluded) for (const unit of resolved[at].units) within[scopeOf[unit]] = 0
  return { scores, own, here, within, richest, scopeOf }
}

/** The units that are hits: those with all words, or where only a whole item has them, those with some. */
function choose({ scores, own, here, within, richest, scopeOf }, least) {
  const hits = { units: new Uint32Array(own.length), scores, words: own }
  let count = 0
  for (let unit = 0; least && unit < own.length; unit++) {
    if (!here[unit]) continue
    const scope = scopeOf[unit]
    if (within[scope] < least || here[unit] < richest[scope] && richest[scope] >= least) continue
    // A hit never stands behind its unit, so its columns can take the place of those of the units.
    hits.units[count] = unit
    scores[count] = scores[unit] * here[unit] / least
    own[count++] = own[unit]
  }
  for (const [name, column] of Object.entries(hits)) hits[name] = column.subarray(0, count)
  return hits
}

export function bits(mask) {
  let count = 0
  for (; mask; mask &= mask - 1) count++
  return count
}

/** The hits in groups by entry: the best first, or the newest. `passed` are the places of those that count among all that
 * were found; nothing stands for all. */
export class Groups {
  constructor(result, passed, facets, byDate) {
    Object.assign(this, { result, passed, sorted: null, length: 0 })
    this.total = result.found.reduce((sum, { units }, at) => sum + (passed?.[at] ?? units).length, 0)
    const most = Math.min(this.total, result.shapes?.reduce((sum, { entries }) => sum + entries, 0) ?? 0)
    this.segments = new Uint16Array(most)
    this.entries = new Uint32Array(most)
    this.firsts = new Uint32Array(most)
    this.worths = new Float64Array(most)
    result.found.forEach((hits, at) => this.take(hits, at, byDate ? facets[at].days : null))
  }

  /** Gather the groups of a segment. */
  take({ units, scores }, at, days) {
    const { entryOf } = this.result.shapes[at]
    const places = this.passed?.[at]
    const count = places ? places.length : units.length
    let group = this.length - 1
    let before = -1
    for (let n = 0; n < count; n++) {
      const place = places ? places[n] : n
      const entry = entryOf[units[place]]
      if (entry !== before) {
        group++
        this.segments[group] = at
        this.entries[group] = before = entry
        this.firsts[group] = n
        this.worths[group] = days ? days[entry] : scores[place]
      } else if (!days && scores[place] > this.worths[group]) {
        this.worths[group] = scores[place]
      }
    }
    this.length = group + 1
  }

  /** The first so many groups. A few are picked out in one go over all; more than that, and all are sorted. Of equals,
   * those that came first stay so: groups are gathered in the order of segments and entries. */
  top(count) {
    const { worths } = this
    if (count > 20) this.sorted ??= Array.from({ length: this.length }, (_, group) => group).sort((a, b) => worths[b] - worths[a] || a - b)
    const best = this.sorted?.slice(0, count) ?? []
    for (let group = 0; group < this.length && !this.sorted; group++) {
      if (best.length === count && worths[group] <= worths[best[count - 1]]) continue
      let place = best.length
      while (place && worths[best[place - 1]] < worths[group]) place--
      best.splice(place, 0, group)
      if (best.length > count) best.pop()
    }
    return best.map(group => ({ at: this.segments[group], entry: this.entries[group], group }))
  }

  /** The hits of a group, the best first. */
  hits({ at, entry, group }) {
    const { units, scores, words } = this.result.found[at]
    const { entryOf } = this.result.shapes[at]
    const places = this.passed?.[at]
    const hits = []
    for (let n = this.firsts[group]; n < (places ?? units).length; n++) {
      const place = places ? places[n] : n
      if (entryOf[units[place]] !== entry) break
      hits.push({ unit: units[place], score: scores[place], words: words ? words[place] : 1 })
    }
    return hits.sort((a, b) => b.score - a.score || a.unit - b.unit)
  }
}
