// What a reader typed, as clauses: words that all have to be there, "phrases", and -words that may not.

import { WORD, fold, pieces } from "./words.js"

const CLAUSE = /(?<![\p{L}\p{N}])([-−]?)["“”„»«]([^"“”„»«]+)["“”„»«]?|(?<=^|\s)[-−](?=[\p{L}\p{N}])|([^\s("“”„»«]+)/gu

/** What a word is inflected by, in the spelling that words are compared in. */
const ENDING = /^(?:e?(?:[nrt]|r?ne|de)?'?s?|ed|ing|y|ies)$/

/** Most queries are letters, digits and spaces: they need no pattern that knows all letters of the world, which takes a
 * telephone longer to prepare than all else that is done before the first file is asked for. */
const SIMPLE = /^[0-9a-zæøå ]*$/i

/** The clauses of a query that are looked for, which small words are not. Each has `text` as typed, its `words`, and whether it is a `phrase` or `excluded`. */
export function parse(query, language) {
  const clauses = SIMPLE.test(query) ? query.split(" ").filter(Boolean).map(asWord) : clausesOf(query)
  return clauses.filter(clause => clause.words.some(word => !language.isSmall(word)))
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
  const weighty = words => words.filter(word => !language.isSmall(word))
  const key = words => weighty(words).map(word => language.term(word)).join(" ")
  const known = new Map()
  let longest = 1
  for (const group of groups) {
    const members = group.map(text => text.match(WORD) ?? [])
    for (const words of members) {
      known.set(key(words), [...(known.get(key(words)) ?? []), { words, members }])
      longest = Math.max(longest, words.length)
    }
  }
  const meant = words => (known.get(key(words)) ?? [])
    .filter(member => weighty(member.words).every((word, at) => isForm(word, weighty(words)[at])))
  const widened = []
  for (let at = 0; at < clauses.length; at++) {
    let taken = 1
    let found = []
    for (let length = Math.min(longest, clauses.length - at); length > 0 && !found.length; length--) {
      const run = clauses.slice(at, at + length)
      if (run.some(clause => clause.excluded || length > 1 && clause.phrase)) continue
      found = meant(run.flatMap(clause => clause.words))
      if (found.length) taken = length
    }
    const own = { ...clauses[at] }
    // Small words were left out on the way, and the town has written where they stand.
    if (taken > 1) Object.assign(own, { phrase: true, words: found[0].words, text: found[0].words.join(" ") })
    const others = found.flatMap(({ members }) => members).filter(words => key(words) !== key(own.words))
    own.also = [...new Map(others.map(words => [words.join(" "), words])).values()]
    widened.push(own)
    at += taken - 1
  }
  return widened
}

/** Whether words of one term are one word but for its inflection, as `ledig` and `ledige` are, and `ledelse` is not. */
function isForm(...words) {
  const [one, other] = words.map(word => fold(pieces(word).join("")))
  let at = 0
  while (at < one.length && one[at] === other[at]) at++
  // A consonant may be doubled before the ending.
  return [one, other].every(word => ENDING.test(word.slice(word[at] === word[at - 1] ? at + 1 : at)))
}

/** The ways to write a word that its index may know: as it is, or in the pieces between its hyphens. */
export const spellings = word => (pieces(word).length > 1 ? [[word], pieces(word)] : [[word]])
