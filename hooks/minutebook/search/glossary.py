"""Words by number, and under which terms each is found: what a process that posts entries has met, in columns."""

from __future__ import annotations

from array import array
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from minutebook.search.arrays import Column
from minutebook.search.lexicon import Lexicon


class Senses(NamedTuple):
    """The terms of words: those of a word stand from its place in `begins` to the next one.

    `terms` are numbers, and `weights` how much the word counts for each of them.
    """

    begins: Column
    terms: Column
    weights: NDArray[np.float64]


class Glossary(dict[str, int]):
    """Numbers of words. One that is not there yet is asked of the lexicon when it is first met."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        self.lexicon = lexicon
        self.terms: list[str] = []
        self._numbers: dict[str, int] = {}
        self._begins = array("q", [0])
        self._found = array("q")
        self._weights = array("d")

    def __missing__(self, word: str) -> int:
        for term, weight in self.lexicon.terms(word):
            number = self._numbers.get(term)
            if number is None:
                number = self._numbers[term] = len(self.terms)
                self.terms.append(term)
            self._found.append(number)
            self._weights.append(weight)
        self._begins.append(len(self._found))
        number = self[word] = len(self)
        return number

    def senses(self) -> Senses:
        """Return the terms of all words met so far."""
        return Senses(np.array(self._begins), np.array(self._found), np.array(self._weights))
