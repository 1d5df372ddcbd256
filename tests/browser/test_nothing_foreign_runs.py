"""Scripts, styles and frames that a record tries to bring along: opened in a browser, none of them runs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.building import REPOSITORY, Project, Site
from tests.serving import served

INJECTIONS = (Path(__file__).parent / "injections.txt").read_text(encoding="utf-8").splitlines()
WATCH = """
    window.seen = []
    for (const name of ["alert", "confirm", "prompt"]) window[name] = () => window.seen.push(name)
"""
MEETING = "start: 2024-05-01\nstate: minutes\nlocation: {injection}\n"
ITEM = """\
---
number: {number}
title: {facts[0]}
kind: decision
reference: {facts[1]}
department: {facts[2]}
recommendation: {{by: {facts[3]}, text: {facts[0]}}}
decision:
  - outcome: adopted
    text: {facts[1]}
---

## Sagsfremstilling

{prose}

| x | y |
| --- | --- |
{rows}
"""
ATTACHMENT = "---\ntitle: {facts[2]}\nkind: memo\nauthor: {facts[3]}\n---\n\n{prose}\n"
UNCHECKED = """\
from pathlib import Path

from minutebook.rebuild import records

records.all_told = lambda *_: []
exec(Path({hook!r}).read_text(encoding="utf-8"))
"""
"""The hook of a town whose records nobody has checked: the checks stop most of this, and are not to be relied on."""

AT_ONCE = 4
"""How many injections stand on one page."""
FOLDER = "meetings/raad/2024-05-01"


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory) -> Site:
    files = {
        "meetings/raad/organization.yml": f"name: {json.dumps(INJECTIONS[0])}\nclassification: council\n",
        f"{FOLDER}/meeting.yml": MEETING.format(injection=json.dumps(INJECTIONS[2])),
        "mkdocs.yml": "site_name: Testby\nsite_url: https://testby.example/\nhooks: [hooks/archive.py]\n"
        "theme: {name: material, language: da, font: false}\nextra: {archive: {cpr_high: none, personal_data: none}}\n",
    }
    for number in range(1, len(INJECTIONS) // AT_ONCE + 1):
        here = INJECTIONS[(number - 1) * AT_ONCE :][:AT_ONCE]
        facts = [json.dumps(injection, ensure_ascii=False) for injection in here]
        prose = "\n\n".join(f"Ord før {injection} og efter.\n\n{injection}\n\n## {injection}" for injection in here)
        rows = "\n".join(f"| {injection.replace('|', '')} | 1 |" for injection in here)
        files[f"{FOLDER}/{number:02d}-punkt.md"] = ITEM.format(number=number, facts=facts, prose=prose, rows=rows)
        files[f"{FOLDER}/attachments/{number}.1-notat.md"] = ATTACHMENT.format(facts=facts, prose=prose)
    town = Project.of_small_town(tmp_path_factory.mktemp("hostile") / "project", files)
    (town.folder / "hooks").unlink()
    town.write({"hooks/archive.py": UNCHECKED.format(hook=str(REPOSITORY / "hooks" / "archive.py"))})
    return town.publish()


@pytest.fixture(scope="module")
def hostile_window(browser: Browser, hostile_site: Site) -> Iterator[Page]:
    with served(hostile_site.folder) as address, browser.new_context(base_url=address) as context:
        context.add_init_script(WATCH)
        yield context.new_page()


def test_no_injection_runs_asks_for_anything_or_leads_anywhere_unsafe(hostile_window, hostile_site):
    asked: list[str] = []
    page, home = hostile_window, ""
    page.on("request", lambda request: asked.append(request.url))
    pages = [address for address in hostile_site.addresses if address.startswith(("moeder/", "udvalg/"))]
    assert len(pages) > 2 * len(INJECTIONS) // AT_ONCE

    found = {}
    for address in pages:
        page.goto(address)
        home = home or page.evaluate("location.origin")
        found[address] = page.evaluate(
            """() => {
                for (const link of document.querySelectorAll("article a"))
                    link.dispatchEvent(new MouseEvent("mouseover"))
                const safe = /^(https?:|mailto:|[.#]|[a-z0-9-]*[/.#]|$)/i
                const unsafe = element => [...element.attributes].some(one => one.name.startsWith("on")
                    || (["href", "src"].includes(one.name) && !safe.test(one.value)))
                const foreign = "script, style, iframe, object, embed, form, base, link, meta, svg, math, input, "
                    + "button, template"
                return {
                    ran: window.ran ?? null,
                    seen: window.seen,
                    here: location.pathname,
                    foreign: [...document.querySelectorAll("article :is(" + foreign + ")")].map(one => one.outerHTML),
                    unsafe: [...document.querySelectorAll("article *")].filter(unsafe).map(one => one.outerHTML),
                }
            }"""
        )

    clean = {"ran": None, "seen": [], "foreign": [], "unsafe": []}
    wrong = {address: one for address, one in found.items() if {**one, **clean} != one}
    assert wrong == {}
    assert {address: one["here"] for address, one in found.items()} == {address: f"/{address}" for address in found}
    assert [url for url in asked if not url.startswith((f"{home}/", "data:"))] == []


def test_what_the_sanitiser_might_miss_the_page_itself_refuses(hostile_window, hostile_site):
    file = hostile_site.file("moeder/")
    page = file.read_text(encoding="utf-8")
    lines = [line for line in INJECTIONS if line.startswith("<") and "refresh" not in line]
    planted = page.replace("</article>", f"{''.join(lines)}</article>")
    try:
        file.write_text(planted, encoding="utf-8")
        hostile_window.goto("moeder/")
        hostile_window.wait_for_timeout(300)

        assert hostile_window.locator("article script").count() > 0
        assert hostile_window.evaluate("window.ran ?? null") is None
        assert hostile_window.evaluate("window.seen") == []
    finally:
        file.write_text(page, encoding="utf-8")


def test_a_script_in_the_towns_own_pages_does_not_run_either(browser, tmp_path):
    prose = "# Testby\n\n<script>window.ran = 1</script>\n<p style='color: red' onclick='window.ran = 1'>x</p>\n"
    site = Project.of_small_town(tmp_path / "project", {"docs/index.md": prose}).publish()

    with served(site.folder) as address, browser.new_context(base_url=address) as context:
        page = context.new_page()
        page.goto("")
        page.locator("article p").first.click()

        assert page.evaluate("window.ran ?? null") is None
        assert page.evaluate("typeof __md_get") == "function"
