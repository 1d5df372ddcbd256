"""What the archive says of a partner, and surveys as tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from minutebook.model import Answer, Archive, Fact, Partner, Question, Respondent, Survey
from minutebook.views.listing import Handling, Moments, moments
from minutebook.views.mentions import Mention
from minutebook.views.references import Place, Places


@dataclass(frozen=True, slots=True)
class SourcedFact:
    """A fact about a partner, with the place that it stands in."""

    fact: Fact
    place: Place | None


@dataclass(frozen=True, slots=True)
class SourcedAnswer:
    """A respondent's answer to a question, with where it stands; `answer` is `None` where there is none."""

    question: Question
    answer: Answer | None
    source: str
    page: str | None = None


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """A respondent's answers in the order of the questions."""

    name: str
    partner: Partner | None
    answers: tuple[SourcedAnswer, ...]


@dataclass(frozen=True, slots=True)
class SurveyTable:
    """A survey: a row for each respondent, a column for each question, and the place that it stands in."""

    survey: Survey
    place: Place | None
    questions: tuple[Question, ...]
    rows: tuple[SurveyRow, ...]


@dataclass(frozen=True, slots=True)
class PartnerRecord:
    """A partner with what the archive says of it.

    `answered` are the surveys that it answered, each with its own row. `mentions` are what texts say of it, newest
    first, and `decided` the handlings that came to a decision and mention it or are where something about it stands.
    """

    partner: Partner
    facts: tuple[SourcedFact, ...]
    answered: tuple[tuple[SurveyTable, SurveyRow], ...]
    mentions: tuple[Mention, ...] = ()
    decided: tuple[Handling, ...] = ()


def survey_tables(archive: Archive, places: Places) -> Mapping[str, SurveyTable]:
    """Return every survey as a table, by id."""
    return {key: _table(survey, archive, places) for key, survey in sorted(archive.surveys.items())}


def partner_records(
    archive: Archive,
    tables: Iterable[SurveyTable],
    places: Places,
    mentions: Mapping[str, tuple[Mention, ...]] | None = None,
) -> Mapping[str, PartnerRecord]:
    """Return the record of every partner, by id."""
    said, when = mentions or {}, moments(archive)
    answered: dict[str, list[tuple[SurveyTable, SurveyRow]]] = {}
    for table in tables:
        for row in table.rows:
            if row.partner:
                answered.setdefault(row.partner.id, []).append((table, row))
    return {
        key: _record(partner, tuple(answered.get(key, ())), places, said.get(key, ()), when)
        for key, partner in sorted(archive.partners.items())
    }


def _record(
    partner: Partner,
    answered: tuple[tuple[SurveyTable, SurveyRow], ...],
    places: Places,
    mentions: tuple[Mention, ...],
    when: Moments,
) -> PartnerRecord:
    references = [fact.source for fact in partner.facts] + [table.survey.source for table, _ in answered]
    references += [funding.source for funding in partner.funding if funding.source]
    found = {reference: places.find(reference) for reference in references}
    return PartnerRecord(
        partner,
        tuple(SourcedFact(fact, found[fact.source]) for fact in partner.facts),
        answered,
        mentions,
        _decided((*filter(None, found.values()), *(mention.place for mention in mentions)), when),
    )


def _decided(places: Iterable[Place], when: Moments) -> tuple[Handling, ...]:
    """Return the handlings that came to a decision, each once, the newest meeting first and in it by the agenda."""
    handlings = {one.key: one for place in places if (one := place.handling) and one.item.decision}
    by_agenda = sorted(handlings.values(), key=lambda one: (one.item.order, one.key))
    return tuple(sorted(by_agenda, key=lambda one: when(one.meeting), reverse=True))


def _table(survey: Survey, archive: Archive, places: Places) -> SurveyTable:
    rows = tuple(_row(respondent, survey, archive) for respondent in survey.respondents)
    return SurveyTable(survey, places.find(survey.source), survey.questions, rows)


def _row(respondent: Respondent, survey: Survey, archive: Archive) -> SurveyRow:
    partner = archive.partners.get(respondent.partner or "")
    name = respondent.name or (partner.name if partner else respondent.partner or "")
    answers = {answer.question: answer for answer in respondent.answers}
    return SurveyRow(
        name,
        partner,
        tuple(_sourced(question, answers.get(question.id), respondent, survey) for question in survey.questions),
    )


def _sourced(question: Question, answer: Answer | None, respondent: Respondent, survey: Survey) -> SourcedAnswer:
    """Say where an answer stands: where it says itself, or else where its respondent's answers or all answers do."""
    source = respondent.source or survey.source
    if answer and answer.source and answer.source != source:
        return SourcedAnswer(question, answer, answer.source, answer.page)
    return SourcedAnswer(question, answer, source, (answer.page if answer else None) or respondent.page)
