// The files of an index: fetched, inflated and read, each once.

export class Missing extends Error {}

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

/** Reads the numbers of a file one after the other. */
export class Numbers {
  constructor(bytes, at = 0) {
    this.bytes = bytes
    this.at = at
  }

  next() {
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
}

/** A file of terms: how many units have each, where in it its postings are, and in which file its positions are, of
 * which each holds about `most` bytes. */
export function readTerms(bytes, most) {
  const numbers = new Numbers(bytes)
  const decoder = new TextDecoder()
  const count = numbers.next()
  const terms = new Map()
  let name = new Uint8Array(0)
  let place = 0
  let part = 0
  let from = 0
  for (let index = 0; index < count; index++) {
    const same = numbers.next()
    const more = numbers.next()
    const whole = new Uint8Array(same + more)
    whole.set(name.subarray(0, same))
    whole.set(bytes.subarray(numbers.at, numbers.at + more), same)
    numbers.at += more
    name = whole
    const units = numbers.next()
    const length = numbers.next()
    const wide = numbers.next()
    if (from && from + wide > most) [part, from] = [part + 1, 0]
    terms.set(decoder.decode(name), { units, place, part, from })
    place += length
    from += wide
  }
  for (const term of terms.values()) term.place += numbers.at
  return { bytes, terms }
}

/** The units that have a term, and the level it has in each. */
export function readPostings(file, term) {
  const numbers = new Numbers(file.bytes, term.place)
  const units = new Uint32Array(term.units)
  const levels = new Uint8Array(term.units)
  let unit = -1
  for (let at = 0; at < term.units; at++) {
    const posting = numbers.next()
    unit += posting >>> 4
    units[at] = unit
    levels[at] = posting & 15
  }
  return { units, levels }
}

/** Where a term stands in each of its units, from its file of positions. */
export function readPlaces(bytes, term) {
  const numbers = new Numbers(bytes, term.from)
  return Array.from({ length: term.units }, () => {
    let place = 0
    return Array.from({ length: numbers.next() }, () => (place += numbers.next()))
  })
}
