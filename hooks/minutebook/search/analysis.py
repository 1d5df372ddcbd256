"""Units analysed: under which terms each is found, how much each term counts in it, and where it stands."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from minutebook.search.arrays import Column, beginnings, numbered, owners
from minutebook.search.blocks import LEVELS
from minutebook.search.glossary import Glossary
from minutebook.search.units import Unit
from minutebook.search.words import WORD

_SATURATION, _LENGTH_MATTERS, _USUAL_LENGTH = 1.4, 0.5, 200
_WORTH_OF_PAGES = 0.4
"""How much a page that the town has written counts beside a record: people come for what was decided."""

_FIELD_GAP = 8
"""Words that no phrase reaches over, between one field and the next."""


class Found(NamedTuple):
    """What was found in units: the terms in their order, and for each a row of each unit that has it.

    `units` and `levels`, from 1 to `LEVELS`, are those of the rows; those of a term stand from its place in `rows` to
    the next one, and the positions of a row likewise, by its place in `begins`.
    """

    terms: list[str]
    rows: Column
    units: Column
    levels: Column
    begins: Column
    positions: Column

    @property
    def term_of(self) -> Column:
        """The place of each row's term."""
        return owners(np.diff(self.rows))


class _Words(NamedTuple):
    """The words of units: their numbers, and for each the field it stands in, and its position in the unit.

    `weights` and `units` are those of the fields, `lengths` how many words each unit has.
    """

    numbers: Column
    fields: Column
    positions: Column
    weights: NDArray[np.float64]
    units: Column
    lengths: Column


def analyse(units: Iterable[Unit], glossary: Glossary) -> Found:
    """Return units analysed, which are counted as they come."""
    units = tuple(units)
    words = _words_of(units, glossary)
    senses = glossary.senses()
    of_word = np.diff(senses.begins)[words.numbers]
    word = owners(of_word)
    at = senses.begins[words.numbers][word] + numbered(of_word)
    field = words.fields[word]
    terms, place = _ordered(senses.terms[at], glossary)
    many = max(len(units), 1)
    key = place * many + words.units[field]
    order = np.argsort(key, kind="stable")  # so the positions of a row keep theirs
    begins = beginnings(key[order])
    row = key[order][begins]
    unit = row % many
    ends = np.append(begins, len(order))
    # One after the other, as they stand in the text: in another order the last digit would be another.
    weight = np.bincount(owners(np.diff(ends)), (words.weights[field] * senses.weights[at])[order])
    return Found(
        terms,
        np.append(beginnings(row // many), len(row)),
        unit,
        _levels(weight, words.lengths[unit], np.array([each.kind == "page" for each in units], bool)[unit]),
        ends,
        words.positions[word][order],
    )


def _words_of(units: Iterable[Unit], glossary: Glossary) -> _Words:
    numbers = array("q")
    counts, starts, weights, of_unit, lengths = [], [], [], [], []
    known = glossary.__getitem__
    for place, unit in enumerate(units):
        at = 0
        for weight, text in unit.fields:
            before = len(numbers)
            numbers.extend(map(known, WORD.findall(text)))
            counts.append(len(numbers) - before)
            starts.append(at + 1)
            weights.append(weight)
            of_unit.append(place)
            at += counts[-1] + _FIELD_GAP
        lengths.append(max(at - _FIELD_GAP, 0))
    of_field = np.array(counts, np.int64)
    return _Words(
        np.array(numbers),
        owners(of_field),
        numbered(of_field) + np.repeat(np.array(starts, np.int64), of_field),
        np.array(weights, np.float64),
        np.array(of_unit, np.int64),
        np.array(lengths, np.int64),
    )


def _ordered(terms: Column, glossary: Glossary) -> tuple[list[str], Column]:
    """Return the names of terms, each once, in their order, and the place of each term among them."""
    is_there = np.zeros(len(glossary.terms), bool)
    is_there[terms] = True
    there = np.flatnonzero(is_there)
    names = [glossary.terms[number] for number in there.tolist()]
    order = sorted(range(len(names)), key=names.__getitem__)
    place = np.empty(len(glossary.terms), np.int64)
    place[there[order]] = np.arange(len(order))
    return [names[at] for at in order], place[terms]


def _levels(weight: NDArray[Any], words: Column, is_page: NDArray[np.bool_]) -> Column:
    """Return the levels of rows, whose unit has so many words."""
    worth = np.where(is_page, _WORTH_OF_PAGES, 1.0) * LEVELS
    room = _SATURATION * (1 - _LENGTH_MATTERS + _LENGTH_MATTERS * words / _USUAL_LENGTH)
    level: Column = np.clip(np.rint(weight / (weight + room) * worth), 1, LEVELS).astype(np.int64)
    return level
