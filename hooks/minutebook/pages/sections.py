"""The prose of a record, cut into parts that each have an anchor and a heading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from minutebook.model import Section
from minutebook.pages.edition import Edition
from minutebook.pages.parts import Part
from minutebook.urls import Addresses, slug

FACTS = frozenset({"authority", "recommendation", "decision", "attachments"})
"""Sections that say in prose what the front matter says in facts; they are shown with the facts."""

_HEADING = re.compile(r"^##[ \t]+(.+?)[ \t#]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Piece:
    kind: str | None
    heading: str
    markdown: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """A part of a record's prose with the anchor that it stands at."""

    kind: str | None
    anchor: str
    title: str
    markdown: str
    number: str = ""


def parts(edition: Edition, sections: Iterable[Section], path: str, *, top: int = 2, prefix: str = "") -> tuple[Part, ...]:
    """Return the sections of a record as parts whose headings stand at level `top`.

    Announcements stand one level below the section that they are in. `prefix` keeps the anchors of several records on
    one page apart. Parts that have a place of their own among the facts are left out; `fact_prose` has those.
    """
    shown: list[Part] = []
    beneath = False
    for placed in places(edition.addresses, sections, prefix):
        announcement = placed.kind == "announcement"
        level = top + 1 if announcement and beneath else top
        beneath = beneath or not announcement
        html = edition.prose.html(placed.markdown, path, level if placed.title else level - 1)
        shown.append(Part(placed.anchor, placed.title, html, level, placed.number))
    return tuple(shown)


def places(addresses: Addresses, sections: Iterable[Section], prefix: str = "") -> Iterator[Placed]:
    """Yield the parts of a record's prose that are shown in their own place, each with its anchor."""
    anchors: dict[str, int] = {}
    for piece in _pieces(sections):
        if piece.kind in FACTS:
            continue
        anchor = prefix + _anchor(addresses, piece)
        anchors[anchor] = anchors.get(anchor, 0) + 1
        if anchors[anchor] > 1:
            anchor = f"{anchor}-{anchors[anchor]}"
        title = f"{piece.number}. {piece.heading}" if piece.number else piece.heading
        yield Placed(piece.kind, anchor, title, piece.markdown, piece.number)


def fact_prose(edition: Edition, sections: Iterable[Section], kind: str, path: str, level: int) -> Markup:
    """Return what a record says in prose about something that it also states as facts."""
    texts = (piece.markdown for piece in _pieces(sections) if piece.kind == kind)
    return Markup("").join(edition.prose.html(text, path, level) for text in texts)


def first_words(sections: Iterable[Section]) -> str:
    """Return the beginning of a record's prose as plain text, for a description."""
    for section in sections:
        for block in re.split(r"\n\s*\n", section.markdown):
            if block.strip() and not re.match(r"\s*(#|\||<!--|[-*+] |\d+\. )", block):
                return re.sub(r"\[([^\]]*)\]\([^)]*\)|[*_`]", r"\1", block)
    return ""


def _pieces(sections: Iterable[Section]) -> Iterator[_Piece]:
    """Cut sections again at headings of their own rank, whose words the vocabulary does not know."""
    for section in sections:
        before, *rest = _HEADING.split(section.markdown)
        if section.heading or before.strip():
            yield _Piece(section.kind, section.heading or "", before, section.number or "")
        for heading, text in zip(rest[::2], rest[1::2], strict=True):
            yield _Piece(None, heading, text)


def _anchor(addresses: Addresses, piece: _Piece) -> str:
    if piece.kind == "announcement":
        return addresses.announcement_anchor(piece.number)
    if piece.kind:
        return addresses.section_anchor(piece.kind)
    return slug(piece.heading) or addresses.section_anchor("case")
