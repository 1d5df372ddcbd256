// Which units are an entry's, and which of them count as one text.

import { Reader } from "./reading.js"

/** The units of entry `e` begin at `begins[e]`, and those of the next one at `begins[e + 1]`. Those before `splits[e]`, of
 * an item and its decision, count as one text; behind it each does, as the pages of its attachments do. `parts` are the
 * folders that their texts stand in. Units are gone through in their order, so whoever asks has the entry before. */
export class Shape {
  /** Read the shape of a segment behind what its `lead` was read up to. */
  static read({ bytes, at }) {
    const file = new Reader(bytes, at)
    const entries = file.number()
    const splits = file.column(entries)
    const begins = file.column(entries, 1)
    for (let entry = 0, unit = 0; entry < entries; entry++) {
      splits[entry] = unit += splits[entry]
      begins[entry + 1] = unit += begins[entry + 1]
    }
    const folders = file.text().split("\n")
    let start = 0
    const parts = [...file.column(folders.length)].map((length, part) => ({ name: folders[part], start, end: (start += length) }))
    return new Shape(begins, splits, parts)
  }

  constructor(begins, splits, parts) {
    Object.assign(this, { begins, splits, parts, entries: splits.length })
  }

  /** For each unit the first one of its text, for those who go through all units anyway. */
  firsts() {
    const { begins, splits, entries } = this
    const firsts = new Uint32Array(begins[entries])
    for (let unit = 0; unit < firsts.length; unit++) firsts[unit] = unit
    for (let entry = 0; entry < entries; entry++) firsts.fill(begins[entry], begins[entry], splits[entry])
    return firsts
  }

  /** Where the text of a unit stands: its file, which has so many units, and the place. */
  placeOf(unit, bundle) {
    const { parts } = this
    let low = 0
    let high = parts.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if (parts[middle].end > unit) high = middle
      else low = middle + 1
    }
    const { name, start } = parts[low]
    return { file: `${name}/${Math.floor((unit - start) / bundle)}`, at: (unit - start) % bundle }
  }
}
