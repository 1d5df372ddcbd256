// From a query to ranked hits, in groups.

import { resolve } from "./clauses.js"
import { alone, together } from "./matching.js"

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
    const { begins } = this.result.shapes[at]
    const { segments, entries, firsts, worths } = this
    const places = this.passed?.[at]
    const count = places ? places.length : units.length
    let group = this.length - 1
    let entry = -1
    let end = 0
    for (let n = 0; n < count; n++) {
      const place = places ? places[n] : n
      const unit = units[place]
      if (unit >= end) {
        while (end <= unit) end = begins[++entry + 1]
        segments[++group] = at
        entries[group] = entry
        firsts[group] = n
        worths[group] = days ? days[entry] : scores[place]
      } else if (!days && scores[place] > worths[group]) {
        worths[group] = scores[place]
      }
    }
    this.length = group + 1
  }

  /** The first so many groups. A few are picked out in one go over all; more than that, and all are sorted. Of equals,
   * those that came first stay so: groups are gathered in the order of segments and entries. */
  top(count) {
    const { worths, length } = this
    if (count > 20) this.sorted ??= Array.from({ length }, (_, group) => group).sort((a, b) => worths[b] - worths[a] || a - b)
    const best = this.sorted?.slice(0, count) ?? []
    let least = -Infinity
    for (let group = 0; group < length && !this.sorted; group++) {
      if (worths[group] <= least) continue
      let place = best.length
      while (place && worths[best[place - 1]] < worths[group]) place--
      best.splice(place, 0, group)
      if (best.length > count) best.pop()
      if (best.length === count) least = worths[best[count - 1]]
    }
    return best.map(group => ({ at: this.segments[group], entry: this.entries[group], group }))
  }

  /** The hits of a group, the best first. */
  hits({ at, entry, group }) {
    const { units, scores, words } = this.result.found[at]
    const end = this.result.shapes[at].begins[entry + 1]
    const places = this.passed?.[at]
    const hits = []
    for (let n = this.firsts[group]; n < (places ?? units).length; n++) {
      const place = places ? places[n] : n
      if (units[place] >= end) break
      hits.push({ unit: units[place], score: scores[place], words: words ? words[place] : 1 })
    }
    return hits.sort((a, b) => b.score - a.score || a.unit - b.unit)
  }
}
