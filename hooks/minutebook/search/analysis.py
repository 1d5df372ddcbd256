"""A unit analysed: its terms, how much each counts in it, and where it stands; and all that as bytes for a cache."""

from __future__ import annotations

import json
import zlib
from array import array
from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any

from minutebook.search.languages import Terms
from minutebook.search.numbers import steps
from minutebook.search.units import Content, Unit
from minutebook.search.words import WORD

LEVELS = 15
"""Into how many steps the weight of a word in a unit is rounded; four bits hold them beside a gap."""

_SATURATION, _LENGTH_MATTERS, _USUAL_LENGTH = 1.4, 0.5, 200
_WORTH_OF_PAGES = 0.4
"""How much a page that the town has written counts beside a record: people come for what was decided."""

_FIELD_GAP = 8
"""Words that no phrase reaches over, between one field and the next."""


@dataclass(frozen=True, slots=True)
class Postings:
    """What an index keeps of a unit: its terms, and for each a level from 1 to `LEVELS` and its positions as bytes."""

    terms: tuple[str, ...]
    levels: bytes
    positions: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Analysis:
    """An entry analysed: what it shows, as JSON for a bundle, what it is chosen by, and the postings of each unit."""

    shown: dict[str, Any]
    terms: dict[str, list[str]]
    kinds: tuple[str, ...]
    places: tuple[tuple[str, str, str], ...]
    postings: tuple[Postings, ...]


def analyse(content: Content, terms_of: Callable[[str], Terms]) -> Analysis:
    """Return an entry analysed; `terms_of` tells the terms that a word is found under, each with its weight."""
    shown: dict[str, Any] = {"t": content.title, "a": content.address, "c": content.context}
    if content.outcomes:
        shown["o"] = content.outcomes
    if content.matter:
        shown["m"] = content.matter
    return Analysis(
        shown,
        {facet: list(values) for facet, values in content.terms.items()},
        tuple(unit.kind for unit in content.units),
        tuple((unit.label, unit.address.removeprefix(content.address), unit.text) for unit in content.units),
        tuple(_postings(unit, terms_of) for unit in content.units),
    )


def _postings(unit: Unit, terms_of: Callable[[str], Terms]) -> Postings:
    weights: dict[str, float] = {}
    places: dict[str, list[int]] = {}
    unsorted = set()
    position = 0
    words = 0
    for weight, text in unit.fields:
        # Each word is looked up once, however often it stands there.
        spots: dict[str, list[int]] = {}
        for position, word in enumerate(WORD.findall(text), position + 1):  # noqa: B020
            if word in spots:
                spots[word].append(position)
            else:
                spots[word] = [position]
        for word, found in spots.items():
            for term, share in terms_of(word):
                if term in weights:
                    weights[term] += weight * share * len(found)
                    places[term] += found
                    unsorted.add(term)
                else:
                    weights[term] = weight * share * len(found)
                    places[term] = found[:]
        words = position
        position += _FIELD_GAP
    for term in unsorted:
        places[term].sort()
    worth = (_WORTH_OF_PAGES if unit.kind == "page" else 1.0) * LEVELS
    room = _SATURATION * (1 - _LENGTH_MATTERS + _LENGTH_MATTERS * words / _USUAL_LENGTH)
    levels = bytes([min(LEVELS, round(weight / (weight + room) * worth)) or 1 for weight in weights.values()])
    return Postings(tuple(weights), levels, tuple([steps(found) for found in places.values()]))


def pack(analysis: Analysis) -> bytes:
    """Write an analysis as bytes."""
    head = {
        "shown": analysis.shown,
        "terms": analysis.terms,
        "kinds": analysis.kinds,
        "places": analysis.places,
        "postings": [" ".join(unit.terms) for unit in analysis.postings],
    }
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
    levels = b"".join(unit.levels for unit in analysis.postings)
    positions = [each for unit in analysis.postings for each in unit.positions]
    lengths = array("I", map(len, positions)).tobytes()
    return zlib.compress(len(text).to_bytes(4) + text + levels + lengths + b"".join(positions), 1)


def unpack(data: bytes) -> Analysis:
    """Read an analysis from the bytes that `pack` wrote on this machine."""
    data = zlib.decompress(data)
    start = 4 + int.from_bytes(data[:4])
    head = json.loads(data[4:start])
    terms = [tuple(unit.split()) for unit in head["postings"]]
    count = sum(map(len, terms))
    lengths = array("I")
    before = start + count + count * lengths.itemsize
    lengths.frombytes(data[start + count : before])
    ends = list(accumulate(lengths, initial=before))
    positions = [data[a:b] for a, b in pairwise(ends)]
    units = []
    at = 0
    for own in terms:
        units.append(Postings(own, data[start + at : start + at + len(own)], tuple(positions[at : at + len(own)])))
        at += len(own)
    places = tuple((label, way, text) for label, way, text in head["places"])
    return Analysis(head["shown"], head["terms"], tuple(head["kinds"]), places, tuple(units))
