"""Which facts have another value in one archive than in another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, time
from decimal import Decimal
from itertools import compress
from operator import attrgetter, eq, is_, is_not
from types import FunctionType
from typing import Any

from minutebook.model import AgendaItem, Meeting
from minutebook.rebuild.texts import Texts
from minutebook.rebuild.watching import TEXTS, Fact, origins, values
from minutebook.views import OF_TEXTS, Views
from minutebook.views.listing import Handling
from minutebook.views.matters import Course, Origins

_PLAIN = (str, int, bool, bytes, type(None), date, time)


def changed(facts: Iterable[Fact], one: Views, other: Views) -> set[Fact]:
    """Return those facts whose values differ between two archives."""
    by_path: dict[str, list[Any]] = {}
    for path, key in facts:
        by_path.setdefault(path, []).append(key)
    comparison = Comparison()
    found: set[Fact] = set()
    if one.today == other.today and comparison.same(one.archive, other.archive):
        # Another word in a text: no listing has to be worked out twice to find that it is what it was.
        by_path = {path: keys for path, keys in by_path.items() if path in (TEXTS, *OF_TEXTS)}
    for path, keys in by_path.items():
        roots, other_roots = origins(one, path), origins(other, path)
        if roots is not None and other_roots is not None:
            keys = suspects(keys, roots, other_roots, comparison)  # noqa: PLW2901
        here, there = values(one, path, keys), values(other, path, keys)
        rows = compress(zip(keys, here, there, strict=True), map(is_not, here, there))
        found.update((path, key) for key, before, after in rows if not comparison.same(before, after))
    return found


def suspects(
    keys: Iterable[tuple[Any, ...]], one: Origins, other: Origins, comparison: Comparison
) -> list[tuple[Any, ...]]:
    """Return those keys of a question whose answers do not follow from the same in two archives."""
    (common, parts), (other_common, other_parts) = one, other
    if not comparison.same(common, other_common):
        return list(keys)
    pairs = zip(parts, other_parts, strict=True)
    differing = {key for before, after in pairs for key in _differing(before, after, comparison)}
    return [given for given in keys if given[0] in differing]


def _differing(one: Mapping[str, object], other: Mapping[str, object], comparison: Comparison) -> Iterator[str]:
    yield from other.keys() - one.keys()
    for key in compress(one, map(is_not, one.values(), map(other.get, one))):
        if not comparison.same(one[key], other.get(key)):
            yield key


class Comparison:
    """Compares values as strictly as a reader would: what is equal to Python may look otherwise on a page.

    Decimals of the same value have other digits, and mappings another order. What is one and the same is not looked
    into, and two records are compared once.
    """

    def __init__(self) -> None:
        self._records: dict[tuple[int, int], bool] = {}
        self._alive: list[tuple[Any, Any]] = []
        self._ways: dict[type, Callable[[Any, Any], bool]] = {
            **dict.fromkeys((*_PLAIN, frozenset), eq),
            tuple: self._in_a_row,
            list: self._in_a_row,
            Handling: self._handlings,
            Meeting: self._once,
            AgendaItem: self._once,
            Course: self._once,
            Decimal: lambda one, other: str(one) == str(other),
            Texts: lambda one, other: len(one) == len(other),  # whoever has read one has noted it
        }

    def same(self, one: Any, other: Any) -> bool:
        """Tell whether two values are the same in every respect that a page can show."""
        if one is other:
            return True
        kind = type(one)
        if kind is not type(other):
            return False
        way = self._ways.get(kind)
        if way is None:
            way = self._ways[kind] = self._way(kind)
        return way(one, other)

    def _way(self, kind: type) -> Callable[[Any, Any], bool]:
        if is_dataclass(kind):
            parts = _parts(kind)
            return lambda one, other: self._in_a_row(parts(one), parts(other))
        if issubclass(kind, Mapping):
            return lambda one, other: self._in_a_row(tuple(one.items()), tuple(other.items()))
        if issubclass(kind, FunctionType):
            return eq
        return lambda *_: False  # nothing is known of such things, and what is not known may have changed

    def _in_a_row(self, one: Any, other: Any) -> bool:
        return len(one) == len(other) and (all(map(is_, one, other)) or all(map(self.same, one, other)))

    def _handlings(self, one: Handling, other: Handling) -> bool:
        return (one.item is other.item and one.meeting is other.meeting) or (
            self.same(one.item, other.item) and self.same(one.meeting, other.meeting)
        )

    def _once(self, one: Any, other: Any) -> bool:
        pair = (id(one), id(other))
        if pair not in self._records:
            self._alive.append((one, other))  # or another object might get its id
            parts = _parts(type(one))
            self._records[pair] = self._in_a_row(parts(one), parts(other))
        return self._records[pair]


def _parts(kind: type) -> Callable[[Any], tuple[Any, ...]]:
    names = [one.name for one in fields(kind) if one.compare]  # the others follow from these
    if len(names) == 1:
        get = attrgetter(names[0])
        return lambda value: (get(value),)
    return attrgetter(*names)
