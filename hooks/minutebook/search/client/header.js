// The key `/` leads to the search field, from anywhere but a field where the reader is writing.

addEventListener("keydown", event => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return
  if (event.target.closest?.("input, textarea, select, [contenteditable]")) return
  const field = [...document.querySelectorAll("[data-search-field]")].find(each => each.offsetParent)
  if (!field) return
  event.preventDefault()
  field.focus()
  field.select()
})
