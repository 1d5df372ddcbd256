"""Entries shared out over segments, stretches of years and spans of days, each with a key of all that it is made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import blake2b
from itertools import groupby

from minutebook.search.units import Content, Entry, Labels

FULL = 8_000
"""Entries. Closed years fill a segment up to this many, the oldest first; a full segment never changes again. For each
one a reader asks for a file a word, and a change in it costs a build all its terms."""

LONG = 4_000
"""Entries of years that are joined before they join those of their segment: a change in one costs those of one stretch,
and the joints between all."""


def share_out(entries: Iterable[Entry]) -> Iterator[tuple[Entry, ...]]:
    """Share entries out over segments, the newest first: the current year, closed years, pages without a date."""
    ordered = sorted(entries, key=lambda entry: -entry.day.toordinal() if entry.day else 1)
    years = Counter(entry.day.year for entry in ordered if entry.day)
    if years:
        current = max(years)
        groups: list[set[int]] = [set()]
        for year in sorted(years):
            if year == current:
                break
            if groups[-1] and sum(years[one] for one in groups[-1]) >= FULL:
                groups.append(set())
            groups[-1].add(year)
        for group in ({current}, *reversed(groups)):
            part = tuple(entry for entry in ordered if entry.day and entry.day.year in group)
            if part:
                yield part
    undated = tuple(entry for entry in ordered if entry.day is None)
    if undated:
        yield undated


@dataclass(frozen=True, slots=True)
class Span:
    """Entries of ten days of a month or of what is left of it, or all that have no date; the newest comes first.

    They are posted as a whole: in a busy month, what has changed costs a third of it.
    """

    key: str
    entries: tuple[Entry, ...]

    def contents(self) -> list[tuple[int, Content]]:
        """Return what each entry says, with its day as an ordinal."""
        return [(entry.day.toordinal() if entry.day else 0, entry.content()) for entry in self.entries]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Spans that are joined before they join others: those of a year, or those of several; the newest come first."""

    key: str
    parts: tuple[Piece, ...]

    @classmethod
    def of(cls, parts: Sequence[Piece]) -> Stretch:
        return cls(key_of(*(part.key.encode() for part in parts)), tuple(parts))


Piece = Span | Stretch


@dataclass(frozen=True)
class Share:
    """What goes into a segment: stretches, the newest first; `oldest` is a year, or 0 for pages without a date."""

    key: str
    stretches: tuple[Piece, ...]
    oldest: int

    @classmethod
    def of(cls, entries: Sequence[Entry], code: str, labels: Labels) -> Share:
        """Part the entries of a segment in a language."""
        years = []
        for _, of_year in groupby(entries, lambda entry: entry.day.year if entry.day else 0):
            spans = []
            for _, of_span in groupby(of_year, lambda entry: _span_of(entry.day) if entry.day else ()):
                own = tuple(of_span)
                spans.append(Span(key_of(code.encode(), *(entry.key for entry in own)), own))
            years.append(Stretch.of(spans))
        stretches = tuple(_stretches(years))
        key = key_of(repr(labels).encode(), *(stretch.key.encode() for stretch in stretches))
        oldest = entries[-1].day
        return cls(key, stretches, oldest.year if oldest else 0)

    @cached_property
    def parts(self) -> tuple[Piece, ...]:
        """All stretches, and all that they consist of."""
        return tuple(part for stretch in self.stretches for part in all_parts(stretch))

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """All its spans, the newest first."""
        return tuple(part for part in self.parts if isinstance(part, Span))


def _span_of(day: date) -> tuple[int, int]:
    """Return a month, and which third of it a day is in."""
    return day.month, min((day.day - 1) // 10, 2)


def parts_of(part: Piece) -> tuple[Piece, ...]:
    """Return what is joined to a part: a span is a part of its own."""
    return part.parts if isinstance(part, Stretch) else (part,)


def all_parts(part: Piece) -> Iterator[Piece]:
    """Yield a part, and all that it consists of."""
    yield part
    for each in part.parts if isinstance(part, Stretch) else ():
        yield from all_parts(each)


def _stretches(years: Sequence[Stretch]) -> Iterator[Stretch]:
    """Yield stretches of years, filled from the oldest, so that those before a new year stay what they are."""
    groups: list[list[Stretch]] = []
    room = 0
    for year in reversed(years):
        if room <= 0:
            groups.append([])
            room = LONG
        groups[-1].append(year)
        room -= sum(len(part.entries) for part in year.parts if isinstance(part, Span))
    for group in reversed(groups):
        yield group[0] if len(group) == 1 else Stretch.of(group[::-1])


def key_of(*parts: bytes) -> str:
    """Return a key of all that something is made of."""
    whole = blake2b(digest_size=16)
    for part in parts:
        whole.update(len(part).to_bytes(8) + part)
    return whole.hexdigest()
