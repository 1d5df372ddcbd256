// Where in units the words of a phrase stand.

/** Where a term stands in some of its units: `places` from `begins[n]` to `ends[n]` for the n-th of them. `wanted` are
 * their numbers among the term's units; `fetched` brings a file of positions. */
export async function readPlaces({ units, levels, places }, wanted, fetched) {
  const ranks = ranked(levels)
  const askedFor = new Int32Array(units.length).fill(-1)
  for (let n = 0; n < wanted.length; n++) askedFor[ranks[wanted[n]]] = n
  let first = 0
  const parts = (places.sizes ?? [units.length]).map((size, part) => {
    const own = askedFor.subarray(first, first += size)
    return own.some(n => n >= 0) ? { own, file: fetched(places.part + part) } : null
  }).filter(Boolean)
  const files = await Promise.all(parts.map(({ file }) => file))
  const found = {
    places: new Uint32Array(files.reduce((sum, bytes) => sum + bytes.length - places.from, 0)),
    begins: new Uint32Array(wanted.length),
    ends: new Uint32Array(wanted.length),
  }
  let filled = 0
  parts.forEach(({ own }, part) => { filled = stand(own, files[part], places.from, found, filled) })
  return found
}

/** Take the places of the units that were asked for out of a file, which has how many there are and the steps between
 * them; what stands for others is passed over. Phrases spend their time here. */
function stand(askedFor, bytes, from, { places, begins, ends }, filled) {
  let at = from
  for (let unit = 0; unit < askedFor.length; unit++) {
    let byte = bytes[at++]
    let left = byte & 127
    for (let shift = 7; byte > 127; shift += 7) {
      byte = bytes[at++]
      left |= (byte & 127) << shift
    }
    const n = askedFor[unit]
    if (n < 0) {
      while (left && at < bytes.length) if (bytes[at++] < 128) left--
      continue
    }
    begins[n] = filled
    for (let place = 0; left && at < bytes.length; left--) {
      byte = bytes[at++]
      let step = byte & 127
      for (let shift = 7; byte > 127; shift += 7) {
        byte = bytes[at++]
        step |= (byte & 127) << shift
      }
      places[filled++] = place += step
    }
    ends[n] = filled
  }
  return filled
}

/** The place of each unit of a term in its files of positions, where the highest levels come first. */
function ranked(levels) {
  const starts = new Uint32Array(17)
  for (let at = 0; at < levels.length; at++) starts[levels[at]]++
  let start = 0
  for (let level = 15; level >= 0; level--) {
    start += starts[level]
    starts[level] = start - starts[level]
  }
  const ranks = new Uint32Array(levels.length)
  for (let at = 0; at < levels.length; at++) ranks[at] = starts[levels[at]]++
  return ranks
}
