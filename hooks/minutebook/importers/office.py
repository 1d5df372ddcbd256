"""Presentations and OpenDocument files into lines, slide by slide and page by page. Runs in the child process.

Like Word's, they are ZIPs of XML. What is drawn is read: neither speakers' notes nor comments nor deleted words.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from minutebook.importers.child import Row
from minutebook.importers.docx import ALTERNATE, part

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_NOT_TEXT = {
    f"{_TEXT}tracked-changes",
    f"{_TEXT}note-citation",
    "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}annotation",
    "{urn:oasis:names:tc:opendocument:xmlns:presentation:1.0}notes",
}
_MOST_BLANKS = 1_000


def kind(data: bytes) -> str:
    """Say what kind of document a ZIP is: `docx`, `pptx`, `sheet`, `odf`, or an empty text."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            mimetype = archive.open("mimetype").read(100) if "mimetype" in names else b""
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        return ""
    if "word/document.xml" in names:
        return "docx"
    if "ppt/presentation.xml" in names:
        return "pptx"
    if names & {"xl/workbook.xml", "xl/workbook.bin"} or b"opendocument.spreadsheet" in mimetype:
        return "sheet"
    return "odf" if b"opendocument" in mimetype and "content.xml" in names else ""


def read_slides(data: bytes) -> dict[str, Any]:
    """Return the lines of a presentation; each slide is a page."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    presentation, relations = part(archive, "ppt/presentation.xml"), part(archive, "ppt/_rels/presentation.xml.rels")
    if presentation is None or relations is None:
        return {"refused": "not-a-document"}
    target = {each.get("Id"): str(each.get("Target")) for each in relations}
    order = [target.get(each.get(_RELATION)) for each in presentation.iter() if each.tag.endswith("}sldId")]
    rows: list[Row] = []
    unread = []
    for page, name in enumerate(order, 1):
        slide = part(archive, f"ppt/{name}") if name and f"ppt/{name}" in archive.namelist() else None
        before = len(rows)
        for line in _drawn(slide) if slide is not None else ():
            rows += [(line, page, None, None, 0), ("", page, None, None, 0)]
        unread += [page] if len(rows) == before else []
    return {"lines": rows, "pages": len(order), "unread": unread, "recognized": []}


def _drawn(element: Element) -> Iterator[str]:
    """Yield the paragraphs and the rows of tables on a slide."""
    for each in element:
        if each.tag == f"{_A}tr":
            cells = (" ".join(filter(None, _drawn(cell))) for cell in each.iter(f"{_A}tc"))
            yield " | ".join(cells)
        elif each.tag == f"{_A}p":
            runs = (run for run in each.iter() if run.tag in {f"{_A}t", f"{_A}br"})
            words = "".join(" " if run.tag == f"{_A}br" else run.text or "" for run in runs)
            if words.strip():
                yield words.strip()
        elif each.tag == ALTERNATE:
            yield from next(filter(None, map(list, map(_drawn, each))), ())
        else:
            yield from _drawn(each)


def read_open_document(data: bytes) -> dict[str, Any]:
    """Return the lines of an OpenDocument text or presentation. LibreOffice notes where it drew a new page."""
    content = part(zipfile.ZipFile(io.BytesIO(data)), "content.xml")
    if content is None:
        return {"refused": "not-a-document"}
    lines = _Lines()
    lines.blocks(content)
    drawn = {page for _, page, *_ in lines.rows}
    unread = [page for page in range(1, lines.page + 1) if page not in drawn] if lines.slides else []
    return {"lines": lines.rows, "pages": lines.page, "unread": unread, "recognized": []}


class _Lines:
    """Gathers the lines of an OpenDocument file."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.page = 1
        self.slides = 0

    def blocks(self, parent: Element) -> None:
        for block in parent:
            if block.tag in _NOT_TEXT:
                continue
            if block.tag in {f"{_TEXT}p", f"{_TEXT}h"}:
                rank = int(level) if (level := block.get(f"{_TEXT}outline-level", "0")).isdigit() else 0
                self._write("".join(self._text(block)), rank)
            elif block.tag == f"{_TABLE}table-row":
                self._row(block)
            elif block.tag == f"{_TEXT}soft-page-break":
                self.page += 1
            else:
                self.slides += block.tag == f"{_DRAW}page"
                self.page = max(self.page, self.slides)
                self.blocks(block)

    def _write(self, text: str, rank: int) -> None:
        for at, piece in enumerate(text.split("\f")):
            self.page += at > 0
            self.rows += [(line.rstrip(), self.page, None, None, rank) for line in piece.split("\n") if line.strip()]
        self.rows.append(("", self.page, None, None, 0))

    def _row(self, row: Element) -> None:
        cells = [" ".join("".join(self._text(each)) for each in cell.iter(f"{_TEXT}p")) for cell in row]
        line = " | ".join(cell.replace("\f", "") for cell in cells)
        if line.strip(" |"):
            self._write(re.sub(r"\s+", " ", line), 0)

    def _inner(self, box: Element) -> Iterator[str]:
        """Yield the paragraphs and headings of a text box, whatever wraps them."""
        for each in box:
            if each.tag in {f"{_TEXT}p", f"{_TEXT}h"}:
                yield "".join(self._text(each))
            elif each.tag not in _NOT_TEXT:
                yield from self._inner(each)

    def _text(self, element: Element) -> Iterator[str]:
        """Yield the words of a paragraph, which stand before and after the elements in it."""
        yield _plain(element.text)
        for each in element:
            if each.tag == f"{_TEXT}s":
                count = each.get(f"{_TEXT}c", "1")
                yield " " * min(int(count) if count.isdigit() else 1, _MOST_BLANKS)
            elif each.tag == f"{_TEXT}tab":
                yield "\t"
            elif each.tag == f"{_TEXT}line-break":
                yield "\n"
            elif each.tag == f"{_TEXT}soft-page-break":
                yield "\f"
            elif each.tag == f"{_DRAW}text-box":
                yield "\n".join(("", *self._inner(each), ""))
            elif each.tag not in _NOT_TEXT:
                yield from self._text(each)
            yield _plain(each.tail)


def _plain(text: str | None) -> str:
    """Return text as OpenDocument means it: line ends and runs of blanks are one blank."""
    return re.sub(r"\s+", " ", text or "")
