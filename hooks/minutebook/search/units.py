"""What can be found: entries, which are agenda items or pages, and the units of each, which are the places in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

KINDS = ("item", "decision", "attachment", "page", "plan", "partner")
"""What a unit can be part of: the text of an item, its decision, an attachment, a page that the town has written, a
plan, what is known of a partner. A segment names them by their places here, so that a new one comes last.
"""

FACETS = ("organization", "year", "outcome", "topic", "person", "attachments")
"""What entries can be chosen by; `kind`, the seventh, belongs to each unit."""

TITLE, HEADING, CAPTION, BODY, IN_PASSING = 4.0, 2.0, 1.5, 1.0, 0.5
"""How much a word counts in the title of its entry, in a heading, in the title of an attachment, in the text, and among
those who were away."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A place that a hit leads to: a section of an item, its decision, a page of an attachment.

    `fields` are the texts that it is found by, each with the weight of its words; an excerpt is cut from `text`.
    """

    kind: str
    label: str
    address: str
    fields: tuple[tuple[float, str], ...]
    text: str


@dataclass(frozen=True, slots=True)
class Content:
    """What an entry shows of itself, and its units."""

    title: str
    address: str
    context: str
    units: tuple[Unit, ...]
    outcomes: tuple[tuple[str, str, str], ...] = ()
    matter: tuple[str, str] | None = None
    terms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be found. `key` names its content: while it stays the same, nothing is worked out again."""

    key: bytes
    day: date | None
    content: Callable[[], Content]


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of the values that entries can be chosen by, facet by facet."""

    of: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def label(self, facet: str, value: str) -> str:
        return self.of.get(facet, {}).get(value, value)
