"""The numbers that Word only draws, and the headings: what its lists and styles make of a paragraph.

Word keeps the numbers of a numbered list out of the text, and so do the libraries that read it; without them a
recommendation would lose its points, so this reads `numbering.xml` as well.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(r"(?:heading|overskrift|rubrik)\s?(\d)", re.IGNORECASE)
_DEEPEST_STYLE = 12
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_MOST_ROMAN, _LETTERS = 3999, 26


@dataclass(frozen=True)
class _Level:
    """How one level of a list is numbered."""

    form: str
    text: str
    start: int


@dataclass(frozen=True)
class _Style:
    """What a style makes of its paragraphs: a heading of some rank, an entry of a list, or what another style makes."""

    heading: int
    listed: tuple[str, str] | None
    based_on: str


@dataclass
class Lists:
    """The lists and styles of a document, and how far each list has been counted."""

    levels: Mapping[str, Mapping[str, _Level]]
    styles: Mapping[str, _Style]
    counts: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))

    @classmethod
    def of(cls, numbering: Element | None, styles: Element | None) -> Lists:
        """Read the two parts of a document that say so; either may be missing."""
        return cls(_numbering(numbering), _styles(styles))

    def heading(self, own: Element | None) -> int:
        """Return the rank of the heading that a paragraph with these properties is, and 0 for none."""
        style = self._style(own)
        return style.heading if style else 0

    def number(self, own: Element | None) -> str:
        """Count a paragraph on, and return the number drawn before it, whether it says so itself or its style."""
        style = self._style(own)
        entry, seen = _entry(own), 0
        while entry is None and style is not None and seen < _DEEPEST_STYLE:
            entry, style, seen = style.listed, self.styles.get(style.based_on), seen + 1
        if entry is None:
            return ""
        number, level = entry
        levels = self.levels.get(number, {})
        if level not in levels:
            return ""
        counts = self.counts[number]
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        if levels[level].form == "bullet":
            return "•"
        return re.sub(
            r"%(\d)",
            lambda found: _written(counts.get(str(int(found[1]) - 1), 1), levels.get(str(int(found[1]) - 1))),
            levels[level].text,
        )

    def _style(self, own: Element | None) -> _Style | None:
        return self.styles.get(value(own, "pStyle", "")) if own is not None else None


def _numbering(numbering: Element | None) -> Mapping[str, Mapping[str, _Level]]:
    """Return the levels of every list."""
    if numbering is None:
        return {}
    abstract = {
        each.get(f"{W}abstractNumId"): {
            str(level.get(f"{W}ilvl")): _Level(
                value(level, "numFmt", "decimal"), value(level, "lvlText", ""), _whole(value(level, "start", "1"))
            )
            for level in each.iter(f"{W}lvl")
        }
        for each in numbering.iter(f"{W}abstractNum")
    }
    return {
        str(number.get(f"{W}numId")): abstract.get(value(number, "abstractNumId", ""), {})
        for number in numbering.iter(f"{W}num")
    }


def _styles(styles: Element | None) -> Mapping[str, _Style]:
    """Return the styles by their ids."""
    found: dict[str, _Style] = {}
    for style in styles.iter(f"{W}style") if styles is not None else ():
        rank = _HEADING.match(value(style, "name", ""))
        entry = _entry(style.find(f"{W}pPr"))
        found[str(style.get(f"{W}styleId"))] = _Style(int(rank[1]) if rank else 0, entry, value(style, "basedOn", ""))
    return found


def _entry(own: Element | None) -> tuple[str, str] | None:
    """Return the list and the level that the properties of a paragraph name."""
    listed = own.find(f"{W}numPr") if own is not None else None
    return (value(listed, "numId", "0"), value(listed, "ilvl", "0")) if listed is not None else None


def is_on(switch: Element | None) -> bool:
    """Tell whether a switch stands there and is not set to off."""
    return switch is not None and switch.get(f"{W}val", "true") not in {"0", "false", "off"}


def value(element: Element, name: str, otherwise: str) -> str:
    """Return the value of a setting below an element."""
    child = element.find(f"{W}{name}")
    return otherwise if child is None else str(child.get(f"{W}val", otherwise))


def _whole(text: str) -> int:
    return int(text) if text.lstrip("-").isdigit() else 1


def _written(count: int, level: _Level | None) -> str:
    form = level.form if level else "decimal"
    if form in {"lowerLetter", "upperLetter"} and 0 < count <= _LETTERS:
        letter = chr(ord("a") + count - 1)
        return letter if form == "lowerLetter" else letter.upper()
    if form in {"lowerRoman", "upperRoman"} and 0 < count <= _MOST_ROMAN:
        return _roman(count) if form == "lowerRoman" else _roman(count).upper()
    return str(count)


def _roman(count: int) -> str:
    written = ""
    for worth, sign in _ROMAN:
        times, count = divmod(count, worth)
        written += sign * times
    return written
