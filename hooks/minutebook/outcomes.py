"""Which outcome a decision's words state."""

from __future__ import annotations

import re
from functools import cache

from minutebook.text import LANGUAGES, locale

_WEAKER = {"adopted-by-vote": "adopted", "adopted-amended": "adopted"}
"""Outcomes whose words also contain those of a plainer one, which then is no contradiction."""

_SENTENCE_END = re.compile(r"(?<=[.;!?])\s+|\n+|,\s+(?=(?:punkt|pkt|ad|item|point)\b)")
"""A clause that names points of its own counts as a sentence."""


def infer(text: str) -> frozenset[str]:
    """Return every outcome that a decision's text states, sentence by sentence; empty where its words are not known."""
    found = set()
    for sentence in _SENTENCE_END.split(text.casefold()):
        for outcome, pattern in _patterns():
            if pattern.search(sentence):
                found.add(outcome)
                break
    return frozenset(found)


def agree(declared: str, inferred: frozenset[str]) -> bool:
    """Tell whether a declared outcome can stand beside what the words state."""
    if not inferred or declared in inferred:
        return True
    return _WEAKER.get(declared) in inferred


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the wordings of every language in the order in which the locale files list the outcomes."""
    return tuple(
        (key.removeprefix("wordings."), re.compile("|".join(patterns)))
        for language in LANGUAGES
        for key, patterns in locale(language).wordings.items()
        if key.startswith("wordings.")
    )
