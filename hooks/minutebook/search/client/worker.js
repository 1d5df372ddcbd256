// Does the searching, away from the page: takes what was asked, and posts hits, what they say, and what to choose from.

import { sift } from "./choosing.js"
import { excerpt } from "./excerpts.js"
import { help } from "./helping.js"
import { Index } from "./index.js"
import { Marker, marked } from "./marking.js"
import { bits } from "./matching.js"
import { arrived, awaited, Missing, Outdated } from "./reading.js"
import { Groups, search } from "./search.js"
import { WORD, fold } from "./words.js"

const GROUPS = 10
const BUNDLES = 10
const EXCERPTS = 2

let folder
let stemmer
let opening
let latest = 0
let current

/** Take what the page posts; `stem` cuts the endings of the words of its language. */
export function work(stem) {
  stemmer = stem
  addEventListener("message", ({ data }) => {
    if (data.folder) begin(data)
    if (data.arrived) arrived(data.arrived, data.bytes)
    if (data.ask) answer(data)
    if (data.more) more(data)
  })
}

/** Begin with what the page knows of the index, and with the files of it that it is fetching. */
function begin(told) {
  folder = told.folder
  for (const file of told.files ?? []) awaited(file)
  opening = opened(told.manifest)
  opening.catch(() => {})
}

const open = () => (opening ??= opened())

function opened(manifest) {
  const index = Index.open(folder, stemmer, manifest)
  index.catch(() => { if (opening === index) opening = undefined })
  return index
}

async function answer(request) {
  latest = request.id
  for (const again of [false, true]) {
    try {
      await run(request)
      return
    } catch (error) {
      if (request.id !== latest) return
      const before = opening && (await opening.catch(() => null))?.version
      opening = undefined
      // A page that was opened before the index was written again asks for files that are gone: it asks anew, once.
      const changed = error instanceof Missing && !again && (await open().catch(() => null))?.version !== before
      if (!changed) {
        postMessage({ id: request.id, failed: failure(error), more: request.shown, detail: String(error) })
        return
      }
    }
  }
}

function failure(error) {
  if (error instanceof Outdated) return "outdated"
  return error instanceof Missing ? "missing" : "broken"
}

async function run(request) {
  const { id, ask } = request
  const started = performance.now()
  const index = await open()
  const finding = search(index, ask.query, ask)
  setTimeout(() => "".match(WORD))  // a telephone prepares that pattern while the files of the terms are on their way
  const result = await finding
  if (id !== latest) return
  const choosing = Object.values(ask.chosen.facets).some(values => values.length) || ask.chosen.from || ask.chosen.to
  const early = choosing || ask.byDate
  const reading = () => Promise.all(index.segments.map(segment => segment.facets()))
  let facets = early && result.found.length ? await reading() : null
  let sifted = choosing && facets ? sift(index, result, facets, ask.chosen) : { passed: null }
  const groups = new Groups(result, sifted.passed, facets, ask.byDate)
  const { total } = groups
  if (id !== latest) return
  const own = current = { id, index, result, groups, shown: 0 }
  postMessage({ id, ranked: { total, groups: groups.length, took: performance.now() - started } })
  const page = await show(own, ask.groups ?? GROUPS)
  if (id !== latest) return
  postMessage({ id, page: { ...page, first: true, ...story(index, result, page.groups), took: performance.now() - started } })
  request.shown = true  // and stays so, even if what comes now does not arrive
  if (!result.found.length) return
  facets ??= await reading()
  sifted = sifted.counts ? sifted : sift(index, result, facets, ask.chosen)
  const counts = Object.fromEntries(Object.entries(sifted.counts).map(([name, values]) =>
    [name, [...values].map(([value, { count, label }]) => ({ value, count, label }))]))
  if (id !== latest) return
  postMessage({ id, counts, took: performance.now() - started })
  if (result.complete && total && !result.clauses.some(clause => clause.near?.length)) return
  const helped = await help(index, { ...result, total }, ask, choosing ? facets : null)
  if (id === latest) postMessage({ id, help: helped })
}

async function more({ id, more: wished }) {
  if (!current || id !== current.id) return
  try {
    postMessage({ id, page: { ...(await show(current, wished)), first: false } })
  } catch (error) {
    postMessage({ id, failed: "missing", more: true, detail: String(error) })
  }
}

/** What the reader has to know about how the query was taken. */
function story(index, { clauses, complete, missing, least, of }, shown) {
  return {
    complete,
    least,
    of,
    missing: (missing ?? []).map(clause => clause.text),
    begins: clauses.filter(clause => clause.begins).map(clause => clause.text),
    corrected: clauses.filter(clause => clause.corrected).map(clause => [clause.text, spelledIn(shown, clause.corrected)]),
    open: clauses.filter(clause => clause.phrase && clause.words.some(word => index.language.isSmall(word))).map(clause => clause.text),
    also: clauses.filter(clause => clause.also.length && !clause.excluded)
      .map(clause => [clause.text, clause.also.map(words => words.join(" "))]),
    unreachable: index.unreachable,
    empty: !clauses.some(clause => !clause.excluded),
  }
}

/** How hits spell a term: the shortest of the marked words that have it in them, since others are compounds of it. */
const spelledIn = (shown, term) => shown
  .flatMap(({ title, places }) => [title, ...places.map(place => place.excerpt ?? [])])
  .flatMap(turns => turns.filter((word, at) => at % 2 && fold(word).includes(term)))
  .reduce((one, other) => (one && one.length <= other.length ? one : other), "").toLowerCase() || term

/** The next groups with their texts: as many as asked for, or fewer where their hits are spread over many files. */
async function show(found, wished) {
  const { index, result, groups, shown: first } = found
  const chosen = []
  const bundles = new Set()
  for (const group of groups.top(first + wished).slice(first)) {
    const hits = groups.hits(group)
    const own = hits.map(({ unit }) => result.shapes[group.at].placeOf(unit, index.bundle).file)
    if (chosen.length && wished <= GROUPS && new Set([...bundles, ...own]).size > BUNDLES) break
    for (const each of own) bundles.add(each)
    chosen.push({ ...group, hits })
  }
  const marker = new Marker(result.clauses, index.language)
  const shown = await Promise.all(chosen.map(group => filled(index, result, group, marker)))
  found.shown = first + chosen.length
  return { groups: shown, total: groups.total, rest: groups.length - found.shown }
}

async function filled(index, result, group, marker) {
  const segment = index.segments[group.at]
  const spots = group.hits.map(({ unit }) => result.shapes[group.at].placeOf(unit, index.bundle))
  const files = [...new Set(spots.map(({ file }) => file))]
  const bundles = new Map(await Promise.all(files.map(async file => [file, await segment.texts(file)])))
  const asked = result.clauses.filter(clause => !clause.excluded)
  let entry
  const places = group.hits.map(({ unit, words }, hit) => {
    const { file, at } = spots[hit]
    const bundle = bundles.get(file)
    const [owner, label, way, text] = bundle.u[at]
    entry = bundle.e[owner]
    return {
      unit,
      text,
      label: marked(label, marker),
      address: entry.a + way,
      lacks: bits(words) < asked.length && !result.complete
        ? asked.filter((_, bit) => !(words & 1 << bit)).map(clause => clause.text) : [],
    }
  })
  // The best places that have something to say come with an excerpt; the others stand in the order of the documents.
  const told = places.filter(({ text }) => text).slice(0, EXCERPTS)
  for (const place of told) place.excerpt = excerpt(place.text, marker)
  const others = places.filter(place => !place.excerpt).sort((a, b) => a.unit - b.unit)
  return {
    title: marked(entry.t, marker),
    address: entry.a,
    context: entry.c,
    outcomes: entry.o ?? [],
    matter: entry.m ?? null,
    root: segment.archive.number ? new URL("../../", segment.folder).href : "",
    archive: segment.archive.name,
    places: [...told, ...others].map(({ label, address, excerpt: said = null, lacks }) => ({ label, address, excerpt: said, lacks })),
  }
}
