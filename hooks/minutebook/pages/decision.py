"""What was decided, in whose power it was, and what had been proposed, point by point."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from minutebook.model import AgendaItem, Decision, Meeting, Votes
from minutebook.pages.edition import Edition
from minutebook.pages.parts import Badge, Fact, Value
from minutebook.records.points import compact
from minutebook.views.decisions import decided_blocks

_UNSETTLED = {"postponed", "withdrawn", "returned", "hearing", "referred", "recommended", "discussed", "none"}
"""Outcomes after which a matter is not settled, whoever may settle it."""


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision: its outcome, its words as they were written, and what becomes of it.

    `plain` tells that the words say what the badge says, so that one of the two is enough.
    """

    badge: Badge
    words: str
    plain: bool
    points: str
    fate: tuple[Value, ...]
    votes: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a recommendation."""

    number: str
    text: str


@dataclass(frozen=True, slots=True)
class Compared:
    """What was proposed, as points or as one text, beside what was decided of it and who decides in the end."""

    points: tuple[Point, ...]
    text: str
    decisions: tuple[Decided, ...]
    authority: tuple[Value, ...]


def decided(edition: Edition, meeting: Meeting, item: AgendaItem) -> tuple[Decided, ...]:
    """Return the decisions of an item in the order of the minutes."""
    return tuple(_decided(edition, meeting, item, decision) for decision in item.decision)


def compared(
    edition: Edition, meeting: Meeting, item: AgendaItem, decisions: tuple[Decided, ...]
) -> Iterator[Compared]:
    """Yield what was proposed beside what was decided, points with the same decision together.

    `decisions` are those of the item, as `decided` returns them.
    """
    shown = {id(decision): one for decision, one in zip(item.decision, decisions, strict=True)}
    for block in decided_blocks(item):
        points = tuple(Point(row.point, row.proposal or "–") for row in block.points if row.point is not None)
        text = "" if points else block.points[0].proposal or ""
        outcomes = tuple(shown[id(decision)] for decision in block.decisions)
        settled = not _UNSETTLED.issuperset(block.outcomes)
        yield Compared(points, text, outcomes, authority(edition, meeting, block.authority, settled=settled))


def authority(edition: Edition, meeting: Meeting, organizations: Iterable[str], *, settled: bool) -> tuple[Value, ...]:
    """Say whether a matter is decided here or goes on, and to whom; nothing where the record does not say.

    What is not `settled` yet is not said to be decided here, though this is where it will be.
    """
    chosen = tuple(organizations)
    if not chosen:
        return ()
    elsewhere = [edition.organization(one) for one in chosen if one != meeting.organization]
    if not elsewhere:
        return (edition.t("decision.here"),) if settled else ()
    return (edition.t("decision.onward"), *elsewhere)


def authority_values(edition: Edition, item: AgendaItem) -> tuple[Value, ...]:
    """Return who decides an item in the end, as its record says, each with the points that it decides."""
    named: list[Value] = []
    for one in item.authority:
        named.append(edition.organization(one.organization))
        if one.points:
            named.append(edition.points("item.for-points", compact(one.points)))
    return tuple(named)


def vote_facts(edition: Edition, votes: Votes | None) -> tuple[Fact, ...]:
    """Return how many voted how, and their names where the minutes give them."""
    if votes is None:
        return ()
    counts = {"yes": votes.in_favour, "no": votes.against, "abstained": votes.abstained}
    facts = []
    for vote, count in counts.items():
        names = tuple(edition.person(each.person) for each in votes.by if each.vote == vote)
        number = (edition.t.plural("decision.votes", count),) if count is not None else ()
        if number or names:
            facts.append(Fact(edition.t.label("vote", vote), (*number, *names)))
    return tuple(facts)


def _decided(edition: Edition, meeting: Meeting, item: AgendaItem, decision: Decision) -> Decided:
    numbers = compact(decision.points)
    badge = edition.badge("outcome", decision.outcome, numbers)
    return Decided(
        badge,
        decision.text,
        plain=decision.text.strip().rstrip(".").casefold() == badge.label.casefold(),
        points=edition.points("item.for-points", numbers) if numbers else "",
        fate=_fate(edition, meeting, item, decision),
        votes=vote_facts(edition, decision.votes),
    )


def _fate(edition: Edition, meeting: Meeting, item: AgendaItem, decision: Decision) -> tuple[Value, ...]:
    t = edition.t
    if decision.until:
        return (t("decision.until"), edition.day(decision.until))
    if decision.outcome in {"postponed", "withdrawn", "returned"}:
        return (t("decision.undecided"),)
    if decision.to and decision.to != meeting.organization:
        return (t("decision.onward"), edition.organization(decision.to))
    if decision.outcome == "hearing":
        return (t("decision.undecided"),)
    powers = dict.fromkeys(one for point in decision.points or (None,) for one in item.authority_over(point))
    return authority(edition, meeting, powers, settled=decision.outcome not in _UNSETTLED)
