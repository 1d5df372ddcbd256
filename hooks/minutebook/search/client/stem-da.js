// The Snowball stemmer for Danish. Held to the one that writes the index on every word of a whole dictionary.

const VOWEL = /[aeiouyæøå]/
const BEFORE_S = /['abcdfghjklmnoprtvyzå]/
const ENDINGS = ("erendes erende hedens ernes erets endes erens heder heden ethed erede ende enes eres erne eren erer " +
  "heds eret hed ens ene ere ers ets ered en er es et e").split(" ")
const withoutPair = (word, region) => /(?:gd|dt|gt|kt)$/.test(word) && word.length - 2 >= region ? word.slice(0, -1) : word

/** Where the part of a word begins that endings are cut from: after its first vowel and the consonant behind it. */
function regionOf(word) {
  const apostrophe = word.indexOf("'")
  let region = word.length
  if (apostrophe >= 0) {
    region = apostrophe + 1
  } else {
    let at = 0
    while (at < word.length && !VOWEL.test(word[at])) at++
    while (at < word.length && VOWEL.test(word[at])) at++
    if (at < word.length) region = at + 1
  }
  return Math.max(region, 3)
}

export function stem(word) {
  if (word.length < 3) return word
  const region = regionOf(word)
  const ends = (text, ending) => text.endsWith(ending) && text.length - ending.length >= region
  const ending = ENDINGS.find(one => ends(word, one))
  if (ending) word = word.slice(0, -ending.length)
  else if (ends(word, "s") && BEFORE_S.test(word.at(-2))) word = word.slice(0, -1)
  word = withoutPair(word, region)
  if (word.endsWith("igst")) word = word.slice(0, -2)
  if (ends(word, "løst")) {
    word = word.slice(0, -1)
  } else {
    const other = ["elig", "lig", "els", "ig"].find(one => ends(word, one))
    if (other) word = withoutPair(word.slice(0, -other.length), region)
  }
  if (word.length > region && /([bdfgklmnprst])\1$/.test(word)) word = word.slice(0, -1)
  return word.endsWith("'") ? word.slice(0, -1) : word
}
