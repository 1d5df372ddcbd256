"""A decision has to fit what was proposed, who may decide, and its own words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from minutebook import outcomes
from minutebook.model import AgendaItem, Decision, Meeting, Points, Votes
from minutebook.problems import Problem, problem, quote
from minutebook.records.loading import Reading
from minutebook.records.points import compact
from minutebook.vocabulary import OUTCOMES


def check_meeting(meeting: Meeting, reading: Reading) -> Iterator[Problem]:
    """Yield the problems of the decisions of a meeting's items; what could not be read counts for nothing."""
    for item in meeting.items:
        if not reading.doubts(item.path, "recommendation"):
            yield from _check_points(item)
        yield from _check_repetition(item)
        yield from _check_dates(item, meeting)
        for index, decision in enumerate(item.decision):
            if item.public:
                yield from _check_words(item, decision, index)
            if not reading.doubts(item.path, "authority", f"decision[{index}].points"):
                yield from _check_authority(meeting, item, decision, index)
            if decision.votes and not reading.doubts(item.path, f"decision[{index}].votes"):
                yield from _check_votes(item, decision.votes, index)
        if item.public:
            yield from _check_prose(item)
        if _lacks_decision(item, meeting) and not reading.doubts(item.path, "decision"):
            yield problem(item.path, "item-without-decision", field="kind", found=item.number)


def _lacks_decision(item: AgendaItem, meeting: Meeting) -> bool:
    recorded = meeting.state in {"minutes", "minutes-draft"}
    known = meeting.completeness != "partial" and item.completeness != "partial"
    return recorded and known and item.public and item.kind == "decision" and not item.decision


def _check_points(item: AgendaItem) -> Iterator[Problem]:
    """Points that are decided or assigned have to be proposed, as far as is known what was."""
    proposed = item.recommendation.points if item.recommendation else {}
    if not proposed and item.completeness == "partial":
        return
    named: list[tuple[str, Points]] = [
        *((f"decision[{i}].points", decision.points) for i, decision in enumerate(item.decision)),
        *((f"authority[{i}].points", authority.points) for i, authority in enumerate(item.authority)),
    ]
    for field, points in named:
        unknown = tuple(point for point in points if point not in proposed)
        if unknown:
            expected = compact(tuple(proposed)) or "—"
            yield problem(item.path, "unknown-point", field=field, found=compact(unknown), expected=expected)


def _check_repetition(item: AgendaItem) -> Iterator[Problem]:
    decided: set[str] = set()
    for index, decision in enumerate(item.decision):
        again = tuple(point for point in decision.points if point in decided)
        if again:
            yield problem(item.path, "decided-twice", field=f"decision[{index}].points", found=compact(again))
        decided.update(decision.points)


def _check_dates(item: AgendaItem, meeting: Meeting) -> Iterator[Problem]:
    for index, decision in enumerate(item.decision):
        if decision.until and decision.until < meeting.start.day:
            field, found = f"decision[{index}].until", str(decision.until)
            yield problem(item.path, "end-before-start", field=field, found=found, start=str(meeting.start.day))


def _check_words(item: AgendaItem, decision: Decision, index: int) -> Iterator[Problem]:
    inferred = outcomes.infer(decision.text)
    if decision.outcome and not outcomes.agree(decision.outcome, inferred):
        facts = {
            "found": decision.outcome,
            "text": quote(decision.text),
            "expected": ", ".join(sorted(inferred)),
            "example": next(outcome for outcome in OUTCOMES.terms if outcome in inferred),
        }
        yield problem(item.path, "outcome-differs", line=0, field=f"decision[{index}].outcome", **facts)


def _check_authority(meeting: Meeting, item: AgendaItem, decision: Decision, index: int) -> Iterator[Problem]:
    if decision.outcome not in outcomes.FINAL:
        return
    deciders = map(item.authority_over, decision.points or (None,))
    elsewhere = (one for known in deciders if meeting.organization not in known for one in known)
    for there in dict.fromkeys(elsewhere):
        if there:
            field = f"decision[{index}].outcome"
            yield problem(item.path, "adopted-elsewhere", field=field, found=decision.outcome, organization=there)


def _check_votes(item: AgendaItem, votes: Votes, index: int) -> Iterator[Problem]:
    """Let names and numbers agree where there are both: minutes mostly name those alone who voted against."""
    counted = {"in_favour": "yes", "against": "no", "abstained": "abstained"}
    for field, term in counted.items():
        stated = getattr(votes, field)
        named = sum(vote.vote == term for vote in votes.by)
        if named and stated is not None and stated != named:
            where = f"decision[{index}].votes.{field}"
            yield problem(item.path, "votes-differ", field=where, found=str(stated), expected=str(named))
    voted: set[str] = set()
    for place, vote in enumerate(votes.by):
        if vote.person in voted:
            where = f"decision[{index}].votes.by[{place}].person"
            yield problem(item.path, "voted-twice", field=where, found=vote.person)
        voted.add(vote.person)


def _check_prose(item: AgendaItem) -> Iterator[Problem]:
    """Let the decision stand in the body as well, as long as it says the same."""
    stated = " ".join(decision.text for decision in item.decision)
    for section in item.sections:
        if section.kind == "decision" and item.decision:
            in_prose = outcomes.infer(section.markdown)
            in_facts = frozenset(decision.outcome for decision in item.decision)
            same_words = _words(stated) <= _words(section.markdown)
            if in_prose and not same_words and not in_prose & in_facts:
                found, expected = ", ".join(sorted(in_prose)), ", ".join(sorted(in_facts))
                yield problem(item.path, "prose-differs", line=section.line - 1, found=found, expected=expected)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))
