// Which units are hits of clauses that are resolved, and how much each of them counts.

/** How much a word counts by how rare it is: in all segments together, so that they say what one would. */
const rarity = (clause, total) => Math.log(1 + (total - clause.units + 0.5) / (clause.units + 0.5))

/** The hits of a query of one clause: the units that have it. */
export function alone(clause, total) {
  const worth = rarity(clause, total)
  const segments = clause.resolved.map(({ units, levels }) => {
    const scores = new Float64Array(units.length)
    for (let at = 0; at < units.length; at++) scores[at] = worth * levels[at]
    return { units, scores, words: null }
  })
  return { segments, least: clause.units ? 1 : 0 }
}

/** The hits of several clauses: the units of texts that have all, or as many as any has. */
export function together(index, shapes, clauses) {
  const least = clauses.filter(clause => !clause.excluded).length
  const whole = shapes.map((shape, at) => inWhole(shape, clauses, at, index.size))
  return whole.some(({ units }) => units.length) ? { segments: whole, least } : inParts(index, shapes, clauses)
}

/** The hits of a segment where what counts as one text has all clauses. Their lists are gone through side by side, which
 * is little work where few texts have them all. */
export function inWhole({ scopeOf }, clauses, at, total) {
  const asked = clauses.filter(clause => !clause.excluded)
  const lists = asked.map(clause => ({ ...clause.resolved[at], worth: rarity(clause, total), place: 0 }))
  const barred = clauses.filter(clause => clause.excluded).map(clause => ({ units: clause.resolved[at].units, place: 0 }))
  const most = Math.min(scopeOf.length, lists.reduce((sum, { units }) => sum + units.length, 0))
  const hits = { units: new Uint32Array(most), scores: new Float64Array(most), words: new Uint32Array(most) }
  const here = new Uint8Array(most)
  let count = 0
  for (let scope = common(lists, scopeOf, 0); scope >= 0; scope = common(lists, scopeOf, scope + 1)) {
    const begin = count
    let richest = 0
    for (let unit = lowest(lists, scopeOf, scope); unit >= 0; unit = lowest(lists, scopeOf, scope)) {
      let [score, own, has, bit] = [0, 0, 0, 1]
      for (const list of lists) {
        if (list.units[list.place] === unit) {
          score += list.worth * list.levels[list.place++]
          own |= bit
          has++
        }
        bit <<= 1
      }
      hits.units[count] = unit
      hits.scores[count] = score * has / lists.length
      hits.words[count] = own
      here[count++] = has
      if (has > richest) richest = has
    }
    if (barred.some(list => reaches(list, scopeOf, scope))) count = begin
    else if (richest === lists.length) count = fullest(hits, here, richest, begin, count)
  }
  for (const [name, column] of Object.entries(hits)) hits[name] = column.subarray(0, count)
  return hits
}

/** Where a unit has all clauses, those beside it that have only some are no hits. */
function fullest({ units, scores, words }, here, richest, begin, end) {
  let count = begin
  for (let hit = begin; hit < end; hit++) {
    if (here[hit] < richest) continue
    units[count] = units[hit]
    scores[count] = scores[hit]
    words[count++] = words[hit]
  }
  return count
}

/** The next text, from a unit on, that all lists reach, by its first unit; -1 where there is none. */
function common(lists, scopeOf, from) {
  let scope = from
  for (let turn = 0, same = 0; same < lists.length; turn++) {
    const list = lists[turn % lists.length]
    advance(list, scope)
    if (list.place === list.units.length) return -1
    const own = scopeOf[list.units[list.place]]
    same = own === scope ? same + 1 : 1
    scope = own
  }
  return scope
}

/** The next unit of a text that any of the lists has; -1 where there is none. */
function lowest(lists, scopeOf, scope) {
  let unit = -1
  for (const { units, place } of lists) {
    const next = units[place]
    if (place < units.length && (unit < 0 || next < unit) && scopeOf[next] === scope) unit = next
  }
  return unit
}

function reaches(list, scopeOf, scope) {
  advance(list, scope)
  return list.place < list.units.length && scopeOf[list.units[list.place]] === scope
}

function advance(list, unit) {
  const { units } = list
  let { place } = list
  while (place < units.length && units[place] < unit) place++
  list.place = place
}

/** The hits of several clauses that no text has all of: the units of those texts that have as many as any has. */
export function inParts(index, shapes, clauses) {
  const scored = index.segments.map((segment, at) => score(segment, shapes[at], clauses, at, index.size))
  let least = 0
  for (const { within } of scored) {
    for (let scope = 0; scope < within.length; scope++) if (within[scope] > least) least = within[scope]
  }
  return { segments: scored.map(each => choose(each, least)), least }
}

/** What the units of a segment have: how much it counts, of which clauses it is (`own`) and of how many (`here`). And what
 * counts as one text with them has, where that begins: something of how many clauses (`within`), and how many the unit
 * has that has most (`richest`). */
function score(segment, { scopeOf }, clauses, at, total) {
  const scores = new Float64Array(segment.size)
  const [own, last] = [new Uint32Array(segment.size), new Uint32Array(segment.size)]
  const [here, within, richest] = Array.from({ length: 3 }, () => new Uint8Array(segment.size))
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
    scores[count] = scores[unit] * here[unit] / least
    own[count++] = own[unit]
  }
  for (const [name, column] of Object.entries(hits)) hits[name] = column.subarray(0, count)
  return hits
}
