// What each clause of a query finds: the units that have its words, and how much they count there.

import { parse, spellings, withSynonyms } from "./query.js"

const NOTHING = { units: new Uint32Array(0), levels: new Uint8Array(0) }
const MOST = 24

/** The clauses of a query, each with what it finds in every segment and with the terms that it found it by. */
export async function resolve(index, query, typing) {
  const clauses = parse(query, index.language)
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
    const wanted = words.map((word, place) => ({ term: language.term(word), place, small: language.isSmall(word) }))
      .filter(word => !word.small)
    for (const { term } of wanted) terms.add(term)
    const coming = Promise.all(index.segments.map(segment => postingsOf(segment, wanted)))
    // Behind all terms, since some hosts are asked for six files at a time; what fails is asked for again where it is needed.
    const expected = wanted.length > 1 ? index.segments.flatMap(segment => wanted.map(({ term }) => segment.expectPlaces(term))) : []
    for (const each of expected) each.catch(() => {})
    const found = await coming
    found.forEach((postings, at) => unions[at].push(postings))
    return found.some(postings => postings.units.length)
  }
  const takeTerms = async names => {
    for (const name of names) terms.add(name)
    await Promise.all(index.segments.map(async (segment, at) => {
      const found = await Promise.all(names.map(name => segment.postings(name)))
      unions[at].push(...found.filter(Boolean))
    }))
  }
  const own = async () => {
    for (const words of ways) if (await take(words)) return true
    return false
  }
  let any = (await Promise.all([own(), ...clause.also.map(take)])).includes(true)
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
  const resolved = unions.map((lists, at) => union(lists, index.segments[at].size))
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

/** The units where terms stand one after the other, each in its `place`; of one term, those where it stands. */
async function postingsOf(segment, wanted) {
  if (!wanted.length) return NOTHING
  const postings = await Promise.all(wanted.map(({ term }) => segment.postings(term)))
  if (postings.includes(null)) return NOTHING
  if (postings.length === 1) return postings[0]
  const common = inAll(postings.map(({ units }) => units))
  const standing = await Promise.all(postings.map((each, word) => each.standing(common[word])))
  const steps = wanted.map(({ place }) => place - wanted[0].place)
  const most = common[0].length
  const [units, levels] = [new Uint32Array(most), new Uint8Array(most)]
  let count = 0
  for (let n = 0; n < most; n++) {
    if (!inARow(standing, steps, n)) continue
    let highest = 0
    for (let word = 0; word < postings.length; word++) {
      const level = postings[word].levels[common[word][n]]
      if (level > highest) highest = level
    }
    units[count] = postings[0].units[common[0][n]]
    levels[count++] = highest
  }
  return { units: units.subarray(0, count), levels: levels.subarray(0, count) }
}

/** What several rising lists have in common: for each list, where in it that stands. */
function inAll([first, ...others]) {
  let found = []
  for (const list of others) {
    const common = found.length ? found[0].map(at => first[at]) : first
    const [own, theirs] = inBoth(common, list)
    found = found.length ? [...found.map(places => own.map(at => places[at])), theirs] : [own, theirs]
  }
  return found
}

/** What two rising lists have in common: where it stands in one and in the other. */
function inBoth(one, other) {
  const most = Math.min(one.length, other.length)
  const found = [new Uint32Array(most), new Uint32Array(most)]
  const [own, theirs] = found
  let count = 0
  for (let place = 0, at = 0; place < one.length && at < other.length; place++) {
    const unit = one[place]
    while (at < other.length && other[at] < unit) at++
    if (other[at] !== unit) continue
    own[count] = place
    theirs[count++] = at
  }
  return found.map(places => places.subarray(0, count))
}

/** Whether all words stand so many steps behind the first one, somewhere in the n-th unit that has them all. */
function inARow(standing, steps, n) {
  const [first] = standing
  for (let at = first.begins[n]; at < first.ends[n]; at++) {
    let word = 1
    while (word < steps.length && standsAt(standing[word], n, first.places[at] + steps[word])) word++
    if (word === steps.length) return true
  }
  return false
}

function standsAt({ places, begins, ends }, n, place) {
  for (let at = begins[n]; at < ends[n]; at++) if (places[at] === place) return true
  return false
}

/** All units of several lists, each once with its highest level. */
function union(lists, size) {
  const filled = lists.filter(list => list.units.length)
  if (filled.length === 0) return NOTHING
  if (filled.length === 1) return filled[0]
  const highest = new Uint8Array(size)
  let count = 0
  for (const { units, levels } of filled) {
    for (let at = 0; at < units.length; at++) {
      const unit = units[at]
      if (!highest[unit]) count++
      if (levels[at] > highest[unit]) highest[unit] = levels[at]
    }
  }
  const units = new Uint32Array(count)
  for (let unit = 0, at = 0; at < count; unit++) if (highest[unit]) units[at++] = unit
  return { units, levels: Uint8Array.from(units, unit => highest[unit]) }
}
