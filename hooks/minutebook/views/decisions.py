"""What was proposed beside what was decided, point by point."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from minutebook.model import AgendaItem, Decision, Points
from minutebook.records.points import compact


@dataclass(frozen=True, slots=True)
class DecidedPoint:
    """A point of an agenda item, or the whole item when `point` is `None`.

    `proposal` is the recommendation's text; `None` when the minutes decide what was not recommended. `decisions` are
    those that cover the point, in their order; none when it is not decided yet. `authority` names the
    organizations that decide in the end; none when the record does not say.
    """

    point: str | None
    proposal: str | None
    decisions: tuple[Decision, ...]
    authority: tuple[str, ...]

    @property
    def outcomes(self) -> tuple[str, ...]:
        """The outcomes of the decisions, each once."""
        return tuple(dict.fromkeys(decision.outcome for decision in self.decisions))


@dataclass(frozen=True, slots=True)
class DecidedBlock:
    """Points that follow each other and have the same decisions and the same authority; `label` is such as `1-2`."""

    label: str
    points: tuple[DecidedPoint, ...]
    decisions: tuple[Decision, ...]
    authority: tuple[str, ...]

    @property
    def outcomes(self) -> tuple[str, ...]:
        """The outcomes of the decisions, each once."""
        return self.points[0].outcomes


@dataclass(frozen=True, slots=True)
class Outcome:
    """An outcome of an item, and the points that it covers; `label` is such as `1-2`, and empty for the whole item."""

    outcome: str
    points: Points
    label: str


def decided_points(item: AgendaItem) -> tuple[DecidedPoint, ...]:
    """Return the points of an item with what was proposed, what was decided and who decides in the end.

    The recommendation's points come first in their order, then points that only a decision names. An item without a
    recommendation in points is one row with all its decisions; one with neither a recommendation nor a decision has
    none. The lead text of a recommendation with points is not repeated here.
    """
    proposed = item.recommendation.points if item.recommendation else {}
    if proposed:
        decided = (point for decision in item.decision for point in decision.points)
        return tuple(_decided(item, point) for point in dict.fromkeys((*proposed, *decided)))
    if item.recommendation is None and not item.decision:
        return ()
    text = item.recommendation.text if item.recommendation else None
    return (DecidedPoint(None, text, item.decision, item.authority_over(None)),)


def decided_blocks(item: AgendaItem) -> tuple[DecidedBlock, ...]:
    """Return the points of an item, those beside each other with the same decisions and authority put together."""

    def sameness(row: DecidedPoint) -> tuple[tuple[int, ...], tuple[str, ...]]:
        return tuple(item.decision.index(decision) for decision in row.decisions), row.authority

    blocks = []
    for _, group in groupby(decided_points(item), key=sameness):
        rows = tuple(group)
        label = compact(tuple(row.point for row in rows if row.point is not None))
        blocks.append(DecidedBlock(label, rows, rows[0].decisions, rows[0].authority))
    return tuple(blocks)


def outcomes(item: AgendaItem) -> tuple[Outcome, ...]:
    """Return the outcomes of an item in the order of its decisions, each once with all the points it covers."""
    if len(item.decision) == 1 and not item.decision[0].points:
        return _whole(item.decision[0].outcome)
    covered: dict[str, list[Decision]] = {}
    for decision in item.decision:
        covered.setdefault(decision.outcome, []).append(decision)
    return tuple(_outcome(outcome, decisions) for outcome, decisions in covered.items())


def _decided(item: AgendaItem, point: str) -> DecidedPoint:
    proposal = item.recommendation.points.get(point) if item.recommendation else None
    covering = tuple(each for each in item.decision if not each.points or point in each.points)
    return DecidedPoint(point, proposal, covering, item.authority_over(point))


@cache
def _whole(outcome: str) -> tuple[Outcome, ...]:
    """Return the outcome of an item that was decided as a whole, as most are."""
    return (Outcome(outcome, (), ""),)


def _outcome(outcome: str, decisions: Iterable[Decision]) -> Outcome:
    points: Points = ()
    for decision in decisions:
        if not decision.points:
            return Outcome(outcome, (), "")
        points += decision.points
    points = tuple(dict.fromkeys(points))
    return Outcome(outcome, points, compact(points))
