// What a reader typed, as clauses: words that all have to be there, "phrases", and -words that may not.

import { WORD, pieces } from "./words.js"

const CLAUSE = /(?<![\p{L}\p{N}])([-−]?)["“”»«]([^"“”»«]+)["“”»«]?|(?<=^|\s)[-−](?=[\p{L}\p{N}])|(\S+)/gu

/** Most queries are letters, digits and spaces: they need no pattern that knows all letters of the world, which takes a
 * telephone longer to prepare than all else that is done before the first file is asked for. */
const SIMPLE = /^[0-9a-zæøå ]*$/i

/** The clauses of a query. Each has `text` as typed, its `words`, and whether it is a `phrase` or `excluded`. */
export function parse(query, language) {
  const clauses = SIMPLE.test(query) ? query.split(" ").filter(Boolean).map(asWord) : clausesOf(query)
  const weighty = clauses.filter(clause => clause.words.some(word => !language.isSmall(word)))
  return { clauses: weighty, ignored: clauses.length - weighty.length }
}

const asWord = word => ({ text: word, words: [word], phrase: false, excluded: false })

function clausesOf(query) {
  const clauses = []
  let minus = false
  for (const found of query.normalize("NFC").matchAll(CLAUSE)) {
    const [text, sign, phrase, plain] = found
    if (phrase !== undefined) {
      const words = [...phrase.matchAll(WORD)].map(word => word[0])
      if (words.length) clauses.push({ text: text.replace(/^[-−]/, ""), words, phrase: words.length > 1, excluded: !!sign })
    } else if (plain === undefined) {
      minus = true
      continue
    } else {
      for (const word of plain.matchAll(WORD)) {
        clauses.push({ ...asWord(word[0]), excluded: minus })
      }
    }
    minus = false
  }
  return clauses
}

/** Lets a word stand for all that mean the same: `groups` are lists of words or phrases, as the town wrote them. */
export function withSynonyms(clauses, groups, language) {
  const key = words => words.filter(word => !language.isSmall(word)).map(word => language.term(word)).join(" ")
  const known = new Map()
  for (const group of groups) {
    const members = group.map(text => [...text.matchAll(WORD)].map(word => word[0]))
    for (const words of members) known.set(key(words), members)
  }
  const longest = Math.max(1, ...groups.flat().map(text => [...text.matchAll(WORD)].length))
  const widened = []
  for (let at = 0; at < clauses.length; at++) {
    let taken = 1
    let members
    for (let length = Math.min(longest, clauses.length - at); length > 0 && !members; length--) {
      const run = clauses.slice(at, at + length)
      if (length > 1 && run.some(clause => clause.phrase || clause.excluded)) continue
      members = known.get(key(run.flatMap(clause => clause.words)))
      if (members) taken = length
    }
    const run = clauses.slice(at, at + taken)
    const own = { ...run[0], text: run.map(clause => clause.text).join(" "), words: run.flatMap(clause => clause.words) }
    own.phrase ||= taken > 1
    own.also = (members ?? []).filter(words => key(words) !== key(own.words))
    widened.push(own)
    at += taken - 1
  }
  return widened
}

/** The ways to write a word that its index may know: as it is, or in the pieces between its hyphens. */
export const spellings = word => (pieces(word).length > 1 ? [[word], pieces(word)] : [[word]])
