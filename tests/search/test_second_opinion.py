"""Pagefind is asked the same: what it finds, we find as well, unless there is a reason."""

from __future__ import annotations

import subprocess
import sys
from html import escape

import pytest
from minutebook.pages.edition import Edition
from minutebook.privacy import publishable
from minutebook.records.loading import load
from minutebook.search import records
from minutebook.text import locale
from minutebook.urls import addresses
from minutebook.views import Views

from tests.building import REPOSITORY
from tests.search.asking import asker
from tests.search.test_quality import OWN
from tests.serving import served

REASONS = {
    "arbejdsløshed": "no record has the word; Pagefind finds all words that begin with `arbejd`",
    "beskaeftigelsesplan 2015": "no record has the first word in this spelling; Pagefind finds what has `2015`",
    "a-kasse": "Pagefind takes a word with a hyphen for two words and finds what only has `kasse` or `a` in it",
    "høringsvar": "Pagefind finds the beginning of the word where nothing has all of it",
}
"""Queries for which Pagefind finds places that have not what was asked for."""

ASK = """async queries => {
  const pagefind = await import("/index/pagefind.js")
  const found = {}
  for (const query of queries) {
    const { results } = await pagefind.search(query)
    found[query] = (await Promise.all(results.map(each => each.data()))).map(each => each.url)
  }
  return found
}"""


@pytest.fixture(scope="module")
def second_opinion(browser, tmp_path_factory):
    """Index every unit of the sample archive as a page of its own, and ask Pagefind all queries."""
    folder = tmp_path_factory.mktemp("pagefind")
    reading = load(REPOSITORY)
    edition = Edition(Views(publishable(reading.archive)), locale("da"), addresses("da"))
    units = {}
    for entry in records.entries(edition):
        for unit in entry.content().units:
            words = " ".join(f"<p>{escape(text)}</p>" for _, text in unit.fields)
            units[f"/{len(units)}/"] = unit.address
            page = folder / f"site/{len(units) - 1}/index.html"
            page.parent.mkdir(parents=True)
            page.write_text(f'<html lang="da"><title>Unit</title><body>{words}</body></html>', encoding="utf-8")
    run = [sys.executable, "-m", "pagefind", "--site", folder / "site", "--output-path", folder / "index", "--quiet"]
    subprocess.run(run, check=True)
    (folder / "empty.html").write_text("<!doctype html><title>Empty</title>", encoding="utf-8")
    with served(folder) as address, browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{address}empty.html")
        found = page.evaluate(ASK, [query["q"] for query in OWN])
    return {query: {units[url] for url in urls} for query, urls in found.items()}


def test_no_query_finds_less_than_pagefind_does(browser, sample_site, second_opinion):
    with asker(browser, sample_site.folder) as asking:
        less = {
            query: sorted(places - set(asking.found(query, "soeg/index/")))
            for query, places in second_opinion.items()
            if query not in REASONS
        }

    assert any(second_opinion.values())
    assert {query: places for query, places in less.items() if places} == {}
