// Hits as elements of the page. Everything that comes from the index is set as text.

export function element(name, content = "", attributes = {}, className = "") {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  if (className) made.className = className
  made.append(...(Array.isArray(content) ? content : [content]))
  return made
}

/** Text in turns, plain and marked. */
export const marks = turns => turns.map((turn, at) => (at % 2 ? element("mark", turn) : turn)).filter(turn => turn !== "")

/** The groups of hits as elements of a list; those of one matter stand together, and the matter is named once. */
export function draw(groups, texts, way, last) {
  const together = []
  for (const group of groups) {
    const mates = group.matter ? together.findLastIndex(each => each.matter?.[1] === group.matter[1] && each.root === group.root) : -1
    if (mates >= 0) together.splice(mates + 1, 0, group)
    else together.push(group)
  }
  groups.splice(0, groups.length, ...together)
  return groups.map((group, at) => drawGroup(group, texts, way, (at ? groups[at - 1] : last)?.matter?.[1]))
}

function drawGroup(group, texts, way, matterBefore) {
  const root = group.root || way
  const outcomes = group.outcomes.map(([term, label, points]) => element("span", [
    element("span", label, {}, "badge__label"),
    ...(points ? [" ", element("span", points, {}, "badge__points")] : []),
  ], {}, `badge badge--${texts.tones[term] ?? "plain"}`))
  const head = element("div", [
    element("p", [group.context, ...(group.archive ? [` · ${group.archive}`] : [])], {}, "hit__context"),
    element("h2", element("a", marks(group.title), { href: root + group.address }), {}, "hit__title"),
    ...(outcomes.length ? [element("p", outcomes, {}, "hit__outcomes")] : []),
  ])
  const told = group.places.filter(place => place.excerpt)
  const others = group.places.filter(place => !place.excerpt)
  const body = told.map(place => element("div", [
    element("p", [link(place, root), ...lacking(place, texts)], {}, "hit__place"),
    ...(place.excerpt.join("") ? [element("p", marks(place.excerpt), {}, "hit__excerpt")] : []),
  ]))
  if (others.length) {
    body.push(element("p", texts["more-places"], {}, "hit__also"))
    body.push(element("ul", others.map(place => element("li", [link(place, root), ...lacking(place, texts)])), {}, "hit__others"))
  }
  if (group.matter && group.matter[1] !== matterBefore) {
    head.append(element("p", [`${texts.matter} `, element("a", group.matter[0], { href: root + group.matter[1] })], {}, "hit__matter"))
  }
  return element("li", [head, ...body], {}, group.matter && group.matter[1] === matterBefore ? "hit hit--same" : "hit")
}

const link = (place, root) => element("a", marks(place.label), { href: root + place.address, "data-search-result": "" })

const lacking = (place, texts) => (place.lacks.length
  ? [element("span", texts.lacks.replace("{words}", place.lacks.map(word => `»${word}«`).join(", ")), {}, "hit__lacks")] : [])
