// What is said of how a query was taken, and what could be searched for instead.

import { element } from "./results.js"

export const filled = (text, values) => Object.entries(values).reduce((said, [key, value]) => said.replace(`{${key}}`, () => value), text)

/** Whether a part of a query is a word, and no phrase. */
export const isWord = text => !/^["“”„»«]/.test(text)

/** Words as they are named in a sentence; the marks of a phrase are those of the sentence then. */
export const quoted = words => words.map(word => `»${word.replace(/^["“”„»«]|["“”„»«]$/g, "")}«`).join(", ")

/** Draw searches that would find something, those of one kind and word together, and what stands nowhere. */
export function drawHelp(target, { ways, nowhere }, state, texts) {
  const together = new Map()
  for (const way of ways) {
    const lead = filled(texts[`way-${way.kind}`], { word: quoted([way.word]) })
    together.set(lead, [...(together.get(lead) ?? []), way])
  }
  const drawn = [...together].map(([lead, own]) => element("div", [element("p", lead), element("ul", own.map(drawWay))]))
  if (nowhere.length) drawn.unshift(element("p", filled(texts.nowhere, { words: quoted(nowhere) })))
  target.replaceChildren(...drawn)

  function drawWay({ text, query, count }) {
    const hits = filled(texts[count === 1 ? "hit" : "hits"], { count })
    return element("li", [element("a", text, { href: state.address(query), "data-query": query }), ` ${hits}`])
  }
}
