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
import zlib
from collections import Counter
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

from minutebook.search.cache import Cache
from minutebook.search.header import client_files
from minutebook.search.index import Facts, write_index
from minutebook.search.plain import words_of
from minutebook.search.units import BODY, CAPTION, TITLE, Content, Entry, Labels, Unit
from minutebook.search.words import WORD
from playwright.sync_api import Browser, Page
from simplemma.strategies.dictionaries.dictionary_factory import DEFAULT_DICTIONARY_FACTORY

from tests.serving import chromium, served

SIZES = (20_000, 100_000)
PER_ENTRY = 6
TRIES = 5
WORDS_IN_A_UNIT = 376
VOCABULARY = 60_000
USUAL = 0.88
"""The share of words that are drawn from the sample archive."""

RECORDS = Path(__file__).parent.parent.parent / "meetings"
LADDER = {"kommune": 0.6, "budget": 0.27, "strategi": 0.13, "førtidspension": 0.016, "agersnap": 0.006}
"""Words with the share of the units that they are put into, over the words that chance gives."""

QUERIES = (*LADDER, "førtidspension budget", '"taget til efterretning"', "turismestrategi")
LAST = date(2024, 12, 31)
MOST_FOR_PAGEFIND = 40_000

PAGE = """<!doctype html><title>Measure</title>
{preloads}
<script type="application/json">{manifest}</script>
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
  const files = [...document.querySelectorAll("link[as=fetch]")].map(link => link.href)
  const early = files.map(async file => [file, await (await fetch(file)).arrayBuffer()])
  await import("/client/worker.js")
  told.code = performance.getEntriesByType("resource").reduce(
    (sum, each) => sum + (each.name.includes("/client/") ? each.encodedBodySize : 0), 0)
  const manifest = JSON.parse(document.querySelector("script[type*=json]").textContent)
  postMessage({{ folder: new URL("/soeg/index/", location.href).href, manifest, files }})
  for (const each of early) each.then(([arrived, bytes]) => postMessage({{ arrived, bytes }}))
  ask(1)
</script>"""
"""A page that loads the client as the search page does, and asks as soon as it can; times count from its opening."""


@cache
def vocabulary() -> tuple[list[str], list[float]]:
    """Return words with their weights, mixed so that they are like those of real minutes.

    Most are drawn as often as they stand in the sample archive, small words and all; the rest from the dictionary, the
    short ones oftener. A real packet of 53 pages has 39 % small words, 12 % compounds, 0.95 terms to a word, and 2,500
    different words among 13,000.
    """
    prose = (file.read_text(encoding="utf-8").split("---", 2)[-1] for file in sorted(RECORDS.rglob("*.md")))
    usual = Counter(found[0] for text in prose for found in WORD.finditer(words_of(text)))
    listed = {word for word in DEFAULT_DICTIONARY_FACTORY.get_dictionary("da") if word.isalpha() and word.islower()}
    random = Random(7)
    others = random.sample(sorted(listed), VOCABULARY)
    others.sort(key=lambda word: len(word) + random.random() * 4)
    zipf = [1 / (rank + 20) for rank in range(VOCABULARY)]
    scale = sum(usual.values()) * (1 - USUAL) / USUAL / sum(zipf)
    return [*usual, *others], list(accumulate([*usual.values(), *(each * scale for each in zipf)]))


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
    words[random.randrange(length)] = str(random.randrange(10**9, 10**10))  # a number that stands nowhere else
    for word, share in LADDER.items():
        if random.random() < share:
            words[random.randrange(length)] = word
    return " ".join(words).capitalize() + "."


def measure(units: int, folder: Path) -> None:
    site = folder / "site"
    (site / "soeg/index").mkdir(parents=True)
    facts = Facts("Testby", "da")
    vocabulary()
    took = in_a_process(lambda: index(units, facts, folder))
    print(f"\n{units:,} units\n  ours      index {took}, {weight(site / 'soeg/index')}")
    took = in_a_process(lambda: index(units, facts, folder, extra=1))
    print(f"            with one new meeting {took}")
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
    told = zlib.decompress((site / "soeg/index/manifest.bin").read_bytes()).decode()
    leads = [f"/soeg/index/{segment['at']}/lead.bin" for segment in json.loads(told)["segments"]]
    preloads += "".join(f'\n<link rel="preload" as="fetch" crossorigin href="{lead}">' for lead in leads)
    (site / "index.html").write_text(PAGE.format(preloads=preloads, manifest=told), encoding="utf-8")
    ask(site)
    if units <= MOST_FOR_PAGEFIND:
        pagefind(units, folder / "pagefind")


def index(units: int, facts: Facts, folder: Path, extra: int = 0) -> None:
    site = folder / "site/soeg/index"
    new = [Entry(b"new", LAST, lambda: content(units, LAST))] if extra else []
    write_index(
        [*new, *entries(units)],
        facts,
        Labels(),
        site,
        Cache(folder / "cache"),
        is_there=lambda name: (site / name).is_dir(),
    )


def in_a_process(work: object) -> str:
    """Run in a process of its own; return what it took."""
    started = time.monotonic()
    child = os.fork()
    if child == 0:
        work()  # type: ignore[operator]
        os._exit(0)
    _, status, usage = os.wait4(child, 0)
    assert status == 0
    return cost(started, usage)


def cost(started: float, usage: resource.struct_rusage) -> str:
    """Return seconds by the clock, seconds of all processors, and megabytes of memory at the most."""
    seconds, work = time.monotonic() - started, usage.ru_utime + usage.ru_stime
    return f"{seconds:6.1f} s by the clock, {work:6.1f} s of processors, {usage.ru_maxrss / 1000:5.0f} MB of memory"


def weight(folder: Path) -> str:
    files = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return f"{sum(files) / 1e6:.0f} MB in {len(files):,} files"


def ask(site: Path) -> None:
    print("            query                       hits    ranked          excerpts        facets          again")
    with served(site) as address, chromium() as browser:
        for query in QUERIES:
            # What else runs on the machine only adds time, so the least of several is what it takes.
            told = min(
                (ask_once(browser, address, query) for _ in range(TRIES)), key=lambda each: each["ranked1"]["at"]
            )
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
        slow_down(page)
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
    failed = "" if status == 0 else " (failed)"
    print(f"  Pagefind  index {cost(started, usage)}, {weight(folder / 'index')}{failed}")
    (folder / "index.html").write_text("<!doctype html><title>Measure</title>", encoding="utf-8")
    with served(folder) as address, chromium() as browser:
        for query in QUERIES:
            result = min((ask_pagefind(browser, address, query) for _ in range(TRIES)), key=lambda each: each["ranked"])
            figures = "  ".join(
                f"{result[n]:5.0f} ms {result[n + 'Bytes'] / 1000:4.0f} kB" for n in ("ranked", "shown")
            )
            print(f"            {query:26}{result['total']:7,}  {figures}")


def ask_pagefind(browser: Browser, address: str, query: str) -> dict[str, Any]:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(address)
        slow_down(page)
        return page.evaluate(PAGEFIND, query)


def slow_down(page: Page) -> None:
    """Put a page on 4G, with a processor a quarter as fast as this machine's."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    conditions = {"offline": False, "latency": 60, "downloadThroughput": 9e6 / 8, "uploadThroughput": 9e6 / 8}
    session.send("Network.emulateNetworkConditions", conditions)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})


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
    print(json.dumps({"cores": os.cpu_count(), "python": sys.version.split()[0], "load": os.getloadavg()}))
    for units in sizes:
        with TemporaryDirectory() as folder:
            measure(units, Path(folder))


if __name__ == "__main__":
    main()
