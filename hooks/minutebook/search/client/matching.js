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

/** The hits of a segment where what counts as one text has all clauses: first which texts these are, and where in each
 * list they stand, by going through one list after the other; then what is in them, which is mostly little. */
export function inWhole({ scopeOf }, clauses, at, total) {
  const asked = clauses.filter(clause => !clause.excluded)
  const lists = asked.map(clause => clause.resolved[at])
  const worths = asked.map(clause => rarity(clause, total))
  const [shortest, ...others] = lists.map((_, list) => list).sort((a, b) => lists[a].units.length - lists[b].units.length)
  const spans = []
  const known = [spans[shortest] = textsOf(lists[shortest].units, scopeOf)]
  let { texts } = spans[shortest]
  for (const list of others) {
    spans[list] = among(texts, lists[list].units, scopeOf, known, true)
    known.push(spans[list])
    texts = spans[list].texts
  }
  for (const { excluded, resolved } of clauses) if (excluded) ({ texts } = among(texts, resolved[at].units, scopeOf, known, false))
  const { length } = texts
  let most = 0
  for (const { begins, ends } of spans) for (let text = 0; text < length; text++) most += ends[text] - begins[text]
  const hits = { units: new Uint32Array(most), scores: new Float64Array(most), words: new Uint32Array(most) }
  const here = new Uint8Array(most)
  const places = new Uint32Array(lists.length)
  let count = 0
  for (let text = 0; text < length; text++) {
    const begin = count
    let richest = 0
    let left = 0
    for (let list = 0; list < lists.length; list++) {
      places[list] = spans[list].begins[text]
      left += spans[list].ends[text] - places[list]
    }
    while (left) {
      let unit = scopeOf.length
      for (let list = 0; list < lists.length; list++) {
        if (places[list] === spans[list].ends[text]) continue
        const next = lists[list].units[places[list]]
        if (next < unit) unit = next
      }
      let score = 0
      let own = 0
      let has = 0
      for (let list = 0; list < lists.length; list++) {
        const place = places[list]
        if (place === spans[list].ends[text] || lists[list].units[place] !== unit) continue
        score += worths[list] * lists[list].levels[place]
        own |= 1 << list
        has++
        places[list]++
      }
      left -= has
      hits.units[count] = unit
      hits.scores[count] = score * has / lists.length
      hits.words[count] = own
      here[count++] = has
      if (has > richest) richest = has
    }
    if (richest === lists.length) count = fullest(hits, here, richest, begin, count)
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

/** The texts that some units are in, each by its first unit, and the places where the units of each stand. */
function textsOf(units, scopeOf) {
  const texts = new Uint32Array(units.length)
  const begins = new Uint32Array(units.length)
  const ends = new Uint32Array(units.length)
  let count = 0
  let before = -1
  for (let place = 0; place < units.length; place++) {
    const scope = scopeOf[units[place]]
    if (scope !== before) {
      texts[count] = before = scope
      begins[count++] = place
    }
    ends[count - 1] = place + 1
  }
  return { texts: texts.subarray(0, count), begins, ends }
}

/** Those of the texts that some of the units are in, or none where that is not `wanted`; what is `known` of the places of
 * others stays beside them. */
function among(texts, units, scopeOf, known, wanted) {
  const begins = new Uint32Array(texts.length)
  const ends = new Uint32Array(texts.length)
  let count = 0
  let place = 0
  for (let text = 0; text < texts.length; text++) {
    const scope = texts[text]
    while (place < units.length && units[place] < scope) place++
    const begin = place
    while (place < units.length && scopeOf[units[place]] === scope) place++
    if (place > begin !== wanted) continue
    for (const other of known) {
      other.begins[count] = other.begins[text]
      other.ends[count] = other.ends[text]
    }
    texts[count] = scope
    begins[count] = begin
    ends[count++] = place
  }
  return { texts: texts.subarray(0, count), begins, ends }
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
