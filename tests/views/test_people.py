"""A person's record tells what minutes say of them, with what it is counted of."""

from __future__ import annotations

import pytest
from minutebook.model import Absence, AgendaItem, Dissent, Meeting, Membership, PartyPeriod, Request, Vote, Votes
from minutebook.views import Views
from minutebook.views.people import PersonRecord
from minutebook.views.presence import Presence

from tests.builders import archive, attendance, day, decision, item, meeting, member, organization, person


def record(*meetings: Meeting, seats: tuple[Membership, ...] = (), today: str = "2014-12-31") -> PersonRecord:
    """Return Hanne's record, who sits in EBU."""
    seated = organization("ebu", *(seats or (member("hanne"),)))
    return Views(archive(*meetings, people=[person("hanne")], organizations=[seated]), day(today)).people["hanne"]


def presence(*meetings: Meeting, seats: tuple[Membership, ...] = ()) -> Presence | None:
    return record(*meetings, seats=seats).seats[0].presence


# Presence


def test_whoever_is_not_among_the_absent_was_there_when_only_the_absent_are_listed() -> None:
    expected = Presence(recorded=2, absent=1, partly=0)

    assert expected == presence(
        meeting("ebu/2014-08-19", attendance=attendance(absent=["jakob"])),
        meeting("ebu/2014-09-09", attendance=attendance(absent=["jakob", "hanne"])),
    )


def test_nothing_is_known_of_someone_whom_a_list_of_those_present_leaves_out() -> None:
    expected = Presence(recorded=1, absent=0, partly=0)

    assert expected == presence(
        meeting("ebu/2014-08-19", attendance=attendance(present=["jakob"])),
        meeting("ebu/2014-09-09", attendance=attendance(present=["jakob", "hanne"])),
    )


def test_the_chair_was_there_also_where_only_others_are_listed_as_present() -> None:
    held = meeting("ebu/2014-09-09", attendance=attendance(present=["jakob"], chair="hanne"))

    assert Presence(recorded=1, absent=0, partly=0) == presence(held, seats=(member("hanne", "chair"),))


@pytest.mark.parametrize(
    "unknown",
    [
        meeting("ebu/2014-08-19"),
        meeting("ebu/2014-08-19", attendance=attendance(chair="jakob", staff=("Sekretær",))),
        meeting("ebu/2014-08-19", attendance=attendance(absent=["hanne"]), state="cancelled"),
        meeting("social/2014-08-19", attendance=attendance(absent=["jakob"])),
    ],
    ids=["no attendance", "chair and staff alone", "cancelled", "another organization"],
)
def test_meetings_that_do_not_tell_are_not_counted(unknown: Meeting) -> None:
    told = meeting("ebu/2014-09-09", attendance=attendance(absent=["hanne"]))

    assert Presence(recorded=1, absent=1, partly=0) == presence(unknown, told)


def test_coming_late_is_not_being_absent() -> None:
    late = attendance(present=["hanne"], absent=[Absence("hanne", "unknown", to_item="2")])

    assert Presence(recorded=1, absent=0, partly=1) == presence(meeting("ebu/2014-09-09", attendance=late))


def test_only_meetings_in_the_time_of_the_seat_are_counted() -> None:
    meetings = [
        meeting(f"ebu/2014-{month:02}-01", attendance=attendance(absent=["hanne"])) for month in (1, 2, 3, 4, 5)
    ]

    expected = Presence(recorded=3, absent=3, partly=0)
    assert expected == presence(*meetings, seats=(member("hanne", start="2014-02-01", end="2014-04-01"),))


@pytest.mark.parametrize(
    ("role", "counted"), [("chair", True), ("member", True), ("substitute", False), ("observer", False)]
)
def test_substitutes_and_observers_are_not_expected_at_every_meeting(role: str, *, counted: bool) -> None:
    told = meeting("ebu/2014-09-09", attendance=attendance(absent=["hanne"]))

    assert counted == (presence(told, seats=(member("hanne", role),)) is not None)


def test_a_seat_in_an_organization_that_never_met_has_no_presence() -> None:
    assert presence() is None


# The record


def test_absences_are_newest_first_those_from_items_too() -> None:
    hanne = record(
        meeting("ebu/2014-06-10", attendance=attendance(absent=["hanne"])),
        meeting("ebu/2014-09-09", item("4", attendance=attendance(absent=["hanne"]))),
        meeting("ebu/2014-08-19", attendance=attendance(absent=[Absence("jakob", "excused", substitute="hanne")])),
    )

    expected = [("ebu/2014-09-09", "ebu/2014-09-09/4"), ("ebu/2014-06-10", None)]
    assert expected == [(each.meeting.key, each.handling and each.handling.key) for each in hanne.missed]
    assert ["ebu/2014-08-19"] == [each.meeting.key for each in hanne.stood_in]


def test_what_someone_asked_for_opposed_and_stepped_aside_from_is_on_record() -> None:
    hanne = record(
        meeting(
            "ebu/2014-09-09",
            item("1", requested_by=Request("hanne")),
            item("2", dissents=(Dissent("hanne", "Imod."), Dissent("hanne", "Stadig imod."))),
            item("3", recused=("hanne",)),
            item("4", decision=(decision("adopted-by-vote", votes=Votes(by=(Vote("hanne", "no"),))),)),
            item("5", requested_by=Request("jakob")),
        )
    )

    assert ["1"] == [each.item.id for each in hanne.requests]
    assert ["2"] == [each.item.id for each in hanne.dissents]
    assert ["3"] == [each.item.id for each in hanne.recusals]
    assert [("4", "no")] == [(each.handling.item.id, each.vote) for each in hanne.votes]


def test_seats_that_are_held_come_before_those_that_were() -> None:
    seats = (
        member("hanne", "member", "2006-01-01", "2009-12-31"),
        member("hanne", "chair", "2014-01-01"),
        member("hanne", "vice-chair", "2010-01-01", "2013-12-31"),
    )

    assert ["chair", "vice-chair", "member"] == [seat.membership.role for seat in record(seats=seats).seats]


def test_someone_of_whom_minutes_say_nothing_has_an_empty_record() -> None:
    (views,) = (Views(archive(people=[person("ingen")])),)

    assert PersonRecord(person("ingen"), None, (), (), (), (), (), (), ()) == views.people["ingen"]


@pytest.mark.parametrize(("today", "letter"), [("2014-12-31", "F"), ("2016-01-01", "F"), ("2013-01-01", "A")])
def test_the_party_is_that_of_today_or_of_the_end_of_the_last_seat(today: str, letter: str) -> None:
    periods = (
        PartyPeriod("A", end=day("2013-12-31")),
        PartyPeriod("F", start=day("2014-01-01"), end=day("2015-12-31")),
    )
    seated = organization("ebu", member("hanne", end="2015-06-30"))
    records = archive(people=[person("hanne", party=periods)], organizations=[seated])

    assert letter == Views(records, day(today)).people["hanne"].party


def test_the_members_of_a_day_come_by_role() -> None:
    seated = organization(
        "ebu",
        member("jakob"),
        member("hanne", "vice-chair"),
        member("simon", "chair"),
        member("anne", "member", end="2013-12-31"),
    )
    people = [person(each) for each in ("anne", "hanne", "jakob", "simon")]
    views = Views(archive(organizations=[seated], people=people), day("2014-09-09"))

    assert ["simon", "hanne", "jakob"] == [each.person.id for each in views.members("ebu")]
    assert ["simon", "hanne", "jakob", "anne"] == [each.person.id for each in views.members("ebu", day("2013-01-01"))]


def test_who_is_a_member_and_the_chair_is_listed_once_as_the_chair() -> None:
    seats = (member("hanne", start="2014-01-01"), member("jakob"), member("hanne", "chair", start="2014-01-01"))
    people = [person("hanne"), person("jakob")]
    listed = Views(archive(people=people, organizations=[organization("ebu", *seats)])).members(
        "ebu", day("2014-09-09")
    )

    assert [("hanne", "chair"), ("jakob", "member")] == [(each.person.id, each.membership.role) for each in listed]


# Who was away from an item


def away(subject: AgendaItem, *absences: str | Absence) -> list[str]:
    held = meeting("ebu/2014-09-09", item("1"), item("2"), item("3"), subject, attendance=attendance(absent=absences))
    return [each.person for each in Views(archive(held)).absences(held, held.items[-1])]


def test_who_was_away_from_the_meeting_was_away_from_each_item() -> None:
    assert ["hanne", "jakob"] == away(item("4"), "hanne", "jakob")


@pytest.mark.parametrize(
    ("first", "last", "missing"),
    [("1", "3", False), ("1", "4", True), ("4", None, True), ("5", None, False), (None, "3", False), (None, "4", True)],
)
def test_who_was_away_from_a_stretch_was_away_from_the_items_in_it(
    first: str | None, last: str | None, *, missing: bool
) -> None:
    held = meeting(
        "ebu/2014-09-09",
        *(item(number) for number in "12345"),
        attendance=attendance(absent=[Absence("hanne", "unknown", from_item=first, to_item=last)]),
    )

    assert missing == bool(Views(archive(held)).absences(held, held.items[3]))


def test_what_an_item_says_of_someone_goes_before_what_the_meeting_says() -> None:
    excused = Absence("hanne", "excused")

    assert ["jakob", "hanne"] == away(item("4", attendance=attendance(absent=[excused])), "hanne", "jakob")
    assert ["jakob"] == away(item("4", attendance=attendance(present=["hanne"])), "hanne", "jakob")
