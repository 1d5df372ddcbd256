"""JSON Schemas of the record files, made from the table of fields: editors complete and check by them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from minutebook.records import tables
from minutebook.records.fields import Field, FieldType, ListOf, MapOf, Record, Shape
from minutebook.text import Locale

KINDS = tuple(kind for kind, _ in tables.FILES)
REGISTERS = {"people", "topics", "matters", "waivers"}
"""Kinds whose file is a list of records."""


def schema(kind: str, locale: Locale) -> dict[str, Any]:
    """Return the schema (2020-12) of a kind of record file, described in the locale's language."""
    shape = dict(tables.FILES)[kind]
    content = _object(shape, locale)
    if kind in REGISTERS:
        content = {"type": "array", "items": content}
    nested = {one.name: one for one in shapes_within(shape)}
    definitions = {name: _object(one, locale) for name, one in sorted(nested.items())}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": locale(f"shape.{shape.name}"),
        **content,
        **({"$defs": definitions} if definitions else {}),
    }


def shapes_within(shape: Shape) -> Iterator[Shape]:
    """Yield the shapes of all records within a record, each before those within it."""
    for one in shape.fields.values():
        yield from _shapes_of(one.type)


def _shapes_of(kind: FieldType) -> Iterator[Shape]:
    if isinstance(kind, (ListOf, MapOf)):
        yield from _shapes_of(kind.of)
    elif isinstance(kind, Record):
        yield kind.shape
        yield from shapes_within(kind.shape)


def _object(shape: Shape, locale: Locale) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [key for key, one in shape.fields.items() if one.required],
        "properties": {key: _property(shape, key, one, locale) for key, one in shape.fields.items()},
    }


def _property(shape: Shape, key: str, one: Field, locale: Locale) -> dict[str, Any]:
    return {"description": locale(f"field.{shape.name}.{key}"), **one.type.schema()}
