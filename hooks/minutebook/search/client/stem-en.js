// The Snowball stemmer for English. Held to the one that writes the index on every word of a whole dictionary.

const list = text => text.split(" ")
const WHOLE = new Map(list("andes: atlas: bias: cosmos: early:earli gently:gentl howe: idly:idl news: only:onli " +
  "singly:singl skies:sky skis:ski sky: ugly:ugli").map(pair => pair.split(":")).map(([word, stem]) => [word, stem || word]))
const BEGINNINGS = /^(?:arsen|commun|emerg|gener|inter|later|organ|past|univers)/
const STEP_2 = list("ization:ize ational:ate iveness:ive fulness:ful ousness:ous tional:tion lessli:less biliti:ble " +
  "entli:ent fulli:ful ousli:ous aliti:al iviti:ive alism:al ation:ate ogist:og anci:ance enci:ence abli:able alli:al " +
  "izer:ize ator:ate ogi: bli:ble li:").map(pair => pair.split(":"))
const STEP_3 = list("ational:ate tional:tion icate:ic ative: alize:al iciti:ic ical:ic ness: ful:").map(pair => pair.split(":"))
const STEP_4 = list("ement ance ence able ible ment ant ent ate ive ize iti ism ion ous al er ic")

const vowel = letter => letter !== undefined && "aeiouy".includes(letter)
const isShort = word => /[^aeiouy][aeiouy][^aeiouywxY]$/.test(word) || /^[aeiouy][^aeiouy]$/.test(word) || word.endsWith("past")

function after(word, from) {
  let at = from
  while (at < word.length && !vowel(word[at])) at++
  while (at < word.length && vowel(word[at])) at++
  return at < word.length ? at + 1 : word.length
}

export function stem(given) {
  if (WHOLE.has(given)) return WHOLE.get(given)
  if (given.length < 3) return given
  let word = given.replace(/^'/, "").replace(/^y/, "Y").replace(/(?<=[aeiouy])y/g, "Y")
  const first = BEGINNINGS.exec(word)?.[0].length ?? after(word, 0)
  const second = after(word, first)
  word = plural(word)
  word = ending(word, first)
  word = word.replace(/(?<=.[^aeiouy])[yY]$/, "i")
  word = step2(word, first)
  word = step3(word, first, second)
  word = step4(word, second)
  if (word.endsWith("e")) {
    const rest = word.slice(0, -1)
    if (rest.length >= second || rest.length >= first && !isShort(rest)) word = rest
  } else if (word.endsWith("ll") && word.length - 1 >= second) {
    word = word.slice(0, -1)
  }
  return word.replaceAll("Y", "y")
}

function plural(word) {
  word = word.replace(/'s'$|'s$|'$/, "")
  if (word.endsWith("sses")) return word.slice(0, -2)
  if (/ie[ds]$/.test(word)) return word.length > 4 ? word.slice(0, -2) : word.slice(0, -1)
  if (/[us]s$/.test(word)) return word
  return word.endsWith("s") && /[aeiouy]/.test(word.slice(0, -2)) ? word.slice(0, -1) : word
}

function ending(word, first) {
  const found = /(?:eedly|ingly|edly|eed|ing|ed)$/.exec(word)?.[0]
  if (!found) return word
  const rest = word.slice(0, -found.length)
  if (found.startsWith("eed")) return rest.length >= first && !/^(?:succ|proc|exc)$/.test(rest) ? `${rest}ee` : word
  if (found === "ing") {
    if (/^(?:even|cann|inn|earr|herr|out)$/.test(rest)) return word
    if (/^[^aeiouy]y$/.test(rest)) return `${rest.slice(0, -1)}ie`
  }
  if (!/[aeiouy]/.test(rest)) return word
  if (/(?:at|bl|iz)$/.test(rest)) return `${rest}e`
  if (/(?:bb|dd|ff|gg|mm|nn|pp|rr|tt)$/.test(rest)) return /^[aeo]..$/.test(rest) ? rest : rest.slice(0, -1)
  return rest.length === first && isShort(rest) ? `${rest}e` : rest
}

function step2(word, first) {
  const pair = STEP_2.find(([suffix]) => word.endsWith(suffix))
  if (!pair) return word
  const rest = word.slice(0, -pair[0].length)
  if (rest.length < first) return word
  if (pair[0] === "ogi") return rest.endsWith("l") ? `${rest}og` : word
  if (pair[0] === "li") return /[cdeghkmnrt]$/.test(rest) ? rest : word
  return rest + pair[1]
}

function step3(word, first, second) {
  const pair = STEP_3.find(([suffix]) => word.endsWith(suffix))
  if (!pair) return word
  const rest = word.slice(0, -pair[0].length)
  if (rest.length < (pair[0] === "ative" ? second : first)) return word
  return rest + pair[1]
}

function step4(word, second) {
  const suffix = STEP_4.find(each => word.endsWith(each))
  if (!suffix) return word
  const rest = word.slice(0, -suffix.length)
  if (rest.length < second || suffix === "ion" && !/[st]$/.test(rest)) return word
  return rest
}
