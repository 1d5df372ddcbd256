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

/** What was packed. Handed over as a whole: piped from the network, it would come a fifth later. */
function inflated(packed) {
  const { writable, readable } = new DecompressionStream("deflate")
  const writer = writable.getWriter()
  for (const done of [writer.write(packed), writer.close()]) done.catch(() => {})  // the other end says what is wrong
  return new Response(readable).arrayBuffer()
}

async function fetched(url, fresh) {
  const response = await fetch(url, fresh ? { cache: "no-cache" } : {})
  if (!response.ok) throw new Error(response.status)
  return response.arrayBuffer()
}

/** The bytes of a file. One that is cut off on its way, or is no file of an index, as what some servers answer with where
 * there is none, is missing like one that is not there. */
export async function read(url, fresh = false) {
  const bytes = await coming.get(url)?.promise
  coming.delete(url)
  try {
    return new Uint8Array(await inflated(bytes ?? await fetched(url, fresh)))
  } catch (error) {
    throw new Missing(`${url}: ${error.message}`)
  }
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

  /** So many numbers, behind room for some more. */
  column(length, room = 0) {
    const { bytes } = this
    const column = new Uint32Array(room + length)
    let { at } = this
    for (let place = room; place < column.length; place++) {
      let byte = bytes[at++]
      let number = byte & 127
      for (let shift = 7; byte > 127; shift += 7) {
        byte = bytes[at++]
        number |= (byte & 127) << shift
      }
      column[place] = number
    }
    this.at = at
    return column
  }

  number() {
    let number = 0
    for (let shift = 0; ; shift += 7) {
      const byte = this.bytes[this.at++]
      number |= (byte & 127) << shift
      if (byte < 128) return number
    }
  }

  text() {
    return new TextDecoder().decode(this.taken(this.number()))
  }

  taken(length) {
    this.at += length
    return this.bytes.subarray(this.at - length, this.at)
  }
}

/** For each segment what the terms of each of its files are not before, how many files of positions each has, and the
 * rest of what every search needs of it. */
export function readLeads(bytes) {
  const file = new Reader(bytes)
  const leads = []
  while (file.at < bytes.length) {
    const rest = new Reader(file.taken(file.number()))
    const firsts = rest.text().split("\n")
    leads.push({ firsts, places: rest.taken(firsts.length), rest })
  }
  return leads
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
    const starts = file.column(entries, 1)
    for (let entry = 0; entry < entries; entry++) starts[entry + 1] += starts[entry]
    facets[name] = { values: known, starts, chosen: file.column(starts[entries]) }
  }
  return { days, kinds, facets }
}

/** Names that stand in their order, each of which shares so many letters with the one before it. */
function spelledOut(rests, shared) {
  let name = ""
  return rests.map((letters, at) => (name = name.slice(0, shared[at]) + letters))
}

/** All words of a segment in their order: how many letters each shares with the one before, and how many units have it. */
export function readWords(bytes) {
  const file = new Reader(bytes)
  const rests = file.text().split("\n")
  const count = file.number()
  const shared = file.column(count)
  return { names: spelledOut(rests, shared), shared, units: file.column(count) }
}

/** A file of terms. Their positions stand in it, too, where the `whole` is small; otherwise terms share files of up to
 * `share` bytes of positions, and those with more than `most` have several. */
export class Terms {
  constructor(bytes, [share, most]) {
    const file = new Reader(bytes)
    const rest = file.text().split("\n")
    const count = file.number()
    this.whole = file.number() === 1
    this.names = spelledOut(rest, file.column(count))
    this.units = file.column(count)
    const lengths = file.column(count)
    const wide = file.column(count)
    this.places = []
    let part = 0
    let from = 0
    for (let term = 0; term < count; term++) {
      const cut = wide[term] > most && !this.whole
      if (from && !this.whole && (cut || from + wide[term] > share)) [part, from] = [part + 1, 0]
      const sizes = cut ? [...file.column(file.number())] : null
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
    if (this.whole) for (const each of this.places) each.from += start
    this.bytes = bytes
    this.read = new Map()
  }

  /** The units that a term is in, and the level it has in each; nothing where there is no such term. */
  postings(name) {
    let postings = this.read.get(name)
    if (!postings) {
      const term = this.names.indexOf(name)
      if (term < 0) return null
      const { bytes } = this
      const units = new Uint32Array(this.units[term])
      const levels = new Uint8Array(units.length)
      let at = this.starts[term]
      let unit = -1
      // As `column` reads, but in one go: there are up to as many as the segment has units.
      for (let place = 0; place < units.length; place++) {
        let byte = bytes[at++]
        let number = byte & 127
        for (let shift = 7; byte > 127; shift += 7) {
          byte = bytes[at++]
          number |= (byte & 127) << shift
        }
        levels[place] = number & 15
        units[place] = unit += number >>> 4
      }
      postings = { units, levels, places: this.places[term] }
      this.read.set(name, postings)
    }
    return postings
  }
}
