// An index of one archive or several: its segments, and the terms in them.

import { nearTo } from "./nearness.js"
import { readPlaces } from "./places.js"
import { json, kept, Outdated, read, readFacets, readLeads, readWords, Terms } from "./reading.js"
import { Shape } from "./shape.js"
import { Language } from "./words.js"

export const FORMAT = 5
const TOGETHER = 2
const PREFIX_FILES = 3
const PREFIX_TERMS = 60

export class Segment {
  constructor(about, place, archive) {
    Object.assign(this, { archive, place, folder: archive.folder, size: about.units, at: about.at })
    this.base = `${archive.folder}${about.at}/`
  }

  async lead() {
    return (await kept(`${this.folder}${this.archive.lead}.bin`, readLeads))[this.place]
  }

  /** Which entries and texts its units belong to: worked out while the files of a query's words are on their way. */
  async shape() {
    const lead = await this.lead()
    await new Promise(resolve => setTimeout(resolve))
    return (lead.shape ??= Shape.read(lead.rest))
  }

  facets() {
    return kept(`${this.base}facets.bin`, bytes => readFacets(bytes, this.size))
  }

  texts(file) {
    return kept(`${this.folder}x/${file}.bin`, json)
  }

  fileOf(term, firsts) {
    let low = 0
    let high = firsts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (firsts[middle] <= term) low = middle
      else high = middle - 1
    }
    return low
  }

  terms(number) {
    return kept(`${this.base}t/${number}.bin`, bytes => new Terms(bytes, this.archive.places))
  }

  places(number, part) {
    return kept(`${this.base}p/${number}-${part}.bin`, bytes => bytes)
  }

  /** The units that have a term, the level it has in each, and how to find out where in them it stands. */
  async postings(name) {
    if (!this.size) return null
    const number = this.fileOf(name, (await this.lead()).firsts)
    const terms = await this.terms(number)
    const postings = terms.postings(name)
    const fetched = terms.whole ? () => terms.bytes : part => this.places(number, part)
    return postings && { ...postings, standing: wanted => readPlaces(postings, wanted, fetched) }
  }

  /** Ask for what tells where a term stands, where that is in few files, before it is known which of them are needed. */
  async expectPlaces(name) {
    if (!this.size) return
    const { firsts, places } = await this.lead()
    const number = this.fileOf(name, firsts)
    if (places[number] <= TOGETHER) for (let part = 0; part < places[number]; part++) this.places(number, part)
  }

  async startingWith(beginning) {
    const { firsts } = await this.lead()
    const first = this.fileOf(beginning, firsts)
    const names = []
    for (let number = first; number < Math.min(first + PREFIX_FILES, firsts.length); number++) {
      if (number > first && !firsts[number].startsWith(beginning) && firsts[number] > beginning) break
      const { names: all, units } = await this.terms(number)
      all.forEach((name, term) => { if (name.startsWith(beginning)) names.push([name, units[term]]) })
    }
    return names
  }

  /** The words that at most so many strokes turn into `name`, each with how many, and with how many units have it. */
  async near(name, strokes) {
    return nearTo(name, await kept(`${this.base}words.bin`, readWords), strokes)
  }
}

export class Index {
  constructor(manifest, segments, language, unreachable) {
    Object.assign(this, { manifest, segments, language, unreachable })
    this.size = segments.reduce((sum, segment) => sum + segment.size, 0)
  }

  /** How many units share a file of texts. */
  get bundle() {
    return this.manifest.bundle
  }

  get version() {
    return this.segments.map(segment => segment.at).join()
  }

  /** Open an index whose words are cut by `stem`: as `known`, a manifest that the page had with it, or as it is now. */
  static async open(folder, stem, known) {
    const manifest = known ?? json(await read(`${folder}manifest.bin`, true))
    if (manifest.format !== FORMAT) throw new Outdated(`${manifest.format} is not ${FORMAT}`)
    const archives = [{ folder, manifest, name: "" }]
    const unreachable = []
    await Promise.all(manifest.peers.map(async (peer, place) => {
      try {
        const theirs = json(await read(`${peer}manifest.bin`, true))
        if (theirs.format !== manifest.format || theirs.bundle !== manifest.bundle) throw new Error(theirs.format)
        archives[place + 1] = { folder: peer, manifest: theirs, name: theirs.name }
      } catch {
        unreachable.push(peer)
      }
    }))
    const segments = archives.flatMap(({ folder: at, manifest: { lead, places, segments: own }, name }, number) =>
      own.map((about, place) => new Segment(about, place, { folder: at, number, name, lead, places })))
    return new Index(manifest, segments, new Language(stem, manifest.small, manifest.language), unreachable)
  }

  async startingWith(beginning) {
    const units = new Map()
    for (const names of await Promise.all(this.segments.map(segment => segment.startingWith(beginning)))) {
      for (const [name, count] of names) units.set(name, (units.get(name) ?? 0) + count)
    }
    return [...units].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, PREFIX_TERMS).map(([name]) => name)
  }

  /** The words nearest to a term that the index does not have, the nearest and most frequent first. */
  async near(name) {
    const strokes = name.length < 4 || /\d/.test(name) ? 0 : name.length < 6 ? 1 : 2
    if (!strokes) return []
    const best = new Map()
    for (const found of await Promise.all(this.segments.map(segment => segment.near(name, strokes)))) {
      for (const [other, distance, units] of found) {
        const known = best.get(other) ?? { other, distance, units: 0 }
        known.units += units
        best.set(other, known)
      }
    }
    return [...best.values()].sort((a, b) => a.distance - b.distance || b.units - a.units || (a.other < b.other ? -1 : 1))
  }
}
