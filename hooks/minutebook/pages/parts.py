"""The plain values that templates get: links, days, badges, facts. Templates never see the model.

Those that every page has by the dozen are named tuples, which are made in a third of the time of a frozen dataclass.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from markupsafe import Markup

from minutebook.pages.page import ROOT


class Link(NamedTuple):
    """A link to a page of the site; `address` is that of `urls`, with or without an anchor.

    `recorded` tells that the text is a record's own, in the language of the records.
    """

    text: str
    address: str
    recorded: bool = False

    @property
    def href(self) -> str:
        return f"{ROOT}{self.address}"


class Download(NamedTuple):
    """A link to a file of the site. With a `name`, it is saved under that name and not opened."""

    text: str
    address: str
    name: str = ""

    @property
    def href(self) -> str:
        return f"{ROOT}{self.address}"


class Outside(NamedTuple):
    """A link that leaves the archive."""

    text: str
    href: str


class Day(NamedTuple):
    """A date as people read it and as programs do."""

    text: str
    iso: str


class Badge(NamedTuple):
    """A term of a vocabulary, with the tone that it is shown in and the points that it covers, in words."""

    label: str
    term: str
    tone: str
    points: str = ""


Value = str | Markup | Link | Outside | Day | Badge


class Fact(NamedTuple):
    """A name with what is to be said of it, each value on a line of its own."""

    name: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """An agenda item in a listing. `context` is what the listing does not say already: the organization, the day."""

    number: str
    title: Link
    day: Day
    context: tuple[Value, ...]
    badges: tuple[Badge, ...]
    words: str = ""
    organization: Value = ""


@dataclass(frozen=True, slots=True)
class Pager:
    """The way to the neighbours of a page; `label` says among what."""

    label: str
    previous_label: str
    next_label: str
    previous: Link | None = None
    next: Link | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A section of a record as it is shown: an anchor, a heading one level above `html`, and the prose."""

    anchor: str
    heading: str
    html: Markup
    level: int = 2
    number: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of an index: where it leads, a note beside it, and how many records stand behind it."""

    link: Link
    note: str = ""
    count: str = ""
    badges: tuple[Badge, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Entries or rows of an index under a heading of their own: a year, a month, a letter.

    What would be too long for the page stands on a page of its own, where `link` leads.
    """

    anchor: str
    heading: str
    entries: tuple[object, ...]
    count: str = ""
    link: Link | None = None


# Tones say how far a matter has come, not how important it is. Each has a sign of its own besides its colour.
_TONES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "outcome": {
            "adopted": "yes",
            "adopted-by-vote": "yes",
            "adopted-amended": "yes",
            "elected": "yes",
            "recommended": "onward",
            "hearing": "onward",
            "referred": "onward",
            "postponed": "wait",
            "returned": "wait",
            "rejected": "no",
            "withdrawn": "no",
            "confidential": "closed",
        },
        "meeting-state": {"planned": "onward", "agenda": "onward", "minutes-draft": "wait", "cancelled": "no"},
        "goal-state": {"met": "yes", "on-track": "onward", "behind": "wait"},
        "answer": {"yes": "yes", "no": "no", "in-progress": "wait", "partly": "onward"},
    }
)


def tone(vocabulary: str, term: str) -> str:
    """Return the tone of a term: `yes`, `onward`, `wait`, `no`, `closed` or, if it calls for no notice, `plain`."""
    return _TONES.get(vocabulary, {}).get(term, "plain")
