"""How the prose of a record is cut into the parts of its page, and the anchor that each part stands at."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from minutebook.model import AgendaItem, Attachment, Section
from minutebook.page_marks import marked_pages
from minutebook.urls import Addresses, slug

FACTS = ("decision", "recommendation", "attachments")
"""Kinds of sections in which an item says in prose what its front matter says in facts; they are shown with those."""

_AT_HAND = 128
"""Records whose parts are remembered: the page of a meeting asks for what the pages of its items ask for next."""

_HEADING = re.compile(r"^##[ \t]+(.+?)[ \t#]*$", re.MULTILINE)
_FENCED_OR_HEADING = re.compile(
    r"^ {0,3}(```|~~~).*?(?:\n {0,3}\1|\Z)|^##[ \t]+([^\n]+?)[ \t#]*$", re.MULTILINE | re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a record's prose, with the heading it had; `number` is that of an announcement."""

    kind: str | None
    heading: str
    markdown: str
    number: str = ""


def pieces(sections: Iterable[Section]) -> tuple[Piece, ...]:
    """Cut sections again at headings of their own rank, whose words the vocabulary does not know."""
    return _cut(tuple(sections))


@lru_cache(_AT_HAND)
def _cut(sections: tuple[Section, ...]) -> tuple[Piece, ...]:
    return tuple(_pieces(sections))


def _pieces(sections: Iterable[Section]) -> Iterator[Piece]:
    for section in sections:
        before, *rest = _parted(section.markdown) if "##" in section.markdown else (section.markdown,)
        if section.heading or before.strip():
            yield Piece(section.kind, section.heading or "", before, section.number or "")
        for heading, text in zip(rest[::2], rest[1::2], strict=True):
            yield Piece(None, heading, text)


def _parted(markdown: str) -> list[str]:
    """Return a text in parts, with the heading of each but the first before it; in a fenced block `##` is none."""
    if "```" not in markdown and "~~~" not in markdown:
        return _HEADING.split(markdown)
    parts, start = [], 0
    for found in _FENCED_OR_HEADING.finditer(markdown):
        if found[2]:
            parts += [markdown[start : found.start()], found[2]]
            start = found.end()
    return [*parts, markdown[start:]]


def anchored(record: AgendaItem | Attachment, addresses: Addresses, untitled: str) -> Iterator[tuple[Piece, str]]:
    """Yield the parts of a record that have a place of their own on its page, each with its anchor.

    An item's prose about its facts has none; an attachment has no facts, so all of it does. `untitled` is the anchor of
    prose without a heading. A second part of the same words gets `-2`, or the next number that is free: no part takes
    the anchor of another, of facts, or of a page.
    """
    has_facts = isinstance(record, AgendaItem)
    taken = {addresses.section_anchor(kind) for kind in FACTS} if has_facts else set()
    again: Counter[str] = Counter()
    page = addresses.page_anchor("")
    for piece in pieces(record.sections):
        if has_facts and piece.kind in FACTS:
            continue
        first = anchor = _anchor(piece, addresses) or untitled
        if first.startswith(page):
            taken |= {addresses.page_anchor(number) for number in marked_pages(record)}
        while anchor in taken:
            again[first] += 1
            anchor = f"{first}-{again[first] + 1}"
        taken.add(anchor)
        yield piece, anchor


def _anchor(piece: Piece, addresses: Addresses) -> str:
    if piece.kind == "announcement":
        return addresses.announcement_anchor(piece.number)
    return addresses.section_anchor(piece.kind) if piece.kind else slug(piece.heading)
