// What is shown of a hit: the part of its text where the words stand, cut into what is marked and what is not.

import { WORD, fold } from "./words.js"

const LENGTH = 230
const INSIDE = 4

/** A test that tells whether a word of a text is one that was searched for, or a compound of it. */
export function marker(clauses, language) {
  const terms = clauses.filter(clause => !clause.excluded).map(clause => clause.terms)
  const memory = new Map()
  return word => {
    let clause = memory.get(word)
    if (clause === undefined) {
      const plain = fold(word).replace(/[‐‑-]/g, "")
      clause = terms.findIndex(names => names.some(name => isTerm(name, word, plain, language) || isPart(name, plain)))
      memory.set(word, clause)
    }
    return clause
  }
}

/** Whether a word is found under a term. No stemmer changes the first letter, so few words have to be stemmed for it. */
const isTerm = (name, word, plain, language) => name[0] === plain[0] && name === language.term(word)

/** Whether a stem begins or ends a longer word, or stands inside it with enough letters to be no accident. */
function isPart(stem, word) {
  if (stem.length < 3 || word.length < stem.length + 2 || !word.includes(stem) || /^\d/.test(stem)) return false
  if (stem.length >= INSIDE && word.startsWith(stem)) return true
  const at = word.lastIndexOf(stem)
  return at > 1 && (stem.length > INSIDE + 1 || word.length - at - stem.length <= INSIDE && stem.length >= INSIDE
    || word.length - at - stem.length <= 2)
}

/** The words of a text in turns: plain, marked, plain, … */
export function marked(text, clauseOf) {
  const turns = [""]
  let end = 0
  for (const found of text.matchAll(WORD)) {
    if (clauseOf(found[0]) < 0) continue
    turns[turns.length - 1] += text.slice(end, found.index)
    turns.push(found[0], "")
    end = found.index + found[0].length
  }
  turns[turns.length - 1] += text.slice(end)
  return turns
}

/** The stretch of a text that has most of the words, as turns of plain and marked text. */
export function excerpt(text, clauseOf) {
  const hits = []
  for (const found of text.matchAll(WORD)) {
    const clause = clauseOf(found[0])
    if (clause >= 0) hits.push({ clause, at: found.index })
  }
  let from = 0
  let most = 0
  for (let first = 0; first < hits.length; first++) {
    const clauses = new Set()
    let last = first
    while (last < hits.length && hits[last].at - hits[first].at < LENGTH - 60) clauses.add(hits[last++].clause)
    const worth = clauses.size * 100 + (last - first)
    if (worth > most) [most, from] = [worth, hits[first].at]
  }
  const lead = text.slice(Math.max(0, from - 60), from)
  const sentence = lead.search(/[.!?·:] \S[^.!?]*$/)
  let begin = from - (sentence >= 0 ? lead.length - sentence - 2 : lead.length - Math.max(0, lead.indexOf(" ") + 1))
  if (from <= 60) begin = 0
  let end = Math.min(text.length, begin + LENGTH)
  if (end < text.length) end = Math.max(begin + 1, text.lastIndexOf(" ", end))
  const turns = marked(text.slice(begin, end), clauseOf)
  if (begin > 0) turns[0] = `… ${turns[0]}`
  if (end < text.length) turns[turns.length - 1] += " …"
  return turns
}
