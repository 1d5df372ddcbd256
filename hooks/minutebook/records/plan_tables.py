"""The tables of fields of plans, partners and surveys."""

from __future__ import annotations

from minutebook import model, vocabulary
from minutebook.records.fields import ListOf, MapOf, Record, Shape
from minutebook.records.kinds import (
    AMOUNT,
    ATTACHMENT,
    COMPLETENESS,
    DAY,
    DOCUMENT,
    GOAL_OF_A_PLAN,
    ITEM,
    MATTER,
    ORGANIZATION,
    PAGE,
    PARTNER,
    SOURCE,
    TEXT,
    TOPIC,
    may,
    need,
)
from minutebook.records.scalars import (
    WEB_ADDRESS,
    Amount,
    Identifier,
    PartialDay,
    Target,
    Term,
    Text,
    Whole,
)

GOAL = Shape(
    "goal",
    model.Goal,
    {
        "id": need(Identifier("3")),
        "text": need(Text("Tilgangen til førtidspension skal falde")),
        "area": need(Text("Borgere på kanten af arbejdsmarkedet")),
        "kind": need(Term(vocabulary.GOAL_KINDS)),
        "indicator": may(Text("Tilgang til førtidspension")),
        "unit": need(Term(vocabulary.GOAL_UNITS)),
        "direction": need(Term(vocabulary.GOAL_DIRECTIONS)),
        "baseline": may(
            Record(
                Shape(
                    "baseline",
                    model.Baseline,
                    {"period": need(Text("2012")), "value": may(AMOUNT), "unit": may(Term(vocabulary.GOAL_UNITS))},
                )
            ),
        ),
        "target": may(Target()),
        "due": may(DAY),
        "continues": may(GOAL_OF_A_PLAN),
        "note": may(TEXT),
    },
)
GOAL_STATUS = Shape(
    "goal-status",
    model.GoalStatus,
    {
        "goal": need(Identifier("3")),
        "period": need(Text("2014-K2")),
        "value": may(AMOUNT),
        "unit": may(Term(vocabulary.GOAL_UNITS)),
        "state": may(Term(vocabulary.GOAL_STATES)),
        "comparisons": may(MapOf(Term(vocabulary.COMPARISONS), AMOUNT)),
        "note": may(TEXT),
        "source": need(DOCUMENT),
        "page": may(PAGE),
    },
)
REVISION = Shape(
    "revision",
    model.Revision,
    {
        "date": need(DAY),
        "what": need(Text("Afsnit om jobsøgning")),
        "because": may(TEXT),
        "response": may(Text("LO Hovedstaden")),
        "source": may(DOCUMENT),
        "page": may(PAGE),
    },
)
HEARING_RESPONSE = Shape(
    "hearing-response",
    model.HearingResponse,
    {
        "from": need(Text("LO Hovedstaden")),
        "kind": may(Term(vocabulary.RESPONDENT_KINDS)),
        "date": may(DAY),
        "position": may(TEXT),
        "summary": need(TEXT),
        "reply": may(TEXT),
        "attachment": may(ATTACHMENT),
        "consent": may(TEXT),
        "source": may(DOCUMENT),
        "page": may(PAGE),
    },
)
PLAN = Shape(
    "plan",
    model.Plan,
    {
        "title": need(TEXT),
        "period": need(Record(Shape("period", model.Period, {"start": need(DAY), "end": need(DAY)}))),
        "organization": need(ORGANIZATION),
        "matter": may(MATTER),
        "adopted_by": may(ITEM),
        "documents": may(ListOf(ATTACHMENT)),
        "summary": may(TEXT),
        "goals": may(ListOf(Record(GOAL))),
        "status": may(ListOf(Record(GOAL_STATUS))),
        "revisions": may(ListOf(Record(REVISION))),
        "responses": may(ListOf(Record(HEARING_RESPONSE))),
        "completeness": may(COMPLETENESS),
        "source": may(SOURCE),
    },
)

FUNDING = Shape(
    "funding",
    model.Funding,
    {
        "amount": need(Amount("1000000")),
        "currency": need(Text("DKK")),
        "per": need(Term(vocabulary.FUNDING_PERIODS)),
        "year": may(Whole("2014")),
        "by": may(Text("Hver medlemskommune")),
        "note": may(TEXT),
        "source": may(DOCUMENT),
        "page": may(PAGE),
    },
)
FACT = Shape(
    "fact",
    model.Fact,
    {
        "question": need(Text("Har de en turismestrategi?")),
        "answer": need(Text("Nej")),
        "source": need(DOCUMENT),
        "page": may(PAGE),
    },
)
PARTNER_SHAPE = Shape(
    "partner",
    model.Partner,
    {
        "name": need(Text("VisitNordsjælland")),
        "also_called": may(ListOf(Text("Visit Nordsjælland"))),
        "classification": need(Term(vocabulary.PARTNER_CLASSES)),
        "members": may(ListOf(Text("Hillerød Kommune"))),
        "purpose": may(TEXT),
        "funding": may(ListOf(Record(FUNDING))),
        "since": may(PartialDay()),
        "until": may(PartialDay()),
        "website": may(WEB_ADDRESS),
        "topics": may(ListOf(TOPIC)),
        "facts": may(ListOf(Record(FACT))),
        "source": may(SOURCE),
    },
)
QUESTION = Shape(
    "question", model.Question, {"id": need(Identifier("strategi")), "text": need(FACT.fields["question"].type)}
)
ANSWER = Shape(
    "answer",
    model.Answer,
    {
        "question": need(Identifier("strategi")),
        "answer": need(Term(vocabulary.ANSWERS)),
        "note": may(TEXT),
        "source": may(DOCUMENT),
        "page": may(PAGE),
    },
)
RESPONDENT = Shape(
    "respondent",
    model.Respondent,
    {
        "partner": may(PARTNER),
        "name": may(Text("Gladsaxe Kommune")),
        "answers": need(ListOf(Record(ANSWER))),
        "source": may(DOCUMENT),
        "page": may(PAGE),
    },
)
SURVEY = Shape(
    "survey",
    model.Survey,
    {
        "title": need(Text("Rundspørge om turisme")),
        "date": may(PartialDay()),
        "by": may(TEXT),
        "source": need(DOCUMENT),
        "questions": need(ListOf(Record(QUESTION))),
        "respondents": need(ListOf(Record(RESPONDENT))),
    },
)
