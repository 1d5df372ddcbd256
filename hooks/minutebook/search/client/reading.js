// The files of an index: fetched, inflated and read, each once.

export class Missing extends Error {}

/** The index is written in another way than this client reads. */
export class Outdated extends Error {}

const KEPT = 300
const files = new Map()

const coming = new Map()

/** Wait for a file that the page is fetching already. */
export function awaited(url) {
  let resolve
  const promise = new Promise(each => { resolve = each })
  coming.set(url, { promise, resolve })
}

/** Take a file that the page has fetched; without bytes, it is asked for again when it is needed. */
export function arrived(url, bytes) {
  coming.get(url)?.resolve(bytes)
}

async function inflated(body) {
  return new Uint8Array(await new Response(body.pipeThrough(new DecompressionStream("deflate"))).arrayBuffer())
}

export async function read(url, fresh = false) {
  const bytes = await coming.get(url)?.promise
  coming.delete(url)
  if (bytes) return inflated(new Response(bytes).body)
  let response
  try {
    response = await fetch(url, fresh ? { cache: "no-cache" } : {})
  } catch (error) {
    throw new Missing(`${url}: ${error.message}`)
  }
  if (!response.ok) throw new Missing(`${url}: ${response.status}`)
  return inflated(response.body)
}

/** What a file of the index holds, read by `reader` once; a file that failed is asked for again the next time. */
export function kept(url, reader) {
  let file = files.get(url)
  if (!file) {
    file = read(url).then(reader)
    file.catch(() => files.delete(url))
    if (files.size > KEPT) files.delete(files.keys().next().value)
    files.set(url, file)
  }
  return file
}

export const json = bytes => JSON.parse(new TextDecoder().decode(bytes))

/** Reads a file from its beginning: numbers, texts, columns of numbers. */
export class Reader {
  constructor(bytes, at = 0) {
    this.bytes = bytes
    this.at = at
  }

  number() {
    let byte = this.bytes[this.at++]
    if (byte < 128) return byte
    let number = byte & 127
    let shift = 7
    do {
      byte = this.bytes[this.at++]
      number += (byte & 127) << shift
      shift += 7
    } while (byte > 127)
    return number
  }

  text() {
    const length = this.number()
    return new TextDecoder().decode(this.taken(length))
  }

  taken(length) {
    this.at += length
    return this.bytes.subarray(this.at - length, this.at)
  }

  column(length) {
    const column = new Uint32Array(length)
    for (let row = 0; row < length; row++) column[row] = this.number()
    return column
  }
}

/** What every search needs of a segment: which entry each unit belongs to, which units count as one text (those of an
 * item, or one page), and for each file of terms what its terms are not before. */
export function readLead(bytes, units) {
  const file = new Reader(bytes)
  const firsts = file.text().split("\n")
  const entries = file.number()
  const sizes = file.column(entries)
  const attached = file.column(entries)
  const entryOf = new Uint32Array(units)
  const scopeOf = new Uint32Array(units)
  let unit = 0
  for (let entry = 0; entry < entries; entry++) {
    const first = unit
    for (const end = unit + sizes[entry]; unit < end; unit++) {
      entryOf[unit] = entry
      scopeOf[unit] = first
    }
    for (const end = unit + attached[entry]; unit < end; unit++) {
      entryOf[unit] = entry
      scopeOf[unit] = unit
    }
  }
  return { entryOf, scopeOf, firsts }
}

/** What entries can be chosen by: the days of entries, the kinds of units, and for each facet its values with their
 * labels, and which of them entry `e` has: `chosen` from `starts[e]` to `starts[e + 1]`. */
export function readFacets(bytes, units) {
  const file = new Reader(bytes)
  const values = JSON.parse(file.text())
  const entries = file.number()
  const days = file.column(entries)
  let day = 0
  for (let entry = 0; entry < entries; entry++) {
    day += days[entry] & 1 ? -(days[entry] >>> 1) : days[entry] >>> 1
    days[entry] = day
  }
  const kinds = file.taken(units)
  const facets = {}
  for (const [name, known] of Object.entries(values)) {
    const starts = new Uint32Array(entries + 1)
    for (let entry = 0; entry < entries; entry++) starts[entry + 1] = starts[entry] + file.number()
    facets[name] = { values: known, starts, chosen: file.column(starts[entries]) }
  }
  return { days, kinds, facets }
}

/** A file of terms. Of its terms with more than `most` bytes of positions, each has files of its own for them. */
export class Terms {
  constructor(bytes, most) {
    const file = new Reader(bytes)
    const rest = file.text().split("\n")
    const count = file.number()
    const shared = file.column(count)
    let name = ""
    this.names = rest.map((letters, term) => (name = name.slice(0, shared[term]) + letters))
    this.units = file.column(count)
    const lengths = file.column(count)
    const wide = file.column(count)
    this.places = []
    let part = 0
    let from = 0
    for (let term = 0; term < count; term++) {
      const cut = wide[term] > most
      if (from && (cut || from + wide[term] > most)) [part, from] = [part + 1, 0]
      const sizes = cut ? file.column(file.number()) : null
      this.places.push({ part, from, sizes })
      if (cut) part += sizes.length
      else from += wide[term]
    }
    this.starts = new Uint32Array(count)
    let start = file.at
    for (let term = 0; term < count; term++) {
      this.starts[term] = start
      start += lengths[term]
    }
    this.bytes = bytes
    this.read = new Map()
  }

  /** The units that a term is in, and the level it has in each; nothing where there is no such term. */
  postings(name) {
    let postings = this.read.get(name)
    if (!postings) {
      const term = this.names.indexOf(name)
      if (term < 0) return null
      const file = new Reader(this.bytes, this.starts[term])
      const count = this.units[term]
      const units = new Uint32Array(count)
      const levels = new Uint8Array(count)
      let unit = -1
      for (let at = 0; at < count; at++) {
        const posting = file.number()
        unit += posting >>> 4
        units[at] = unit
        levels[at] = posting & 15
      }
      postings = { units, levels, places: this.places[term] }
      this.read.set(name, postings)
    }
    return postings
  }
}

/** Where a term stands in some of its units: `places` from `begins[n]` to `ends[n]` for the n-th of them. `wanted` are
 * their numbers among the term's units, rising; `fetched` brings a file of positions. */
export async function readPlaces({ units, levels, places }, wanted, fetched) {
  const sizes = places.sizes ?? [units.length]
  const ranks = places.sizes ? ranked(levels) : null
  // Each as one number, so that they are put in the order of the files without an object for each.
  const order = new Float64Array(wanted.length)
  for (let n = 0; n < wanted.length; n++) order[n] = (ranks ? ranks[wanted[n]] : wanted[n]) * wanted.length + n
  if (ranks) order.sort()
  const parts = []
  for (let part = 0, first = 0, next = 0; part < sizes.length; first += sizes[part++]) {
    const begin = next
    while (next < order.length && order[next] < (first + sizes[part]) * wanted.length) next++
    if (next > begin) parts.push({ file: fetched(places.part + part), first, own: order.subarray(begin, next) })
  }
  const files = await Promise.all(parts.map(({ file }) => file))
  const found = {
    places: new Uint32Array(files.reduce((sum, file) => sum + file.length, 0)),
    begins: new Uint32Array(wanted.length),
    ends: new Uint32Array(wanted.length),
  }
  let end = 0
  parts.forEach(({ first, own }, part) => {
    const file = new Reader(files[part], places.from)
    let rank = first
    for (const key of own) {
      const n = key % wanted.length
      for (const next = (key - n) / wanted.length; rank < next; rank++) {
        for (let left = file.number(); left > 0; left--) file.number()
      }
      found.begins[n] = end
      let place = 0
      for (let left = file.number(); left > 0; left--) found.places[end++] = place += file.number()
      found.ends[n] = end
      rank++
    }
  })
  return found
}

/** The place of each unit of a term in its files of positions, where the highest levels come first. */
function ranked(levels) {
  const starts = new Uint32Array(17)
  for (const level of levels) starts[level]++
  let start = 0
  for (let level = 15; level >= 0; level--) {
    start += starts[level]
    starts[level] = start - starts[level]
  }
  const ranks = new Uint32Array(levels.length)
  for (let at = 0; at < levels.length; at++) ranks[at] = starts[levels[at]]++
  return ranks
}
