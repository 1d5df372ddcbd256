"""Where the archive mentions a partner, and surveys as tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from minutebook.model import Answer, Archive, Fact, Partner, Question, Respondent, Survey
from minutebook.views.references import Place, Places


@dataclass(frozen=True, slots=True)
class SourcedFact:
    """A fact about a partner, with the place that it stands in."""

    fact: Fact
    place: Place | None


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """A respondent's answers in the order of the questions; `None` where there is no answer to one."""

    name: str
    partner: Partner | None
    answers: tuple[Answer | None, ...]


@dataclass(frozen=True, slots=True)
class SurveyTable:
    """A survey: a row for each respondent, a column for each question, and the place that it stands in."""

    survey: Survey
    place: Place | None
    questions: tuple[Question, ...]
    rows: tuple[SurveyRow, ...]


@dataclass(frozen=True, slots=True)
class PartnerRecord:
    """A partner with what the archive says of it; `mentioned_in` is newest first, each place once.

    `answered` are the surveys that it answered, each with its own row.
    """

    partner: Partner
    facts: tuple[SourcedFact, ...]
    answered: tuple[tuple[SurveyTable, SurveyRow], ...]
    mentioned_in: tuple[Place, ...]


def survey_tables(archive: Archive, places: Places) -> Mapping[str, SurveyTable]:
    """Return every survey as a table, by id."""
    return {key: _table(survey, archive, places) for key, survey in sorted(archive.surveys.items())}


def partner_records(archive: Archive, tables: Iterable[SurveyTable], places: Places) -> Mapping[str, PartnerRecord]:
    """Return the record of every partner, by id."""
    answered: dict[str, list[tuple[SurveyTable, SurveyRow]]] = {}
    for table in tables:
        for row in table.rows:
            if row.partner:
                answered.setdefault(row.partner.id, []).append((table, row))
    return {
        key: _record(partner, tuple(answered.get(key, ())), places) for key, partner in sorted(archive.partners.items())
    }


def _record(partner: Partner, answered: tuple[tuple[SurveyTable, SurveyRow], ...], places: Places) -> PartnerRecord:
    references = [fact.source for fact in partner.facts] + [table.survey.source for table, _ in answered]
    found = {reference: places.find(reference) for reference in references}
    mentioned = sorted(
        ((place.day, reference) for reference, place in found.items() if place),
        key=lambda each: (-each[0].toordinal(), each[1]),
    )
    # Two attachments of one item are one place where the partner is mentioned.
    places_of_items = {
        found_at.handling.key if found_at.handling else reference: found_at
        for _, reference in reversed(mentioned)
        if (found_at := found[reference])
    }
    return PartnerRecord(
        partner,
        tuple(SourcedFact(fact, found[fact.source]) for fact in partner.facts),
        answered,
        tuple(reversed(places_of_items.values())),
    )


def _table(survey: Survey, archive: Archive, places: Places) -> SurveyTable:
    rows = tuple(_row(respondent, survey, archive) for respondent in survey.respondents)
    return SurveyTable(survey, places.find(survey.source), survey.questions, rows)


def _row(respondent: Respondent, survey: Survey, archive: Archive) -> SurveyRow:
    partner = archive.partners.get(respondent.partner or "")
    name = respondent.name or (partner.name if partner else respondent.partner or "")
    answers = {answer.question: answer for answer in respondent.answers}
    return SurveyRow(name, partner, tuple(answers.get(question.id) for question in survey.questions))
