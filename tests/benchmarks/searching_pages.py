"""The pages that search is measured in: times count from their opening."""

from __future__ import annotations

from collections.abc import Iterable

PAGE = """<!doctype html><title>Measure</title>
{preloads}
<script type="application/json">{manifest}</script>
<script type="module">
  const bytes = () => performance.getEntriesByType("resource").reduce((sum, each) => sum + each.encodedBodySize, 0)
  const known = new Set([...document.querySelectorAll("link")].map(link => link.href))
  const fresh = () => performance.getEntriesByType("resource").map(each => new URL(each.name))
    .filter(({{ href }}) => !known.has(href) && known.add(href)).map(({{ pathname }}) => pathname)
  const told = {{ start: {{ at: 0 }}, steps: [] }}
  // What a worker posts is there when it is posted; here it would wait behind what the same thread does next.
  const send = postMessage.bind(window)
  window.postMessage = data => {{
    note(data)
    send(data)
  }}
  const note = data => {{
    for (const step of ["ranked", "page", "counts"]) {{
      if (data[step]) told[step + data.id] = {{
        at: performance.now(), bytes: bytes(), total: data[step].total,
        requests: performance.getEntriesByType("resource").length
      }}
    }}
    if (data.id === 1 && (data.ranked || data.page)) told.steps.push(fresh())
    if (data.failed) told.failed = data.detail
    if (data.failed || data.counts && data.id === 2) console.log("told")
    if (data.counts && data.id === 1) {{
      told.again = performance.now()
      ask(2)
    }}
    window.told = told
  }}
  const query = new URLSearchParams(location.search).get("q")
  const chosen = {{ facets: {{}}, from: 0, to: 0 }}
  const ask = id => postMessage({{ id, ask: {{ query, typing: false, byDate: false, chosen }} }})
  const files = [...document.querySelectorAll("link[as=fetch]")].map(link => link.href)
  const early = files.map(async file => [file, await (await fetch(file)).arrayBuffer()])
  await import("/client/worker-da.js")
  told.start.bytes = performance.getEntriesByType("resource").reduce(
    (sum, each) => sum + (each.name.includes("/client/") ? each.encodedBodySize : 0), 0)
  const manifest = JSON.parse(document.querySelector("script[type*=json]").textContent)
  postMessage({{ folder: new URL("/soeg/index/", location.href).href, manifest, files }})
  for (const each of early) each.then(([arrived, bytes]) => postMessage({{ arrived, bytes }}))
  ask(1)
</script>"""
"""A page that loads the client as the search page does, and asks as soon as it can."""

FLOOR = """<!doctype html><title>Floor</title>
{preloads}
<script type="module">
  const steps = JSON.parse(new URLSearchParams(location.search).get("steps"))
  const all = files => Promise.all(files.map(async file => (await fetch(file)).arrayBuffer()))
  window.told = []
  for (const files of [[...document.querySelectorAll("link")].map(link => link.href), ...steps]) {{
    await all(files)
    told.push(performance.now())
  }}
  console.log("told")
</script>"""
"""A page that fetches what the other one does, in as many steps, and does nothing with it."""


def searching_page(code: Iterable[str], lead: str, manifest: str) -> str:
    preloads = [f'<link rel="modulepreload" href="{file}">' for file in code]
    preloads.append(f'<link rel="preload" as="fetch" crossorigin href="{lead}">')
    return PAGE.format(preloads="\n".join(preloads), manifest=manifest)


def floor_page(code: Iterable[str], lead: str) -> str:
    files = [*code, lead]
    return FLOOR.format(preloads="\n".join(f'<link rel="preload" as="fetch" crossorigin href="{f}">' for f in files))
