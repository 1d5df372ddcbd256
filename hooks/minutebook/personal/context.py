"""The words beside a number: what they say it is."""

from __future__ import annotations

import re
from enum import Enum

_BEFORE, _AFTER = 60, 24
"""Characters that are looked at on either side of a number."""

_PERSON = r"pers(?:on(?:\s?-?\s?(?:nummer|nr|numre)|al identification)|\.\s?nr)"
_ANYWHERE = ("cpr", "civil registration", "social security")
_RAISING = rf"(?:{'|'.join(_ANYWHERE)}|{_PERSON})\w*"
_SUGGESTING = (
    r"født|fødsels\w*|f\.|born|birth|borger\w*|citizen|patient\w*|ansøger\w*|applicant|barn\w*|elev\w*|"
    r"sygesikring\w*|klient\w*|navn|name"
)
_LOWERING = (
    r"journal\w*|j\.?\s?nr|jnr|sag(?:s|en|er)?[\s-]*(?:nr|nummer|numre|id)\w*|sagsnr\w*|kle\b|acadre|esdh|sbsys|"
    r"cvr\w*|se-?nr|p-?(?:nr|nummer)|produktionsenhed\w*|ean\w*|gln|lokationsn\w*|"
    r"tlf|telefon\w*|mobil\w*|tel|fax|phone|"
    r"konto\w*|kto|reg\.?\s?-?nr|giro\w*|iban|swift|fik|betalings\w*|account|"
    r"faktura\w*|ordre\w*|invoice|varen\w*|kunden\w*|projektn\w*|rekvisition\w*|"
    r"matrikel\w*|matr|ejendoms?n\w*|bbr|bfe|isbn|issn|doi|dok\.?-?\s?(?:nr|id)|dokumentn\w*|l[øb]bn\w*|løbenr|beløb"
)
_LOWERING_AT_ONCE = r"sag|nr|ref|case|file|kr|dkk|eur|version|v|no|bilag|side"
"""Words that lower only right before a number; further off they say nothing of it."""
_WORD = re.compile(
    rf"(?P<raises>(?<![^\W\d_])(?:{_RAISING}))|(?P<suggests>(?<![^\W\d_])(?:{_SUGGESTING})(?![^\W\d_]))"
    rf"|(?P<lowers>(?<![^\W\d_])(?:{_LOWERING}|(?:{_LOWERING_AT_ONCE})(?=[\W_]{{0,4}}$))(?![^\W\d_]))",
    re.IGNORECASE,
)
_NO_WORD = re.compile(r"(?>[\s.]+|[\W\d_]){0,12}+(?:(?:nr|numre|nummer|no|id|er|på)\b[\W\d_]{0,6})?", re.IGNORECASE)
"""What may stand between a word that lowers and its number."""
_PERSON_ANYWHERE = re.compile(_PERSON)
_RAISING_AFTER = re.compile(rf"^[\W_]{{0,4}}(?:\w+[\W_]{{1,3}})?(?:{_RAISING})", re.IGNORECASE)


class Context(Enum):
    """What the words beside a number do to its tier; the values are keys of the reasons."""

    RAISES = "word-raises"
    SUGGESTS = "word-suggests"
    LOWERS = "word-lowers"
    SILENT = "no-word"


_SAID = {"raises": Context.RAISES, "suggests": Context.SUGGESTS, "lowers": Context.LOWERS}


def context(text: str, start: int, end: int) -> Context:
    """Return what the words beside a number say of it.

    On the same line the nearest word before the number counts, or one right after it. On the lines before, where the
    heads of a table stand in a row, a word that raises is enough, and none there lowers. A word lowers only what
    follows it at once: after `Sagsnr. 14/2 vedr. klage fra` comes something else. A mere `nr` says nothing against
    another word.
    """
    if _RAISING_AFTER.search(text[end : end + _AFTER]):
        return Context.RAISES
    line = max(text.rfind("\n", 0, start) + 1, start - _BEFORE)
    same = _words(text, line, start)
    if same:
        return same[-1]
    above = _words(text, max(0, start - _BEFORE), line)
    return next((said for said in (Context.RAISES, Context.SUGGESTS) if said in above), Context.SILENT)


def speaks_of_cpr(text: str) -> bool:
    """Tell whether a text may hold a word that raises at all."""
    folded = text.casefold()
    return any(word in folded for word in _ANYWHERE) or _PERSON_ANYWHERE.search(folded) is not None


def _words(text: str, start: int, end: int) -> list[Context]:
    found: list[Context] = []
    for match in _WORD.finditer(text, start, end):
        said = _SAID[match.lastgroup or ""]
        if match[0].lower() == "nr" and found:
            continue
        if said is Context.LOWERS and not _NO_WORD.fullmatch(text, match.end(), end):
            continue
        found.append(said)
    return found
