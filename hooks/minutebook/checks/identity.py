"""Numbers and ids stand once where they have to, and so do the addresses that are made of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from posixpath import basename

from minutebook.model import AgendaItem, Meeting, Plan, Survey
from minutebook.problems import Problem, nearest, problem
from minutebook.records.loading import Reading
from minutebook.records.scalars import NO_DAY


def check_meeting(meeting: Meeting) -> Iterator[Problem]:
    """Yield a problem for every id or number of a meeting that stands twice where it has to be single."""
    yield from _check_items(meeting)
    for item in meeting.items:
        yield from _check_announcements(item)


def check(reading: Reading) -> Iterator[Problem]:
    """Yield a problem for every id of a plan or a survey that stands twice or names nothing in it.

    Whoever answers a survey has a name, and answers each question once.
    """
    for plan in reading.archive.plans.values():
        yield from _check_plan(plan)
    for survey in reading.archive.surveys.values():
        yield from _check_survey(survey)
        yield from _check_respondents(survey, reading)


def _check_items(meeting: Meeting) -> Iterator[Problem]:
    yield from _twice(((item.path, "number", item.number) for item in meeting.items), "duplicate-number")
    first: dict[str, str] = {}
    for item in meeting.items:
        other = first.setdefault(item.id, item.number)
        if item.number and other and other != item.number:
            facts = {"found": item.number, "other": other, "address": item.id}
            yield problem(item.path, "duplicate-address", line=0, field="number", **facts)


def _check_announcements(item: AgendaItem) -> Iterator[Problem]:
    """Announcements have anchors made of their numbers."""
    seen: set[str] = set()
    for section in item.sections:
        if section.number and section.number in seen:
            facts = {"found": section.number, "other": basename(item.path)}
            yield problem(item.path, "duplicate-number", line=section.line - 1, **facts)
        seen.add(section.number or "")


def _check_plan(plan: Plan) -> Iterator[Problem]:
    goals = [goal.id for goal in plan.goals]
    yield from _twice(((plan.path, f"goals[{i}].id", goal) for i, goal in enumerate(goals)), "duplicate-id")
    for index, status in enumerate(plan.status):
        if status.goal and all(goals) and goals and status.goal not in goals:
            facts = _one_of(goals, status.goal)
            yield problem(plan.path, "unknown-goal", line=0, field=f"status[{index}].goal", **facts)
    start, end = plan.period.start, plan.period.end
    if end < start and NO_DAY not in {start, end}:
        yield problem(plan.path, "end-before-start", field="period.end", found=str(end), start=str(start))


def _check_survey(survey: Survey) -> Iterator[Problem]:
    questions = [question.id for question in survey.questions]
    named = ((survey.path, f"questions[{i}].id", question) for i, question in enumerate(questions))
    yield from _twice(named, "duplicate-id")
    for number, respondent in enumerate(survey.respondents):
        for index, answer in enumerate(respondent.answers):
            if answer.question and questions and all(questions) and answer.question not in questions:
                field, facts = f"respondents[{number}].answers[{index}].question", _one_of(questions, answer.question)
                yield problem(survey.path, "unknown-question", line=0, field=field, **facts)


def _check_respondents(survey: Survey, reading: Reading) -> Iterator[Problem]:
    for number, respondent in enumerate(survey.respondents):
        place = f"respondents[{number}]"
        if not respondent.partner and not respondent.name and not reading.doubts(survey.path, place):
            example = "name: Gladsaxe Kommune"
            yield problem(survey.path, "missing-key", field=f"{place}.name", example=example)
        answered = ((f"{place}.answers[{i}].question", one.question) for i, one in enumerate(respondent.answers))
        seen: set[str] = set()
        for field, question in answered:
            if question and question in seen:
                yield problem(survey.path, "answered-twice", field=field, found=question)
            seen.add(question)


def _one_of(known: Sequence[str], found: str) -> dict[str, str]:
    """Return the facts that help whoever wrote an id that is none of the known ones."""
    meant = nearest(found, known)
    return {"found": found, "expected": ", ".join(known), "nearest": meant, "example": meant or known[0]}


def _twice(names: Iterable[tuple[str, str, str]], code: str) -> Iterator[Problem]:
    """Yield a problem for each (path, field, name) whose name came before."""
    first: dict[str, tuple[str, str]] = {}
    for path, field, name in names:
        other, _ = first.setdefault(name, (path, field))
        if name and first[name] != (path, field):
            yield problem(path, code, field=field, found=name, other=basename(other))
