"""Entries of an index under headings, so that a long one can still be found one's way in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import groupby
from operator import itemgetter
from typing import TypeVar

from minutebook.pages.alphabet import initial, order
from minutebook.pages.edition import Edition
from minutebook.pages.parts import Entry, Group
from minutebook.urls import slug

T = TypeVar("T")
FEW = 30
"""An index with no more entries than this is read at a glance and needs no headings."""


def alphabetical(
    edition: Edition, things: Iterable[T], name: Callable[[T], str], entry: Callable[[T], Entry]
) -> tuple[Group, ...]:
    """Return things in the order of their names, under their first letters where there are many."""
    language = edition.t.language
    named = ((order(own := name(thing), language), own, thing) for thing in things)
    row = sorted(named, key=itemgetter(0, 1))
    if len(row) <= FEW:
        return (Group("", "", tuple(entry(thing) for _, _, thing in row)),) if row else ()
    letters = groupby(row, key=lambda each: initial(each[0]))
    return tuple(
        Group(f"{edition.t('anchor.letter')}-{_plain(letter)}", letter, tuple(entry(thing) for _, _, thing in group))
        for letter, group in letters
    )


def _plain(letter: str) -> str:
    """Write a letter so that it can stand in an anchor, also one of another alphabet."""
    return "0-9" if letter == "#" else slug(letter) or f"{ord(letter[0]):x}"
