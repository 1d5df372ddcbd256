// From running text to words, exactly as words.py does it.

export const WORD = /\p{Nd}+(?:[.,]\p{Nd}+)+(?![\p{L}\p{N}])|[\p{L}\p{N}]+(?:['’‐‑-][\p{L}\p{N}]+)*/gu

const PLAIN = /^[a-z0-9]*$/
const FOLDED = { æ: "ae", ø: "oe", å: "aa", ß: "ss", ð: "d", þ: "th", "’": "'" }

export function fold(word) {
  const lower = word.toLowerCase()
  if (PLAIN.test(lower)) return lower
  const plain = lower.replace(/[æøåßðþ’]/g, letter => FOLDED[letter])
  return PLAIN.test(plain) ? plain : plain.normalize("NFKD").replace(/\p{M}/gu, "")
}

export const pieces = word => word.split(/[‐‑-]/).filter(Boolean)

const LONGEST = 40
const THOUSANDS = { da: [/^\d{1,3}(?:\.\d{3})+(?:,\d+)?$/, "."], en: [/^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/, ","] }

/** Words as terms of one language: `stem` cuts endings, `small` are the words that no one looks for by themselves. */
export class Language {
  constructor(stem, small, code = "da") {
    this.stem = stem
    this.thousands = THOUSANDS[code]
    this.small = new Set(small)
    this.known = new Map()
  }

  isSmall(word) {
    return this.small.has(fold(word))
  }

  /** The term that a whole word is found under. */
  term(word) {
    let term = this.known.get(word)
    if (term === undefined) {
      term = this.make(word)
      if (this.known.size > 20000) this.known.clear()
      this.known.set(word, term)
    }
    return term
  }

  make(word) {
    if (/^\p{Nd}/u.test(word) && !/\p{L}$|[‐‑-]/u.test(word)) {
      const [parted, mark] = this.thousands
      return (parted.test(word) ? word.replaceAll(mark, "") : word).slice(0, LONGEST)
    }
    return fold(this.stem(pieces(word.toLowerCase()).join("").replaceAll("’", "'"))).slice(0, LONGEST)
  }
}
