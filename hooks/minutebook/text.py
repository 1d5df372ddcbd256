"""What people read, in their language: texts, labels, dates and numbers.

A locale is a folder `locales/<language>/` of TOML files, whose tables make one flat space of dotted keys. Names of
months and the form of numbers come from the Unicode CLDR, through Babel.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any

from babel import Locale as CldrLocale
from babel.dates import format_date, format_time
from babel.numbers import format_decimal

from minutebook.model import Moment

DEFAULT_LANGUAGE = "da"
LANGUAGES = ("da", "en")


@dataclass(frozen=True, eq=False)
class Locale:
    """The texts of one language. A key that it lacks is a programming error and raises `KeyError`."""

    language: str
    texts: Mapping[str, str]
    wordings: Mapping[str, tuple[str, ...]]

    def __call__(self, key: str, /, **facts: object) -> str:
        """Return a text, with its `{placeholders}` filled in."""
        text = self.texts[key]
        return text.format(**facts) if facts or "{" in text else text

    def plural(self, key: str, count: int, /, **facts: object) -> str:
        """Return `<key>.one` or `<key>.other`, whichever the count asks for, with `{count}` filled in."""
        form = "one" if count == 1 else "other"
        return self(f"{key}.{form}", count=self.number(count), **facts)

    def label(self, vocabulary: str, term: str) -> str:
        """Return the label of a term; a term that has none stands for itself."""
        return self.texts.get(f"vocabulary.{vocabulary}.{term}", term)

    def day(self, day: date) -> str:
        """Write a date: `9. september 2014`."""
        return _day(self.language, day, "long")

    def short_day(self, day: date) -> str:
        """Write a date briefly: `9. sep. 2014`."""
        return _day(self.language, day, "medium")

    def month(self, day: date) -> str:
        """Write a month: `september 2014`."""
        return _day(self.language, day, "LLLL y")

    def moment(self, moment: Moment) -> str:
        """Write a day with its time of day, where there is one: `9. september 2014 kl. 17.00`."""
        if moment.time is None:
            return self.day(moment.day)
        return self("date.with-time", day=self.day(moment.day), time=self.clock(moment.time))

    def clock(self, time: time) -> str:
        """Write a time of day: `17.00`."""
        return _clock(self.language, time)

    def number(self, number: Decimal | int) -> str:
        """Write a number with all its decimals: `22,7`, `1.000.000`."""
        return _number(self.language, str(number))

    def listing(self, words: Iterable[str]) -> str:
        """Join words as prose does: `a, b og c`."""
        *rest, last = words
        return f"{', '.join(rest)} {self('list.and')} {last}" if rest else last


@cache
def _cldr(language: str) -> CldrLocale:
    """Return a language's conventions; English is British English, as a European reader expects its dates."""
    return CldrLocale.parse("en_GB" if language == "en" else language)


@cache
def _day(language: str, day: date, form: str) -> str:
    return str(format_date(day, form, locale=_cldr(language)))


@cache
def _clock(language: str, time: time) -> str:
    return str(format_time(time, "short", locale=_cldr(language)))


@cache
def _number(language: str, written: str) -> str:
    """Write a number; it comes as it is written, since `1.0` and `1.00` are equal and do not read the same."""
    cldr, number = _cldr(language), Decimal(written)
    exponent = number.as_tuple().exponent
    decimals = "0" * -exponent if isinstance(exponent, int) else ""
    whole = str(cldr.decimal_formats[None].pattern).partition(".")[0]
    return str(format_decimal(number, f"{whole}.{decimals}" if decimals else whole, locale=cldr))


@cache
def locale(language: str) -> Locale:
    """Read the locale of a language, with English for a language that has none."""
    folder = resources.files("minutebook") / "locales" / (language if language in LANGUAGES else "en")
    texts: dict[str, str] = {}
    wordings: dict[str, tuple[str, ...]] = {}
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        for key, value in _flat(tomllib.loads(file.read_text(encoding="utf-8"))):
            if isinstance(value, list):
                wordings[key] = tuple(value)
            else:
                texts[key] = value
    return Locale(language, texts, wordings)


def _flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value
