"""CPR numbers that are nobody's, and files of every kind to plant them in.

The numbers are made from the rules, with days of birth in years whose people are not born yet, or long dead; nobody
looks up whether one was issued, so the tests plant days that do exist and serial numbers counted up from a seed.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from random import Random

WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)


def numbers(count: int, *, control: bool = True, seed: int = 1) -> Iterator[str]:
    """Yield numbers `ddmmyyxxxx` of people born from 2030 to 2036: none is issued before then."""
    random = Random(seed)
    while count:
        day = date(2030, 1, 2) + timedelta(days=random.randrange(2500))
        digits = f"{day:%d%m%y}{random.choice('456789')}{random.randrange(1000):03d}"
        if has_control(digits) == control and not digits.endswith("0000"):
            count -= 1
            yield digits


def has_control(digits: str) -> bool:
    return sum(weight * int(digit) for weight, digit in zip(WEIGHTS, digits, strict=True)) % 11 == 0


def hyphened(digits: str) -> str:
    return f"{digits[:6]}-{digits[6:]}"


def zipped(files: Mapping[str, str | bytes], *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, compression, compresslevel=1)
    return held.getvalue()


WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(body: str = "", **parts: str) -> bytes:
    """Make a Word document of `w:p` elements, and of other parts by their names with `_` for `/`."""
    return zipped(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
            "word/document.xml": f"<w:document {WORD}><w:body>{body}</w:body></w:document>",
            **{f"{name.replace('_', '/')}.xml": content for name, content in parts.items()},
        }
    )


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(f'<w:r><w:rPr><w:b/></w:rPr><w:t>{run}</w:t></w:r>' for run in runs)}</w:p>"


def xlsx(rows: str, shared: str = "", **parts: str) -> bytes:
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "xl/workbook.xml": "<workbook/>",
            "xl/worksheets/sheet1.xml": f"<worksheet><sheetData>{rows}</sheetData></worksheet>",
            "xl/sharedStrings.xml": f"<sst>{shared}</sst>",
            **{f"{name.replace('_', '/')}.xml": content for name, content in parts.items()},
        }
    )


def pptx(slide: str, **parts: str) -> bytes:
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "ppt/slides/slide1.xml": f"<p:sld xmlns:p='p' xmlns:a='a'>{slide}</p:sld>",
            **{f"{name.replace('_', '/')}.xml": content for name, content in parts.items()},
        }
    )


def odt(body: str, meta: str = "") -> bytes:
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<o:body xmlns:o='o' xmlns:text='t'>{body}</o:body>",
            "meta.xml": f"<o:meta xmlns:o='o'>{meta}</o:meta>",
        }
    )


def pdf(*pages: str, beside: str = "", hidden: str = "", streams: Mapping[str, bytes] | None = None) -> bytes:
    """Make a PDF with a page for each text, `\\n` for a new line.

    `hidden` stands on the first page under a black box. `beside` goes into the catalogue, whose keys it adds; objects
    in `streams` are numbered from 100, each with the dictionary entries that are its key.
    """
    objects: dict[int, bytes] = {}
    kids = []
    for index, text in enumerate(pages):
        page, content = 10 + 2 * index, 11 + 2 * index
        kids.append(f"{page} 0 R")
        lines = "".join(f"({_escaped(line)}) Tj T* " for line in text.split("\n"))
        drawn = f"BT /F1 11 Tf 14 TL 60 780 Td {lines}ET"
        if hidden and not index:
            drawn += f" BT /F1 11 Tf 60 400 Td ({_escaped(hidden)}) Tj ET 0 0 0 rg 50 390 300 30 re f"
        objects[page] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {content} 0 R "
            f"/Resources << /Font << /F1 3 0 R >> >> >>"
        ).encode()
        objects[content] = _stream("", drawn.encode("cp1252"))
    objects[1] = f"<< /Type /Catalog /Pages 2 0 R {beside} >>".encode("latin-1")
    objects[2] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    objects[3] = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    for number, (entries, content) in enumerate((streams or {}).items(), 100):
        objects[number] = _stream(entries, content)
    return _laid_out(objects)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def _stream(entries: str, content: bytes) -> bytes:
    packed, packing = (content, "") if "/Filter" in entries else (zlib.compress(content), "/Filter /FlateDecode")
    head = f"<< {entries} {packing} /Length {len(packed)} >>"
    return head.encode() + b"\nstream\n" + packed + b"\nendstream"


def _laid_out(objects: Mapping[int, bytes]) -> bytes:
    data, places = bytearray(b"%PDF-1.7\n"), {}
    for number, content in sorted(objects.items()):
        places[number] = len(data)
        data += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    start, size = len(data), max(objects) + 1
    data += f"xref\n0 {size}\n".encode()
    for number in range(size):
        place = places.get(number)
        data += b"0000000000 65535 f \n" if place is None else f"{place:010d} 00000 n \n".encode()
    return bytes(data + f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode())


def jpeg(*, comment: str = "", exif: bytes = b"", xmp: str = "", encoding: str = "utf-8") -> bytes:
    """Make the frame of a JPEG picture: what is written in it, without the picture."""
    held = bytearray(b"\xff\xd8")
    for marker, content in (
        (0xE1, b"Exif\x00\x00" + exif if exif else b""),
        (0xE1, b"http://ns.adobe.com/xap/1.0/\x00" + xmp.encode() if xmp else b""),
        (0xFE, comment.encode(encoding)),
    ):
        if content:
            held += struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content
    return bytes(held + b"\xff\xda\x00\x02\x00\xff\xd9")


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    """Make a PNG picture of one pixel with these chunks in it."""
    held = b"\x89PNG\r\n\x1a\n"
    for kind, content in (
        (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)),
        *chunks,
        (b"IDAT", zlib.compress(b"\x00\x00")),
        (b"IEND", b""),
    ):
        held += struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
    return held
