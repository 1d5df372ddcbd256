// What hits can be chosen by, with how many there would be of each.

import { element } from "./results.js"

const SHOWN = 8

/** Draw all facets anew; which of them stood open stays so, and so does the place of the keyboard, or it goes to what
 * stands nearest where that is gone. */
export function drawFacets(target, counts, state, texts) {
  const open = new Set([...target.querySelectorAll("details[open]")].map(each => each.dataset.facet))
  const focus = document.activeElement?.dataset?.facet ? { ...document.activeElement.dataset } : null
  const drawn = Object.keys(texts.facets).map(facet => drawFacet(facet, counts[facet] ?? [], state, texts, open))
  target.replaceChildren(...drawn.filter(Boolean))
  const boxes = focus ? [...target.querySelectorAll("input")] : []
  const own = boxes.filter(({ dataset }) => dataset.facet === focus.facet)
  ;(own.find(({ dataset }) => dataset.value === focus.value) ?? own[0] ?? boxes[0])?.focus()
}

function drawFacet(facet, values, state, texts, open) {
  const chosen = state.facets[facet] ?? []
  const known = new Set(values.map(({ value }) => value))
  const all = [...values, ...chosen.filter(value => !known.has(value)).map(value => ({ value, count: 0, label: value }))]
  if (!all.length) return null
  const label = ({ value, label: given }) => texts.values[facet]?.[value] ?? (given || value)
  all.sort(facet === "year" ? (a, b) => b.value - a.value : (a, b) => b.count - a.count || label(a).localeCompare(label(b)))
  const options = all.map(each => {
    const box = element("input", "", { type: "checkbox", "data-facet": facet, "data-value": each.value })
    box.checked = chosen.includes(each.value)
    return element("li", element("label", [box, element("span", label(each), {}, "facet__label"), element("span", each.count, {}, "facet__count")]))
  })
  const parts = [element("ul", options.slice(0, SHOWN))]
  if (options.length > SHOWN) {
    const rest = element("details", [element("summary", texts["more-values"]), element("ul", options.slice(SHOWN))], { "data-facet": `${facet}+` })
    rest.open = open.has(`${facet}+`) || all.slice(SHOWN).some(({ value }) => chosen.includes(value))
    parts.push(rest)
  }
  return element("fieldset", [element("legend", texts.facets[facet]), ...parts], {}, "facet")
}

/** Draw what has been chosen as buttons that take it back. */
export function drawChosen(target, counts, state, texts) {
  const chosen = Object.entries(state.facets).flatMap(([facet, values]) => values.map(value => {
    const label = texts.values[facet]?.[value] ?? (counts[facet]?.find(each => each.value === value)?.label || value)
    return element("li", element("button", [`${texts.facets[facet]}: ${label} `, element("span", "×", { "aria-hidden": "true" })],
      { type: "button", "data-facet": facet, "data-value": value, "aria-label": texts.unchoose.replace("{value}", label) }))
  }))
  target.replaceChildren(...chosen)
}
