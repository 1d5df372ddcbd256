"""PDF: the text of every page as a program can copy it, whatever is drawn over it, and all that is written around it.

PDFium gives the text of the pages; it is what Chrome shows PDFs with. It leaves out what belongs to no page, so pypdf
walks all objects of the file: properties, XMP, comments, form fields, bookmarks, links, scripts, attached files and
what is written in pictures. A PDF that was edited may still hold its earlier versions: the pages of each are read as
well, and those of its objects that have changed since.
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
from pypdfium2 import raw

from minutebook.privacy.carriers import binary
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
_KEY_OF_IDS, _KEY_OF_FILES = "/ID", "/EF"
_PICTURES = ("/DCTDecode", ["/DCTDecode"])
_MOST_DEPTH = 30
_Key = tuple[int, int, int]


def read(data: bytes, budget: Budget, deeper: Deeper) -> Iterator[Passage | Gap]:
    """Yield the text of the pages, of everything beside them, and of earlier versions of the file."""
    yield from _pages(data)
    seen: set[_Key] = set()
    yield from _beside(data, budget, deeper, seen)
    ends = [match.end() for match in _END.finditer(data)][:-1]
    for number, end in enumerate(ends[-_MOST_VERSIONS:], 1):
        try:
            earlier = list(_pages(data[:end]))
        except RefusalError:
            continue  # the first part of a file that is laid out for the web, which is no version
        earlier += _beside(data[:end], budget, deeper, seen)
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
        text = _words(page)
    except pypdfium2.PdfiumError:
        yield Gap("broken-page", way)
        return
    yield Passage(text, way)
    unreadable = len(_UNREADABLE.findall(text))
    if len(text) > _FEW and unreadable > len(text) * _MOST_UNREADABLE:
        yield Gap("unreadable-font", way)
    if not text.strip() and any(True for _ in page.get_objects(max_depth=2)):
        yield Gap("page-without-text", way)
    yield from (Passage(both, way) for both in _on_top(document, index, page))
    page.close()


def _words(page: pypdfium2.PdfPage) -> str:
    words = page.get_textpage()
    text = words.get_text_range().translate(_HYPHEN).replace("\r\n", "\n")
    words.close()
    return str(text)


def _on_top(document: pypdfium2.PdfDocument, index: int, page: pypdfium2.PdfPage) -> Iterator[str]:
    """Yield the text of a page once more together with that of stamps and other annotations, if they have any look."""
    if not any(_has_look(page, number) for number in range(raw.FPDFPage_GetAnnotCount(page.raw))):
        return
    if raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY) != raw.FLATTEN_SUCCESS:
        return
    try:
        flat = document[index]
        yield _words(flat)
        flat.close()
    except pypdfium2.PdfiumError:
        return  # the page itself has been read


def _has_look(page: pypdfium2.PdfPage, number: int) -> bool:
    annotation = raw.FPDFPage_GetAnnot(page.raw, number)
    has_look = bool(raw.FPDFAnnot_HasKey(annotation, b"AP"))
    raw.FPDFPage_CloseAnnot(annotation)
    return has_look


def _beside(data: bytes, budget: Budget, deeper: Deeper, seen: set[_Key]) -> Iterator[Passage | Gap]:
    """Yield what the objects of a file hold, but for those in `seen`, and add them to it."""
    objects = _Objects()
    try:
        reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted:
            reader.decrypt("")
        new = _keys(reader) - seen
        seen |= new
        for number, generation in sorted({key[:2] for key in new}):
            objects.look(reader, number, generation)
    except Exception:  # noqa: BLE001 - whatever pypdf trips over in a hostile file, the file was not wholly read
        yield Gap("partly-read")
    yield Passage("\n\n".join(objects.texts), (("document-data", ""),))
    for held in objects.markup:
        for passage in xml_text(budget.take([held])):
            yield passage.inside(("metadata", ""))
    for held in objects.pictures:
        for passage in binary.told_in_jpeg(held):
            yield passage.inside(("member", ""))
    for held in objects.files:
        for found in deeper(budget.take([held]), "", budget):
            yield found.inside(("member", ""))


def _keys(reader: pypdf.PdfReader) -> set[_Key]:
    """Return all objects of a file: number, generation, and the place by which two versions of one are told apart."""
    plain = {(number, generation, place) for generation, held in reader.xref.items() for number, place in held.items()}
    places = {number: place for number, _, place in plain}
    packed = ((number, places.get(stream, 0)) for number, (stream, _) in reader.xref_objStm.items())
    return plain | {(number, 0, place) for number, place in packed}


class _Objects:
    """Gathers the strings and the telling streams of all objects of a PDF."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.markup: list[bytes] = []
        self.files: list[bytes] = []
        self.pictures: list[bytes] = []

    def look(self, reader: pypdf.PdfReader, number: int, generation: int) -> None:
        try:
            found = reader.get_object(generic.IndirectObject(number, generation, reader))
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
        if key == _KEY_OF_FILES:
            self._attached(value.get_object())
        if key in _TEXT_KEYS | _XML_KEYS:
            parts = value.get_object() if isinstance(value, generic.IndirectObject) else value
            for part in parts if isinstance(parts, generic.ArrayObject) else [parts]:
                held = part.get_object() if isinstance(part, generic.IndirectObject) else part
                if isinstance(held, generic.StreamObject):
                    (self.markup if key in _XML_KEYS else self.files).append(held.get_data())

    def _attached(self, files: Any) -> None:  # noqa: ANN401
        """Take the attached files that do not say that they are some, as `_stream` takes the others."""
        for file in files.values() if isinstance(files, generic.DictionaryObject) else ():
            held = file.get_object()
            if isinstance(held, generic.StreamObject) and held.get("/Type") != "/EmbeddedFile":
                self.files.append(held.get_data())

    def _stream(self, stream: generic.StreamObject) -> None:
        if stream.get("/Type") == "/EmbeddedFile":
            self.files.append(stream.get_data())
        elif stream.get("/Type") == "/Metadata":
            self.markup.append(stream.get_data())
        elif stream.get("/Filter") in _PICTURES:
            self.pictures.append(stream.get_data())
