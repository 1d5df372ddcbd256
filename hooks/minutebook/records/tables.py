"""The tables of fields: the keys of every kind of record, which of them are required, and what they hold.

Reading, the JSON Schemas and the manual's reference all come from here. What a key means stands in the locales, under
`field.<shape>.<key>`; each shape reads into the type of the model beside it.
"""

from __future__ import annotations

from minutebook import model, vocabulary
from minutebook.records.fields import ListOf, MapOf, Record, Shape
from minutebook.records.kinds import (
    DAY,
    ID,
    ORGANIZATION,
    PERSON,
    SOURCE,
    TEXT,
    TOPIC,
    may,
    need,
)
from minutebook.records.meeting_tables import ATTACHMENT_PROSE, ITEM_SHAPE, MEETING
from minutebook.records.plan_tables import PARTNER_SHAPE, PLAN, SURVEY
from minutebook.records.scalars import (
    EMAIL,
    LANGUAGE,
    WEB_ADDRESS,
    Identifier,
    Term,
    Text,
    Whole,
)

__all__ = [
    "ATTACHMENT_PROSE",
    "FILES",
    "ITEM_SHAPE",
    "MATTER_SHAPE",
    "MEETING",
    "MUNICIPALITY",
    "ORGANIZATION_SHAPE",
    "PARTNER_SHAPE",
    "PERSON_SHAPE",
    "PLAN",
    "SURVEY",
    "TOPIC_SHAPE",
    "WAIVER_SHAPE",
]

MUNICIPALITY = Shape(
    "municipality",
    model.Municipality,
    {
        "format_version": need(Whole("1")),
        "name": need(Text("Lyngby-Taarbæk Kommune")),
        "country": need(Text("DK")),
        "time_zone": need(Text("Europe/Copenhagen")),
        "languages": need(ListOf(LANGUAGE)),
        "licence": may(
            Record(Shape("licence", model.Licence, {"name": need(Text("CC BY 4.0")), "url": may(WEB_ADDRESS)}))
        ),
        "contact": may(
            Record(
                Shape("contact", model.Contact, {"name": may(TEXT), "email": may(EMAIL), "url": may(WEB_ADDRESS)}),
            )
        ),
        "source": may(SOURCE),
    },
)

PARTY = Shape(
    "party",
    model.PartyPeriod,
    {"letter": need(Text("F")), "name": may(Text("Socialistisk Folkeparti")), "start": may(DAY), "end": may(DAY)},
)
PERSON_SHAPE = Shape(
    "person",
    model.Person,
    {
        "id": need(Identifier("hanne-agersnap")),
        "name": need(Text("Hanne Agersnap")),
        "party": may(ListOf(Record(PARTY))),
        "source": may(SOURCE),
    },
)
TOPIC_SHAPE = Shape(
    "topic",
    model.Topic,
    {
        "id": need(Identifier("turisme")),
        "label": need(MapOf(LANGUAGE, Text("Turisme"))),
        "kle": may(Text("15.20")),
    },
)
MATTER_SHAPE = Shape(
    "matter",
    model.Matter,
    {"id": need(ID), "title": need(TEXT), "reference": may(TEXT), "topics": may(ListOf(TOPIC)), "summary": may(TEXT)},
)

WAIVER_SHAPE = Shape(
    "waiver",
    model.Waiver,
    {
        "file": need(Text("meetings/ebu/2014-09-09/attachments/2.1-plan.pdf")),
        "place": need(Text("3f9c1d0ab2e45678")),
        "reason": need(Text("Et eksempel i en vejledning, og ingens nummer")),
        "decided_by": need(Text("Databeskyttelsesrådgiveren")),
        "expires": need(DAY),
    },
)

MEMBERSHIP = Shape(
    "membership",
    model.Membership,
    {
        "person": need(PERSON),
        "role": need(Term(vocabulary.ROLES)),
        "start": may(DAY),
        "end": may(DAY),
        "source": may(SOURCE),
    },
)
ORGANIZATION_SHAPE = Shape(
    "organization",
    model.Organization,
    {
        "name": need(Text("Erhvervs- og Beskæftigelsesudvalget")),
        "short_name": may(Text("EBU")),
        "classification": need(Term(vocabulary.ORGANIZATION_CLASSES)),
        "parent": may(ORGANIZATION),
        "start": may(DAY),
        "end": may(DAY),
        "website": may(WEB_ADDRESS),
        "memberships": may(ListOf(Record(MEMBERSHIP))),
        "source": may(SOURCE),
    },
)

FILES = (
    ("municipality", MUNICIPALITY),
    ("people", PERSON_SHAPE),
    ("topics", TOPIC_SHAPE),
    ("matters", MATTER_SHAPE),
    ("waivers", WAIVER_SHAPE),
    ("organization", ORGANIZATION_SHAPE),
    ("meeting", MEETING),
    ("item", ITEM_SHAPE),
    ("attachment", ATTACHMENT_PROSE),
    ("plan", PLAN),
    ("partner", PARTNER_SHAPE),
    ("survey", SURVEY),
)
"""The kinds of record files, each with the shape of its content or, for the registers, of an entry."""
