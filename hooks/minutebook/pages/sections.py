"""The prose of a record, cut into parts that each have an anchor and a heading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from minutebook.model import AgendaItem, Attachment, Section
from minutebook.pages.edition import Edition
from minutebook.pages.parts import Part
from minutebook.urls import slug

FACTS = frozenset({"recommendation", "decision", "attachments"})
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
    """A part of a record's prose as Markdown, with the anchor that it stands at."""

    kind: str | None
    anchor: str
    heading: str
    markdown: str
    number: str


def parts(
    edition: Edition, record: AgendaItem | Attachment, *, top: int = 2, prefix: str = "", untitled: str = ""
) -> tuple[Part, ...]:
    """Return the sections of a record as parts whose headings stand at level `top`.

    Announcements stand one level below the section that they are in. `prefix` keeps the anchors of several records on
    one page apart; `untitled` is the heading of prose that has none. Parts that have a place of their own among the
    facts are left out; `fact_prose` has those.
    """
    shown: list[Part] = []
    beneath = False
    for place in places(edition, record, prefix=prefix, untitled=untitled):
        announcement = place.kind == "announcement"
        level = top + 1 if announcement and beneath else top
        beneath = beneath or not announcement
        html = edition.prose.html(place.markdown, record.path, level if place.heading else level - 1)
        if prefix:
            html = _set_apart(edition, html, prefix)
        shown.append(Part(place.anchor, place.heading, html, level, place.number))
    return tuple(shown)


def places(
    edition: Edition, record: AgendaItem | Attachment, *, prefix: str = "", untitled: str = ""
) -> Iterator[Placed]:
    """Yield the parts of a record's prose that are shown in a place of their own."""
    anchors: dict[str, int] = {}
    for piece in _pieces(record.sections):
        if piece.kind in FACTS:
            continue
        anchor = prefix + _anchor(edition, piece)
        anchors[anchor] = anchors.get(anchor, 0) + 1
        if anchors[anchor] > 1:
            anchor = f"{anchor}-{anchors[anchor]}"
        heading = f"{piece.number}. {piece.heading}" if piece.number else piece.heading or untitled
        yield Placed(piece.kind, anchor, heading, piece.markdown, piece.number)


def fact_prose(edition: Edition, record: AgendaItem | Attachment, kind: str, level: int = 2) -> Markup:
    """Return what a record says in prose about something that it also states as facts."""
    sections = [section for section in record.sections if section.kind == kind]
    if not sections:
        return Markup()
    texts = (piece.markdown for piece in _pieces(sections) if piece.kind == kind)
    return Markup("").join(edition.prose.html(text, record.path, level) for text in texts)


def first_words(sections: Iterable[Section]) -> str:
    """Return the beginning of a record's prose as plain text, for a description."""
    for section in sections:
        for block in re.split(r"\n\s*\n", section.markdown):
            if block.strip() and not re.match(r"\s*(#|\||<!--|[-*+] |\d+\. )", block):
                return re.sub(r"\[([^\]]*)\]\([^)]*\)|[*_`]", r"\1", block)
    return ""


def _set_apart(edition: Edition, html: Markup, prefix: str) -> Markup:
    """Put a prefix before the anchors of page marks, and before the links to them."""
    mark = edition.addresses.page_anchor("")
    apart = html.replace(f'id="{mark}', f'id="{prefix}{mark}').replace(f'"#{mark}', f'"#{prefix}{mark}')
    return Markup(apart)  # noqa: S704


def _pieces(sections: Iterable[Section]) -> Iterator[_Piece]:
    """Cut sections again at headings of their own rank, whose words the vocabulary does not know."""
    for section in sections:
        before, *rest = _HEADING.split(section.markdown) if "##" in section.markdown else (section.markdown,)
        if section.heading or before.strip():
            yield _Piece(section.kind, section.heading or "", before, section.number or "")
        for heading, text in zip(rest[::2], rest[1::2], strict=True):
            yield _Piece(None, heading, text)


def _anchor(edition: Edition, piece: _Piece) -> str:
    if piece.kind == "announcement":
        return edition.addresses.announcement_anchor(piece.number)
    if piece.kind:
        return edition.addresses.section_anchor(piece.kind)
    return slug(piece.heading) or edition.t("anchor.text")
