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
  return groups.map((group, at) => {
    const before = at ? groups[at - 1] : last
    return drawGroup(group, texts, way, before?.root === group.root ? before.matter?.[1] : undefined)
  })
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
  const body = told.map(place => element("div", [
    element("p", [link(place, root), ...lacking(place, texts)], {}, "hit__place"),
    element("p", marks(place.excerpt), {}, "hit__excerpt"),
  ]))
  body.push(...drawOthers(group.places.filter(place => !place.excerpt), texts, root))
  if (group.matter && group.matter[1] !== matterBefore) {
    head.append(element("p", [`${texts.matter} `, element("a", group.matter[0], { href: root + group.matter[1] })], {}, "hit__matter"))
  }
  return element("li", [head, ...body], {}, group.matter && group.matter[1] === matterBefore ? "hit hit--same" : "hit")
}

/** The places that come without an excerpt: the pages of one attachment in one row. */
function drawOthers(places, texts, root) {
  const rows = []
  for (const place of places) {
    const parted = inParts(place)
    const mate = rows.at(-1)
    if (parted && mate?.[0].head?.join("") === parted.head.join("")) mate.push(parted)
    else rows.push([parted ?? { place }])
  }
  if (!rows.length) return []
  const drawn = rows.map(row => element("li", row.length > 1 ? [
    element("span", [...marks(row[0].head), ": "], { "aria-hidden": "true" }),
    ...row.flatMap(({ place, tail }, at) => [...(at ? [", "] : []), link(place, root, tail), ...lacking(place, texts)]),
  ] : [link(row[0].place, root), ...lacking(row[0].place, texts)]))
  return [element("p", texts["more-places"], {}, "hit__also"), element("ul", drawn, {}, "hit__others")]
}

/** The label of a page of an attachment as the attachment's and the page's own. */
function inParts(place) {
  const found = place.address.includes("#") && place.label.at(-1).match(/^(.*), ([^,]*\d[^,]*)$/s)
  return found ? { place, head: [...place.label.slice(0, -1), found[1]], tail: found[2] } : null
}

function link(place, root, tail) {
  const named = tail ? { "aria-label": place.label.join("") } : {}
  return element("a", tail ?? marks(place.label), { href: root + place.address, "data-search-result": "", ...named })
}

const lacking = (place, texts) => (place.lacks.length
  ? [" ", element("span", texts.lacks.replace("{words}", place.lacks.map(word => `»${word}«`).join(", ")), {}, "hit__lacks")] : [])
