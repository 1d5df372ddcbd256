"""Word documents into lines, paragraph by paragraph and table by table. Runs in the child process.

A document is a ZIP of XML.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element, XMLParser, fromstring

from minutebook.importers.child import Row
from minutebook.importers.word_lists import Lists, W, is_on, value

LARGEST_PART = 100_000_000
ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
"""Holds the same drawing for several versions of Office, the newest first (ISO/IEC 29500-3)."""
_PARAGRAPH, _ROW, _CELL = f"{W}p", f"{W}tr", f"{W}tc"
_WRAPPERS = frozenset(f"{W}{name}" for name in ("tbl", "sdt", "sdtContent", "ins", "customXml", "smartTag"))
_NOT_SHOWN = frozenset((f"{W}pPr", f"{W}moveFrom"))
"""What has no words of its own, such as where tabs would stop, and words that have been moved elsewhere."""
_MARK = "\ue010"
"""Stands for a page break inside a paragraph until the paragraph is cut there."""
_DRAWN = "\ue011"
"""Stands for a place where Word drew a new page. Right after a page break it is that break and no second one."""


def read(data: bytes) -> dict[str, Any]:
    """Return the lines of a document. Where Word last broke its pages they begin in the lines, too."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        document = part(archive, "word/document.xml")
    except (zipfile.BadZipFile, KeyError, NotImplementedError):
        return {"refused": "not-a-document"}
    body = document.find(f"{W}body") if document is not None else None
    if body is None:
        return {"refused": "not-a-document"}
    names = archive.namelist()
    numbering, styles = (
        part(archive, name) if name in names else None for name in ("word/numbering.xml", "word/styles.xml")
    )
    writer = _Lines(Lists.of(numbering, styles))
    writer.blocks(body)
    for name in sorted(name for name in names if re.fullmatch(r"word/(?:foot|end)notes\.xml", name)):
        notes = part(archive, name)
        for note in notes if notes is not None else ():
            if note.get(f"{W}type") is None:
                writer.blocks(note)
    pictures = any(name.startswith("word/media/") for name in names)
    unread = [1] if pictures and not any(row[0].strip() for row in writer.rows) else []
    return {"lines": writer.rows, "pages": writer.page, "unread": unread, "recognized": []}


def part(archive: zipfile.ZipFile, name: str) -> Element | None:
    """Parse one part; a document type, with which XML can be made to grow, is refused."""
    if archive.getinfo(name).file_size > LARGEST_PART:
        raise KeyError(name)
    with archive.open(name) as packed:
        xml = packed.read(LARGEST_PART + 1)
    if len(xml) > LARGEST_PART or b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
        raise KeyError(name)
    return fromstring(xml, XMLParser())  # noqa: S314 - without a DOCTYPE there are no entities


def _inside(parent: Element, tags: Collection[str]) -> Iterator[Element]:
    """Yield the elements of some kinds below another one, whatever wraps them, and none inside each other."""
    for each in parent:
        if each.tag in tags:
            yield each
        elif each.tag in _WRAPPERS:
            yield from _inside(each, tags)


@dataclass
class _Lines:
    """Gathers the lines of a document."""

    lists: Lists
    rows: list[Row] = field(default_factory=list)
    page: int = 1
    fresh: bool = True

    def blocks(self, parent: Element) -> None:
        """Add the paragraphs and tables below an element, whatever wraps them."""
        for block in _inside(parent, (_PARAGRAPH, _ROW)):
            if block.tag == _PARAGRAPH:
                self._paragraph(block)
            else:
                self._row(block)

    def _paragraph(self, paragraph: Element) -> None:
        own = paragraph.find(f"{W}pPr")
        text, rank = self._numbered(paragraph), self.lists.heading(own)
        if own is not None and is_on(own.find(f"{W}pageBreakBefore")) and not self.fresh:
            self._turn()
        for piece in self._pieces(text):
            self.rows += [(line.rstrip(), self.page, None, None, rank) for line in piece.split("\n")]
        self.rows.append(("", self.page, None, None, 0))
        section = own.find(f"{W}sectPr") if own is not None else None
        if section is not None and value(section, "type", "nextPage") in {"nextPage", "oddPage", "evenPage"}:
            self._turn()

    def _pieces(self, text: str) -> Iterator[str]:
        """Yield the text of a paragraph page by page, turning the page in between."""
        piece = ""
        for token in re.split(f"([{_MARK}{_DRAWN}])", text):
            if token == _MARK or (token == _DRAWN and not (self.fresh and not piece.strip())):
                yield piece
                piece = ""
                self._turn()
            elif token != _DRAWN:
                piece += token
                self.fresh = self.fresh and not token.strip()
        yield piece

    def _turn(self) -> None:
        self.page, self.fresh = self.page + 1, True

    def _row(self, row: Element) -> None:
        """Write a row of a table as one line, the cells apart by a bar, unless a cell holds several paragraphs."""
        cells = self._cells(row)
        flat = [re.sub(f"[{_MARK}{_DRAWN}]", "", cell).strip() for cell in cells]
        # Word marks the first words of a row that it drew on a new page, and those of a cell that goes on there.
        turned = any(cell.lstrip().startswith(_DRAWN) for cell in cells)
        if turned and not self.fresh:
            self._turn()
        if any("\n" in cell for cell in flat):
            for cell in flat:
                self.rows += [(line, self.page, None, None, 0) for line in (*cell.split("\n"), "")]
        elif any(flat):
            self.rows.append((" | ".join(flat), self.page, None, None, 0))
            self.rows.append(("", self.page, None, None, 0))
        self.fresh = self.fresh and not any(flat)
        if not turned and any(mark in cell for cell in cells for mark in (_MARK, _DRAWN)):
            self._turn()

    def _cells(self, row: Element) -> list[str]:
        """Return the text of each cell; a row of a table inside a cell is a line of it."""
        return ["\n".join(self._inner(cell)) for cell in _inside(row, (_CELL,))]

    def _inner(self, cell: Element) -> Iterator[str]:
        for block in _inside(cell, (_PARAGRAPH, _ROW)):
            if block.tag == _ROW:
                cells = self._cells(block)
                apart = any("\n" in each.strip() for each in cells)
                yield ("\n" if apart else " | ").join(each.strip() for each in cells)
                continue
            yield self._numbered(block)

    def _numbered(self, paragraph: Element) -> str:
        """Return the text of a paragraph with its number, which stands on the page on which the words begin."""
        text = "".join(self._text(paragraph))
        number = self.lists.number(paragraph.find(f"{W}pPr"))
        words = text.lstrip(f"{_MARK}{_DRAWN} \t")
        return f"{text.removesuffix(words)}{number} {words}" if number else text

    def _text(self, parent: Element) -> Iterator[str]:
        for each in parent:
            if each.tag == f"{W}t":
                yield re.sub(f"[{_MARK}{_DRAWN}]", " ", each.text or "")
            elif each.tag == f"{W}tab":
                yield "\t"
            elif each.tag == f"{W}noBreakHyphen":
                yield "-"
            elif each.tag == f"{W}br":
                yield _MARK if each.get(f"{W}type") == "page" else "\n"
            elif each.tag == f"{W}lastRenderedPageBreak":
                yield _DRAWN
            elif each.tag == f"{W}txbxContent":
                yield "\n".join(("", *self._inner(each), ""))
            elif each.tag == ALTERNATE:
                yield next((text for text in map("".join, map(self._text, each)) if text.strip()), "")
            elif each.tag not in _NOT_SHOWN:
                yield from self._text(each)
