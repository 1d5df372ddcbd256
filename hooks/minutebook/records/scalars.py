"""The texts that a field can hold, and what each is read as: a day, a number, a term, a reference."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from functools import cache
from hashlib import sha256
from typing import Any

from minutebook.model import Moment
from minutebook.problems import nearest
from minutebook.records import points
from minutebook.records.fields import Place, ScalarType
from minutebook.text import LANGUAGES, locale
from minutebook.urls import slug
from minutebook.vocabulary import Vocabulary

NO_DAY = date.min
_LONGEST_ID = 60
"""Stands for a day that could not be read."""
NO_NUMBER = -1
"""Stands for a whole number that could not be read."""

_YES = frozenset({"true", "yes", "ja", "y", "on", "1"})


@dataclass(frozen=True)
class Text(ScalarType):
    """Words for people."""

    example: str = "Beskæftigelsesplan 2015"
    name, pattern = "text", r"\S"

    def parse(self, text: str, line: int, place: Place) -> str:  # noqa: ARG002
        return text.strip()


class Flag(ScalarType):
    """Only `true` and `false`; `yes` and `no` are words.

    Another word is a problem, and then taken for what it probably means, so that nothing wrong follows from it: yes if
    it says so, and no otherwise.
    """

    name, example, blank = "flag", "true", None

    def parse(self, text: str, line: int, place: Place) -> bool:
        meant = text == "true" or text.lower() in _YES
        if text not in {"true", "false"}:
            self.mismatch("bad-boolean", text, line, place, nearest="true" if meant else "false")
        return meant

    def schema(self) -> dict[str, Any]:
        return {"type": "boolean"}


class Day(ScalarType):
    """A date in the form of ISO 8601: `2014-09-09`."""

    name, example, blank, pattern = "day", "2014-09-09", NO_DAY, r"^\d{4}-\d{2}-\d{2}$"

    def parse(self, text: str, line: int, place: Place) -> date:
        return _day(text) or self.mismatch("bad-date", text, line, place)


class PartialDay(ScalarType):
    """A day, a month or a year, as much as is known: `2014-08`."""

    name, example, pattern = "partial-day", "2014-08", r"^\d{4}(-\d{2}(-\d{2})?)?$"

    def parse(self, text: str, line: int, place: Place) -> str:
        filled = text + "0000-01-01"[len(text) :] if re.fullmatch(str(self.pattern), text) else ""
        return text if _day(filled) else self.mismatch("bad-date", text, line, place)


class MomentType(ScalarType):
    """A day, and the local time where it is known: `2014-09-09 17:00`."""

    name, example, blank = "moment", "2014-09-09 17:00", Moment(NO_DAY)
    pattern = r"^\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2})?$"

    def parse(self, text: str, line: int, place: Place) -> Moment:
        match = re.fullmatch(r"(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}):(\d{2}))?", text)
        day = _day(match[1]) if match else None
        if not match or not day or (match[2] and not (int(match[2]) < 24 and int(match[3]) < 60)):  # noqa: PLR2004
            return self.mismatch("bad-moment", text, line, place)  # type: ignore[no-any-return]
        return Moment(day, time(int(match[2]), int(match[3])) if match[2] else None)


@dataclass(frozen=True)
class Whole(ScalarType):
    """A whole number."""

    example: str = "2"
    name, blank, pattern = "whole", NO_NUMBER, r"^[0-9]{1,9}$"

    def parse(self, text: str, line: int, place: Place) -> int:
        if re.fullmatch(self.pattern, text):
            return int(text)
        return int(self.mismatch("bad-whole-number", text, line, place))

    def schema(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": 0}


@dataclass(frozen=True)
class Amount(ScalarType):
    """A number with a decimal point, kept as exactly as it is written."""

    example: str = "22.7"
    name, blank = "amount", Decimal(0)

    def parse(self, text: str, line: int, place: Place) -> Decimal:
        if re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,9})?", text):
            return Decimal(text)
        return self.mismatch("bad-number", text, line, place)  # type: ignore[no-any-return]

    def schema(self) -> dict[str, Any]:
        return {"type": "number"}


@dataclass(frozen=True)
class Target(Amount):
    """A number, or `X` while it is not fixed."""

    example: str = "-22"
    name = "target"

    def parse(self, text: str, line: int, place: Place) -> Decimal | str:  # type: ignore[override]
        return text if text == "X" else super().parse(text, line, place)

    def schema(self) -> dict[str, Any]:
        return {"anyOf": [{"type": "number"}, {"const": "X"}]}


@dataclass(frozen=True)
class Term(ScalarType):
    """One term of a controlled vocabulary."""

    vocabulary: Vocabulary
    name = "term"

    @property
    def example(self) -> str:  # type: ignore[override]
        return self.vocabulary.terms[0]

    def parse(self, text: str, line: int, place: Place) -> str:
        if text in self.vocabulary:
            return text
        code = "unknown-outcome" if self.vocabulary.name == "outcome" else "unknown-term"
        expected = ", ".join(self.vocabulary.terms)
        return str(self.mismatch(code, text, line, place, expected=expected, nearest=self._meant(text)))

    def _meant(self, text: str) -> str:
        words = wordings(self.vocabulary)
        return words.get(nearest(text.strip(" ."), words), "")

    def schema(self) -> dict[str, Any]:
        return {"enum": list(self.vocabulary.terms)}


@cache
def wordings(vocabulary: Vocabulary) -> dict[str, str]:
    """Return what a clerk may write for a term, with the term: its label in any language, or the term itself."""
    labels = {
        locale(language).label(vocabulary.name, term).lower(): term
        for language in LANGUAGES
        for term in vocabulary.terms
    }
    return {**labels, **{term: term for term in vocabulary.terms}}


@dataclass(frozen=True)
class Identifier(ScalarType):
    """A name for addresses: lower case, a to z, digits and hyphens."""

    example: str = "beskaeftigelsesplan-2015"
    name, pattern = "identifier", r"^[a-z0-9]+(-[a-z0-9]+)*$"

    def parse(self, text: str, line: int, place: Place) -> str:
        return text if re.fullmatch(str(self.pattern), text) else str(self.mismatch("bad-id", text, line, place))


_REFERENCE_PATTERNS = {
    "item": r"^[a-z0-9-]+/\d{4}-\d{2}-\d{2}[a-z0-9-]*/[a-z0-9-]+$",
    "attachment": r"^[a-z0-9-]+/\d{4}-\d{2}-\d{2}[a-z0-9-]*/[a-z0-9-]+/[a-z0-9-]+$",
    "document": r"^[a-z0-9-]+/\d{4}-\d{2}-\d{2}[a-z0-9-]*/[a-z0-9-]+(/[a-z0-9-]+)?$",
    "goal": r"^[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*$",
}
_REFERENCE_EXAMPLES = {
    "person": "hanne-agersnap",
    "organization": "ebu",
    "topic": "turisme",
    "matter": "beskaeftigelsesplan-2015",
    "partner": "visitnordsjaelland",
    "item": "ebu/2014-09-09/2",
    "attachment": "ebu/2014-09-09/2/1",
    "document": "ebu/2014-09-09/2/1",
    "goal": "beskaeftigelsesplan-2014/3",
}


@dataclass(frozen=True)
class Reference(ScalarType):
    """The id of another record. `to` is its kind; `document` is an agenda item or one of its attachments."""

    to: str
    name = "reference"

    @property
    def example(self) -> str:  # type: ignore[override]
        return _REFERENCE_EXAMPLES[self.to]

    @property
    def pattern(self) -> str:  # type: ignore[override]
        return _REFERENCE_PATTERNS.get(self.to, str(Identifier.pattern))

    def parse(self, text: str, line: int, place: Place) -> str:
        if re.fullmatch(self.pattern, text):
            return text
        meant = slug(text[:_LONGEST_ID])
        meant = meant if len(text) <= _LONGEST_ID and re.fullmatch(self.pattern, meant) else ""
        return str(self.mismatch("bad-reference", text, line, place, nearest=meant))


@dataclass(frozen=True)
class Pattern(ScalarType):
    """A text of a fixed form, such as an address on the web or a checksum."""

    name: str
    code: str
    form: str
    example: str

    @property
    def pattern(self) -> str:  # type: ignore[override]
        return self.form

    def parse(self, text: str, line: int, place: Place) -> str:
        return text if re.fullmatch(self.form, text) else str(self.mismatch(self.code, text, line, place))


WEB_ADDRESS = Pattern("web-address", "bad-address", r"^https?://[^\s<>\"]+$", "https://www.ltk.dk/")
EMAIL = Pattern("email", "bad-address", r"^[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+$", "arkiv@example.dk")
DIGEST = Pattern("digest", "bad-hash", r"^[0-9a-f]{64}$", sha256().hexdigest())
FILE_NAME = Pattern("file-name", "bad-file", r"^[^/\\:\x00-\x1f.][^/\\:\x00-\x1f]*$", "2.1-plan.pdf")
LANGUAGE = Pattern("language", "bad-language", r"^[a-z]{2,3}$", "da")


class PointsType(ScalarType):
    """Points of a recommendation, ranges allowed: `1, 3-5`."""

    name, example, blank, pattern = "points", "1, 3-5", (), points.PATTERN

    def parse(self, text: str, line: int, place: Place) -> tuple[str, ...]:
        expanded = points.expand(text)
        return expanded if expanded is not None else self.mismatch("bad-points", text, line, place)


class PointKey(ScalarType):
    """The number of one point: `2`."""

    name, example, pattern = "point", "1", r"^([0-9]{1,3}|[a-z])$"

    def parse(self, text: str, line: int, place: Place) -> str:
        return text if re.fullmatch(str(self.pattern), text) else str(self.mismatch("bad-points", text, line, place))


def folder_day(name: str) -> date | None:
    """Return the day that a meeting's folder is called by; `None` if its name begins with no day of the calendar."""
    return _day(name[:10])


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else None
    except ValueError:
        return None
