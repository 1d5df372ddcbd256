"""A unit analysed: under which terms it is found, how much each counts in it, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from minutebook.search.languages import Terms
from minutebook.search.numbers import all_steps
from minutebook.search.units import Unit
from minutebook.search.words import WORD

LEVELS = 15
"""Into how many steps the weight of a word in a unit is rounded; four bits hold them beside a gap."""

_SATURATION, _LENGTH_MATTERS, _USUAL_LENGTH = 1.4, 0.5, 200
_WORTH_OF_PAGES = 0.4
"""How much a page that the town has written counts beside a record: people come for what was decided."""

_FIELD_GAP = 8
"""Words that no phrase reaches over, between one field and the next."""

Analysis = tuple[Iterable[str], list[int], list[bytes]]
"""The terms of a unit, and for each its level, from 1 to `LEVELS`, and its positions."""


def analyse(unit: Unit, terms_of: Mapping[str, Terms]) -> Analysis:
    """Return a unit analysed; `terms_of` has the terms that a word is found under, each with its weight."""
    weights: dict[str, float] = {}
    places: dict[str, list[int]] = {}
    position = words = 0
    for weight, text in unit.fields:
        for position, word in enumerate(WORD.findall(text), position + 1):  # noqa: B020
            for term, share in terms_of[word]:
                known = places.get(term)
                if known is None:
                    weights[term] = weight * share
                    places[term] = [position]
                else:
                    weights[term] += weight * share
                    known.append(position)
        words = position
        position += _FIELD_GAP
    worth = (_WORTH_OF_PAGES if unit.kind == "page" else 1.0) * LEVELS
    room = _SATURATION * (1 - _LENGTH_MATTERS + _LENGTH_MATTERS * words / _USUAL_LENGTH)
    level_of = {weight: min(LEVELS, round(weight / (weight + room) * worth)) or 1 for weight in set(weights.values())}
    return weights, [level_of[weight] for weight in weights.values()], all_steps(places.values())
