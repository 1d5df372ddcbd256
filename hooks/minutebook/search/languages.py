"""What search knows of a language: its stems, its small words, and what its compounds are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import cast

from minutebook.search.compounds import Compounds
from minutebook.search.kept import kept_for_user
from minutebook.search.words import HYPHENS, fold, number, pieces
from minutebook.text import locale

SNOWBALL = {"da": "danish", "en": "english"}
COMPOUNDING = frozenset(("da",))
THOUSANDS = {"da": ".", "en": ","}
WHOLE, LEMMA, HYPHENATED, HEAD, MODIFIER = 1.0, 0.9, 0.7, 0.55, 0.4
"""How much a word counts for itself, for the word that it is a form of (`børn` for `barn`), for what stands between its
hyphens, for its last part, for its other parts."""
SHORTEST_LEMMA = 3
REMEMBERED = 100_000
SHORTEST_HEADWORD = 4
LONGEST = 40
"""Letters. What is longer is no word that anyone types; it is found by its beginning."""

Terms = tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Language:
    """A language that texts are searched in."""

    code: str

    @cached_property
    def small_words(self) -> frozenset[str]:
        """Words that stand nearly everywhere, which no one looks for by themselves."""
        return frozenset(fold(word) for word in locale(self.code).wordings.get("search.small-words", ()))

    @cached_property
    def _stem(self) -> Callable[[str], str]:
        """The stemmer; it remembers, since the words of a language have their parts in common."""
        import snowballstemmer  # noqa: PLC0415 - with all its languages, and most builds meet no new word

        return lru_cache(REMEMBERED)(
            cast("Callable[[str], str]", snowballstemmer.stemmer(SNOWBALL[self.code]).stemWord)
        )

    @cached_property
    def _compounds(self) -> Compounds | None:
        bound = frozenset(locale(self.code).wordings.get("search.bound", ()))
        file = kept_for_user("compounds", self.code, ".json")
        return Compounds(self.code, bound, file) if self.code in COMPOUNDING else None

    def stem(self, word: str) -> str:
        """Return the form that all inflections of a word share, in the spelling that words are compared in."""
        return fold(self._stem(word.lower().replace("’", "'")))

    def terms(self, word: str) -> Terms:
        """Return the terms that a word is found under, each with its weight; a small word has none."""
        if word[0].isdecimal() and not word[-1].isalpha() and not HYPHENS.search(word):
            return ((number(word, THOUSANDS[self.code])[:LONGEST], WHOLE),)
        if fold(word) in self.small_words:
            return ()
        found: dict[str, float] = {}
        parted = [piece for piece in pieces(word.lower()) if piece]
        whole = "".join(parted)
        self._add(found, whole, WHOLE)
        for piece in parted if len(parted) > 1 else ():
            if len(piece) > 1 and fold(piece) not in self.small_words:
                self._add(found, piece, HYPHENATED)
        return tuple(found.items())

    def headwords(self, word: str) -> Iterator[tuple[str, str]]:
        """Yield the terms of a word and of the words it is made of, each as a dictionary would list it."""
        if not word.isalpha() or fold(word) in self.small_words:
            return
        words = [word if word.isupper() else word.lower()]
        if self._compounds is not None:
            words = [self._compounds.headword(each) for each in words]
            words += [self._compounds.headword(part) for part, _ in self._compounds.parts(words[0])]
        for each in words:
            if len(each) >= SHORTEST_HEADWORD or (each.isupper() and len(each) > 1):
                yield self.stem(each)[:LONGEST], each

    def _add(self, found: dict[str, float], word: str, weight: float) -> None:
        term = self.stem(word)[:LONGEST]
        found[term] = max(found.get(term, 0.0), weight)
        if self._compounds is None or not word.isalpha():
            return
        lemma = self._compounds.lemma(word)
        if lemma is not None and len(lemma) >= SHORTEST_LEMMA:
            found.setdefault(self.stem(lemma)[:LONGEST], weight * LEMMA)
        for part, last in self._compounds.parts(word):
            term = self.stem(part)[:LONGEST]
            found[term] = max(found.get(term, 0.0), weight * (HEAD if last else MODIFIER))


@cache
def language(code: str) -> Language:
    """Return a language; one that is not known is searched as English is."""
    return Language(code if code in SNOWBALL else "en")
