"""Measure search beside Pagefind on the same units: `make searchbench UNITS="20000 100000"`.

Ours is measured cold over an emulated 4G connection (60 ms, 9 Mbit/s) with the processor slowed down four times, in
the page's main thread, since Chromium slows no worker down; text is sent compressed, as hosts do. The page is sent
to its address when the browser has got over opening it, which is work on the same processors. Beside it stands what the
same requests take in the same minute in a page that does nothing with them: the line and the machine. Pagefind indexes
the same units as HTML pages, unless it would need more memory than this machine has: some 180 MB for a thousand units.

With `--folder` the indexes are kept there, and one that is there already is only asked: `UNITS="100000 --folder kept"`.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from gzip import compress
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlencode

from minutebook.search.cache import Cache
from minutebook.search.header import client_files
from minutebook.search.index import FORMAT, Facts, Index
from minutebook.search.units import Entry, Labels
from playwright.sync_api import Browser

from tests.benchmarks.searched_town import LAST, QUERIES, content, entries, vocabulary
from tests.benchmarks.searching_costs import in_a_process, slow_down, weight
from tests.benchmarks.searching_pagefind import pagefind
from tests.benchmarks.searching_pages import floor_page, searching_page
from tests.search.asking import into
from tests.serving import chromium, served

SIZES = (20_000, 100_000)
TRIES = 5
MOST_FOR_PAGEFIND = 40_000
NEEDED = ("page.js", "worker-da.js")


def measure(units: int, folder: Path, tries: int) -> None:
    """Index so many units, if that was not done before, and ask."""
    index_folder = folder / "site/soeg/index"
    print(f"\n{units:,} units")
    if (index_folder / "manifest.bin").exists():
        print(f"  ours      index kept from before, {weight(index_folder)}")
    else:
        index_folder.mkdir(parents=True)
        vocabulary()
        took = in_a_process(lambda: index(units, folder))
        print(f"  ours      index {took}, {weight(index_folder)}")
        took = in_a_process(lambda: index(units, folder, extra=1))
        print(f"            with one new meeting {took}")
    lay_out(folder / "site")
    ask(folder / "site", tries)
    if units <= MOST_FOR_PAGEFIND and not (folder / "pagefind").exists():
        pagefind(units, folder / "pagefind", tries)


def index(units: int, folder: Path, extra: int = 0) -> None:
    new = [Entry(b"new", LAST, lambda: content(units, LAST))] if extra else []
    target = folder / "site/soeg/index"
    cache, is_there = Cache(folder / "cache"), lambda name: (target / name).is_dir()
    written = Index([*new, *entries(units)], Facts("Testby", "da"), Labels(), cache)
    written.post()
    written.register()
    written.write(into(target), is_there)


def lay_out(site: Path) -> None:
    """Put the client and a page that asks beside an index, and say what they weigh."""
    packed = (site / "soeg/index/manifest.bin").read_bytes()
    told = zlib.decompress(packed).decode()
    assert json.loads(told)["format"] == FORMAT, "the index was kept by another version: remove it"
    files = {address.rpartition("/")[2]: text for address, text in client_files()}
    (site / "client").mkdir(exist_ok=True)
    for name, text in files.items():
        (site / "client" / name).write_text(text, encoding="utf-8")
    code = sum(len(compress(files[name].encode())) for name in NEEDED) / 1000
    manifest = len(packed) / 1000
    print(f"            code {code:.1f} kB and manifest {manifest:.1f} kB: {code + manifest:.1f} kB")
    lead = f"/soeg/index/{json.loads(told)['lead']}.bin"
    needed = [f"/client/{name}" for name in NEEDED]
    (site / "index.html").write_text(searching_page(needed, lead, told), encoding="utf-8")
    (site / "floor.html").write_text(floor_page(needed, lead), encoding="utf-8")


def ask(site: Path, tries: int) -> None:
    print(f"            load {os.getloadavg()[0]:.1f}; the least and the middle of {tries} tries, kB, requests in all")
    print("            in brackets what the same requests take when nothing is done with what they bring")
    print(
        "            query                       hits  ranked                    excerpts                  facets"
        "            again"
    )
    with served(site, compressing=True) as address, chromium() as browser:
        for query in QUERIES:
            # What else runs on the machine only adds time, so the least of several is what it takes.
            told, floors = [], []
            for _ in range(tries):
                told.append(ask_once(browser, address, query))
                floors.append(floor(browser, address, told[0]["steps"]))
            print(f"            {query:26}{told[0]['ranked1']['total']:7,}  {'  '.join(figures(told, floors))}")


def figures(tries: list[dict[str, Any]], floors: list[tuple[float, float]]) -> Iterator[str]:
    """Yield what each step took in milliseconds, each for itself, with its least floor, and its kilobytes."""
    lowest = [f" ({min(each):.0f})" for each in zip(*floors, strict=True)]
    before = "start"
    for step, least in zip(("ranked1", "page1", "counts1"), [*lowest, ""], strict=True):
        took = [told[step]["at"] - told[before]["at"] for told in tries]
        came = tries[0][step]["bytes"] - tries[0][before]["bytes"]
        yield f"{min(took):4.0f} {median(took):4.0f}{least} ms {came / 1000:4.0f} kB"
        before = step
    took = [told["counts2"]["at"] - told["again"] for told in tries]
    yield f"{min(took):4.0f} {median(took):4.0f} ms"
    yield f"{tries[0]['counts1']['requests']:3}"


def ask_once(browser: Browser, address: str, query: str) -> dict[str, Any]:
    """Open a page with nothing cached, over the emulated line, and return when it had what."""
    with browser.new_context() as context:
        page = context.new_page()
        slow_down(page)
        # Asking the page time and again whether it is ready would take of the time that is measured.
        with page.expect_console_message(lambda message: message.text == "told"):
            page.goto(f"{address}?{urlencode({'q': query})}")
        told: dict[str, Any] = page.evaluate("window.told")
        assert "failed" not in told, told["failed"]
        return told


def floor(browser: Browser, address: str, steps: list[list[str]]) -> tuple[float, float]:
    """Return after how many milliseconds the files of ranked hits are there, and how long those of excerpts take."""
    with browser.new_context() as context:
        page = context.new_page()
        slow_down(page)
        with page.expect_console_message(lambda message: message.text == "told"):
            page.goto(f"{address}floor.html?{urlencode({'steps': json.dumps(steps)})}")
        _, ranked, page_ = page.evaluate("window.told")
        return ranked, page_ - ranked


@contextmanager
def kept_or_not(folder: Path | None) -> Iterator[Path]:
    if folder is not None:
        yield folder
        return
    with TemporaryDirectory() as temporary:
        yield Path(temporary)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("units", nargs="*", type=int, help="how many units, several sizes one after the other")
    parser.add_argument("--folder", type=Path, help="where indexes are kept; else they are removed again")
    parser.add_argument("--tries", type=int, default=TRIES)
    options = parser.parse_args()
    print(json.dumps({"cores": os.cpu_count(), "python": sys.version.split()[0], "load": os.getloadavg()}))
    with kept_or_not(options.folder) as folder:
        for units in options.units or SIZES:
            measure(units, folder / str(units), options.tries)


if __name__ == "__main__":
    main()
