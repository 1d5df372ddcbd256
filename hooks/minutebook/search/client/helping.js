// What helps a reader whose words were not all found: words that are near, and searches that would find something.

import { sift } from "./choosing.js"
import { Groups, search } from "./search.js"
import { WORD } from "./words.js"

const NEAR = 4

/** What a query could be instead, each with the number of its hits: `near` the words that were typed, words of a phrase
 * `apart` or the `rest` of them, words that never meet each `alone`, or all `without` what was excluded; and the words
 * of phrases that stand `nowhere`. */
export async function help(index, result, ask, facets) {
  const { clauses, missing, complete } = result
  const ways = []
  const nowhere = []
  const put = (clause, text) => clauses.map(each => (each === clause ? text : signed(each))).join(" ")
  const offer = async (kind, word, text, query) => {
    const count = await total(index, query, ask, facets)
    if (count) ways.push({ kind, word, text, query, count })
  }
  const offerNear = async (clause, word, terms) => {
    for (const spelling of await spelled(index, terms.filter(term => term !== clause.corrected).slice(0, NEAR))) {
      await offer("near", word, spelling, put(clause, clause.text.replace(word, spelling)))
    }
  }
  for (const clause of clauses) {
    if (clause.near?.length) await offerNear(clause, clause.words[0], clause.near)
    if (!clause.phrase || !missing.includes(clause)) continue
    const lost = await unknown(index, clause.words)
    nowhere.push(...lost)
    for (const word of lost) await offerNear(clause, word, (await index.near(index.language.term(word))).map(({ other }) => other))
    const rest = clause.words.filter(word => !lost.includes(word)).join(" ")
    if (rest) await offer(lost.length ? "rest" : "apart", clause.text, rest, put(clause, rest))
  }
  const asked = clauses.filter(clause => !clause.excluded)
  const bare = asked.map(clause => clause.text).join(" ")
  if (asked.length < clauses.length && !result.total) await offer("without", "", bare, bare)
  else if (!complete && !missing.length) for (const { text } of asked) await offer("alone", "", text, text)
  return { ways, nowhere }
}

const signed = ({ excluded, text }) => (excluded ? `-${text}` : text)

async function total(index, query, { chosen }, facets) {
  const result = await search(index, query, { typing: false })
  if (!result.found.length) return 0
  return new Groups(result, facets ? sift(index, result, facets, chosen).passed : null, null, false).total
}

/** Those of some words that stand nowhere. */
async function unknown(index, words) {
  const weighty = words.filter(word => !index.language.isSmall(word))
  const found = await Promise.all(weighty.map(async word => {
    const postings = await Promise.all(index.segments.map(segment => segment.postings(index.language.term(word))))
    return postings.some(Boolean)
  }))
  return weighty.filter((_, at) => !found[at])
}

/** Terms as a text spells them that has them; those that are only parts of words are left out. */
async function spelled(index, terms) {
  const found = await Promise.all(terms.map(term => spelling(index, term)))
  return [...new Set(found.filter(Boolean))]
}

async function spelling(index, term) {
  for (const segment of index.segments) {
    const postings = await segment.postings(term)
    if (!postings) continue
    const shape = await segment.shape()
    const highest = postings.levels.reduce((one, other) => Math.max(one, other))
    const { file, at } = shape.placeOf(postings.units[postings.levels.indexOf(highest)], index.bundle)
    const { e: entries, u: units } = await segment.texts(file)
    const [owner, label, , text] = units[at]
    const word = `${entries[owner].t} ${label} ${text}`.match(WORD)?.find(each => index.language.term(each) === term)
    if (word) return word.toLowerCase()
  }
  return null
}
