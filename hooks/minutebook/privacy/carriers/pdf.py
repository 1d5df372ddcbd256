"""PDF: the text of every page as a program can copy it, whatever is drawn over it, and all that is written around it.

PDFium gives the text of the pages; it is what Chrome shows PDFs with. It leaves out what belongs to no page, so pypdf
walks all objects of the file: properties, XMP, comments, form fields, bookmarks, links, scripts and attached files. A
PDF that was edited may still hold its earlier versions; each of them is read as well.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from typing import Any

import pypdf
import pypdfium2
from pypdf import generic

from minutebook.privacy.carriers.archives import Deeper
from minutebook.privacy.carriers.budget import Budget
from minutebook.privacy.carriers.markup import xml_text
from minutebook.privacy.passage import Gap, Passage, RefusalError

logging.getLogger("pypdf").setLevel(logging.CRITICAL)

_END = re.compile(rb"%%EOF\s?")
_MOST_VERSIONS = 20
_PASSWORD = 4
"""PDFium's number for a document that does not open without a password."""
_HYPHEN = str.maketrans({"\ufffe": "-", "\x02": "-"})
"""What PDFium puts where a word is hyphenated over a line's end."""
_UNREADABLE = re.compile("[\x00-\x08\x0e-\x1f\ufffd\ue000-\uf8ff]")
_MOST_UNREADABLE = 0.2
_FEW = 40
_XML_KEYS = {"/Metadata", "/XFA"}
_TEXT_KEYS = {"/JS", "/V", "/DV", "/RC"}
_KEY_OF_IDS = "/ID"
_MOST_DEPTH = 30


def read(data: bytes, budget: Budget, deeper: Deeper) -> Iterator[Passage | Gap]:
    """Yield the text of the pages, of everything beside them, and of earlier versions of the file."""
    yield from _pages(data)
    yield from _beside(data, budget, deeper)
    ends = [match.end() for match in _END.finditer(data)][:-1]
    for number, end in enumerate(ends[-_MOST_VERSIONS:], 1):
        try:
            earlier = list(_pages(data[:end]))
        except RefusalError:
            continue  # the first part of a file that is laid out for the web, which is no version
        for found in earlier:
            if isinstance(found, Passage):
                yield found.inside(("version", str(number)))


def _pages(data: bytes) -> Iterator[Passage | Gap]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise RefusalError("encrypted" if getattr(error, "err_code", 0) == _PASSWORD else "broken") from error
    try:
        for index in range(len(document)):
            yield from _page(document, index)
    finally:
        document.close()


def _page(document: pypdfium2.PdfDocument, index: int) -> Iterator[Passage | Gap]:
    way = (("page", str(index + 1)),)
    try:
        page = document[index]
        words = page.get_textpage()
        text = words.get_text_range().translate(_HYPHEN).replace("\r\n", "\n")
        words.close()
    except pypdfium2.PdfiumError:
        yield Gap("broken-page", way)
        return
    yield Passage(text, way)
    unreadable = len(_UNREADABLE.findall(text))
    if len(text) > _FEW and unreadable > len(text) * _MOST_UNREADABLE:
        yield Gap("unreadable-font", way)
    if not text.strip() and any(True for _ in page.get_objects(max_depth=2)):
        yield Gap("page-without-text", way)
    page.close()


def _beside(data: bytes, budget: Budget, deeper: Deeper) -> Iterator[Passage | Gap]:
    objects = _Objects()
    try:
        reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted:
            reader.decrypt("")
        numbers = {number for generation in reader.xref.values() for number in generation} | set(reader.xref_objStm)
        for number in sorted(numbers):
            objects.look(reader, number)
    except Exception:  # noqa: BLE001 - whatever pypdf trips over in a hostile file, the file was not wholly read
        yield Gap("partly-read")
    yield Passage("\n\n".join(objects.texts), (("document-data", ""),))
    for held in objects.markup:
        for passage in xml_text(budget.take([held])):
            yield passage.inside(("metadata", ""))
    for held in objects.files:
        for found in deeper(budget.take([held]), "", budget):
            yield found.inside(("member", ""))


class _Objects:
    """Gathers the strings and the telling streams of all objects of a PDF."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.markup: list[bytes] = []
        self.files: list[bytes] = []

    def look(self, reader: pypdf.PdfReader, number: int) -> None:
        try:
            found = reader.get_object(generic.IndirectObject(number, 0, reader))
        except (pypdf.errors.PyPdfError, ValueError, KeyError, IndexError, TypeError, AttributeError):
            return
        self._walk(found, 0)

    def _walk(self, thing: Any, depth: int) -> None:  # noqa: ANN401
        if depth > _MOST_DEPTH:
            return
        if isinstance(thing, generic.StreamObject):
            self._stream(thing)
        if isinstance(thing, generic.DictionaryObject):
            for key, value in thing.items():
                if key != _KEY_OF_IDS:
                    self._value(key, value, depth)
        elif isinstance(thing, generic.ArrayObject):
            for value in thing:
                self._walk(value, depth + 1)
        elif isinstance(thing, str) and not isinstance(thing, generic.NameObject):
            self.texts.append(str(thing))
        elif isinstance(thing, bytes):
            self.texts.append(thing.decode("latin-1"))

    def _value(self, key: str, value: Any, depth: int) -> None:  # noqa: ANN401
        if not isinstance(value, generic.IndirectObject):
            self._walk(value, depth + 1)
        if key in _TEXT_KEYS | _XML_KEYS:
            parts = value.get_object() if isinstance(value, generic.IndirectObject) else value
            for part in parts if isinstance(parts, generic.ArrayObject) else [parts]:
                held = part.get_object() if isinstance(part, generic.IndirectObject) else part
                if isinstance(held, generic.StreamObject):
                    (self.markup if key in _XML_KEYS else self.files).append(held.get_data())

    def _stream(self, stream: generic.StreamObject) -> None:
        if stream.get("/Type") == "/EmbeddedFile":
            self.files.append(stream.get_data())
        elif stream.get("/Type") == "/Metadata":
            self.markup.append(stream.get_data())
