"""A unit analysed: its terms, how much each counts in it, and where it stands; and all that as bytes for a cache."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from minutebook.search.lexicon import Lexicon
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
class Posting:
    """What an index keeps of a term in a unit: a level from 1 to `LEVELS`, and its positions as gaps in bytes."""

    term: str
    level: int
    positions: bytes


@dataclass(frozen=True, slots=True)
class Analysis:
    """An entry analysed: what it shows, as JSON for a bundle, what it is chosen by, and the postings of each unit."""

    shown: dict[str, Any]
    terms: dict[str, list[str]]
    kinds: tuple[str, ...]
    places: tuple[tuple[str, str, str], ...]
    postings: tuple[tuple[Posting, ...], ...]


class Analyst:
    """Analyses contents in the language of a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def analyse(self, content: Content) -> Analysis:
        """Return an entry analysed."""
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
            tuple(tuple(self._postings(unit)) for unit in content.units),
        )

    def _postings(self, unit: Unit) -> Iterator[Posting]:
        weights: dict[str, float] = {}
        places: dict[str, list[int]] = {}
        position = 0
        words = 0
        for weight, text in unit.fields:
            for found in WORD.finditer(text):
                position += 1
                for term, share in self.lexicon.terms(found[0]):
                    if term in weights:
                        weights[term] += weight * share
                        places[term].append(position)
                    else:
                        weights[term] = weight * share
                        places[term] = [position]
            words = position
            position += _FIELD_GAP
        worth = _WORTH_OF_PAGES if unit.kind == "page" else 1.0
        room = _SATURATION * (1 - _LENGTH_MATTERS + _LENGTH_MATTERS * words / _USUAL_LENGTH)
        for term, weight in weights.items():
            share = weight / (weight + room) * worth
            level = max(1, min(LEVELS, round(share * LEVELS)))
            yield Posting(term, level, gaps(places[term]))


def gaps(numbers: list[int]) -> bytes:
    """Write rising numbers as their count and the steps from one to the next."""
    if len(numbers) == 1 and numbers[0] < 128:  # noqa: PLR2004
        return bytes((1, numbers[0]))
    written = bytearray()
    append(written, len(numbers))
    before = 0
    for each in numbers:
        append(written, each - before)
        before = each
    return bytes(written)


def append(target: bytearray, number: int) -> None:
    """Append a number in as few bytes as it needs: seven bits in each, the lowest first, the last without a mark."""
    while number > 127:  # noqa: PLR2004
        target.append(number & 127 | 128)
        number >>= 7
    target.append(number)


def pack(analysis: Analysis) -> bytes:
    """Write an analysis as bytes."""
    head = {
        "shown": analysis.shown,
        "terms": analysis.terms,
        "kinds": analysis.kinds,
        "places": analysis.places,
        "postings": [
            [" ".join(each.term for each in unit), [len(each.positions) for each in unit]] for unit in analysis.postings
        ],
    }
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
    levels = b"".join(bytes(each.level for each in unit) for unit in analysis.postings)
    positions = b"".join(each.positions for unit in analysis.postings for each in unit)
    return zlib.compress(len(text).to_bytes(4) + text + len(levels).to_bytes(4) + levels + positions, 1)


def unpack(data: bytes) -> Analysis:
    """Read an analysis from the bytes that `pack` wrote."""
    data = zlib.decompress(data)
    start = 4 + int.from_bytes(data[:4])
    head = json.loads(data[4:start])
    at = start + 4
    place = at + int.from_bytes(data[start:at])
    units = []
    for terms, lengths in head["postings"]:
        unit = []
        for term, length in zip(terms.split(), lengths, strict=True):
            unit.append(Posting(term, data[at], data[place : place + length]))
            at += 1
            place += length
        units.append(tuple(unit))
    places = tuple((label, way, text) for label, way, text in head["places"])
    return Analysis(head["shown"], head["terms"], tuple(head["kinds"]), places, tuple(units))
