// Where in units the words of a phrase stand.

import { Reader } from "./reading.js"

/** Where a term stands in some of its units: `places` from `begins[n]` to `ends[n]` for the n-th of them. `wanted` are
 * their numbers among the term's units; `fetched` brings a file of positions. */
export async function readPlaces({ units, levels, places }, wanted, fetched) {
  const ranks = ranked(levels)
  const askedFor = new Int32Array(units.length).fill(-1)
  for (let n = 0; n < wanted.length; n++) askedFor[ranks[wanted[n]]] = n
  let first = 0
  const parts = (places.sizes ?? [units.length]).map((size, part) => {
    const own = askedFor.subarray(first, first += size)
    return own.some(n => n >= 0) ? { own, file: fetched(places.part + part) } : null
  }).filter(Boolean)
  const numbers = (await Promise.all(parts.map(({ file }) => file))).map(bytes => {
    const end = Math.min(places.end, bytes.length)
    return new Reader(bytes, places.from).column(end - places.from, end)
  })
  const found = {
    places: new Uint32Array(numbers.reduce((sum, each) => sum + each.length, 0)),
    begins: new Uint32Array(wanted.length),
    ends: new Uint32Array(wanted.length),
  }
  let offset = 0
  parts.forEach(({ own }, part) => {
    found.places.set(numbers[part], offset)
    stand(own, found, offset)
    offset += numbers[part].length
  })
  return found
}

/** Take the places of the units that were asked for out of numbers: of each unit, how many, and the steps between. */
function stand(askedFor, { places, begins, ends }, at) {
  for (let unit = 0; unit < askedFor.length; unit++) {
    const n = askedFor[unit]
    const end = at + 1 + places[at]
    if (n >= 0) {
      begins[n] = at + 1
      ends[n] = end
      for (let place = at + 2; place < end; place++) places[place] += places[place - 1]
    }
    at = end
  }
}

/** The place of each unit of a term in its files of positions, where the highest levels come first. */
function ranked(levels) {
  const starts = new Uint32Array(17)
  for (let at = 0; at < levels.length; at++) starts[levels[at]]++
  let start = 0
  for (let level = 15; level >= 0; level--) {
    start += starts[level]
    starts[level] = start - starts[level]
  }
  const ranks = new Uint32Array(levels.length)
  for (let at = 0; at < levels.length; at++) ranks[at] = starts[levels[at]]++
  return ranks
}
