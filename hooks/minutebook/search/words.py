"""From running text to words: where one begins and ends, and the spelling under which it is found.

The browser cuts and folds in the same way (`client/words.js`); tests hold the two together.
"""

from __future__ import annotations

import re
import unicodedata

WORD = re.compile(r"\d+(?:[.,]\d+)+(?![^\W_])|[^\W_]+(?:['’\u2010\u2011-][^\W_]+)*")
"""A number with its separators, or letters and digits; hyphens and apostrophes inside a word belong to it."""

HYPHENS = re.compile(r"[\u2010\u2011-]")
_THOUSANDS = {
    ".": re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", re.ASCII),
    ",": re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", re.ASCII),
}
_FOLDED = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ß": "ss", "ð": "d", "þ": "th", "’": "'"})
_LINE_END = re.compile(r"[-\u00ad\u2010](?<=[^\W\d_].)[ \t]*\n\s*([^\W\d_]+)")
_SUSPENDED = frozenset(("og", "eller", "samt", "til", "and", "or", "to"))


def fold(word: str) -> str:
    """Return the spelling that words are compared in: small ASCII letters as far as they go, `æ` as `ae`."""
    folded = word.lower().translate(_FOLDED)
    if folded.isascii():
        return folded
    return "".join(letter for letter in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(letter))


def number(word: str, mark: str = ".") -> str:
    """Return a number without the marks that part its thousands: `8.000` and `8000` are one word."""
    return word.replace(mark, "") if mark in word and _THOUSANDS[mark].fullmatch(word) else word


def pieces(word: str) -> list[str]:
    """Return what stands between the hyphens of a word."""
    return HYPHENS.split(word)


def join_lines(text: str) -> str:
    """Join words that a line end has parted: `beskæfti-` and `gelsesplan` on the next line.

    A hyphen that belongs to the word stays: one before `og` stands for what follows later, one before a capital letter
    stands in a name.
    """
    if "\n" not in text:
        return text
    return _LINE_END.sub(_joined, text)


def _joined(found: re.Match[str]) -> str:
    after = found[1]
    if after in _SUSPENDED:
        return f"- {after}"
    return f"-{after}" if after[0].isupper() else after
