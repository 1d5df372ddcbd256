"""Entries shared out over segments, years and months, each with a key of all that it is made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from itertools import groupby

from minutebook.search.units import Content, Entry, Labels

FULL = 8_000
"""Entries. Closed years fill a segment up to this many, the oldest first; a full segment never changes again."""


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
class Year:
    """The months of a year, the newest first."""

    key: str
    months: tuple[Month, ...]


@dataclass(frozen=True)
class Share:
    """What goes into a segment: years, the newest first; `oldest` is 0 for that of pages without a date."""

    key: str
    years: tuple[Year, ...]
    oldest: int

    @classmethod
    def of(cls, entries: Sequence[Entry], code: str, labels: Labels) -> Share:
        """Part the entries of a segment in a language."""
        years = []
        for _, of_year in groupby(entries, lambda entry: entry.day.year if entry.day else 0):
            months = []
            for _, of_month in groupby(of_year, lambda entry: entry.day.month if entry.day else 0):
                own = tuple(of_month)
                months.append(Month(_key(code.encode(), *(entry.key for entry in own)), own))
            years.append(Year(_key(*(month.key.encode() for month in months)), tuple(months)))
        key = _key(repr(labels).encode(), *(year.key.encode() for year in years))
        oldest = entries[-1].day
        return cls(key, tuple(years), oldest.year if oldest else 0)

    @cached_property
    def months(self) -> tuple[Month, ...]:
        """All its months, the newest first."""
        return tuple(month for year in self.years for month in year.months)


def _key(*parts: bytes) -> str:
    whole = blake2b(digest_size=16)
    for part in parts:
        whole.update(len(part).to_bytes(8) + part)
    return whole.hexdigest()
