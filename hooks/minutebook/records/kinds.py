"""What the keys of records hold, by the names that the tables of fields use."""

from __future__ import annotations

from minutebook import model, vocabulary
from minutebook.records.fields import Field, FieldType, Record, Shape
from minutebook.records.scalars import (
    DIGEST,
    FILE_NAME,
    WEB_ADDRESS,
    Amount,
    Day,
    Flag,
    Identifier,
    MomentType,
    PointsType,
    Reference,
    Term,
    Text,
    Whole,
)

TEXT, FLAG, DAY, MOMENT, WHOLE, AMOUNT = Text(), Flag(), Day(), MomentType(), Whole(), Amount()
ID, POINTS = Identifier(), PointsType()
PERSON, ORGANIZATION, TOPIC, MATTER = (Reference(to) for to in ("person", "organization", "topic", "matter"))
ITEM, DOCUMENT, ATTACHMENT, PARTNER = (Reference(to) for to in ("item", "document", "attachment", "partner"))
GOAL_OF_A_PLAN = Reference("goal")
PAGE = Text("15")


def need(kind: FieldType) -> Field:
    """Make a key that every record of its kind has."""
    return Field(kind, required=True)


def may(kind: FieldType) -> Field:
    """Make a key that a record can do without."""
    return Field(kind)


SOURCE_SHAPE = Shape(
    "source",
    model.Source,
    {
        "title": need(TEXT),
        "url": may(WEB_ADDRESS),
        "file": may(FILE_NAME),
        "sha256": may(DIGEST),
        "retrieved": may(DAY),
        "pages": may(TEXT),
    },
)
SOURCE = Record(SOURCE_SHAPE)
COMPLETENESS = Term(vocabulary.COMPLETENESS)
