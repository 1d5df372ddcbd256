"""What an item's record says stands on the item's page and in the minutes of its meeting, wherever it is written."""

from __future__ import annotations

import re
from typing import Any

import pytest
from minutebook import urls
from minutebook.model import Dissent, Section
from minutebook.pages import render_pages
from minutebook.text import locale
from minutebook.views import Views

from tests.builders import (
    archive,
    attachment,
    attendance,
    authority,
    day,
    decision,
    item,
    meeting,
    organization,
    person,
    recommendation,
)

AT = "ebu/2014-09-09"
HANNE, BO = person("hanne"), person("bo")


def bodies(*meetings: Any, today: str = "2014-10-01", language: str = "da") -> dict[str, str]:
    records = archive(*meetings, organizations=(organization("ebu"), organization("kb")), people=(HANNE, BO))
    views = Views(records, day(today))
    return {page.address: page.body for page in render_pages(views, locale(language), urls.addresses(language))}


def both(**facts: Any) -> tuple[str, str]:
    """Return the page of an item, and that of its meeting."""
    found = bodies(meeting(AT, item("1", **facts)))
    return found[f"moeder/{AT}/punkt-1/"], found[f"moeder/{AT}/"]


def section(kind: str, text: str) -> tuple[Section, ...]:
    return (Section(kind, kind.capitalize(), text, 1),)


@pytest.mark.parametrize("place", [0, 1])
def test_a_decision_that_only_stands_in_prose_is_shown_with_who_opposed_it_and_who_stepped_aside(place):
    body = both(
        kind="information",
        sections=section("decision", "Taget til efterretning."),
        dissents=(Dissent("hanne", "Det er for sent."),),
        recused=("bo",),
    )[place]

    assert 'beslutning">Beslutning</h' in body
    assert "Taget til efterretning." in body
    assert "Det er for sent." in body
    assert "Bo</a>." in body


@pytest.mark.parametrize("place", [0, 1])
@pytest.mark.parametrize("attachments", [(), (attachment("1"),)])
def test_what_is_written_of_attachments_is_shown_whether_there_are_any(attachments, place):
    body = both(sections=section("attachments", "Ligger på sagen."), attachments=attachments)[place]

    assert ">Bilag</h" in body
    assert "Ligger på sagen." in body


def test_who_was_away_is_told_of_an_item_that_decides_nothing_and_no_decision_is_promised():
    body, _ = both(kind="information", attendance=attendance(absent=["hanne"]))

    assert "Fraværende:" in body
    assert 'id="beslutning"' not in body


def test_the_page_of_a_closed_item_says_nothing_of_who_was_away():
    found = bodies(meeting(AT, item("1", public=False), attendance=attendance(absent=["hanne"])))

    assert "Fraværende:" not in found[f"moeder/{AT}/punkt-1/"]


@pytest.mark.parametrize("place", [0, 1])
def test_a_recommendation_that_only_stands_in_prose_claims_nobody_who_made_it(place):
    body = both(sections=section("recommendation", "At det godkendes."))[place]

    assert "At det godkendes." in body
    assert "har indstillet" not in body


@pytest.mark.parametrize(
    "outcome", ["postponed", "withdrawn", "returned", "hearing", "referred", "recommended", "discussed", "none"]
)
def test_what_is_not_settled_is_not_said_to_be_decided_here(outcome):
    body, minutes = both(
        recommendation=recommendation("At det sker."), authority=(authority("ebu"),), decision=(decision(outcome),)
    )

    assert "Afgjort her" not in body + minutes


def test_what_a_coming_meeting_will_decide_is_not_said_to_be_decided():
    coming = meeting(AT, item("1", recommendation=recommendation("A."), authority=(authority("ebu"),)), state="agenda")
    found = bodies(coming, today="2014-09-01")

    assert "Afgjort her" not in "".join(found.values())


def test_what_is_settled_in_part_is_said_to_be_decided_here_where_it_is():
    body, _ = both(
        recommendation=recommendation("A.", "B."),
        authority=(authority("ebu"),),
        decision=(decision("adopted", "1"), decision("postponed", "2")),
    )

    assert body.count("Afgjort her") == 2
    assert body.count("Ikke afgjort endnu") == 1


def test_a_hearing_settles_nothing_and_says_who_is_heard():
    body, _ = both(authority=(authority("ebu"),), decision=(decision("hearing"),))
    heard, _ = both(authority=(authority("ebu"),), decision=(decision("hearing", to="kb"),))

    assert "Ikke afgjort endnu" in body
    assert "Går videre til" in heard


def test_whoever_an_item_names_as_present_was_not_away_from_it():
    held = meeting(AT, item("1", attendance=attendance(["hanne"])), attendance=attendance(absent=["hanne", "bo"]))
    body = bodies(held)[f"moeder/{AT}/punkt-1/"]

    assert ">Bo</a>" in body
    assert ">Hanne</a>" not in body


def test_links_within_an_item_lead_to_its_own_places_in_the_minutes_too():
    said = (
        Section("case", "Sagen", 'Se [økonomien](#oekonomi) og [kravet](#indstilling). `<a href="#x">` er tekst.', 1),
        Section(None, "Økonomi", "Se [sagen](#sagsfremstilling) og [bilagene](#bilag).", 1),
        Section("recommendation", "Indstilling", "<!-- page 3 -->\n\nSom [ovenfor](#oekonomi).", 1),
        Section("decision", "Beslutning", "<!-- page 4 -->\n\nSom [indstillet](#indstilling).", 1),
        Section("attachments", "Bilag", "Ligger i sagen.", 1),
    )
    _, minutes = both(sections=said)
    prefix = "punkt-1-"
    named = {name.removeprefix(prefix) for name in re.findall(r'id="(punkt-1-[^"]+)"', minutes)}

    assert {"oekonomi", "indstilling", "sagsfremstilling", "bilag", "beslutning", "side-3", "side-4"} <= named
    assert [] == re.findall(r'href="#(?:oekonomi|indstilling|sagsfremstilling|bilag|side)', minutes)
    assert set(re.findall(r'href="#punkt-1-([^"]+)"', minutes)) <= named
    assert "#x" in minutes
    assert f"#{prefix}x" not in minutes
