"""The tables of fields of meetings, agenda items and attachments."""

from __future__ import annotations

from minutebook import model, vocabulary
from minutebook.records.fields import ListOf, MapOf, Record, Shape
from minutebook.records.kinds import (
    COMPLETENESS,
    DAY,
    FLAG,
    ITEM,
    MATTER,
    MOMENT,
    ORGANIZATION,
    PERSON,
    POINTS,
    SOURCE,
    TEXT,
    TOPIC,
    WHOLE,
    may,
    need,
)
from minutebook.records.scalars import (
    FILE_NAME,
    LANGUAGE,
    WEB_ADDRESS,
    Identifier,
    PointKey,
    Term,
    Text,
)

ABSENCE = Shape(
    "absence",
    model.Absence,
    {
        "person": need(PERSON),
        "kind": need(Term(vocabulary.ABSENCE_KINDS)),
        "substitute": may(PERSON),
        "from_item": may(Text("2")),
        "to_item": may(Text("3")),
    },
)
ATTENDANCE = Shape(
    "attendance",
    model.Attendance,
    {
        "chair": may(PERSON),
        "present": may(ListOf(PERSON)),
        "absent": may(ListOf(Record(ABSENCE))),
        "staff": may(ListOf(Text("Kommunaldirektøren"))),
    },
)
CORRECTION = Shape(
    "correction",
    model.Correction,
    {"date": need(DAY), "where": need(Text("Punkt 2")), "reason": need(Text("Skrivefejl"))},
)
MEETING = Shape(
    "meeting",
    model.Meeting,
    {
        "title": may(Text("Ekstraordinært møde")),
        "start": need(MOMENT),
        "end": may(MOMENT),
        "location": may(Text("Rådhuset")),
        "state": need(Term(vocabulary.MEETING_STATES)),
        "published": may(DAY),
        "approved": may(DAY),
        "legal_basis": may(Text("Styrelsesloven § 20, stk. 7")),
        "attendance": may(Record(ATTENDANCE)),
        "corrections": may(ListOf(Record(CORRECTION))),
        "completeness": may(COMPLETENESS),
        "source": may(SOURCE),
    },
)

REQUEST = Shape("request", model.Request, {"person": need(PERSON), "date": may(DAY), "how": may(Text("mail"))})
AUTHORITY = Shape("authority", model.Authority, {"points": may(POINTS), "organization": need(ORGANIZATION)})
RECOMMENDATION = Shape(
    "recommendation",
    model.Recommendation,
    {
        "by": need(Text("Forvaltningen")),
        "text": may(Text("at status tages til efterretning")),
        "points": may(MapOf(PointKey(), Text("at planen godkendes"))),
    },
)
VOTE = Shape("vote", model.Vote, {"person": need(PERSON), "vote": need(Term(vocabulary.VOTES))})
VOTES = Shape(
    "votes",
    model.Votes,
    {"in_favour": may(WHOLE), "against": may(WHOLE), "abstained": may(WHOLE), "by": may(ListOf(Record(VOTE)))},
)
DECISION = Shape(
    "decision",
    model.Decision,
    {
        "points": may(POINTS),
        "outcome": need(Term(vocabulary.OUTCOMES)),
        "text": need(Text("Godkendt.")),
        "to": may(ORGANIZATION),
        "until": may(DAY),
        "votes": may(Record(VOTES)),
    },
)
DISSENT = Shape("dissent", model.Dissent, {"by": need(Text("F")), "text": need(Text("Imod punkt 2."))})
DEADLINE = Shape(
    "deadline",
    model.Deadline,
    {"date": need(DAY), "what": need(Text("Planen skal være godkendt")), "who": may(TEXT), "fulfilled_by": may(ITEM)},
)
COMMITMENT = Shape(
    "commitment",
    model.Commitment,
    {
        "what": need(Text("Ny sag om indsatsen")),
        "who": need(Text("Forvaltningen")),
        "due": may(DAY),
        "fulfilled_by": may(ITEM),
    },
)

_ATTACHMENT_FACTS = {
    "title": need(TEXT),
    "public_title": may(Text("Bilag med personoplysninger")),
    "kind": need(Term(vocabulary.ATTACHMENT_KINDS)),
    "date": may(DAY),
    "author": may(Text("Jobcentret")),
    "reference": may(Text("20140810052")),
    "public": may(FLAG),
    "withheld_reason": may(Text("Personoplysninger")),
    "language": may(LANGUAGE),
    "scanned": may(Text("2, 4-6")),
    "completeness": may(COMPLETENESS),
    "source": may(SOURCE),
}
ATTACHMENT_PROSE = Shape("attachment", model.Attachment, {**_ATTACHMENT_FACTS, "file": may(FILE_NAME)})
ATTACHMENT_ENTRY = Shape(
    "attachment-entry",
    model.Attachment,
    {"id": need(Identifier("1")), "file": may(FILE_NAME), "url": may(WEB_ADDRESS), **_ATTACHMENT_FACTS},
)
ITEM_SHAPE = Shape(
    "item",
    model.AgendaItem,
    {
        "number": need(Text("2")),
        "order": may(WHOLE),
        "id": may(Identifier("2")),
        "title": need(TEXT),
        "public_title": may(Text("Køb af en grund")),
        "public": may(FLAG),
        "closed_ground": may(Text("Offentlighedsloven § 30, nr. 1")),
        "kind": need(Term(vocabulary.ITEM_KINDS)),
        "matter": may(MATTER),
        "reference": may(Text("20140810052")),
        "topics": may(ListOf(TOPIC)),
        "requested_by": may(Record(REQUEST)),
        "department": may(Text("Center for Arbejdsmarked")),
        "authority": may(ListOf(Record(AUTHORITY))),
        "recommendation": may(Record(RECOMMENDATION)),
        "decision": may(ListOf(Record(DECISION))),
        "dissents": may(ListOf(Record(DISSENT))),
        "recused": may(ListOf(PERSON)),
        "attendance": may(Record(ATTENDANCE)),
        "attachments": may(ListOf(Record(ATTACHMENT_ENTRY))),
        "follows": may(ListOf(ITEM)),
        "deadlines": may(ListOf(Record(DEADLINE))),
        "commitments": may(ListOf(Record(COMMITMENT))),
        "completeness": may(COMPLETENESS),
        "source": may(SOURCE),
    },
)
