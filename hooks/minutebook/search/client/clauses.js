// What each clause of a query finds: the units that have its words, and how much they count there.

import { parse, spellings, withSynonyms } from "./query.js"

const NOTHING = { units: new Uint32Array(0), levels: new Uint8Array(0) }
const MOST = 24

/** The clauses of a query, each with what it finds in every segment and with the terms that it found it by. */
export async function resolve(index, query, typing) {
  const { clauses } = parse(query, index.language)
  const widened = withSynonyms(clauses, index.manifest.synonyms, index.language).slice(0, MOST)
  return Promise.all(widened.map((clause, at) => {
    const open = typing && at === widened.length - 1 && !clause.phrase && /[\p{L}\p{N}]$/u.test(query)
    return resolveClause(index, clause, open)
  }))
}

async function resolveClause(index, clause, open) {
  const { language } = index
  const ways = clause.phrase ? [clause.words] : spellings(clause.words[0])
  const terms = new Set()
  const unions = index.segments.map(() => [])
  const note = {}
  const take = async words => {
    const found = await Promise.all(index.segments.map(segment => postingsOf(segment, words, language, terms)))
    found.forEach((postings, at) => unions[at].push(postings))
    return found.some(postings => postings.units.length)
  }
  const takeTerms = async names => {
    for (const name of names) terms.add(name)
    await Promise.all(index.segments.map(async (segment, at) => {
      for (const name of names) unions[at].push((await segment.postings(name)) ?? NOTHING)
    }))
  }
  let any = false
  for (const words of ways) any = any || await take(words)
  for (const words of clause.also) if (await take(words)) any = true
  if (!clause.phrase) {
    const [word] = clause.words
    const term = language.term(word)
    if (open || !any) {
      const typed = language.make(word).length < 3 ? [term] : [term, folded(word, language)]
      const names = term.length < 2 ? [] : (await Promise.all(typed.map(each => index.startingWith(each)))).flat()
      const fresh = [...new Set(names)].filter(name => !terms.has(name) || !any)
      if (fresh.length) {
        await takeTerms(fresh)
        if (!any) note.begins = true
        any = true
      }
    }
    if (!any && !clause.excluded) {
      const near = await index.near(term)
      note.near = near.slice(0, 5).map(each => each.other)
      const nearest = near.filter(each => each.distance === near[0].distance).slice(0, 1)
      if (nearest.length) {
        await takeTerms(nearest.map(each => each.other))
        note.corrected = nearest[0].other
      }
    }
  }
  const resolved = unions.map(union)
  const units = resolved.reduce((sum, each) => sum + each.units.length, 0)
  return { ...clause, ...note, resolved, units, terms: [...terms] }
}

const folded = (word, language) => {
  const own = language.stem
  language.stem = text => text
  const term = language.make(word)
  language.stem = own
  return term
}

/** The units where words stand one after the other; of one word, those where it stands. */
async function postingsOf(segment, words, language, terms) {
  const wanted = words.map((word, place) => ({ term: language.term(word), place, small: language.isSmall(word) }))
    .filter(word => !word.small)
  if (!wanted.length) return NOTHING
  for (const { term } of wanted) terms.add(term)
  const postings = await Promise.all(wanted.map(({ term }) => segment.postings(term)))
  if (postings.includes(null)) return NOTHING
  if (postings.length === 1) return postings[0]
  const places = await Promise.all(postings.map(({ found }) => segment.places(found)))
  const at = postings.map(() => 0)
  const units = []
  const levels = []
  postings[0].units.forEach((unit, index) => {
    for (let word = 1; word < postings.length; word++) {
      const own = postings[word].units
      while (at[word] < own.length && own[at[word]] < unit) at[word]++
      if (own[at[word]] !== unit) return
    }
    const begins = places[0][index]
    const fits = begins.some(begin => wanted.every(({ place }, word) =>
      word === 0 || places[word][at[word]].includes(begin + place - wanted[0].place)))
    if (!fits) return
    units.push(unit)
    levels.push(Math.max(...postings.map((each, word) => each.levels[word ? at[word] : index])))
  })
  return { units: Uint32Array.from(units), levels: Uint8Array.from(levels) }
}

/** All units of several lists, each once with its highest level. */
function union(lists) {
  const filled = lists.filter(list => list.units.length)
  if (filled.length === 0) return NOTHING
  if (filled.length === 1) return filled[0]
  const levels = new Map()
  for (const list of filled) {
    list.units.forEach((unit, at) => levels.set(unit, Math.max(levels.get(unit) ?? 0, list.levels[at])))
  }
  const units = Uint32Array.from(levels.keys()).sort()
  return { units, levels: Uint8Array.from(units, unit => levels.get(unit)) }
}
