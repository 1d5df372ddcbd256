"""The prose of a record, cut into parts that each have an anchor and a heading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from minutebook.anchors import anchored, pieces
from minutebook.model import AgendaItem, Attachment, Section
from minutebook.pages.edition import Edition
from minutebook.pages.parts import Part

_BETWEEN = re.compile(r"\n\s*\n")
_LINK = re.compile(r'<a(?: [\w-]+="[^"]*")*>')
_ANCHOR = re.compile(r' (?:id="|href="#)')


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
    one page apart; `untitled` is the heading of prose that has none. What an item's prose says of its facts is left
    out; `fact_prose` has that.
    """
    shown: list[Part] = []
    beneath = False
    for place in places(edition, record, prefix=prefix, untitled=untitled):
        announcement = place.kind == "announcement"
        level = top + 1 if announcement and beneath else top
        beneath = beneath or not announcement
        html = edition.prose.html(place.markdown, record.path, level if place.heading else level - 1)
        if prefix:
            html = _set_apart(html, prefix)
        shown.append(Part(place.anchor, place.heading, html, level, place.number))
    return tuple(shown)


def places(
    edition: Edition, record: AgendaItem | Attachment, *, prefix: str = "", untitled: str = ""
) -> Iterator[Placed]:
    """Yield the parts of a record's prose that are shown in a place of their own."""
    for piece, anchor in anchored(record, edition.addresses, edition.t("anchor.text")):
        heading = f"{piece.number}. {piece.heading}" if piece.number else piece.heading or untitled
        yield Placed(piece.kind, prefix + anchor, heading, piece.markdown, piece.number)


def fact_prose(
    edition: Edition, record: AgendaItem | Attachment, kind: str, level: int = 2, *, prefix: str = ""
) -> Markup:
    """Return what a record says in prose about something that it also states as facts; `prefix` is as for `parts`."""
    sections = [section for section in record.sections if section.kind == kind]
    if not sections:
        return Markup()
    texts = (piece.markdown for piece in pieces(sections) if piece.kind == kind)
    html = Markup("").join(edition.prose.html(text, record.path, level) for text in texts)
    return _set_apart(html, prefix) if prefix else html


def first_words(sections: Iterable[Section]) -> str:
    """Return the beginning of a record's prose as plain text, for a description."""
    for section in sections:
        for block in _blocks(section.markdown):
            if block.strip() and not re.match(r"\s*(#|\||<!--|[-*+] |\d+\. )", block):
                return re.sub(r"\[([^\]]*)\]\([^)]*\)|[*_`]", r"\1", block)
    return ""


def _blocks(text: str) -> Iterator[str]:
    """Yield the blocks of a text. The first one mostly is enough, however long the text."""
    start = 0
    for gap in _BETWEEN.finditer(text):
        yield text[start : gap.start()]
        start = gap.end()
    yield text[start:]


def _set_apart(html: Markup, prefix: str) -> Markup:
    """Put a prefix before the anchors in a text, and before the links to what stands on the same page."""
    if '="#' not in html and ' id="' not in html:
        return html
    return Markup(_LINK.sub(lambda link: _ANCHOR.sub(rf"\g<0>{prefix}", link[0]), html))  # noqa: S704
