"""Measure search beside Pagefind on the same units: `make searchbench UNITS="20000 100000"`.

Ours is measured cold over an emulated 4G connection (60 ms, 9 Mbit/s) with the processor slowed down four times, in
the page's main thread, since Chromium slows no worker down. Pagefind indexes the same units as HTML pages, unless it
would need more memory than this machine has: it takes some 180 MB for a thousand units.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from gzip import compress
from hashlib import blake2b
from html import escape
from itertools import accumulate
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlencode

from minutebook.search.index import Facts, write_index
from minutebook.search.site import client_files
from minutebook.search.units import BODY, CAPTION, TITLE, Content, Entry, Labels, Unit
from playwright.sync_api import Browser
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from tests.serving import chromium, served

SIZES = (20_000, 100_000)
PER_ENTRY = 6
WORDS_IN_A_UNIT = 376
VOCABULARY = 60_000
LADDER = {"kommune": 0.6, "budget": 0.27, "strategi": 0.13, "førtidspension": 0.016, "agersnap": 0.006}
"""Words with the share of the units that they are put into, over the words that chance gives."""

QUERIES = (*LADDER, "førtidspension budget", '"taget til efterretning"', "turismestrategi")
LAST = date(2024, 12, 31)
MOST_FOR_PAGEFIND = 40_000

PAGE = """<!doctype html><title>Measure</title>
{preloads}
<script type="module">
  const bytes = () => performance.getEntriesByType("resource").reduce((sum, each) => sum + each.encodedBodySize, 0)
  const told = {{}}
  addEventListener("message", ({{ data }}) => {{
    for (const step of ["ranked", "page", "counts"]) {{
      if (data[step]) told[step + data.id] = {{ at: performance.now(), bytes: bytes(), total: data[step].total }}
    }}
    if (data.failed) told.failed = data.detail
    if (data.counts && data.id === 1) {{
      told.again = performance.now()
      ask(2)
    }}
    window.told = told
  }})
  const query = new URLSearchParams(location.search).get("q")
  const chosen = {{ facets: {{}}, from: 0, to: 0 }}
  const ask = id => postMessage({{ id, ask: {{ query, typing: false, byDate: false, chosen }} }})
  await import("/client/worker.js")
  told.code = bytes()
  postMessage({{ folder: new URL("/soeg/index/", location.href).href }})
  ask(1)
</script>"""
"""A page that loads the client as the search page does, and asks as soon as it can; times count from its opening."""


@cache
def vocabulary() -> tuple[list[str], list[float]]:
    words = sorted(
        {word for word in DefaultDictionaryFactory().get_dictionary("da") if word.isalpha() and word.islower()}
    )
    chosen = Random(7).sample(words, VOCABULARY)
    weights = accumulate(1 / (rank + 20) for rank in range(VOCABULARY))
    return chosen, list(weights)


def entries(units: int) -> Iterator[Entry]:
    """Yield the entries of a generated archive of twenty years; the same number gives the same."""
    for number in range(units // PER_ENTRY):
        day = LAST - timedelta(days=number * 20 * 365 // (units // PER_ENTRY))
        key = blake2b(f"{units}/{number}".encode(), digest_size=16).digest()
        yield Entry(key, day, lambda number=number, day=day: content(number, day))


def content(number: int, day: date) -> Content:
    """Return an entry: an item with its case, its decision and the pages of an attachment."""
    random = Random(number)
    address = f"moeder/udvalg-{number % 12}/{day}/punkt-{number}/"
    title = text(random, 6)
    case, decision = text(random, 2 * WORDS_IN_A_UNIT), "Taget til efterretning. " + text(random, 20)
    pages = [text(random, WORDS_IN_A_UNIT) for _ in range(PER_ENTRY - 3)]
    units = [
        Unit("item", "Punkt", address, ((TITLE, title),), ""),
        Unit("decision", "Beslutning", f"{address}#beslutning", ((BODY, decision),), decision),
        Unit("item", "Sagsfremstilling", f"{address}#sagsfremstilling", ((BODY, case),), case),
    ]
    units += [
        Unit(
            "attachment",
            f"Bilag 1, side {page}",
            f"{address}bilag-1/#side-{page}",
            ((CAPTION, "Notat"), (BODY, words)),
            words,
        )
        for page, words in enumerate(pages, 1)
    ]
    outcome = random.choice(("adopted", "noted", "postponed", "recommended"))
    terms = {
        "organization": (f"udvalg-{number % 12}",),
        "year": (str(day.year),),
        "outcome": (outcome,),
        "topic": (f"emne-{random.randrange(30)}",),
        "person": (f"person-{random.randrange(60)}",),
        "attachments": ("yes",),
    }
    return Content(title, address, str(day), tuple(units), ((outcome, outcome, ""),), None, terms)


def text(random: Random, length: int) -> str:
    chosen, weights = vocabulary()
    words = random.choices(chosen, cum_weights=weights, k=length)
    for word, share in LADDER.items():
        if random.random() < share:
            words[random.randrange(length)] = word
    return " ".join(words).capitalize() + "."


def measure(units: int, folder: Path) -> None:
    site = folder / "site"
    (site / "soeg/index").mkdir(parents=True)
    facts = Facts("Testby", "da")
    vocabulary()
    seconds, memory = in_a_process(lambda: index(units, facts, folder))
    print(
        f"\n{units:,} units\n  ours      index {seconds:6.1f} s, {memory:5.0f} MB of memory, "
        f"{weight(site / 'soeg/index')}"
    )
    seconds, memory = in_a_process(lambda: index(units, facts, folder, extra=1))
    print(f"            with one new meeting {seconds:6.1f} s, {memory:5.0f} MB")
    needed = [(name, file) for name, file in client_files() if not name.endswith(("header.js", "csv.js", "stem-en.js"))]
    code = sum(len(compress(file.read_bytes())) for _, file in needed)
    manifest = (site / "soeg/index/manifest.bin").stat().st_size
    print(
        f"            code {code / 1000:.1f} kB and manifest {manifest / 1000:.1f} kB: "
        f"{(code + manifest) / 1000:.1f} kB"
    )
    for name, file in client_files():
        (site / "client").mkdir(exist_ok=True)
        shutil.copy(file, site / "client" / Path(name).name)
    preloads = "\n".join(f'<link rel="modulepreload" href="/client/{Path(name).name}">' for name, _ in needed)
    (site / "index.html").write_text(PAGE.format(preloads=preloads), encoding="utf-8")
    ask(site)
    if units <= MOST_FOR_PAGEFIND:
        pagefind(units, folder / "pagefind")


def index(units: int, facts: Facts, folder: Path, extra: int = 0) -> None:
    site = folder / "site/soeg/index"
    new = [Entry(b"new", LAST, lambda: content(units, LAST))] if extra else []
    write_index([*new, *entries(units)], facts, Labels(), site, folder / "cache")


def in_a_process(work: object) -> tuple[float, float]:
    """Run in a process of its own; return seconds, and megabytes of memory at the most."""
    started = time.monotonic()
    child = os.fork()
    if child == 0:
        work()  # type: ignore[operator]
        os._exit(0)
    _, status, usage = os.wait4(child, 0)
    assert status == 0
    assert isinstance(usage, resource.struct_rusage)
    return time.monotonic() - started, usage.ru_maxrss / 1000


def weight(folder: Path) -> str:
    files = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return f"{sum(files) / 1e6:.0f} MB in {len(files):,} files"


def ask(site: Path) -> None:
    print("            query                       hits    ranked          excerpts        facets          again")
    with served(site) as address, chromium() as browser:
        for query in QUERIES:
            results = sorted(
                (ask_once(browser, address, query) for _ in range(3)), key=lambda each: each["ranked1"]["at"]
            )
            told = results[1]
            ranked, page = told["ranked1"], told["page1"]
            counts = told.get("counts1", page)
            again = told["counts2"]["at"] - told["again"] if "counts2" in told else 0
            print(
                f"            {query:26}{ranked['total']:7,}  "
                f"{ranked['at']:5.0f} ms {(ranked['bytes'] - told['code']) / 1000:4.0f} kB  "
                f"{page['at'] - ranked['at']:5.0f} ms {(page['bytes'] - ranked['bytes']) / 1000:4.0f} kB  "
                f"{counts['at'] - page['at']:5.0f} ms {(counts['bytes'] - page['bytes']) / 1000:4.0f} kB  "
                f"{again:4.0f} ms"
            )


def ask_once(browser: Browser, address: str, query: str) -> dict[str, Any]:
    """Open a page with nothing cached, over the emulated line, and return when it had what."""
    with browser.new_context() as context:
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        conditions = {"offline": False, "latency": 60, "downloadThroughput": 9e6 / 8, "uploadThroughput": 9e6 / 8}
        session.send("Network.emulateNetworkConditions", conditions)
        session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        page.goto(f"{address}?{urlencode({'q': query})}")
        page.wait_for_function("window.told?.counts2 || window.told?.failed || (window.told?.page1?.total === 0)")
        return page.evaluate("window.told")


def pagefind(units: int, folder: Path) -> None:
    site = folder / "site"
    for entry in entries(units):
        for number, unit in enumerate(entry.content().units):
            path = site / unit.address.partition("#")[0] / f"{number}.html"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(
                f'<html lang="da"><body><h1>{escape(unit.label)}</h1><p>{escape(unit.text)}</p>', encoding="utf-8"
            )
    started = time.monotonic()
    run = [sys.executable, "-m", "pagefind", "--site", site, "--output-path", folder / "index"]
    child = subprocess.Popen(run, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    seconds, memory = time.monotonic() - started, usage.ru_maxrss / 1000
    failed = "" if status == 0 else " (failed)"
    print(f"  Pagefind  index {seconds:6.1f} s, {memory:5.0f} MB of memory, {weight(folder / 'index')}{failed}")
    (folder / "index.html").write_text("<!doctype html><title>Measure</title>", encoding="utf-8")
    with served(folder) as address, chromium() as browser:
        for query in QUERIES:
            with browser.new_context() as context:
                page = context.new_page()
                page.goto(address)
                session = context.new_cdp_session(page)
                session.send("Network.enable")
                conditions = {
                    "offline": False,
                    "latency": 60,
                    "downloadThroughput": 9e6 / 8,
                    "uploadThroughput": 9e6 / 8,
                }
                session.send("Network.emulateNetworkConditions", conditions)
                session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
                result = page.evaluate(PAGEFIND, query)
            figures = "  ".join(
                f"{result[n]:5.0f} ms {result[n + 'Bytes'] / 1000:4.0f} kB" for n in ("ranked", "shown")
            )
            print(f"            {query:26}{result['total']:7,}  {figures}")


PAGEFIND = """async query => {
  const bytes = () => performance.getEntriesByType("resource").reduce((sum, each) => sum + each.encodedBodySize, 0)
  const started = performance.now()
  const pagefind = await import("/index/pagefind.js")
  const found = await pagefind.search(query)
  const ranked = performance.now(), rankedBytes = bytes()
  await Promise.all(found.results.slice(0, 10).map(each => each.data()))
  return { total: found.results.length, ranked: ranked - started, rankedBytes, shown: performance.now() - ranked,
    shownBytes: bytes() - rankedBytes }
}"""


def main() -> None:
    sizes = [int(each) for each in sys.argv[1:]] or SIZES
    print(json.dumps({"cores": os.cpu_count(), "python": sys.version.split()[0]}))
    for units in sizes:
        with TemporaryDirectory() as folder:
            measure(units, Path(folder))


if __name__ == "__main__":
    main()
