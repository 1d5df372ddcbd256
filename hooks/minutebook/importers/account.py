"""The account: where every line of a packet went.

It is a row as long as the packet with one destination for each line, so a line without a destination, or with two,
cannot be written down. A line begins as unplaced and is placed once. What is unplaced at the end goes into the record
too, under a heading that says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from minutebook.importers.lines import Line, shown


@dataclass(frozen=True, slots=True, order=True)
class Destination:
    """Where a line went.

    `kind` is `field`, `section`, `attachment`, `unplaced`, `closed` or `layout`; `record` is the item (`2`) or the
    attachment (`2.1`), empty for the meeting; `name` is the field, the heading, or the kind of layout. Of a line that
    went into layout nothing is written.
    """

    kind: str
    record: str = ""
    name: str = ""

    @property
    def written(self) -> bool:
        """Tell whether the words of the line have to stand in a record."""
        return self.kind in {"field", "section", "attachment", "unplaced"}


UNPLACED = Destination("unplaced")


def layout(name: str) -> Destination:
    """Make a destination for what is only there for the eye."""
    return Destination("layout", "", name)


class PlacedTwiceError(Exception):
    """A line was placed a second time: a mistake in the importer, never in the packet."""


Passage = tuple[Line, ...]
"""Lines that belong together, in the order of the packet."""


class Account:
    """Where every line of a packet went."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = tuple(lines)
        self._destinations: list[Destination] = [UNPLACED] * len(self.lines)

    def __getitem__(self, line: Line) -> Destination:
        """Return where a line went."""
        return self._destinations[line.index]

    def is_open(self, line: Line) -> bool:
        """Tell whether a line is still to be placed."""
        return self._destinations[line.index] is UNPLACED

    def open(self, lines: Iterable[Line]) -> Passage:
        """Return those lines that are still to be placed."""
        return tuple(line for line in lines if self.is_open(line))

    def place(self, lines: Iterable[Line], destination: Destination) -> Passage:
        """Place lines, none of which may have been placed before, and return them."""
        passage = tuple(lines)
        for line in passage:
            if not self.is_open(line):
                raise PlacedTwiceError(f"line {line.number}: {self[line]}, {destination}")
            self._destinations[line.index] = destination
        return passage

    def remain(self, lines: Iterable[Line], record: str) -> Passage:
        """Place what is left over of some lines under the heading for what could not be placed, in a record."""
        return self.place(self.open(lines), Destination("unplaced", record, "unplaced"))

    def balance(self) -> list[tuple[Destination, int]]:
        """Return how many lines went to each destination; the numbers add up to the lines of the packet."""
        return sorted(Counter(self._destinations).items())

    def at(self, kind: str) -> Passage:
        """Return all lines that went to a kind of destination."""
        return tuple(line for line in self.lines if self[line].kind == kind)

    def numbers(self, kind: str) -> str:
        """Return the numbers of the lines that went to a kind of destination, as text."""
        return shown(self.at(kind))
