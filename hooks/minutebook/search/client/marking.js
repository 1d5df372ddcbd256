// Which words of a text are marked: those that were searched for, and compounds of them.

import { WORD, fold } from "./words.js"

const INSIDE = 4
const HEAD = 3

/** What may be spelled in another way than in the terms: letters that are not plain or Danish, and hyphens. */
const UNUSUAL = "[^\\x00-\\x7fæøåÆØÅ«»–—“”„…·§]|-"

/** Finds in texts what the clauses of a query have found them by. */
export class Marker {
  constructor(clauses, language) {
    this.language = language
    this.terms = clauses.filter(clause => !clause.excluded).map(clause => clause.terms)
    this.known = new Map()
    this.spot = new RegExp([UNUSUAL, ...new Set(this.terms.flat().map(headOf))].join("|"), "gi")
  }

  /** The words of a text that are hits: each with where it stands and whose clause's it is. Cutting a text into words
   * takes long, so it is done only between those spaces where the beginning of a term stands. */
  hits(text) {
    const hits = []
    const { spot } = this
    spot.lastIndex = 0
    for (let found = spot.exec(text); found; found = spot.exec(text)) {
      const from = text.lastIndexOf(" ", found.index) + 1
      const next = text.indexOf(" ", found.index)
      const to = next < 0 ? text.length : next
      for (const { 0: word, index } of text.slice(from, to).matchAll(WORD)) {
        const clause = this.clauseOf(word)
        if (clause >= 0) hits.push({ clause, word, at: from + index })
      }
      spot.lastIndex = to
    }
    return hits
  }

  /** The number of the first clause that a word is a hit of, or -1. */
  clauseOf(word) {
    let clause = this.known.get(word)
    if (clause === undefined) {
      const plain = fold(word).replace(/[‐‑-]/g, "")
      clause = this.terms.findIndex(names => names.some(name => this.isTerm(name, word, plain) || isPart(name, plain)))
      this.known.set(word, clause)
    }
    return clause
  }

  /** Whether a word is found under a term. No stemmer changes the first letter, so few words have to be stemmed for it. */
  isTerm(name, word, plain) {
    return name[0] === plain[0] && name === this.language.term(word)
  }
}

/** A pattern for how words begin that are found under a term. Stemmers leave the first three letters of longer stems alone;
 * `aa`, `ae` and `oe` may be one letter, and marks may stand between digits. */
function headOf(name) {
  if (!/^[a-z]/.test(name)) return /^\d/.test(name) ? name[0] : "\\S"
  const letters = name.length > HEAD ? HEAD : 1
  let head = ""
  for (let at = 0; at < letters; at++) {
    const [letter, next = "e"] = [name[at], name[at + 1]]
    if (letter === "a" && /[ae]/.test(next)) return `${head}[aæå]`
    if (letter === "o" && next === "e") return `${head}[oø]`
    head += /[a-z]/.test(letter) ? letter : "\\S"
  }
  return head
}

/** Whether a stem begins or ends a longer word, or stands inside it with enough letters to be no accident. */
function isPart(stem, word) {
  if (stem.length < 3 || word.length < stem.length + 2 || !word.includes(stem) || /^\d/.test(stem)) return false
  if (stem.length >= INSIDE && word.startsWith(stem)) return true
  const at = word.lastIndexOf(stem)
  return at > 1 && (stem.length > INSIDE + 1 || word.length - at - stem.length <= INSIDE && stem.length >= INSIDE
    || word.length - at - stem.length <= 2)
}

/** The words of a text in turns: plain, marked, plain, … */
export function marked(text, marker) {
  const turns = []
  let end = 0
  for (const { word, at } of marker.hits(text)) {
    turns.push(text.slice(end, at), word)
    end = at + word.length
  }
  return [...turns, text.slice(end)]
}
