// Which units are hits of clauses that are resolved, and how much each of them counts.

/** How much a word counts by how rare it is: in all segments together, so that they say what one would. */
const rarity = (clause, total) => Math.log(1 + (total - clause.units + 0.5) / (clause.units + 0.5))

/** How many clauses a hit is of, which has a bit for each. */
export function bits(words) {
  let count = 0
  for (; words; words &= words - 1) count++
  return count
}

/** The hits of a query of one clause: the units that have it. */
export function alone(clause, total) {
  const worth = rarity(clause, total)
  return { segments: clause.resolved.map(list => scored(list, worth)), least: clause.units ? 1 : 0 }
}

/** The hits of several clauses: the units of texts that have all, or as many as any has. */
export function together(index, shapes, clauses) {
  const least = clauses.filter(clause => !clause.excluded).length
  const whole = shapes.map((shape, at) => inWhole(shape, clauses, at, index.size))
  return whole.some(({ units }) => units.length) ? { segments: whole, least } : inParts(index, shapes, clauses)
}

/** The hits of a segment where what counts as one text has all clauses and none that is excluded: what the first clause
 * finds, then what of that and of the next one stands in the same texts, and so on. */
export function inWhole(shape, clauses, at, total) {
  const asked = clauses.filter(clause => !clause.excluded)
  const lists = asked.map(clause => ({ ...clause.resolved[at], worth: rarity(clause, total) }))
  const [first] = lists
  for (const { excluded, resolved } of clauses) if (excluded) Object.assign(first, without(first, resolved[at].units, shape))
  if (lists.length === 1) return scored(first, first.worth)
  let hits = { units: first.units, scores: first.levels, worth: first.worth, words: null }
  for (let last = 1; last < lists.length; last++) hits = meet(hits, lists[last], last, lists.length, shape)
  return hits
}

/** What one clause finds, with what each counts; `words` has a bit for each clause where there are several. */
function scored({ units, levels }, worth) {
  const scores = new Float64Array(units.length)
  for (let at = 0; at < units.length; at++) scores[at] = worth * levels[at]
  return { units, scores, words: null }
}

/** What one clause finds, without the units of texts that some of the others are in. */
function without({ units, levels }, others, shape) {
  const firsts = shape.firsts()
  const out = new Uint8Array(firsts.length)
  for (const unit of others) out[firsts[unit]] = 1
  const stays = unit => !out[firsts[unit]]
  return { units: units.filter(stays), levels: levels.filter((_, place) => stays(units[place])) }
}

/** What the clauses `before` one found, and what that one finds, where both stand in one text. Each of the two goes on
 * to where the other one stands, so that most of a long list is passed over beside a short one. Where no unit of a text
 * has all of so many clauses as are `asked`, each counts for the share that it has. Searches for several words spend
 * their time here. */
function meet({ units, scores, worth, words }, { units: others, levels, worth: rate }, before, asked, { begins, splits }) {
  const bit = 1 << before
  const all = 2 ** asked - 1
  const most = units.length + others.length
  const [own, sums, has] = [new Uint32Array(most), new Float64Array(most), new Uint32Array(most)]
  let place = 0
  let other = 0
  let entry = 0
  let count = 0
  while (place < units.length && other < others.length) {
    const unit = units[place]
    while (begins[entry + 1] <= unit) entry++
    const split = splits[entry]
    const begin = unit < split ? begins[entry] : unit
    const end = unit < split ? split : unit + 1
    while (other < others.length && others[other] < begin) other++
    if (other === others.length) break
    const theirs = others[other]
    if (theirs >= end) {
      while (begins[entry + 1] <= theirs) entry++
      const next = theirs < splits[entry] ? begins[entry] : theirs
      while (place < units.length && units[place] < next) place++
      continue
    }
    const first = count
    let full = false
    for (;;) {
      const one = place < units.length && units[place] < end ? units[place] : end
      const two = other < others.length && others[other] < end ? others[other] : end
      const next = one < two ? one : two
      if (next === end) break
      let sum = 0
      let word = 0
      if (one === next) {
        sum = worth * scores[place]
        word = words ? words[place] : 1
        place++
      }
      if (two === next) {
        sum += rate * levels[other++]
        word |= bit
      }
      if (word === all) full = true
      own[count] = next
      sums[count] = sum
      has[count++] = word
    }
    if (full && count > first + 1) count = fullest(own, sums, has, all, first, count)
    else if (!full && before + 1 === asked) for (let hit = first; hit < count; hit++) sums[hit] *= bits(has[hit]) / asked
  }
  return { units: own.subarray(0, count), scores: sums.subarray(0, count), worth: 1, words: has.subarray(0, count) }
}

/** Where a unit of a text has all clauses, those beside it that have only some are no hits. Gives where the others end. */
function fullest(units, scores, words, all, begin, end) {
  let count = begin
  for (let hit = begin; hit < end; hit++) {
    if (words[hit] !== all) continue
    units[count] = units[hit]
    scores[count] = scores[hit]
    words[count++] = all
  }
  return count
}

/** The hits of several clauses that no text has all of: the units of those texts that have as many as any has. */
export function inParts(index, shapes, clauses) {
  const counted = shapes.map((shape, at) => score(shape.firsts(), clauses, at, index.size))
  let least = 0
  for (const { within } of counted) {
    for (let scope = 0; scope < within.length; scope++) if (within[scope] > least) least = within[scope]
  }
  return { segments: counted.map(each => choose(each, least)), least }
}

/** What the units of a segment have, `scopeOf` being the first unit of the text of each: how much a unit counts, of which
 * clauses it is (`own`) and of how many (`here`). And what a text has, where it begins: something of how many clauses
 * (`within`), and how many the unit has that has most (`richest`). */
function score(scopeOf, clauses, at, total) {
  const { length } = scopeOf
  const scores = new Float64Array(length)
  const [own, last] = [new Uint32Array(length), new Uint32Array(length)]
  const [here, within, richest] = Array.from({ length: 3 }, () => new Uint8Array(length))
  let bit = 1
  for (const clause of clauses) {
    if (clause.excluded) continue
    const { units, levels } = clause.resolved[at]
    const worth = rarity(clause, total)
    for (let place = 0; place < units.length; place++) {
      const unit = units[place]
      const scope = scopeOf[unit]
      scores[unit] += worth * levels[place]
      own[unit] |= bit
      if (++here[unit] > richest[scope]) richest[scope] = here[unit]
      if (last[scope] !== bit) {
        last[scope] = bit
        within[scope]++
      }
    }
    bit <<= 1
  }
  for (const { excluded, resolved } of clauses) if (excluded) for (const unit of resolved[at].units) within[scopeOf[unit]] = 0
  return { scores, own, here, within, richest, scopeOf }
}

/** The units that are hits: those with all words, or where only a whole item has them, those with some. */
function choose({ scores, own, here, within, richest, scopeOf }, least) {
  const hits = { units: new Uint32Array(own.length), scores, words: own }
  let count = 0
  for (let unit = 0; least && unit < own.length; unit++) {
    if (!here[unit]) continue
    const scope = scopeOf[unit]
    if (within[scope] < least || here[unit] < richest[scope] && richest[scope] >= least) continue
    // A hit never stands behind its unit, so its columns can take the place of those of the units.
    hits.units[count] = unit
    scores[count] = scores[unit] * (here[unit] / least)
    own[count++] = own[unit]
  }
  for (const [name, column] of Object.entries(hits)) hits[name] = column.subarray(0, count)
  return hits
}
