"""Which known word was meant, found in a time that does not grow with the number of words that are known."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property

from minutebook.problems import LONGEST_SLIP, nearest

FEW = 300
"""So many words can be compared one by one."""


class Spellings:
    """Known words, found again by what is left of them when one letter is left out."""

    def __init__(self, words: Collection[str]) -> None:
        """Take the words; nothing is done with them before somebody asks for one that is unknown."""
        self.words = words
        self._found: dict[str, str] = {}

    def slip(self, found: str) -> str:
        """Return the known word that differs by one letter or by two that changed places, or an empty text.

        Words that differ in a digit are no slips of each other: `plan-2014` and `plan-2015` are two plans.
        """
        if len(found) > LONGEST_SLIP:
            return ""
        near = {word for rest in _rests(found) for word in self._by_rest.get(rest, ())}
        return nearest(found, {word for word in near if _letters(word) != _letters(found)})

    def nearest(self, found: str) -> str:
        """Return the known word that was probably meant, or an empty text."""
        if found not in self._found:
            self._found[found] = nearest(found, self.words) if len(self.words) <= FEW else self.slip(found)
        return self._found[found]

    @cached_property
    def _by_rest(self) -> Mapping[str, list[str]]:
        by_rest: dict[str, list[str]] = {}
        for word in sorted(self.words):
            for rest in _rests(word[:LONGEST_SLIP]):
                by_rest.setdefault(rest, []).append(word)
        return by_rest


def _rests(word: str) -> Iterator[str]:
    yield word
    for index in range(len(word)):
        yield word[:index] + word[index + 1 :]


def _letters(word: str) -> str:
    return re.sub(r"[0-9]", "", word)
