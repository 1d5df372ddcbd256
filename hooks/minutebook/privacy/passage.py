"""A passage: a stretch of text in a file, with the place where people find it."""

from __future__ import annotations

from dataclasses import dataclass

Step = tuple[str, str]
"""One step of the way to a place: its kind, a key of the locales, and its number or name: `("page", "3")`."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Text that was found in a file, and the way to it, from the outside in.

    `numbered` says that the lines of the text are those of the file, so that a finding can name its line.
    """

    text: str
    way: tuple[Step, ...] = ()
    numbered: bool = False

    def inside(self, *steps: Step) -> Passage:
        """Return the same passage seen from further outside."""
        return Passage(self.text, (*steps, *self.way), self.numbered)


@dataclass(frozen=True, slots=True)
class Gap:
    """Something in a file that could not be looked at: its `reason` is a key of the locales.

    `place` is a digest of the file, by which a waiver holds on to it; it is looked up only when one may be needed. What
    cannot be waived has none.
    """

    reason: str
    way: tuple[Step, ...] = ()
    place: str = ""

    def inside(self, *steps: Step) -> Gap:
        """Return the same gap seen from further outside."""
        return Gap(self.reason, (*steps, *self.way))


class RefusalError(Exception):
    """A file, or a file inside it, cannot be read any further. `reason` is a key of the locales."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)
