"""Documents that are zip archives of XML: Word, Excel and PowerPoint since 2007, and OpenDocument.

Every part is read, known or not: text, headers, notes, comments, tracked changes, properties, hidden sheets, links, and
whatever pictures and other documents are put into it.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from minutebook.privacy.carriers.archives import Deeper, members
from minutebook.privacy.carriers.budget import Budget
from minutebook.privacy.carriers.markup import xml_text
from minutebook.privacy.carriers.plain import headed
from minutebook.privacy.passage import Gap, Passage, Step

_PLACES = (
    (re.compile(r"^docProps/|^meta\.xml$|^customXml/"), "properties"),
    (re.compile(r"comments|threadedComments|persons/", re.IGNORECASE), "comments"),
    (re.compile(r"notesSlides/notesSlide(\d+)"), "notes"),
    (re.compile(r"slides/slide(\d+)\.xml$"), "slide"),
    (re.compile(r"worksheets/sheet(\d+)\.xml$"), "sheet"),
    (re.compile(r"(?:foot|end)notes\.xml$"), "footnotes"),
    (re.compile(r"/(?:header|footer)\d*\.xml$|^styles\.xml$"), "header"),
    (re.compile(r"\.rels$"), "links"),
)
_XML = re.compile(r"\.(?:xml|rels|vml|rdf)$", re.IGNORECASE)
_ENTITY = re.compile(rb"<!(?:ENTITY|DOCTYPE)", re.IGNORECASE)


def is_document(data: bytes) -> bool:
    """Tell whether a zip archive is an Office or OpenDocument file."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return False
    return "[Content_Types].xml" in names or (bool(names) and names[0] == "mimetype")


def read(data: bytes, budget: Budget, deeper: Deeper) -> Iterator[Passage | Gap]:
    """Yield the text of every part of a document."""
    shared: tuple[str, ...] = ()
    sheets: list[tuple[str, bytes]] = []
    for member, held in members(data, budget):
        name = member.filename
        if held is None:
            yield Gap("encrypted")
        elif not _XML.search(name):
            for found in deeper(held, name, budget):
                yield found.inside(("member", name.rpartition("/")[2]))
        else:
            if name.endswith("sharedStrings.xml"):
                shared = tuple(_strings(held))
            if "worksheets/sheet" in name:
                sheets.append((name, held))
            for passage in xml_text(held, blocks=_place(name)[0] not in {"properties", "links"}):
                yield passage.inside(_place(name))
    for name, held in sheets:
        yield Passage("\n".join(headed(_rows(held, shared))), (_place(name),))


def _place(name: str) -> Step:
    for pattern, place in _PLACES:
        found = pattern.search(name)
        if found:
            return place, found[1] if pattern.groups else ""
    return "text", ""


def _strings(data: bytes) -> Iterator[str]:
    for element in _elements(data, "si"):
        yield "".join(text.text or "" for text in element.iter() if _local(text) == "t")


def _rows(data: bytes, shared: tuple[str, ...]) -> Iterator[list[str]]:
    """Yield the cells of each row in their columns, numbers as they were typed and texts by what they point at."""
    for row in _elements(data, "row"):
        cells: list[str] = []
        for cell in row:
            column = _column(cell.get("r", ""))
            cells += [""] * (min(column, 1000) - len(cells))
            cells.append(_value(cell, shared))
        yield cells


def _value(cell: ET.Element, shared: tuple[str, ...]) -> str:
    text = "".join(part.text or "" for part in cell.iter() if _local(part) in {"v", "t"})
    if cell.get("t") == "s":
        return shared[int(text)] if text.isdecimal() and int(text) < len(shared) else ""
    return text


def _column(reference: str) -> int:
    letters = re.match(r"[A-Z]{1,3}", reference)
    number = 0
    for letter in letters[0] if letters else "":
        number = number * 26 + ord(letter) - 64
    return number - 1


def _elements(data: bytes, name: str) -> Iterator[ET.Element]:
    """Yield the elements of a name, each freed once it was looked at; a part that declares entities has none."""
    if _ENTITY.search(data):
        return
    try:
        for _, element in ET.iterparse(io.BytesIO(data)):  # noqa: S314
            if _local(element) == name:
                yield element
                element.clear()
    except ET.ParseError:
        return


def _local(element: ET.Element) -> str:
    return str(element.tag).rpartition("}")[2]
