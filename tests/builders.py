"""Small archives, built from the model directly, in the few words that a test is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, time
from typing import Any, Protocol, TypeVar

from minutebook.model import (
    Absence,
    AgendaItem,
    Archive,
    Attachment,
    Attendance,
    Authority,
    Contact,
    Decision,
    Goal,
    GoalStatus,
    Licence,
    Matter,
    Meeting,
    Membership,
    Moment,
    Municipality,
    Organization,
    Partner,
    Period,
    Person,
    Plan,
    Points,
    Recommendation,
    Section,
    Topic,
)
from minutebook.records.points import expand


class Named(Protocol):
    """Anything that an archive keeps by its id."""

    @property
    def id(self) -> str: ...


Record = TypeVar("Record", bound=Named)

MUNICIPALITY = Municipality(
    path="meetings/municipality.yml",
    format_version=1,
    name="Testby Kommune",
    country="DK",
    time_zone="Europe/Copenhagen",
    languages=("da",),
    licence=Licence("CC BY 4.0"),
    contact=Contact("Sekretariatet"),
)


def day(text: str) -> date:
    """Read a day: `2014-09-09`."""
    return date.fromisoformat(text)


def points(text: str) -> Points:
    """Read points as records write them: `1, 3-5`. No text is no points: the whole item."""
    return expand(text) or () if text else ()


def decision(outcome: str, covering: str = "", **facts: Any) -> Decision:
    """Make a decision on all points or on some; its words are those of its outcome, unless told."""
    return Decision(outcome, facts.pop("text", f"{outcome.capitalize()}."), points(covering), **facts)


def authority(organization: str, covering: str = "") -> Authority:
    """Make an organization the one that decides all points or some."""
    return Authority(organization, points(covering))


def recommendation(*texts: str, text: str | None = None) -> Recommendation:
    """Make a recommendation of the administration with points numbered from 1, or of one text."""
    return Recommendation("Forvaltningen", text, {str(number): each for number, each in enumerate(texts, start=1)})


def attachment(id_: str, **facts: Any) -> Attachment:
    """Make an attachment; without more facts it is one of which only the title is known."""
    return Attachment(**{"path": "", "id": id_, "title": f"Bilag {id_}", "kind": "memo", **facts})


def prose(text: str) -> tuple[Section, ...]:
    """Make the prose of a record: one section without a heading."""
    return (Section(None, None, text, 1),)


def item(number: str = "1", title: str = "", **facts: Any) -> AgendaItem:
    """Make an agenda item; `meeting` gives it its key and its file."""
    order = facts.pop("order", int(number) if number.isdigit() else 0)
    made = {"path": "", "key": "", "id": number, "order": order, "number": number, "kind": "decision"}
    return AgendaItem(**{**made, "title": title or f"Punkt {number}", **facts})


def meeting(key: str, *items: AgendaItem, at: str = "", **facts: Any) -> Meeting:
    """Make a meeting of minutes, by its key `ebu/2014-09-09`, at a time of day such as `17:00` if it is told."""
    organization, folder = key.split("/")
    start = Moment(day(folder[:10]), time.fromisoformat(at) if at else None)
    path = f"meetings/{key}"
    placed = tuple(
        replace(each, key=f"{key}/{each.id}", path=f"{path}/{each.order:02}-{each.matter or 'punkt'}.md")
        for each in items
    )
    made = {"path": f"{path}/meeting.yml", "organization": organization, "folder": folder, "start": start}
    return Meeting(**{**made, "state": "minutes", "items": placed, **facts})


def attendance(present: Iterable[str] = (), absent: Iterable[str | Absence] = (), **facts: Any) -> Attendance:
    """Make an attendance from the ids of people."""
    away = tuple(Absence(each, "unknown") if isinstance(each, str) else each for each in absent)
    return Attendance(present=tuple(present), absent=away, **facts)


def organization(id_: str, *memberships: Membership, **facts: Any) -> Organization:
    """Make an organization; `kommunalbestyrelsen` is a council and all others are committees, unless told."""
    kind = "council" if id_ == "kommunalbestyrelsen" else "committee"
    made = {"path": f"meetings/{id_}/organization.yml", "id": id_, "name": id_.capitalize(), "classification": kind}
    return Organization(**{**made, "memberships": memberships, **facts})


def member(person_: str, role: str = "member", start: str = "", end: str = "") -> Membership:
    """Make someone a member, from a day to a day if they are told."""
    return Membership(person_, role, day(start) if start else None, day(end) if end else None)


def person(id_: str, **facts: Any) -> Person:
    """Make a person, whose name comes from the id."""
    return Person(id_, id_.replace("-", " ").title(), **facts)


def goal(id_: str, area: str = "Unge", **facts: Any) -> Goal:
    """Make a goal of a plan."""
    made = {"kind": "local", "unit": "pct", "direction": "at-most"}
    return Goal(**{"id": id_, "text": f"Mål {id_}", "area": area, **made, **facts})


def status(goal_: str, source: str, state: str = "on-track", period: str = "2014-K2") -> GoalStatus:
    """Make a status report on a goal, from an item or attachment."""
    return GoalStatus(goal_, period, source, state=state)


def plan(id_: str, start: str, end: str, **facts: Any) -> Plan:
    """Make a plan from a day to a day."""
    made = {"path": f"meetings/plans/{id_}.yml", "id": id_, "title": id_.capitalize(), "organization": "ebu"}
    return Plan(**{**made, "period": Period(day(start), day(end)), **facts})


def partner(id_: str, **facts: Any) -> Partner:
    """Make a partner that is an association, unless told."""
    made = {"path": f"meetings/partners/{id_}.yml", "id": id_, "name": id_.capitalize()}
    return Partner(**{**made, "classification": "association", **facts})


def matter(id_: str, title: str = "", **facts: Any) -> Matter:
    """Make a matter on record."""
    return Matter(id_, title or id_.capitalize(), **facts)


def archive(  # noqa: PLR0913
    *meetings: Meeting,
    people: Iterable[Person] = (),
    topics: Iterable[Topic] = (),
    matters: Iterable[Matter] = (),
    organizations: Iterable[Organization] = (),
    plans: Iterable[Plan] = (),
    partners: Iterable[Partner] = (),
    **facts: Any,
) -> Archive:
    """Make an archive; every organization that meets is in it, also one that is not told."""
    meeting_ones = {each.organization: organization(each.organization) for each in meetings}
    return Archive(
        municipality=MUNICIPALITY,
        people=by_id(people),
        topics=by_id(topics),
        matters=by_id(matters),
        organizations={**meeting_ones, **by_id(organizations)},
        meetings=meetings,
        plans=by_id(plans),
        partners=by_id(partners),
        **facts,
    )


def by_id(records: Iterable[Record]) -> Mapping[str, Record]:
    """Key records by their ids."""
    return {record.id: record for record in records}
