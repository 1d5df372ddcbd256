"""Binary files: the readable strings in them, which is where pictures, sound and old Office files keep what is said.

What a picture shows is not read. What is written in one (EXIF, XMP, IPTC, comments) stands there as plain text, in one
byte or two for each character; only PNG compresses some of it.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator

from minutebook.privacy.carriers.budget import Budget
from minutebook.privacy.carriers.plain import entities_resolved
from minutebook.privacy.passage import Gap, Passage

_NARROW = re.compile(rb"[\t\r\n\x20-\x7e\xa0-\xff]{8,}")
_WIDE = re.compile(rb"(?:[\t\r\n\x20-\x7e\xa0-\xff]\x00|[\x10-\x15]\x20){8,}")
_WIDE_OTHER_WAY = re.compile(rb"(?:\x00[\t\r\n\x20-\x7e\xa0-\xff]|\x20[\x10-\x15]){8,}")
_DASH = re.compile(rb"\xe2(?:\x80[\x90-\x95]|\x88\x92)|[\x96\x97](?<=[0-9 ].)(?=[0-9 ])", re.DOTALL)
"""Dashes in UTF-8 and as Windows wrote them: of other characters than letters, those that a number is written with."""
_THIN_BLANK = re.compile(rb"\xe2\x80[\x80-\x8f\xaf]")
_TELLING = re.compile(r"\d|@")
_JPEG_PICTURE = b"\xda"
_JPEG_WORDS = {b"\xe1", b"\xed", b"\xfe"}
"""Marks of those parts of a JPEG picture that hold EXIF and XMP, IPTC, and comments."""
_PACKED_CHUNKS = {b"zTXt", b"iTXt"}


def read(data: bytes, name: str, budget: Budget) -> Iterator[Passage | Gap]:  # noqa: ARG001
    """Yield the strings of a picture or of sound."""
    yield from strings(data, "metadata")


def read_unknown(data: bytes, name: str, budget: Budget) -> Iterator[Passage | Gap]:  # noqa: ARG001
    """Yield the strings of a file of a form that we do not know, and say that there may be more in it."""
    yield from strings(data, "strings")
    yield Gap("unknown-form")


def read_old_office(data: bytes, name: str, budget: Budget) -> Iterator[Passage | Gap]:  # noqa: ARG001
    """Yield the strings of a document as Office wrote them until 2007, and say that there may be more in it."""
    yield from strings(data, "strings")
    yield Gap("old-office")


def read_png(data: bytes, name: str, budget: Budget) -> Iterator[Passage | Gap]:  # noqa: ARG001
    """Yield what is written in a PNG picture, compressed or not."""
    yield from strings(data, "metadata")
    place = 8
    while place + 8 <= len(data):
        length, kind = struct.unpack(">I4s", data[place : place + 8])
        if kind in _PACKED_CHUNKS:
            yield from _unpacked(data[place + 8 : place + 8 + length], budget)
        place += length + 12


def _unpacked(chunk: bytes, budget: Budget) -> Iterator[Passage]:
    for start in (match.start() for match in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", chunk)):
        unpacker = zlib.decompressobj()
        try:
            held = budget.take([unpacker.decompress(chunk[start:], budget.room + 1)])
        except zlib.error:
            continue
        yield from strings(held, "metadata")
        return


def told_in_jpeg(data: bytes) -> Iterator[Passage]:
    """Yield what is written in a JPEG picture, all of which stands before the picture itself."""
    place, held = 2, []
    while data[place : place + 1] == b"\xff" and data[place + 1 : place + 2] != _JPEG_PICTURE:
        marker, length = data[place + 1 : place + 2], int.from_bytes(data[place + 2 : place + 4], "big")
        held += [data[place + 4 : place + 2 + length]] if marker in _JPEG_WORDS else []
        place += 2 + max(length, 2)
    if held:
        yield from strings(b"\0".join(held), "metadata")


def strings(data: bytes, place: str) -> Iterator[Passage]:
    """Yield the runs of readable characters in bytes, those of one byte each and those of two."""
    in_bytes = _THIN_BLANK.sub(b" ", _DASH.sub(b"-", data))
    narrow = (_decoded(match[0]) for match in _NARROW.finditer(in_bytes))
    wide = (match[0].decode("utf-16-le") for match in _WIDE.finditer(data))
    other = (match[0].decode("utf-16-be") for match in _WIDE_OTHER_WAY.finditer(data))
    for runs in (narrow, wide, other):
        text = "\n\n".join(run for run in runs if _TELLING.search(run))
        if text:
            yield Passage(entities_resolved(text), ((place, ""),))


def _decoded(run: bytes) -> str:
    try:
        return run.decode("utf-8")
    except UnicodeDecodeError:
        return run.decode("cp1252", "replace")
