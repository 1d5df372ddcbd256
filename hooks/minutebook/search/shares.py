"""Entries shared out over segments, stretches of years and months, each with a key of all that it is made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
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
class Month:
    """Entries of a month, or all that have no date; the newest comes first."""

    key: str
    entries: tuple[Entry, ...]

    def contents(self) -> list[tuple[int, Content]]:
        """Return what each entry says, with its day as an ordinal."""
        return [(entry.day.toordinal() if entry.day else 0, entry.content()) for entry in self.entries]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Months that are joined before they join others: those of a year, or those of several; the newest come first."""

    key: str
    parts: tuple[Months, ...]

    @classmethod
    def of(cls, parts: Sequence[Months]) -> Stretch:
        return cls(key_of(*(part.key.encode() for part in parts)), tuple(parts))


Months = Month | Stretch


@dataclass(frozen=True)
class Share:
    """What goes into a segment: stretches, the newest first; `oldest` is a year, or 0 for pages without a date."""

    key: str
    stretches: tuple[Months, ...]
    oldest: int

    @classmethod
    def of(cls, entries: Sequence[Entry], code: str, labels: Labels) -> Share:
        """Part the entries of a segment in a language."""
        years = []
        for _, of_year in groupby(entries, lambda entry: entry.day.year if entry.day else 0):
            months = []
            for _, of_month in groupby(of_year, lambda entry: entry.day.month if entry.day else 0):
                own = tuple(of_month)
                months.append(Month(key_of(code.encode(), *(entry.key for entry in own)), own))
            years.append(Stretch.of(months))
        stretches = tuple(_stretches(years))
        key = key_of(repr(labels).encode(), *(stretch.key.encode() for stretch in stretches))
        oldest = entries[-1].day
        return cls(key, stretches, oldest.year if oldest else 0)

    @cached_property
    def parts(self) -> tuple[Months, ...]:
        """All stretches, and all that they consist of."""
        return tuple(part for stretch in self.stretches for part in all_parts(stretch))

    @cached_property
    def months(self) -> tuple[Month, ...]:
        """All its months, the newest first."""
        return tuple(part for part in self.parts if isinstance(part, Month))


def parts_of(part: Months) -> tuple[Months, ...]:
    """Return what is joined to a part: a month is a part of its own."""
    return part.parts if isinstance(part, Stretch) else (part,)


def all_parts(part: Months) -> Iterator[Months]:
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
        room -= sum(len(part.entries) for part in year.parts if isinstance(part, Month))
    for group in reversed(groups):
        yield group[0] if len(group) == 1 else Stretch.of(group[::-1])


def key_of(*parts: bytes) -> str:
    """Return a key of all that something is made of."""
    whole = blake2b(digest_size=16)
    for part in parts:
        whole.update(len(part).to_bytes(8) + part)
    return whole.hexdigest()
