"""The archive says what it holds and what it lacks."""

from __future__ import annotations

from minutebook.views import Views
from minutebook.views.coverage import Counts, total

from tests.builders import archive, attachment, day, item, meeting, prose


def test_meetings_are_counted_once_by_what_is_known_of_them() -> None:
    records = archive(
        meeting("ebu/2014-01-14"),
        meeting("ebu/2014-02-11", state="minutes-draft"),
        meeting("ebu/2014-03-11", state="agenda"),
        meeting("ebu/2014-04-08", state="cancelled"),
        meeting("ebu/2014-05-13", completeness="partial"),
        meeting("ebu/2014-11-11", state="agenda"),
        meeting("ebu/2014-12-09", state="planned"),
    )
    year = Views(records, day("2014-06-01")).coverage["ebu", 2014]

    assert Counts(minutes=1, drafts=1, agenda_only=1, in_part=1, cancelled=1, coming=2, partial=1) == year.counts
    assert year.counts.held == 4
    assert ["ebu/2014-02-11", "ebu/2014-03-11"] == [each.key for each in year.without_minutes]


def test_attachments_are_counted_once_by_the_best_that_the_archive_has() -> None:
    attachments = (
        attachment("1", sections=prose("Tekst."), file="notat.pdf", completeness="summary"),
        attachment("2", file="plan.pdf", url="https://testby.example/plan.pdf"),
        attachment("3", url="https://testby.example/kort"),
        attachment("4"),
        attachment("5", public=False, withheld_reason="Privat"),
        attachment("6", public=False, withheld_reason="Privat"),
        attachment("7", public=False, withheld_reason="Ophavsret"),
    )
    counted = item("1", attachments=attachments, completeness="summary")
    year = Views(archive(meeting("ebu/2014-09-09", counted, item("2", public=False)))).coverage["ebu", 2014]

    expected = Counts(
        minutes=1,
        items=2,
        closed_items=1,
        partial_items=1,
        with_text=1,
        partial_texts=1,
        with_file=1,
        link_only=1,
        missing=1,
        withheld={"Ophavsret": 1, "Privat": 2},
    )
    assert expected == year.counts
    assert (7, 3) == (year.counts.attachments, year.counts.without_text)
    assert [("ebu/2014-09-09/1", "4")] == [(handling.key, missing.id) for handling, missing in year.missing]


def test_attachments_without_text_are_named_whether_they_are_scanned_or_not_read() -> None:
    attachments = (
        attachment("1", sections=prose("Tekst."), file="notat.pdf"),
        attachment("2", file="kort.pdf", scanned="all"),
        attachment("3", sections=prose("Tekst."), file="plan.pdf", scanned="2, 4-6"),
        attachment("4", file="tegning.dwg"),
        attachment("5", public=False, withheld_reason="Privat", file="brev.pdf"),
    )
    year = Views(archive(meeting("ebu/2014-09-09", item("1", attachments=attachments)))).coverage["ebu", 2014]
    assert ["2", "3", "4"] == [each.id for _, each in year.without_text]


def test_each_organization_and_year_is_counted_for_itself_and_all_together() -> None:
    withheld = attachment("1", public=False, withheld_reason="Privat")
    coverage = Views(
        archive(
            meeting("social/2014-09-09", item(attachments=(withheld,))),
            meeting("ebu/2014-09-09", item("1", attachments=(withheld,)), item("2")),
            meeting("ebu/2013-09-09", item()),
        )
    ).coverage

    assert [("ebu", 2013), ("ebu", 2014), ("social", 2014)] == list(coverage)
    assert Counts(minutes=3, items=4, withheld={"Privat": 2}) == total(each.counts for each in coverage.values())


def test_nothing_adds_up_to_nothing() -> None:
    assert Counts() == total(())
