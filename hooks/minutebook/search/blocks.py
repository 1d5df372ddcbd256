"""A block of the index: what is kept of some entries that follow each other, so that blocks are joined by their bytes.

Units and entries are counted from the beginning of the block. Where two blocks are joined, only the first number that
each term has in the second is written anew; so a year is joined from spans of its days and a segment from its years,
and it makes no difference in what steps.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from itertools import accumulate, pairwise

from minutebook.search.numbers import written
from minutebook.search.units import FACETS

LEVEL_BITS = 4
"""A posting is a unit and, in its lowest bits, a level."""

LEVELS = (1 << LEVEL_BITS) - 1
"""Into how many steps the weight of a word in a unit is rounded."""


@dataclass(slots=True)
class Shown:
    """What a block has for each of its units and entries, in their order.

    `sizes` are for each entry its units without and with those of attachments; `days` are ordinals, 0 for none;
    `values` are by facet those of each entry. `texts` are the folders that the texts stand in, each with how many units
    it has.
    """

    units: int = 0
    sizes: list[int] = field(default_factory=list)
    days: list[int] = field(default_factory=list)
    kinds: list[int] = field(default_factory=list)
    values: dict[str, list[list[str]]] = field(default_factory=lambda: {facet: [] for facet in FACETS})
    texts: list[tuple[str, int]] = field(default_factory=list)

    @property
    def entries(self) -> int:
        """How many entries there are."""
        return len(self.days)

    def add(self, other: Shown) -> None:
        """Go on with what another block has."""
        self.units += other.units
        for name in ("sizes", "days", "kinds", "texts"):
            getattr(self, name).extend(getattr(other, name))
        for facet in FACETS:
            self.values[facet] += other.values[facet]


@dataclass(slots=True)
class Lists:
    """Rising numbers for each term, as bytes: the first, the last, and the steps between; terms stand sorted.

    The lowest `bits` of a number are no part of what rises. `more` are bytes that each term has besides.
    """

    terms: Sequence[str]
    firsts: Sequence[int]
    lasts: Sequence[int]
    steps: Sequence[bytes]
    more: Sequence[bytes]
    bits: int = 0

    @classmethod
    def joined(cls, parts: Iterable[tuple[Lists, int]], bits: int) -> Lists:
        """Join lists, each with what is to be added to its numbers."""
        places: dict[str, int] = {}
        firsts: list[int] = []
        lasts: list[int] = []
        steps: list[list[bytes]] = []
        more: list[list[bytes]] = []
        for part, base in parts:
            above = base << bits
            columns = zip(part.terms, part.firsts, part.lasts, part.steps, part.more, strict=True)
            for term, first, last, step, other in columns:
                place = places.get(term)
                if place is None:
                    places[term] = len(firsts)
                    firsts.append(first + above)
                    lasts.append(last + base)
                    steps.append([step])
                    more.append([other])
                else:
                    steps[place] += (written(first + above - (lasts[place] << bits)), step)
                    more[place].append(other)
                    lasts[place] = last + base
        terms = sorted(places)
        order = [places[term] for term in terms]
        return cls(
            terms,
            [firsts[place] for place in order],
            [lasts[place] for place in order],
            [b"".join(steps[place]) for place in order],
            [b"".join(more[place]) for place in order],
            bits,
        )

    def columns(self) -> list[bytes]:
        """Return the lists as pieces of bytes, for this machine."""
        numbers = [array("Q", column).tobytes() for column in (self.firsts, self.lasts)]
        return ["\n".join(self.terms).encode(), *numbers, _row(self.steps), _row(self.more)]

    @classmethod
    def of(cls, columns: Sequence[bytes], bits: int) -> Lists:
        """Return the lists that `columns` were made of."""
        terms, firsts, lasts, steps, more = columns
        names = terms.decode().split("\n") if terms else []
        return cls(names, _numbers(firsts), _numbers(lasts), _unrow(steps), _unrow(more), bits)


@dataclass(slots=True)
class Block:
    """What an index keeps of entries: the postings of each term with its positions."""

    shown: Shown
    postings: Lists

    @classmethod
    def joined(cls, blocks: Sequence[Block]) -> Block:
        """Join blocks that follow each other."""
        if len(blocks) == 1:
            return blocks[0]
        shown = Shown()
        postings = []
        for block in blocks:
            postings.append((block.postings, shown.units))
            shown.add(block.shown)
        return cls(shown, Lists.joined(postings, LEVEL_BITS))

    def write(self) -> bytes:
        """Return the block as bytes, for this machine."""
        own = {each.name: getattr(self.shown, each.name) for each in fields(Shown)}
        shown = json.dumps(own, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
        return framed([shown, *self.postings.columns()])

    @classmethod
    def read(cls, data: bytes) -> Block:
        """Read what `write` returned."""
        shown, *columns = unframed(data)
        return cls(Shown(**json.loads(shown)), Lists.of(columns, LEVEL_BITS))


def _numbers(data: bytes) -> array[int]:
    numbers = array("Q")
    numbers.frombytes(data)
    return numbers


def _row(pieces: Sequence[bytes]) -> bytes:
    return framed([array("Q", map(len, pieces)).tobytes(), b"".join(pieces)])


def _unrow(data: bytes) -> list[bytes]:
    lengths, whole = unframed(data)
    return [whole[a:b] for a, b in pairwise(accumulate(_numbers(lengths), initial=0))]


def framed(parts: Sequence[bytes]) -> bytes:
    """Return pieces of bytes as one, from which they can be told apart again."""
    head = [len(parts).to_bytes(8), *[len(part).to_bytes(8) for part in parts]]
    return b"".join([*head, *parts])


def unframed(data: bytes) -> list[bytes]:
    """Return the pieces of what was framed."""
    count = int.from_bytes(data[:8])
    lengths = [int.from_bytes(data[at : at + 8]) for at in range(8, 8 * (count + 1), 8)]
    return [data[a:b] for a, b in pairwise(accumulate(lengths, initial=8 * (count + 1)))]
