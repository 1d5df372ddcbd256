"""The order of names as a reader of the language expects it."""

from __future__ import annotations

import re
import unicodedata

_SILENT = re.compile(r"[^\w ]|_")
"""What is neither a letter nor a digit."""

_DANISH = str.maketrans({"æ": "z1", "ä": "z1", "ø": "z2", "ö": "z2", "å": "z3"})


def order(text: str, language: str) -> str:
    """Return a key to sort by: in Danish æ, ø and å, also written aa, come after z."""
    folded = unicodedata.normalize("NFC", text).casefold()
    if language == "da":
        folded = folded.replace("aa", "å").translate(_DANISH)
    plain = unicodedata.normalize("NFKD", folded)
    return _SILENT.sub("", plain)


def initial(text: str, language: str) -> str:
    """Return the letter that a name stands under; whatever does not begin with a letter stands under #."""
    folded = unicodedata.normalize("NFC", text).casefold()
    if language == "da" and folded.startswith("aa"):
        return "Å"
    first = folded[:1].upper()
    return first if first.isalpha() else "#"
