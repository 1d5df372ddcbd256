"""Who answered in a hearing: a private person's name is not published, unless the record notes a consent.

The name tells by its form: two to four words that begin with a capital, none of which an organization calls itself by.
Where several answered together, none is named unless each may be. An organization that is taken for a person is
published once its record notes that it is one, as `consent`.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from minutebook.model import Archive, HearingResponse

_LETTER = r"[^\W\d_]"
_WORD = re.compile(rf"{_LETTER}+(?:['’-]{_LETTER}+)*")
_INITIALS = re.compile(rf"(?:{_LETTER}\.)+|{_LETTER}")
_PARTICLES = {"af", "al", "bin", "da", "de", "den", "der", "di", "du", "el", "la", "ten", "van", "von", "zu"}
_MOST_WORDS, _SHORT = 4, 3
_ADDRESSED = re.compile(r"^(?:hr|fru|frk|dr|prof)\.?\s", re.IGNORECASE)
_BESIDE = re.compile(r"\s*(?:\(.*|\s[-–—]\s.*|\b(?:m\.?\s?fl\b|med flere|m\.?v\b|et al\b).*)", re.IGNORECASE)
"""What is said of a name behind it, and is no part of it."""

_SEVERAL = re.compile(r"\s+(?:og|and)\s+|\s*[&+;]\s*|\s*\b(?:v/|c/o)\s*", re.IGNORECASE)
_ORGANIZATION = re.compile(
    # words that no name of a person has in it
    r"kommun|region|forening|nævn|udvalg|forbund|styrelse|ministeri|netværk|selskab|erhverv|industri|hospital|bolig|"
    r"universitet|gymnasi|bibliotek|museum|museet|advokat|arkitekt|organisation|samvirke|kollegi|afdeling|repræsentant|"
    r"forvaltning|gruppe|center|centret|council|society|association|company|"
    # words that names begin or end with: Kirkegaard, Klubien, Olav
    r"(?<![\w-])(?:\w{2,40}?(?:klub|fond|råd|skole|handel|parti|bank)|klub|fond|råd|skole|kirke|handel|parti|politi|stift|"
    r"firma|lav|laug|board|banken|(?:\w{0,40}(?:hegn|vej|ejer|vand|dige|by)s?|grundejer)(?:lav|laug)|(?:fri|folke|sogne|dom)kirke)"
    r"(?:s|n|ns|r|rne|rnes|en|ens|er|erne|ernes|et|ets|ene|enes|ben|bens|ber|berne)?(?!\w|-\w)|"
    # words that are said of organizations, as they stand
    r"(?<![\w-])(?:dansk|danske|danskernes|danmark|nordisk|nordiske|jysk|jyske|fynske|sjællandske|visit|danish|kfum|kfuk|"
    r"(?:danmark|hovedstaden|københavn|kbh|nordsjælland|sjælland|jylland|nordjylland)s?|rådgivning|job|handels|"
    r"(?:ældre|ungdom|handicap|arbejd)\w*)(?!\w|-\w)",
    re.IGNORECASE,
)


def anonymised(response: HearingResponse, known: Collection[str]) -> HearingResponse:
    """Return an answer without the name of a private person who has not agreed; pages then say so instead."""
    return replace(response, from_="") if is_private(response, known) else response


def is_private(response: HearingResponse, known: Collection[str]) -> bool:
    """Tell whether an answer names a private person who has not agreed. `known` are names that may stand."""
    whole = " ".join(response.from_.split())
    if response.consent or whole.lower() in known:
        return False
    return response.kind == "person" or any(_is_persons(name) and name.lower() not in known for name in _names(whole))


def _names(text: str) -> list[str]:
    """Return the names of all who answered together, without where they live and what they are."""
    name, _, behind = _BESIDE.sub("", text).partition(",")
    if behind and _WORD.fullmatch(name):
        name = f"{behind.strip()} {name}"
    names = [_folded(_ADDRESSED.sub("", part.strip())) for part in _SEVERAL.split(name)]
    return [part for part in names if part]


def _folded(name: str) -> str:
    """Return a name without the capitals that some write it in; short words of them are rather an organization's."""
    if name.isupper():
        return name.title()
    first, *others = name.split(" ")
    return " ".join([first, *(word.title() if word.isupper() and len(word) > _SHORT else word for word in others)])


def _is_persons(name: str) -> bool:
    """Tell whether a name has the form of a person's: two to four words with capitals, and what stands before them."""
    words = [word for word in name.split(" ") if word not in _PARTICLES]
    if not 1 < len(words) <= _MOST_WORDS or _ORGANIZATION.search(name):
        return False
    return all(map(_is_persons_word, words)) and _INITIALS.fullmatch(words[-1]) is None


def _is_persons_word(word: str) -> bool:
    if not word[:1].isupper():
        return False
    parts = re.split("['’-]", word)
    plain = all(part[1:].islower() or part[:3].title() in {"Mac", "Mc"} for part in parts if part[1:])
    return _INITIALS.fullmatch(word) is not None or (plain and _WORD.fullmatch(word) is not None)


def known_names(archive: Archive) -> frozenset[str]:
    """Return the names that may stand: of people in public roles, of organizations and of partners."""
    named = (
        *(person.name for person in archive.people.values()),
        *(organization.name for organization in archive.organizations.values()),
        *(partner.name for partner in archive.partners.values()),
    )
    return frozenset(name.lower() for name in named)
