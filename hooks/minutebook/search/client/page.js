// The search page: what the reader types and chooses goes into the address and to the worker; what comes back is shown.

import { drawChosen, drawFacets } from "./facets.js"
import { drawHelp, filled, isWord, quoted } from "./notes.js"
import { draw, element } from "./results.js"
import { State } from "./state.js"

const WAIT = 140
const MOST_IN_CSV = 1000

class SearchPage {
  constructor(root) {
    this.root = root
    this.texts = JSON.parse(root.dataset.texts)
    this.state = new State(JSON.parse(root.dataset.names))
    this.way = root.dataset.root
    this.form = root.querySelector("form")
    this.input = this.form.elements.q
    this.parts = Object.fromEntries([...root.querySelectorAll("[data-part]")].map(part => [part.dataset.part, part]))
    this.shown = []
    this.id = 0
    this.start()
    this.listen()
    if (matchMedia("(max-width: 59.98em)").matches) root.querySelector("details").open = false
    this.follow(false)
  }

  /** Start the worker with what the page knows of the index or, `again`, with nothing. */
  start(again = false) {
    this.worker?.terminate()
    this.worker = new Worker(new URL(`worker-${this.root.dataset.language}.js`, import.meta.url), { type: "module" })
    this.worker.addEventListener("message", ({ data }) => this.receive(data))
    this.worker.addEventListener("error", event => {
      event.preventDefault()
      this.receive({ id: this.id, failed: "broken" })
    })
    const folder = new URL(this.root.dataset.index, location.href).href
    const manifest = again ? undefined : JSON.parse(this.root.dataset.manifest)
    const files = again ? [] : [...this.root.querySelectorAll("link[as=fetch]")].map(link => link.href)
    this.worker.postMessage({ folder, manifest, files })
    for (const file of files) this.fetch(file)
  }

  /** Fetch a file of the index, which the browser began with before this was read, and hand it to the worker. */
  async fetch(file) {
    const { worker } = this
    const bytes = await fetch(file).then(answer => (answer.ok ? answer.arrayBuffer() : null)).catch(() => null)
    worker.postMessage({ arrived: file, bytes }, bytes ? [bytes] : [])
  }

  listen() {
    const { form, input, parts } = this
    form.addEventListener("submit", event => {
      event.preventDefault()
      clearTimeout(this.timer)
      this.go({ query: input.value.trim() })
    })
    input.addEventListener("input", () => {
      clearTimeout(this.timer)
      this.timer = setTimeout(() => this.go({ query: input.value.trim() }, "q"), WAIT)
    })
    parts.sort.addEventListener("change", () => this.go({ byDate: parts.sort.value === "date" }))
    for (const end of ["from", "to"]) {
      parts[end].addEventListener("change", () => this.setDay(end, parts[end].value))
    }
    parts.facets.addEventListener("change", ({ target }) => {
      const { facet, value } = target.dataset
      if (facet) this.go({ facets: this.state.with(facet, value, target.checked) })
    })
    parts.chosen.addEventListener("click", ({ target }) => {
      const { facet, value } = target.closest("button")?.dataset ?? {}
      if (!facet) return
      this.go({ facets: this.state.with(facet, value, false) })
      input.focus()
    })
    parts.clear.addEventListener("click", () => {
      this.go({ facets: {}, from: "", to: "" })
      input.focus()
    })
    parts.help.addEventListener("click", event => {
      const { query } = event.target.closest("a")?.dataset ?? {}
      if (!query || event.ctrlKey || event.metaKey || event.shiftKey) return
      event.preventDefault()
      input.value = query
      this.go({ query })
      parts.status.focus()
    })
    parts.more.addEventListener("click", () => this.more())
    parts.csv.addEventListener("click", () => this.download())
    parts.retry.addEventListener("click", () => {
      this.start(true)
      this.ask()
      parts.status.focus()
    })
    addEventListener("popstate", () => this.follow(true))
  }

  /** Take the state from the address: when the page opens, and when the reader goes back. */
  follow(back) {
    const before = this.state.query
    clearTimeout(this.timer)
    this.stroke = ""
    this.state.read(location.search)
    if (!back || before !== this.state.query || document.activeElement !== this.input) this.input.value = this.state.query
    this.ask()
  }

  /** A day that is being typed has years like 0002 on the way, which nobody means. */
  setDay(end, day) {
    if (!day || day >= "1000") this.go({ [end]: day }, end)
  }

  /** Change what is asked for, and the address with it. What is `typed`, as a field is named, leaves one step to go back,
   * not one a letter. */
  go(change, typed = "") {
    const before = this.state.address()
    Object.assign(this.state, change)
    const address = this.state.address()
    if (address !== before) {
      if (typed && typed === this.stroke) history.replaceState(null, "", address)
      else history.pushState(null, "", address)
    } else if (typed !== "q" && this.stroke !== "q" && !change.query) {
      return
    }
    this.stroke = typed
    this.ask(typed === "q")
  }

  ask(typing = false) {
    const { parts, state, texts } = this
    this.id++
    parts.sort.value = state.byDate ? "date" : "relevance"
    parts.from.value = state.from
    parts.to.value = state.to
    parts.clear.hidden = !state.chooses()
    parts.failed.hidden = true
    document.title = state.query ? `${state.query} – ${texts.title}` : texts.title
    if (!state.query) {
      this.clear()
      return
    }
    this.wait("search")
    this.root.setAttribute("aria-busy", "true")
    parts.start.hidden = true
    this.root.querySelector("[data-search-total]")?.removeAttribute("data-search-total")
    this.worker.postMessage({ id: this.id, ask: { query: state.query, typing, byDate: state.byDate, chosen: state.chosen() } })
  }

  clear() {
    const { parts } = this
    this.shown = []
    for (const name of ["list", "notes", "help", "facets", "chosen", "status"]) parts[name].replaceChildren()
    for (const name of ["more", "tools", "side", "nothing"]) parts[name].hidden = true
    parts.start.hidden = false
    this.rest()
  }

  /** Wait for hits that are on their way to somebody; whoever waited for others goes on. */
  wait(who) {
    this.waiting?.()
    this.loading = who
    this.coming = new Promise(resolve => { this.waiting = resolve })
    return this.coming
  }

  /** Nothing is on its way any more. */
  rest() {
    this.root.removeAttribute("aria-busy")
    this.loading = ""
    this.waiting?.()
  }

  receive(message) {
    if (message.id !== this.id) return
    if (message.failed) this.fail(message)
    else if (message.page) this.show(message.page)
    else if (message.counts) this.drawFacets(message.counts)
    else if (message.help) drawHelp(this.parts.help, message.help, this.state, this.texts)
    else this.count(message.ranked)
  }

  fail({ failed, more, detail }) {
    const { parts, texts } = this
    // A page that is older than the index is asked for anew, which brings the client that reads it; once, or it might go on.
    if (failed === "outdated" && !history.state?.renewed) {
      history.replaceState({ renewed: true }, "")
      location.reload()
      return
    }
    parts.failed.hidden = false
    parts["failed-text"].textContent = texts[`failed-${typeof DecompressionStream === "function" ? failed : "old"}`]
    if (detail) parts.failed.dataset.detail = detail
    if (!more) {
      for (const name of ["list", "notes", "help", "status"]) parts[name].replaceChildren()
      for (const name of ["more", "tools", "side", "nothing"]) parts[name].hidden = true
    }
    this.rest()
  }

  /** Say how many hits there are, as soon as that is known; saying the same again would be read out twice. */
  count({ total, groups }) {
    const { parts, texts } = this
    performance.mark("search-ranked")
    const words = texts[total === 1 ? "hit" : "hits"].split("{count}")
    const within = total ? ` ${texts[groups === 1 ? "within-one" : "within"].replace("{count}", groups)}` : ""
    if (parts.status.textContent === `${words[0]}${total}${words[1]}${within}`) return
    parts.status.replaceChildren(words[0], element("strong", total), words[1], within)
  }

  show(page) {
    const { parts, texts, way } = this
    const items = draw(page.groups, texts, way, page.first ? undefined : this.shown.at(-1))
    if (page.first) {
      this.shown = []
      parts.list.replaceChildren()
      parts.help.replaceChildren()
      this.drawNotes(page)
      parts.nothing.hidden = page.total > 0
      for (const name of ["tools", "side"]) parts[name].hidden = page.total === 0 && !this.state.chooses()
    }
    const place = parts.list.children.length
    parts.list.append(...items)
    this.shown.push(...page.groups)
    parts.status.querySelector("strong").dataset.searchTotal = page.total
    parts.more.hidden = page.rest === 0
    parts.more.textContent = texts.more.replace("{count}", page.rest)
    performance.mark("search-shown")
    if (!page.first && this.loading === "reader") parts.list.children[place]?.querySelector("a")?.focus()
    this.rest()
  }

  drawNotes(page) {
    const { texts } = this
    const fill = (name, values) => filled(texts[name], values)
    const notes = []
    for (const [typed, found] of page.corrected) notes.push(fill("corrected", { typed, found }))
    for (const word of page.begins) notes.push(fill("begins", { word }))
    for (const [word, also] of page.also) notes.push(fill("also", { word, also: quoted(also) }))
    if (page.total && !page.complete) notes.push(fill("relaxed", { least: page.least, of: page.of }))
    if (page.missing.length && page.total) notes.push(fill("missing", { words: quoted(page.missing) }))
    if (page.open.length && page.total) notes.push(fill("open", { words: quoted(page.open) }))
    if (page.unreachable.length) notes.push(fill("unreachable", { archives: page.unreachable.join(", ") }))
    if (page.empty) notes.push(texts.small)
    else if (!page.total && this.state.chooses() && page.complete) notes.push(texts["none-chosen"])
    else if (!page.total) notes.push(fill(page.missing.some(isWord) ? "none" : "missing", { words: quoted(page.missing.length ? page.missing : [this.state.query]) }))
    this.parts.notes.replaceChildren(...notes.map(note => element("li", note)))
  }

  drawFacets(counts) {
    drawFacets(this.parts.facets, counts, this.state, this.texts)
    drawChosen(this.parts.chosen, counts, this.state, this.texts)
    this.parts.facets.dataset.ready = this.id
  }

  more(wished = 10, who = "reader") {
    if (this.loading) return this.coming
    this.worker.postMessage({ id: this.id, more: wished })
    return this.wait(who)
  }

  /** Show all that was found, so that the file and the screen say the same, and hand it out. */
  async download() {
    if (this.downloading) return
    this.downloading = true
    const { id, parts } = this
    parts.failed.hidden = true
    try {
      const { toCsv } = await import("./csv.js")
      const wanting = () => this.loading || !parts.more.hidden && this.shown.length < MOST_IN_CSV
      while (id === this.id && parts.failed.hidden && wanting()) await this.more(200, "file")
      if (id === this.id && parts.failed.hidden) this.handOut(toCsv(this.shown, this.texts, new URL(this.way, location.href)))
    } catch (error) {
      if (id === this.id) this.fail({ failed: "missing", more: true, detail: String(error) })
    }
    this.downloading = false
  }

  handOut(text) {
    const link = element("a", "", { href: URL.createObjectURL(new Blob([text], { type: "text/csv" })), download: `${this.texts["file-name"]}.csv` })
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 10000)
  }
}

for (const root of document.querySelectorAll("[data-search]")) new SearchPage(root)
