"""What a field can hold: each type reads a marked value or says what is wrong with it, and describes itself to editors.

A value that cannot be read is reported, so that everything else in the record is still read and checked, and all
problems are told at once. Where the record can do without it, it then counts as not stated; elsewhere its type's
`blank` takes its place, which checks pass over.
"""

# What a field holds is as various as the model: here, and only here, values are `Any`.
# ruff: noqa: ANN401

from __future__ import annotations

import keyword
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

from minutebook.problems import Problem, nearest, problem, quote
from minutebook.records import marked


@dataclass(slots=True)
class Place:
    """Where a value stands: its file and the way to it. `problems` gathers what is found there."""

    path: str
    problems: list[Problem]
    field: str = ""

    def at(self, key: str | int) -> Place:
        """Return the place of a key or of a list's entry below this one."""
        if isinstance(key, int):
            return Place(self.path, self.problems, f"{self.field}[{key}]")
        return Place(self.path, self.problems, f"{self.field}.{key}" if self.field else key)

    def report(self, code: str, line: int, **facts: str) -> None:
        """Note a problem here."""
        self.problems.append(problem(self.path, code, line=line, field=self.field, **facts))


class FieldType(ABC):
    """What a field can hold. `example` is a value as it would be written; `name` has a text in the locales."""

    name: str
    example: str
    blank: Any = ""

    @abstractmethod
    def read(self, node: marked.Node, place: Place) -> Any:
        """Return the value, or `blank` when it was reported as a problem."""

    @abstractmethod
    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the value as an editor sees it."""

    def refuse(self, node: marked.Node, place: Place) -> None:
        """Report a value of the wrong shape, or none at all."""
        if node.empty:
            place.report("empty-value", node.line, example=self.example)
            return
        found = {marked.Scalar: "text", marked.Sequence: "list", marked.Mapping: "mapping"}[type(node)]
        place.report("wrong-type", node.line, found=found, expected=self.name, example=self.example)


class ScalarType(FieldType):
    """A value that is written as one text."""

    pattern: str | None = None

    def read(self, node: marked.Node, place: Place) -> Any:
        """Read the text, if it is one."""
        if not isinstance(node, marked.Scalar) or node.empty:
            self.refuse(node, place)
            return self.blank
        return self.parse(node.text, node.line, place)

    @abstractmethod
    def parse(self, text: str, line: int, place: Place) -> Any:
        """Turn the text into the value."""

    def schema(self) -> dict[str, Any]:
        """Describe a text with the type's pattern; editors take an unquoted `1.10` for a number, and may."""
        return {"type": ["string", "number"], **({"pattern": self.pattern} if self.pattern else {})}

    def mismatch(self, code: str, text: str, line: int, place: Place, **facts: str) -> Any:
        """Report a text that cannot be read and return the blank."""
        place.report(code, line, found=quote(text), example=self.example, **facts)
        return self.blank


@dataclass(frozen=True)
class ListOf(FieldType):
    """Several values of one type."""

    of: FieldType
    name = "list"
    blank: Any = ()

    @property
    def example(self) -> str:  # type: ignore[override]
        return f"[{self.of.example}]"

    def read(self, node: marked.Node, place: Place) -> tuple[Any, ...]:
        if not isinstance(node, marked.Sequence) or node.empty:
            self.refuse(node, place)
            return ()
        return tuple(self.of.read(item, place.at(index)) for index, item in enumerate(node.items))

    def schema(self) -> dict[str, Any]:
        return {"type": "array", "items": self.of.schema(), "minItems": 1}


@dataclass(frozen=True)
class MapOf(FieldType):
    """Values under keys that are data: the points of a recommendation, a label in each language."""

    key: ScalarType
    of: FieldType
    name = "mapping"

    @property
    def blank(self) -> Any:
        return {}

    @property
    def example(self) -> str:  # type: ignore[override]
        return f"{{{self.key.example}: {self.of.example}}}"

    def read(self, node: marked.Node, place: Place) -> Mapping[str, Any]:
        if not isinstance(node, marked.Mapping) or node.empty:
            self.refuse(node, place)
            return {}
        values = {}
        for key, value in node.entries.items():
            self.key.read(marked.Scalar(key, node.lines[key]), place.at(key))
            values[key] = self.of.read(value, place.at(key))
        return values

    def schema(self) -> dict[str, Any]:
        names = self.key.schema()
        return {"type": "object", "additionalProperties": self.of.schema(), "propertyNames": names, "minProperties": 1}


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a record: what it holds, and whether a record can do without it."""

    type: FieldType
    required: bool = False


@dataclass(frozen=True)
class Shape:
    """The keys of a kind of record. `name` is where the manual and the locales describe them."""

    name: str
    model: type
    fields: Mapping[str, Field] = field(default_factory=dict)

    def holding(self, wanted: type[FieldType]) -> tuple[tuple[str, str, FieldType], ...]:
        """Return the fields that hold something of a type, however deep: key, attribute and type of each."""
        if wanted not in self._holdings:
            found = ((key, attribute(key), one.type) for key, one in self.fields.items())
            self._holdings[wanted] = tuple(one for one in found if _holds(one[2], wanted))
        return self._holdings[wanted]

    @cached_property
    def _holdings(self) -> dict[type[FieldType], tuple[tuple[str, str, FieldType], ...]]:
        return {}

    def read(self, node: marked.Node | None, place: Place) -> dict[str, Any]:
        """Return the values by attribute name, each key that is missing or unknown being reported."""
        values = dict(self.blanks)
        if not isinstance(node, marked.Mapping) or (node.empty and place.field):
            if node is not None:
                Record(self).refuse(node, place)
            return values
        for key, value in node.entries.items():
            known = self.fields.get(key)
            if known is None:
                place.at(quote(key)).report("unknown-key", node.lines[key], found=quote(key), **self._known(key))
                continue
            here, before = place.at(key), len(place.problems)
            read = known.type.read(value, here)
            refused = len(place.problems) > before and any(one.field == here.field for one in place.problems[before:])
            if known.required or not refused or read != known.type.blank:
                values[attribute(key)] = read
        for key in self._required:
            if key not in node.entries:
                example = f"{key}: {self.fields[key].type.example}"
                place.at(key).report("missing-key", node.line, example=example)
        return values

    @cached_property
    def _required(self) -> tuple[str, ...]:
        return tuple(key for key, one in self.fields.items() if one.required)

    @cached_property
    def blanks(self) -> Mapping[str, Any]:
        """What stands for the keys that every record of the kind has until they are read, by attribute name."""
        return {attribute(key): self.fields[key].type.blank for key in self._required}

    def _known(self, key: str) -> dict[str, str]:
        """Return the facts that help whoever wrote a key that does not exist."""
        meant = nearest(key, self.fields)
        name = meant or next(iter(self.fields))
        example = f"{name}: {self.fields[name].type.example}"
        return {"nearest": meant, "expected": ", ".join(self.fields), "example": example}


@dataclass(frozen=True)
class Record(FieldType):
    """A record within a record."""

    shape: Shape
    name = "record"

    @property
    def example(self) -> str:  # type: ignore[override]
        required = (f"{key}: {one.type.example}" for key, one in self.shape.fields.items() if one.required)
        optional = (f"{key}: {one.type.example}" for key, one in self.shape.fields.items())
        return f"{{{', '.join(required) or next(optional)}}}"

    @property
    def blank(self) -> Any:
        return self.shape.model(**self.shape.blanks)

    def read(self, node: marked.Node, place: Place) -> Any:
        return self.shape.model(**self.shape.read(node, place))

    def schema(self) -> dict[str, Any]:
        return {"$ref": f"#/$defs/{self.shape.name}"}


@cache
def attribute(key: str) -> str:
    """Return the attribute of the model that holds a key; Python keeps some words to itself."""
    return f"{key}_" if keyword.iskeyword(key) else key


def walk(
    shape: Shape, record: object, way: str = "", only: type[FieldType] = FieldType
) -> Iterator[tuple[str, FieldType, Any]]:
    """Yield the values of a record that was read through a shape, of a type: the way to it, its type, and the value."""
    for key, name, kind in shape.holding(only):
        value = getattr(record, name, None)
        if value is not None:
            yield from _walk_value(kind, value, f"{way}.{key}" if way else key, only)


def _walk_value(kind: FieldType, value: Any, way: str, only: type[FieldType]) -> Iterator[tuple[str, FieldType, Any]]:
    if isinstance(kind, ListOf):
        for index, entry in enumerate(value):
            yield from _walk_value(kind.of, entry, f"{way}[{index}]", only)
    elif isinstance(kind, MapOf):
        for key, entry in value.items():
            yield from _walk_value(kind.of, entry, f"{way}.{key}", only)
    elif isinstance(kind, Record):
        yield from walk(kind.shape, value, way, only)
    else:
        yield way, kind, value


def _holds(kind: FieldType, wanted: type[FieldType]) -> bool:
    if isinstance(kind, ListOf | MapOf):
        return _holds(kind.of, wanted)
    return bool(kind.shape.holding(wanted)) if isinstance(kind, Record) else isinstance(kind, wanted)
