"""What the register of keywords knows of some entries, kept beside their postings and joined in the same steps.

It is a small part of what an index is made of, and most pages of the register follow from it: so these are written
while the index is still being put together.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable
from dataclasses import dataclass

from minutebook.search.blocks import Lists, framed, unframed
from minutebook.search.numbers import count

Spellings = dict[str, dict[str, int]]
"""For each term the spellings that titles have for it, and how often."""


@dataclass(slots=True)
class Keywords:
    """The entries that have each term, of those that a register may list; and how titles spell terms.

    `rows` are what the register shows of each entry: its title, address and context.
    """

    rows: list[tuple[str, str, str]]
    spellings: Spellings
    having: Lists

    @classmethod
    def joined(cls, parts: Iterable[Keywords]) -> Keywords:
        """Join what is known of entries that follow each other."""
        rows: list[tuple[str, str, str]] = []
        spellings: Spellings = {}
        having = []
        for part in parts:
            having.append((part.having, len(rows)))
            rows += part.rows
            for term, own in part.spellings.items():
                known = spellings.setdefault(term, {})
                for spelling, number in own.items():
                    known[spelling] = known.get(spelling, 0) + number
        return cls(rows, spellings, Lists.joined(having, 0))

    def write(self) -> bytes:
        """Return them as bytes, for this machine."""
        return framed([self._said(), *self.having.columns()])

    @classmethod
    def read(cls, data: bytes) -> Keywords:
        """Read what `write` returned."""
        said, *columns = unframed(data)
        return cls(**json.loads(said), having=Lists.of(columns, 0))

    def summary(self, most: int) -> bytes:
        """Return what a register asks for: how many entries have a term, and which, if they are at `most` so many."""
        having = self.having
        counts = [count(steps) + 1 for steps in having.steps]
        lists = [steps if few <= most else b"" for steps, few in zip(having.steps, counts, strict=True)]
        numbers = [array("Q", column).tobytes() for column in (counts, having.firsts, map(len, lists))]
        return framed([self._said(), "\n".join(having.terms).encode(), *numbers, b"".join(lists)])

    def _said(self) -> bytes:
        said = {"rows": self.rows, "spellings": self.spellings}
        return json.dumps(said, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
