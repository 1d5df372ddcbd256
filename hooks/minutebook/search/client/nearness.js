// Words that a few strokes turn into one that stands nowhere: what a reader may have meant.

/** Those of some words that at most so many `strokes` turn into `name`, letters that are changed, added, dropped or
 * swapped with the next; each with how many it takes, and with how many units have it.
 *
 * A word goes on with what the letters that it shares with the one before came to, and is left, as are all that begin
 * alike, at the letter that makes it too far away. So of a hundred thousand words few are gone through to their end. */
export function nearTo(name, { names, shared, units }, strokes) {
  const found = []
  // What it takes to turn the first letters of a word, so many as a row stands behind the first, into those of `name`.
  const rows = [Uint8Array.from({ length: name.length + 1 }, (_, at) => at)]
  let far = Infinity
  for (let word = 0; word < shared.length; word++) {
    if (shared[word] >= far) continue
    far = Infinity
    const other = names[word]
    for (let at = shared[word]; at < other.length && far > other.length; at++) {
      if (leastWith(other, at, name, rows) > strokes) far = at + 1
    }
    if (far > other.length && rows[other.length][name.length] <= strokes) {
      found.push([other, rows[other.length][name.length], units[word]])
    }
  }
  return found
}

/** Fill the row behind the letter that stands `at` a place of a word, and return the least in it. */
function leastWith(word, at, name, rows) {
  const [before, row] = [rows[at - 1], rows[at]]
  const filled = rows[at + 1] ??= new Uint8Array(row.length)
  let least = filled[0] = at + 1
  for (let to = 1; to < row.length; to++) {
    let strokes = Math.min(row[to] + 1, filled[to - 1] + 1, row[to - 1] + (word[at] === name[to - 1] ? 0 : 1))
    if (at && to > 1 && word[at] === name[to - 2] && word[at - 1] === name[to - 1]) {
      strokes = Math.min(strokes, before[to - 2] + 1)
    }
    filled[to] = strokes
    if (strokes < least) least = strokes
  }
  return least
}
