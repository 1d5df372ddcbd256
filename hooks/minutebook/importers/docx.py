"""Word documents into lines, paragraph by paragraph, with the numbers that Word only draws. Runs in the child process.

A document is a ZIP of XML. Word keeps the numbers of a numbered list out of the text, and so do the libraries that
read it; without them a recommendation would lose its points, so this reads `numbering.xml` as well.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element, XMLParser, fromstring

from minutebook.importers.child import Row

LARGEST_PART = 100_000_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(r"(?:heading|overskrift|rubrik)\s?(\d)", re.IGNORECASE)
_DEEPEST_STYLE = 12
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
    body = document.find(f"{_W}body") if document is not None else None
    if body is None:
        return {"refused": "not-a-document"}
    writer = _Lines(_numbering(archive), _styles(archive))
    writer.blocks(body)
    for name in sorted(name for name in archive.namelist() if re.fullmatch(r"word/(?:foot|end)notes\.xml", name)):
        notes = part(archive, name)
        for note in notes if notes is not None else ():
            if note.get(f"{_W}type") is None:
                writer.blocks(note)
    pictures = any(name.startswith("word/media/") for name in archive.namelist())
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


@dataclass
class _Level:
    """How one level of a list is numbered."""

    form: str
    text: str
    start: int


def _numbering(archive: zipfile.ZipFile) -> Mapping[str, Mapping[str, _Level]]:
    """Return the levels of every list."""
    if "word/numbering.xml" not in archive.namelist():
        return {}
    numbering = part(archive, "word/numbering.xml")
    if numbering is None:
        return {}
    abstract = {
        each.get(f"{_W}abstractNumId"): {
            str(level.get(f"{_W}ilvl")): _Level(
                _value(level, "numFmt", "decimal"), _value(level, "lvlText", ""), _whole(_value(level, "start", "1"))
            )
            for level in each.iter(f"{_W}lvl")
        }
        for each in numbering.iter(f"{_W}abstractNum")
    }
    return {
        str(number.get(f"{_W}numId")): abstract.get(_value(number, "abstractNumId", ""), {})
        for number in numbering.iter(f"{_W}num")
    }


@dataclass(frozen=True)
class _Style:
    """What a style makes of its paragraphs: a heading of some rank, an entry of a list, or what another style makes."""

    heading: int
    listed: tuple[str, str] | None
    based_on: str


def _styles(archive: zipfile.ZipFile) -> Mapping[str, _Style]:
    """Return the styles by their ids."""
    if "word/styles.xml" not in archive.namelist():
        return {}
    styles = part(archive, "word/styles.xml")
    found: dict[str, _Style] = {}
    for style in styles.iter(f"{_W}style") if styles is not None else ():
        rank = _HEADING.match(_value(style, "name", ""))
        listed = style.find(f"{_W}pPr/{_W}numPr")
        entry = (_value(listed, "numId", "0"), _value(listed, "ilvl", "0")) if listed is not None else None
        found[str(style.get(f"{_W}styleId"))] = _Style(int(rank[1]) if rank else 0, entry, _value(style, "basedOn", ""))
    return found


def _is_on(switch: Element | None) -> bool:
    return switch is not None and switch.get(f"{_W}val", "true") not in {"0", "false", "off"}


def _value(element: Element, name: str, otherwise: str) -> str:
    child = element.find(f"{_W}{name}")
    return otherwise if child is None else str(child.get(f"{_W}val", otherwise))


def _whole(text: str) -> int:
    return int(text) if text.lstrip("-").isdigit() else 1


@dataclass
class _Lines:
    """Gathers the lines of a document."""

    numbering: Mapping[str, Mapping[str, _Level]]
    styles: Mapping[str, _Style]
    rows: list[Row] = field(default_factory=list)
    page: int = 1
    fresh: bool = True
    counts: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))

    def blocks(self, parent: Element) -> None:
        """Add the paragraphs and tables below an element, whatever wraps them."""
        for block in parent:
            if block.tag == f"{_W}p":
                self._paragraph(block)
            elif block.tag == f"{_W}tr":
                self._row(block)
            elif block.tag in {
                f"{_W}tbl",
                f"{_W}sdt",
                f"{_W}sdtContent",
                f"{_W}ins",
                f"{_W}customXml",
                f"{_W}smartTag",
            }:
                self.blocks(block)

    def _paragraph(self, paragraph: Element) -> None:
        text = "".join(self._text(paragraph))
        own = paragraph.find(f"{_W}pPr")
        style = self.styles.get(_value(own, "pStyle", "")) if own is not None else None
        number = self._number(own, style)
        rank = style.heading if style else 0
        if own is not None and _is_on(own.find(f"{_W}pageBreakBefore")) and not self.fresh:
            self._turn()
        for at, piece in enumerate(self._pieces(text)):
            for place, line in enumerate(piece.split("\n")):
                before = f"{number} " if number and not at and not place else ""
                self.rows.append((f"{before}{line.rstrip()}", self.page, None, None, rank))
        self.rows.append(("", self.page, None, None, 0))
        section = own.find(f"{_W}sectPr") if own is not None else None
        if section is not None and _value(section, "type", "nextPage") in {"nextPage", "oddPage", "evenPage"}:
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
        cells = ["\n".join("".join(self._text(each)) for each in cell.iter(f"{_W}p")) for cell in row.iter(f"{_W}tc")]
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

    def _text(self, paragraph: Element) -> Iterator[str]:
        for each in paragraph.iter():
            if each.tag == f"{_W}t":
                yield re.sub(f"[{_MARK}{_DRAWN}]", " ", each.text or "")
            elif each.tag == f"{_W}tab":
                yield "\t"
            elif each.tag == f"{_W}noBreakHyphen":
                yield "-"
            elif each.tag == f"{_W}br":
                yield _MARK if each.get(f"{_W}type") == "page" else "\n"
            elif each.tag == f"{_W}lastRenderedPageBreak":
                yield _DRAWN

    def _number(self, own: Element | None, style: _Style | None) -> str:
        """Return the number that Word draws before a paragraph of a list, whether it says so itself or its style."""
        listed = own.find(f"{_W}numPr") if own is not None else None
        entry = (_value(listed, "numId", "0"), _value(listed, "ilvl", "0")) if listed is not None else None
        seen = 0
        while entry is None and style is not None and seen < _DEEPEST_STYLE:
            entry, style, seen = style.listed, self.styles.get(style.based_on), seen + 1
        if entry is None:
            return ""
        number, level = entry
        levels = self.numbering.get(number, {})
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


def _written(count: int, level: _Level | None) -> str:
    form = level.form if level else "decimal"
    if form in {"lowerLetter", "upperLetter"} and 0 < count <= 26:  # noqa: PLR2004
        letter = chr(ord("a") + count - 1)
        return letter if form == "lowerLetter" else letter.upper()
    return str(count)
