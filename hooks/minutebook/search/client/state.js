// What is asked for, as it stands in the address of the page: anyone who has the address has the search.

export class State {
  constructor(names) {
    this.names = names
    this.read("")
  }

  read(search) {
    const given = new URLSearchParams(search)
    const { q, from, to, sort, ...facets } = this.names
    this.query = (given.get(q) ?? "").trim()
    this.from = dayOrNothing(given.get(from))
    this.to = dayOrNothing(given.get(to))
    this.byDate = given.get(sort) === this.names["by-date"]
    delete facets["by-date"]
    this.facets = Object.fromEntries(Object.entries(facets).map(([facet, name]) => [facet, given.getAll(name)]))
  }

  /** The address of the search, or of that of another query. */
  address(query = this.query) {
    const given = new URLSearchParams()
    if (query) given.set(this.names.q, query)
    for (const [facet, values] of Object.entries(this.facets)) {
      for (const value of values) given.append(this.names[facet], value)
    }
    if (this.from) given.set(this.names.from, this.from)
    if (this.to) given.set(this.names.to, this.to)
    if (this.byDate) given.set(this.names.sort, this.names["by-date"])
    const text = given.toString()
    return text ? `?${text}` : location.pathname
  }

  /** The facets with one value more or less. */
  with(facet, value, wanted) {
    const others = (this.facets[facet] ?? []).filter(each => each !== value)
    return { ...this.facets, [facet]: wanted ? [...others, value] : others }
  }

  chooses() {
    return !!(this.from || this.to || Object.values(this.facets).some(values => values.length))
  }

  /** What was chosen, with days as the index counts them: from the first of January of the year 1. */
  chosen() {
    return { facets: this.facets, from: ordinal(this.from), to: ordinal(this.to) }
  }
}

const dayOrNothing = text => (/^\d{4}-\d\d-\d\d$/.test(text ?? "") && !isNaN(Date.parse(text)) ? text : "")

const ordinal = day => (day ? Math.round(Date.parse(`${day}T00:00:00Z`) / 86400000) + 719163 : 0)
