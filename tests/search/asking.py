"""The client of the search, asked from a test: in a browser, as a reader's browser asks, but without the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from minutebook.search.header import client_modules
from playwright.sync_api import Browser, Page

from tests.serving import served

INDEXES = "indexes"


def into(folder: Path) -> Callable[[str, bytes], None]:
    """Return what puts files into a folder."""

    def put(name: str, data: bytes) -> None:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)

    return put


ASK = """async ([index, query, wish]) => {
  const { Index } = await import("/client/index.js")
  const { search, Groups } = await import("/client/search.js")
  const { sift } = await import("/client/choosing.js")
  const { stem } = await import("/client/stem-da.js")
  const opened = await Index.open(new URL(index, location.href).href, stem)
  const result = await search(opened, query, { typing: false, ...wish })
  if (!result.found.length) return { hits: [], counts: {}, complete: true, clauses: [] }
  const facets = await Promise.all(opened.segments.map(segment => segment.facets()))
  const chosen = { facets: {}, from: 0, to: 0, ...wish.chosen }
  const { passed, counts } = sift(opened, result, facets, chosen)
  const groups = new Groups(result, passed, facets, wish.byDate)
  const hits = []
  for (const group of groups.top(groups.length)) for (const { unit, score } of groups.hits(group)) {
    const segment = opened.segments[group.at]
    const { file, at } = result.shapes[group.at].placeOf(unit, opened.bundle)
    const bundle = await segment.texts(file)
    const [owner, label, way] = bundle.u[at]
    hits.push([bundle.e[owner].a + way, score])
  }
  const counted = Object.fromEntries(Object.entries(counts).map(([name, values]) =>
    [name, Object.fromEntries([...values].map(([value, { count }]) => [value, count]))]))
  const clauses = result.clauses.map(({ text, corrected, begins }) => ({ text, corrected, begins }))
  return { hits, counts: counted, complete: result.complete, clauses }
}"""


@dataclass(frozen=True)
class Asker:
    """Asks the indexes that stand in a folder."""

    page: Page

    def ask(self, query: str, index: str = "index/", **wish: Any) -> dict[str, Any]:
        """Return the hits of a query in order, each with its score, and the counts of all facets."""
        return self.page.evaluate(ASK, [f"/{INDEXES}/{index}", query, wish])

    def found(self, query: str, index: str = "index/", **wish: Any) -> list[str]:
        """Return the addresses of the hits of a query in order."""
        return [address for address, _ in self.ask(query, index, **wish)["hits"]]


@contextmanager
def asker(browser: Browser, folder: Path) -> Iterator[Asker]:
    """Serve a folder with indexes in it, and the client beside it, so that the folder stays as it is."""
    with TemporaryDirectory() as temporary:
        root = Path(temporary)
        (root / INDEXES).symlink_to(folder)
        (root / "client").mkdir()
        for name, text in client_modules():
            (root / "client" / name).write_text(text, encoding="utf-8")
        (root / "empty.html").write_text("<!doctype html><title>Empty</title>", encoding="utf-8")
        with served(root) as address, browser.new_context() as context:
            page = context.new_page()
            page.goto(f"{address}empty.html")
            yield Asker(page)
