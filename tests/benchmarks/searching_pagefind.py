"""Pagefind on the same units: each an HTML page of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from html import escape
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from tests.benchmarks.searched_town import QUERIES, entries
from tests.benchmarks.searching_costs import cost, slow_down, weight
from tests.serving import chromium, served

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


def pagefind(units: int, folder: Path, tries: int) -> None:
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
            result = min((ask_pagefind(browser, address, query) for _ in range(tries)), key=lambda each: each["ranked"])
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
