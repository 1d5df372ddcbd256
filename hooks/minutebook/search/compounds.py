"""Compounds taken apart: a Danish word finds the longer words that it is a part of.

The dictionary says which words there are. How they combine is read off it as well: `udvalg` stands before another word
as `udvalgs` in so many of its own compounds, and `ring` at the end of a word is hardly ever a ring.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache, cached_property, lru_cache
from pathlib import Path

from minutebook.search.kept import remove_others

ASKED_AGAIN = 200_000
_WORTH_SPLITTING = 6
_LONG, _SOME, _MANY = 6, 2, 8
_LEAST_SEEN = {2: 40, 3: 20, 4: 5, 5: 2}
"""How many compounds of the dictionary a short word has to stand in before it is taken for a part of others."""
_SHORTEST_HEAD = 3
_PRICE = {2: 1.7, 3: 1.4, 4: 1.1}
_AS_GOOD = 0.05
"""The difference in price up to which two ways to cut a word are both followed: `arbejds|markedsområde` and
`arbejdsmarkeds|område`."""
_UNPROVEN, _INFLECTED, _UNKNOWN = 1.4, 1.9, 3.0


class Compounds:
    """The compounds of one language. `bound` are words that are no part of a compound: particles and endings.

    What has to be read off the whole dictionary is kept in `file`, if there is one.
    """

    def __init__(self, language: str, bound: frozenset[str], file: Path | None = None) -> None:
        self._language = language
        self._file = file
        self._bound = bound
        self._memory: dict[str, tuple[float, tuple[str, ...]] | None] = {}
        self._as_good: dict[str, tuple[tuple[str, ...], ...]] = {}
        # Words begin and end alike, so that most of what is asked about one has been asked before.
        self._head = lru_cache(ASKED_AGAIN)(self._price_of_head)
        self._modifier = lru_cache(ASKED_AGAIN)(self._price_of_modifier)

    @cached_property
    def _lemma_of(self) -> Mapping[str, str]:
        # With the rules of all its languages, and most builds meet no new word.
        from simplemma.strategies.dictionaries import dictionary_factory  # noqa: PLC0415

        return dictionary_factory.DEFAULT_DICTIONARY_FACTORY.get_dictionary(self._language)

    @cached_property
    def lemmas(self) -> frozenset[str]:
        """The words that the dictionary lists."""
        return frozenset(self._read_off[0])

    @cached_property
    def _seen(self) -> tuple[Counter[str], Counter[str]]:
        """How often each form stands first, and each word last, in a compound of the dictionary."""
        return Counter(self._read_off[1]), Counter(self._read_off[2])

    @cached_property
    def _read_off(self) -> tuple[list[str], dict[str, int], dict[str, int]]:
        with suppress(OSError, ValueError):
            if self._file:
                lemmas, first, last = json.loads(self._file.read_bytes())
                return lemmas, first, last
        known = frozenset(word for word in self._lemma_of.values() if word.isalpha() and word.islower())
        found = (sorted(known), *self._count(known))
        with suppress(OSError):
            if self._file:
                self._file.parent.mkdir(parents=True, exist_ok=True)
                draft = self._file.with_name(f"{self._file.name}.{os.getpid()}")
                draft.write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
                draft.replace(self._file)
                remove_others(self._file)
        return found

    def _count(self, lemmas: frozenset[str]) -> tuple[Counter[str], Counter[str]]:
        first: Counter[str] = Counter()
        last: Counter[str] = Counter()
        for word in lemmas:
            for cut in range(2, len(word) - 1):
                before, after = word[:cut], word[cut:]
                if after in lemmas and before not in self._bound and not lemmas.isdisjoint(_bases(before)):
                    first[before] += 1
                    last[after] += 1
        return first, last

    def lemma(self, word: str) -> str | None:
        """Return the form under which the dictionary lists a word."""
        return self._lemma_of.get(word)

    def headword(self, word: str) -> str:
        """Return the form of a word that a register lists: the dictionary's, where the word only has an ending more."""
        lemma = self.lemma(word)
        return lemma if lemma is not None and word.startswith(lemma[:-1]) else word

    def parts(self, word: str) -> tuple[tuple[str, bool], ...]:
        """Return the words that a compound is made of, down to the smallest, and which of them it ends in.

        A modifier comes as it is in the dictionary, without what links it to the next word.
        """
        found: dict[str, bool] = {}
        self._collect(word, found, last=True, depth=0)
        found.pop(word, None)
        return tuple(found.items())

    def _collect(self, word: str, found: dict[str, bool], *, last: bool, depth: int) -> None:
        best = self._best(word) if len(word) >= _WORTH_SPLITTING else None
        if best is None or depth > _SOME:
            return
        for *modifiers, head in (best[1], *self._as_good.get(word, ())):
            for index in range(1, len(modifiers) + 1):
                tail = "".join((*modifiers[index:], head))
                found.setdefault(tail, last)
                self._collect(tail, found, last=last, depth=depth + 1)
            for modifier in filter(None, modifiers):
                plain = self._plain(modifier)
                found.setdefault(plain, False)
                self._collect(plain, found, last=False, depth=depth + 1)
        # An `s` behind the second of three words says that it goes with the first one: `klima|tilpasning|s|plan`.
        forms = self._in_a_row(word)
        for end in range(2, len(forms)):
            plain = self._plain(forms[end - 1])
            if f"{plain}s" == forms[end - 1] and len(forms[-1]) >= _SHORTEST_HEAD:
                found.setdefault("".join((*forms[: end - 1], plain)), False)

    def _in_a_row(self, word: str) -> list[str]:
        """Return the words that stand in a compound one after the other, each as it stands there."""
        best = self._best(word) if len(word) >= _WORTH_SPLITTING else None
        if best is None or not all(best[1]):
            return [word]
        *modifiers, head = best[1]
        return [*modifiers, *self._in_a_row(head)]

    def _best(self, word: str) -> tuple[float, tuple[str, ...]] | None:
        """Return the cheapest way to cut a word; a modifier that nobody knows is an empty text."""
        if word not in self._memory:
            ways = list(self._ways(word, known=self._lemma_of.get(word)))
            best = self._memory[word] = min(ways, key=lambda way: way[0]) if ways else None
            others = [parts for price, parts in ways if best and price < best[0] + _AS_GOOD and parts != best[1]]
            if others:
                self._as_good[word] = tuple(others)
        return self._memory[word]

    def _ways(self, word: str, known: str | None) -> Iterator[tuple[float, tuple[str, ...]]]:
        for cut in range(2, len(word) - 1):
            before, after = word[:cut], word[cut:]
            head = self._head(after)
            if head is None and len(after) < _WORTH_SPLITTING:
                continue
            if head is not None and known is not None and not self._inflects_alike(known, before, after):
                head = None
            modifier = self._modifier(before)
            if modifier is not None:
                if head is not None:
                    yield modifier + head, (before, after)
                rest = self._best(after) if len(after) >= _WORTH_SPLITTING else None
                if rest and rest[1][0] and (known is None or self._inflects_alike(known, before, after)):
                    yield modifier + rest[0], (before, *rest[1])
            elif head is not None and len(before) > _SOME + 1 and before not in self._bound and self._common(after):
                yield _UNKNOWN + head, ("", after)

    def _price_of_head(self, word: str) -> float | None:
        lemma = self._lemma_of.get(word)
        if lemma is None or word in self._bound or lemma in self._bound:
            return None
        seen = max(self._seen[1][lemma], self._seen[1][word])
        return _price(word, seen)

    def _price_of_modifier(self, form: str) -> float | None:
        if form in self._bound:
            return None
        if self._stands_first(form):
            price = _price(form, self._seen[0][form])
            if price is not None:
                return price
        if len(form) >= _LONG - 1 and form in self._lemma_of and self._lemma_of[form] not in self._bound:
            return _INFLECTED
        if len(form) > _LONG and (rest := self._best(form.removesuffix("s"))) and rest[1][0]:
            return rest[0] - _UNPROVEN / 2
        return None

    def _common(self, head: str) -> bool:
        seen = max(self._seen[1][self._lemma_of.get(head, head)], self._seen[1][head])
        return (len(head) >= _LONG and seen >= _SOME) or (len(head) == _LONG - 1 and seen >= _MANY)

    def _inflects_alike(self, lemma: str, before: str, after: str) -> bool:
        """Tell whether the dictionary's form of the whole word ends as that of its last part does."""
        return lemma == before + self._lemma_of.get(after, after) or lemma == before + after

    def _stands_first(self, form: str) -> bool:
        return form not in self._bound and any(base in self.lemmas for base in _bases(form))

    def _plain(self, form: str) -> str:
        best = next((base for base in _bases(form) if base in self.lemmas and base not in self._bound), form)
        return best if form not in self.lemmas else form


def _price(word: str, seen: int) -> float | None:
    if seen < _LEAST_SEEN.get(len(word), 0):
        return _UNPROVEN if len(word) == _LONG - 1 else None
    return _PRICE.get(len(word), 1.0 if seen else _UNPROVEN)


@cache
def _bases(form: str) -> tuple[str, ...]:
    """Return the words that a form can come from when it stands before another: `arbejds` from `arbejde`."""
    bases = [form]
    if form.endswith("s"):
        bases += [form[:-1], f"{form[:-1]}e"]
    elif form.endswith("e"):
        bases.append(form[:-1])
    else:
        bases.append(f"{form}e")
    return tuple(base for base in bases if len(base) > 1)
