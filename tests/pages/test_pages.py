"""Golden cases: the records of a small town go in, the bodies of its pages come out.

The records lie in `town/`, the bodies in `bodies/`. `UPDATE_CASES=1 pytest tests/pages` writes what comes out now, and
fails, so that nobody takes it for a run of the tests: read the difference before it is committed.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from minutebook import urls
from minutebook.addresses import published_files, published_records
from minutebook.model import Section, Topic
from minutebook.pages import Page, render_front, render_pages, render_sheets
from minutebook.pages.page import SECTION_OF, SECTIONS
from minutebook.privacy import publishable
from minutebook.records.loading import load
from minutebook.text import LANGUAGES, locale
from minutebook.views import Views
from minutebook.vocabulary import SECTIONS as SECTION_KINDS

from tests.builders import archive, attachment, decision, item, meeting, organization

HERE = Path(__file__).parent
UPDATE = bool(os.environ.get("UPDATE_CASES"))
TODAY = date(2023, 6, 20)
GOLDEN = {
    "meeting": "moeder/teknik/2023-05-02/",
    "draft-minutes": "moeder/teknik/2023-06-06/",
    "item": "moeder/teknik/2023-05-02/punkt-1/",
    "closed-item": "moeder/teknik/2023-05-02/punkt-2/",
    "announcements": "moeder/teknik/2023-05-02/punkt-3/",
    "postponed-item": "moeder/teknik/2023-06-06/punkt-1/",
    "attachment": "moeder/teknik/2023-05-02/punkt-1/bilag-1/",
    "attached-file": "moeder/teknik/2023-05-02/punkt-1/bilag-2/",
    "withheld-attachment": "moeder/teknik/2023-05-02/punkt-1/bilag-3/",
    "matter": "sager/cykelsti-til-havnen/",
    "person": "personer/dorte-ely/",
    "plan": "planer/cykelplan/",
    "survey": "samarbejder/rundspoerge/",
    "open": "aabne-sager/",
}


def town() -> Views:
    return Views(publishable(load(HERE / "town").archive), TODAY)


@cache
def busy_town() -> Views:
    """Return a town that decides so much that its register and its topic do not fit on one page."""
    decided = tuple(item(str(number), decision=(decision("adopted"),), topics=("veje",)) for number in range(1, 86))
    held = (meeting(f"teknik/{day}", *decided) for day in ("2021-12-01", "2022-08-01", "2022-09-01", "2022-10-01"))
    topic = Topic("veje", {"da": "Veje", "en": "Roads"})
    return Views(archive(*held, organizations=(organization("teknik"),), topics=(topic,)), TODAY)


def pages(language: str = "da", views: Views | None = None) -> Iterator[Page]:
    return render_pages(views or town(), locale(language), urls.addresses(language))


@pytest.fixture(scope="module")
def by_address() -> dict[str, Page]:
    return {page.address: page for page in pages()}


@pytest.mark.parametrize("name", GOLDEN)
def test_a_record_gives_the_body_that_was_agreed(by_address, name):
    file = HERE / "bodies" / f"{name}.html"
    actual = by_address[GOLDEN[name]].body
    if UPDATE:
        file.parent.mkdir(exist_ok=True)
        file.write_text(actual, encoding="utf-8", newline="\n")
        pytest.fail(f"wrote {file.name}; read the difference")

    expected = file.read_text(encoding="utf-8")

    assert expected == actual


class Body(HTMLParser):
    """What the rules of all pages are about."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.ids: Counter[str] = Counter()
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.tags: set[str] = set()
        self.feed(page.body)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = dict(attrs)
        self.tags.add(tag)
        self.attributes |= set(facts)
        if re.fullmatch(r"h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if facts.get("id"):
            self.ids[str(facts["id"])] += 1
        if tag in {"a", "img"}:
            self.links.append(str(facts.get("href") or facts.get("src")))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("of", [town, busy_town])
def test_every_page_has_one_main_heading_and_skips_no_level(language, of):
    for page in pages(language, of()):
        levels = Body(page).levels

        assert levels[0] == 1, page.address
        assert levels.count(1) == 1, page.address
        assert all(later - earlier <= 1 for earlier, later in pairwise(levels)), page.address


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("of", [town, busy_town])
def test_every_id_stands_once_on_its_page(language, of):
    for page in pages(language, of()):
        assert [name for name, count in Body(page).ids.items() if count > 1] == [], page.address


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("of", [town, busy_town])
def test_every_link_leads_to_a_page_an_anchor_or_a_file(language, of):
    views, addresses = of(), urls.addresses(language)
    all_pages = {page.address: Body(page) for page in pages(language, views)}
    files = {file.address(addresses) for file in published_files(views.archive)}
    files |= {address for address, _ in render_sheets(views, locale(language), addresses)}
    for address, body in all_pages.items():
        for link in body.links:
            if re.match(r"https?:|mailto:", link):
                continue
            assert not link.startswith("/"), f"{address} links to {link}"
            path, _, anchor = link.partition("#")
            target = urls.relative(path, "x/" * urls.depth(address)) if not path else resolved(address, path)
            if not path:
                target = address
            assert target in all_pages or target in files, f"{address} links to {link}"
            assert not anchor or anchor in all_pages[target].ids, f"{address} links to {link}"


def resolved(address: str, link: str) -> str:
    folders = address.split("/")[:-1]
    while link.startswith("../"):
        link, _ = link.removeprefix("../"), folders.pop()
    return "/".join([*folders, link])


def test_nothing_on_a_page_is_styled_or_scripted_in_place():
    for page in pages():
        body = Body(page)

        assert not body.tags & {"script", "style", "iframe", "object", "form"}, page.address
        assert not [name for name in body.attributes if name == "style" or name.startswith("on")], page.address


def test_a_closed_item_tells_its_number_its_title_and_the_ground(by_address):
    body = by_address["moeder/teknik/2023-05-02/punkt-2/"].body

    assert "Behandlet for lukkede døre" in body
    assert "forhandling om køb" in body
    assert 'id="sagsfremstilling"' not in body


def test_a_withheld_attachment_tells_the_reason_and_leads_nowhere(by_address):
    body = by_address["moeder/teknik/2023-05-02/punkt-1/bilag-3/"].body

    assert "personlige forhold" in body
    assert 'class="download"' not in body


def test_all_that_an_attachment_says_stands_on_its_page_whatever_its_headings_are():
    sections = [Section(kind, kind.title(), f"Der står {kind}.", 1) for kind in SECTION_KINDS.terms]
    records = archive(
        meeting(
            "ebu/2014-09-09", item("1", attachments=(attachment("1", path="meetings/1.md", sections=tuple(sections)),))
        )
    )
    shown = next(page for page in pages(views=Views(publishable(records))) if page.address.endswith("bilag-1/"))

    assert [] == [kind for kind in SECTION_KINDS.terms if f"Der står {kind}." not in shown.body]


def test_who_was_away_counts_only_for_the_items_it_covers(by_address):
    assert "Bent Bang" not in by_address["moeder/teknik/2023-05-02/punkt-1/"].body
    assert "Bent Bang (C)" in by_address["moeder/teknik/2023-05-02/punkt-3/"].body


def test_a_party_is_that_of_the_day(by_address):
    assert "Dorte Ely (V)" in by_address["moeder/teknik/2023-05-02/"].body


def test_what_is_said_in_another_language_than_the_page_is_marked_as_such():
    item = "meetings/teknik/2023-05-02/item-1/"
    english = next(page.body for page in pages("en") if page.address == item)

    assert '<h1 id="page-title" lang="da">Cykelsti til havnen</h1>' in english
    assert '<section lang="da">' in english
    assert not [page.address for page in pages("da") if 'lang="da"' in page.body]


def test_every_kind_of_page_stands_in_a_section_of_the_site():
    kinds = {page.kind for page in (*pages(), *pages(views=busy_town()))}

    assert kinds == set(SECTION_OF)
    assert set(SECTION_OF.values()) == set(SECTIONS)


def test_pages_come_in_the_same_order_with_the_same_bytes_each_time():
    assert list(pages()) == list(pages())


def test_pages_are_made_one_at_a_time():
    stream = pages()

    assert next(stream).kind == "meetings"
    assert next(stream).kind == "meeting"


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_archive_has_its_indexes_and_says_that_they_are_empty(language):
    kinds = [page.kind for page in pages(language, Views(archive(), TODAY))]

    assert kinds.count("meetings") == 1
    assert "coverage" in kinds
    assert render_front(Views(archive(), TODAY), locale(language), urls.addresses(language), 5)


def test_the_front_page_leads_from_where_it_stands():
    views = town()

    assert 'href="./moeder/"' in render_front(views, locale("da"), urls.addresses("da"), 3)
    assert 'href="../moeder/"' in render_front(views, locale("da"), urls.addresses("da"), 3, "arkiv/")


def test_every_record_with_a_page_is_found_at_its_address(by_address):
    addresses = urls.addresses("da")
    for record in published_records(town().archive):
        assert record.address(addresses) in by_address


def test_a_meeting_known_only_from_other_documents_claims_no_minutes():
    known = meeting("tmu/2023-05-02", item("1", public=False), completeness="partial")
    body = next(page.body for page in pages("da", Views(archive(known), TODAY)) if page.kind == "meeting")

    assert "Kendt delvis" in body
    assert "Det, arkivet har" in body
    assert "Arkivet ved ikke, hvem der deltog." in body
    assert "Hele referatet" not in body


def test_two_meetings_of_one_day_are_told_apart_wherever_they_are_named():
    early, late = meeting("tmu/2023-05-02", item("1"), at="16:00"), meeting("tmu/2023-05-02-2", item("1"), at="19:30")
    bodies = {page.address: page.body for page in pages("da", Views(archive(early, late), TODAY))}

    for address in ("moeder/", "moeder/tmu/2023-05-02/", "moeder/tmu/2023-05-02-2/punkt-1/"):
        assert "2. maj 2023 kl. 19.30" in bodies[address], address


def test_a_cancelled_meeting_without_items_says_that_it_was_not_held():
    bodies = [page.body for page in pages("da", Views(archive(meeting("tmu/2023-05-02", state="cancelled")), TODAY))]

    assert any("Mødet blev ikke holdt." in body for body in bodies)


def rows(address: str) -> int:
    body = next(page.body for page in pages(views=busy_town()) if page.address == address)
    return len(re.findall(r"/punkt-\d+/\"", body))


def test_the_register_of_a_busy_year_leads_to_its_months():
    assert rows("beslutninger/2022/") == 0
    assert rows("beslutninger/2022/09/") == 85


def test_the_older_years_of_a_busy_topic_have_pages_of_their_own():
    assert rows("emner/veje/") == 255
    assert [rows(f"emner/veje/{year}/") for year in (2021, 2022)] == [85, 255]
    assert "emner/skoler/2023/" not in {page.address for page in pages()}
