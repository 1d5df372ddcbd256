"""The order of names as a reader of the language expects it."""

from __future__ import annotations

import re
import unicodedata

_SILENT = re.compile(r"[^\w ]|_")
"""What is neither a letter nor a digit."""

_DANISH = str.maketrans({"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}"})
"""The last letters of the Danish alphabet as what follows z in a computer's; none of these is left in a key."""

_LETTERS = {"{": "Æ", "|": "Ø", "}": "Å"}


def order(text: str, language: str) -> str:
    """Return a key to sort by: in Danish æ, ø and å, also written aa, come after z.

    Whatever does not begin with a letter comes before all letters.
    """
    last = _DANISH if language == "da" else {}
    heard = _SILENT.sub("", unicodedata.normalize("NFKC", text).casefold()).strip()
    if last:
        heard = heard.replace("aa", "å").translate(last)
    key = heard if heard.isascii() else _bare(heard).upper().casefold().translate(last)
    return key if key[:1].isalpha() or key[:1] in _LETTERS else f" {key}"


def _bare(text: str) -> str:
    """Return a text without accents."""
    return "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one))


def initial(key: str) -> str:
    """Return the letter that a name of this order stands under; whatever begins with no letter stands under #."""
    first = key[:1]
    return _LETTERS.get(first, first.upper()) if first.strip() else "#"
