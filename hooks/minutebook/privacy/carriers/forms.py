"""The form of a file is told by its first bytes, never by its name; from there to the carrier that reads it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from minutebook.privacy.carriers import archives, binary, mail, markup, office, plain
from minutebook.privacy.carriers.budget import MOST_NESTING, Budget
from minutebook.privacy.passage import Gap, Passage, RefusalError

Reader = Callable[[bytes, str, Budget], Iterator[Passage | Gap]]
Unpacker = Callable[[bytes, Budget, archives.Deeper], Iterator[Passage | Gap]]

_PACKING: tuple[tuple[bytes, Unpacker], ...] = (
    (b"\x1f\x8b", archives.read_gzip),
    (b"BZh", archives.read_bzip2),
    (b"\xfd7zXZ\x00", archives.read_xz),
)
_SIGNS: tuple[tuple[bytes, Reader], ...] = (
    (b"\x89PNG\r\n", binary.read_png),
    (b"\xd0\xcf\x11\xe0", binary.read_old_office),
    (b"{\\rtf", plain.read_rich_text),
)
_PACKED = (b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"MSCF")
_PICTURE = re.compile(
    rb"\xff\xd8\xff|GIF8[79]a|RIFF....WEBP|II\*\x00|MM\x00\*|BM.{4}\x00{4}|....ftyp(?:heic|heif|avif|mif1)|8BPS",
    re.DOTALL,
)
_SOUND = re.compile(
    rb"ID3[\x02-\x04]|\xff[\xfb\xf3\xf2]|OggS|fLaC|RIFF....(?:WAVE|AVI )|....ftyp|\x1aE\xdf\xa3", re.DOTALL
)
_MARKUP = re.compile(rb"\s*<(?:!doctype\s+html|html|head|body|script|table|div|p\b)", re.IGNORECASE)
_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|!doctype|svg|[a-z][\w:.-]*[\s>/])", re.IGNORECASE)
_MAIL = re.compile(rb"(?:[A-Za-z][A-Za-z-]{1,40}:[^\n]{0,998}\r?\n(?:[ \t][^\n]{0,998}\r?\n){0,20}){2}")
_MAIL_HEAD = re.compile(rb"^(?:from|subject|received|date|message-id):", re.IGNORECASE | re.MULTILINE)
_TEXTS = (".md", ".yml", ".yaml", ".toml", ".txt")
"""Endings of files that we read as text ourselves, whatever they hold."""
_PDF_WITHIN = 1024
"""Bytes that may stand before the sign of a PDF."""


def passages(data: bytes, name: str, budget: Budget) -> Iterator[Passage | Gap]:
    """Yield all text of a file: its own, what is hidden in it, what is said of it, and that of files inside it."""
    if budget.depth > MOST_NESTING:
        yield Gap("too-deep")
        return
    try:
        yield from _reader(data, name)(data, name, budget)
    except RefusalError as refusal:
        yield Gap(refusal.reason)


def is_our_text(data: bytes, name: str) -> bool:
    """Tell whether a file is a text that is read as it stands, so that no foreign form has to be opened for it."""
    return _reader(data, name) is plain.read


def _read_pdf(data: bytes, budget: Budget, deeper: archives.Deeper) -> Iterator[Passage | Gap]:
    from minutebook.privacy.carriers import pdf  # noqa: PLC0415 - whoever opens no PDF has no need of its libraries

    yield from pdf.read(data, budget, deeper)


def _reader(data: bytes, name: str) -> Reader:
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return _inside(_read_pdf)
    if data[:2] == b"PK" and data[2:4] in {b"\x03\x04", b"\x05\x06", b"\x07\x08"}:
        return _inside(office.read if office.is_document(data) else archives.read_zip)
    for sign, unpacker in _PACKING:
        if data.startswith(sign):
            return _inside(unpacker)
    for sign, reader in _SIGNS:
        if data.startswith(sign):
            return reader
    if data[257:262] == b"ustar":
        return _inside(archives.read_tar)
    return _plainer(data, name)


def _plainer(data: bytes, name: str) -> Reader:
    head = data[:4096]
    if any(head.startswith(sign) for sign in _PACKED):
        return _packed
    if _PICTURE.match(head) or _SOUND.match(head):
        return binary.read
    if _MAIL.match(head) and _MAIL_HEAD.search(head):
        return _inside(mail.read)
    text = name.lower().endswith(_TEXTS) or plain.is_text(head)
    return _of_text(head, name) if text else binary.read_unknown


def _of_text(head: bytes, name: str) -> Reader:
    if name.lower().endswith(_TEXTS):
        return plain.read
    if _MARKUP.match(head):
        return markup.read_html
    if _XML.match(head):
        return markup.read_xml
    return plain.read_table if name.lower().endswith((".csv", ".tsv")) else plain.read


def _packed(data: bytes, name: str, budget: Budget) -> Iterator[Passage | Gap]:  # noqa: ARG001
    yield Gap("packed")


def _inside(unpacker: Unpacker) -> Reader:
    """Let a carrier that holds files hand each of them back to us."""

    def read(data: bytes, name: str, budget: Budget) -> Iterator[Passage | Gap]:  # noqa: ARG001
        yield from unpacker(data, budget, _deeper)

    return read


def _deeper(data: bytes, name: str, budget: Budget) -> Iterator[Passage | Gap]:
    budget.enter()
    budget.depth += 1
    try:
        yield from passages(data, name, budget)
    finally:
        budget.depth -= 1
