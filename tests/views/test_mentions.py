"""What the texts of the archive say of a partner is found by its names."""

from __future__ import annotations

from minutebook.model import Section
from minutebook.views import Views
from minutebook.views.mentions import Mention

from tests.builders import archive, attachment, decision, item, meeting, partner


def text(markdown: str, heading: str | None = None) -> tuple[Section, ...]:
    return (Section(None, heading, markdown, 1),)


def said(markdown: str, *names: str) -> tuple[Mention, ...]:
    made = archive(
        meeting("ebu/2014-09-09", item(sections=text(markdown))),
        partners=[partner("visit", name="VisitNordsjælland", also_called=names)],
    )
    return Views(made).mentions.get("visit", ())


def test_a_mention_tells_the_sentence_that_it_stands_in() -> None:
    (found,) = said("Først dette. Fem *kommuner* står bag [VisitNordsjælland](x.md), siges det.\nMere. Sidst.")

    assert "Fem kommuner står bag VisitNordsjælland, siges det." == found.excerpt
    assert 1 == found.times


def test_a_name_in_the_genitive_is_the_name_and_a_longer_word_is_not() -> None:
    assert 1 == len(said("VisitNordsjællands medlemmer."))
    assert 1 == len(said("Furesøs budget.", "Furesø"))
    assert () == said("Kommunerne om Furesøen og NyVisitNordsjælland.", "Furesø")


def test_a_partner_is_found_by_its_other_names_and_each_text_is_told_once() -> None:
    (found,) = said("VisitNordsjælland. Visit Nordsjælland igen.", "Visit Nordsjælland")

    assert 2 == found.times


def test_a_sentence_is_told_rather_than_a_cell_or_a_heading() -> None:
    (found,) = said("| VisitNordsjælland | Nej |\n\n### Om VisitNordsjælland\n\nVisitNordsjælland er et samarbejde.")

    assert "VisitNordsjælland er et samarbejde." == found.excerpt


def test_a_mention_knows_the_page_of_the_original() -> None:
    sections = (
        *text("<!-- page 1 -->\n\nIntet her."),
        *text("Stadig intet.\n\n<!-- page 2 -->\n\nVisitNordsjælland er et samarbejde."),
    )
    made = archive(
        meeting("ebu/2014-09-09", item(attachments=(attachment("1", sections=sections),))),
        partners=[partner("visit", name="VisitNordsjælland")],
    )
    (found,) = Views(made).mentions["visit"]

    assert ("2", "1") == (found.page, found.place.attachment.id if found.place.attachment else None)


def test_the_decisions_that_concern_a_partner_are_those_of_items_that_mention_it_newest_first() -> None:
    about = text("VisitNordsjælland er et samarbejde.")
    made = archive(
        meeting("ebu/2014-06-10", item(sections=about, decision=(decision("noted"),))),
        meeting("ebu/2014-08-19", item(sections=about)),
        meeting("ebu/2014-09-09", item("1"), item("2", sections=about, decision=(decision("adopted"),))),
        partners=[partner("visit", name="VisitNordsjælland")],
    )
    record = Views(made).partners["visit"]

    assert ["ebu/2014-09-09/2", "ebu/2014-06-10/1"] == [handling.key for handling in record.decided]
    assert ["2014-09-09", "2014-08-19", "2014-06-10"] == [each.place.day.isoformat() for each in record.mentions]


def test_an_archive_without_partners_looks_for_nothing() -> None:
    assert {} == Views(archive(meeting("ebu/2014-09-09", item(sections=text("Tekst."))))).mentions
