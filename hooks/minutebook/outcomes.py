"""Which outcome a decision's words state."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from minutebook.text import LANGUAGES, locale

_Wordings = tuple[tuple[str, re.Pattern[str]], ...]

_WEAKER = {"adopted-by-vote": "adopted", "adopted-amended": "adopted"}
"""Outcomes whose words also contain those of a plainer one, which then is no contradiction."""

FINAL = frozenset({"adopted", "adopted-by-vote", "adopted-amended", "rejected"})
"""Outcomes that only whoever has the authority can give."""

_SLIGHT = frozenset({"discussed", "noted"})
"""Outcomes of a sentence beside which another one is what was decided."""

_CONTRARY = frozenset({"postponed", "returned", "rejected", "withdrawn"})
"""Outcomes that no other one can stand beside as the outcome of the whole."""

_NOTHING = "none"
"""The outcome whose wordings say nothing certain, though they contain the words of another one."""

_SENTENCE_END = re.compile(r"(?<=[.;!?])\s+|\n+|(?:,| og| mens?| and| but) (?=(?:punkt|pkt|ad|item|point)\b)")
"""A clause that names points of its own counts as a sentence."""


def infer(text: str) -> frozenset[str]:
    """Return every outcome that a decision's text states, sentence by sentence; empty where its words are not known."""
    whole = text.casefold()
    negated = [pattern for word, pattern in _negated() if word in whole]
    stated = (_stated(sentence, negated) for sentence in _SENTENCE_END.split(whole))
    return frozenset(outcome for outcome in stated if outcome and outcome != _NOTHING)


def _stated(sentence: str, negated: Iterable[_Wordings]) -> str:
    for wordings in (*negated, _patterns()):
        for outcome, pattern in wordings:
            if pattern.search(sentence):
                return outcome
    return ""


def agree(declared: str, inferred: frozenset[str]) -> bool:
    """Tell whether a declared outcome can stand beside what the words state."""
    if not inferred or declared in inferred:
        return True
    return _WEAKER.get(declared) in inferred


def of_the_whole(stated: Sequence[frozenset[str]]) -> str:
    """Return the outcome of a decision from those that its sentences state; nothing where they say yes and no."""
    found = frozenset().union(*stated)
    found -= {_WEAKER[outcome] for outcome in found if outcome in _WEAKER}
    found = found - _SLIGHT or found
    if len(found) > 1 and found & _CONTRARY:
        return ""
    return next((min(left) for each in stated if (left := each & found)), "")


@cache
def _patterns() -> _Wordings:
    """Return the wordings of every language in the order in which the locale files list the outcomes."""
    return tuple(wording for language in LANGUAGES for wording in _listed(language, "wordings."))


@cache
def _negated() -> tuple[tuple[str, _Wordings], ...]:
    """Return the wordings that need a word which few texts have, each with that word."""
    words = dict.fromkeys(
        (language, key.split(".")[1])
        for language in LANGUAGES
        for key in locale(language).wordings
        if key.startswith("negated.")
    )
    return tuple((word, tuple(_listed(language, f"negated.{word}."))) for language, word in words)


def _listed(language: str, prefix: str) -> Iterator[tuple[str, re.Pattern[str]]]:
    for key, patterns in locale(language).wordings.items():
        if key.startswith(prefix):
            yield key.removeprefix(prefix), re.compile("|".join(patterns))
