// What is shown of a hit: the part of its text where the words stand, cut into what is marked and what is not.

import { marked } from "./marking.js"

const LENGTH = 230

/** The stretch of a text that has most of the words, as turns of plain and marked text. */
export function excerpt(text, marker) {
  const hits = marker.hits(text)
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
  const turns = marked(text.slice(begin, end), marker)
  if (begin > 0) turns[0] = `… ${turns[0]}`
  if (end < text.length) turns[turns.length - 1] += " …"
  return turns
}
