// The list of hits as a table for a spreadsheet of the language: what the screen shows, a row for each place.

/** Rows as CSV with a byte order mark. A cell that a spreadsheet would take for a formula begins with an apostrophe. */
export function toCsv(groups, texts, root) {
  const rows = [texts.columns, ...groups.flatMap(group => group.places.map(place => [
    group.title.join(""),
    place.label.join(""),
    group.context,
    group.outcomes.map(([, label, points]) => (points ? `${label} (${points})` : label)).join(", "),
    group.matter?.[0] ?? "",
    new URL(place.address, group.root || root).href,
    place.excerpt?.join("") ?? "",
  ]))]
  return `\ufeff${rows.map(row => row.map(cell).join(texts.separator)).join("\r\n")}\r\n`
}

const cell = text => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`
