"""Which facts have another value in one archive than in another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, time
from decimal import Decimal
from functools import cache
from operator import attrgetter
from typing import Any

from minutebook.model import AgendaItem, Meeting
from minutebook.rebuild.watching import Fact, values
from minutebook.views import Views
from minutebook.views.listing import Handling

_PLAIN = (str, int, bool, bytes, type(None), date, time)


def changed(facts: Iterable[Fact], one: Views, other: Views) -> set[Fact]:
    """Return those facts whose values differ between two archives."""
    by_path: dict[str, list[Any]] = {}
    for path, key in facts:
        by_path.setdefault(path, []).append(key)
    comparison = Comparison()
    found: set[Fact] = set()
    for path, keys in by_path.items():
        here, there = values(one, path), values(other, path)
        found.update((path, key) for key in keys if not comparison.same(here(key), there(key)))
    return found


class Comparison:
    """Compares values as strictly as a reader would: what is equal to Python may look otherwise on a page.

    Decimals of the same value have other digits, and mappings another order. What is one and the same is not looked
    into, and two records are compared once.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], bool] = {}
        self._alive: list[tuple[Any, Any]] = []

    def same(self, one: Any, other: Any) -> bool:
        """Tell whether two values are the same in every respect that a page can show."""
        if one is other:
            return True
        kind = type(one)
        if kind is not type(other):
            return False
        if kind is Handling:
            return self.same(one.meeting, other.meeting) and self.same(one.item, other.item)
        if kind is tuple or kind is list:
            return len(one) == len(other) and all(map(self.same, one, other))
        if kind in _PLAIN:
            return bool(one == other)
        return self._rarer(kind, one, other)

    def _rarer(self, kind: type, one: Any, other: Any) -> bool:
        if kind is Meeting or kind is AgendaItem:
            return self._records(one, other)
        if is_dataclass(kind):
            return self.same(_parts(kind)(one), _parts(kind)(other))
        if isinstance(one, Mapping):
            return self.same(tuple(one.items()), tuple(other.items()))
        if kind is Decimal:
            return str(one) == str(other)
        return callable(one) and bool(one == other)  # of anything else nothing is known: it may have changed

    def _records(self, one: Meeting | AgendaItem, other: Meeting | AgendaItem) -> bool:
        pair = (id(one), id(other))
        if pair not in self._known:
            self._alive.append((one, other))  # or another object might get its id
            kind: type = type(one)
            self._known[pair] = self.same(_parts(kind)(one), _parts(kind)(other))
        return self._known[pair]


@cache
def _parts(kind: type) -> Callable[[Any], tuple[Any, ...]]:
    names = [one.name for one in fields(kind)]
    if len(names) == 1:
        get = attrgetter(names[0])
        return lambda value: (get(value),)
    return attrgetter(*names)
