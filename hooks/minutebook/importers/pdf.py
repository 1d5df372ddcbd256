"""PDF into lines, page by page, each with its place and the size of its letters. Runs in the child process."""

from __future__ import annotations

import ctypes
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from minutebook.importers.child import Row

MOST_PAGES = 5_000
_LINE_END = re.compile(r"\r\n|\r|\n")
_SOFT_HYPHEN = "\ufffe"
"""What PDFium puts where it takes a hyphen at a line end for one that only breaks the word."""
_DOTS = 300
_WIDE_GAP = 1.6
_RECOGNITION_SECONDS = 120


def read(data: bytes, *, ocr: bool, told: Callable[[int, int], object]) -> dict[str, Any]:
    """Return the lines of a PDF, how many pages it has, which of them have no text, and which were recognized.

    `told` is called after each page with its number and how many there are.
    """
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        return {"refused": "locked" if "password" in str(error).lower() else "damaged"}
    if len(document) > MOST_PAGES:
        return {"refused": "too-many-pages"}
    rows: list[Row] = []
    unread: list[int] = []
    recognized: list[int] = []
    for number in range(1, len(document) + 1):
        page = document[number - 1]
        found = list(_rows(page, number))
        if not any(row[0].strip() for row in found):
            words = _recognize(page) if ocr else ""
            found = [(line, number, None, None, 0) for line in words.splitlines()]
            (recognized if words.strip() else unread).append(number)
        rows += found
        page.close()
        told(number, len(document))
    pages = len(document)
    document.close()
    return {"lines": rows, "pages": pages, "unread": unread, "recognized": recognized}


def _rows(page: Any, number: int) -> Iterator[Row]:  # noqa: ANN401 - the library has no types
    """Yield the lines of a page in the order in which they were set, an empty one for each wider gap."""
    text_page = page.get_textpage()
    height = page.get_height() or 1.0
    text: str = text_page.get_text_range()
    start, below, was = 0, None, 0.0
    for line in _LINE_END.split(text):
        end = start + len(line)
        first = next((at for at in range(start, end) if text[at].strip()), None)
        top, size = _place(text_page, first, height) if first is not None else (None, None)
        words = line.replace(_SOFT_HYPHEN, "-").rstrip()
        if top is not None and below is not None and size and (top - below) * height > _WIDE_GAP * max(size, was):
            yield "", number, None, None, 0
        if words.strip():
            yield words, number, top, size, 0
            below, was = top, size or was
        start = end + (2 if text[end : end + 2] == "\r\n" else 1)
    text_page.close()


def _place(text_page: Any, at: int, height: float) -> tuple[float, float]:  # noqa: ANN401
    """Return how far down a letter stands, from 0 to 1, and its size in points."""
    _, bottom, _, _ = text_page.get_charbox(at)
    size = ctypes.c_double(pdfium_c.FPDFText_GetFontSize(text_page.raw, at)).value
    return round(min(max(1 - bottom / height, 0.0), 1.0), 4), round(size, 1)


def _recognize(page: Any) -> str:  # noqa: ANN401
    """Let Tesseract read a page off its picture."""
    tesseract = shutil.which("tesseract")
    if tesseract is None:
        return ""
    picture = page.render(scale=_DOTS / 72, grayscale=True)
    width, height, stride = picture.width, picture.height, picture.stride
    raw = bytes(picture.buffer)
    rows = b"".join(raw[row * stride : row * stride + width] for row in range(height))
    run = subprocess.run(  # noqa: S603 - the program's own path, no argument from the file
        [tesseract, "stdin", "stdout", "-l", _languages(tesseract)],
        input=b"P5 %d %d 255\n" % (width, height) + rows,
        capture_output=True,
        timeout=_RECOGNITION_SECONDS,
        check=False,
    )
    return run.stdout.decode("utf-8", "replace") if run.returncode == 0 else ""


def _languages(tesseract: str) -> str:
    listing = subprocess.run([tesseract, "--list-langs"], capture_output=True, check=False)  # noqa: S603
    there = listing.stdout.decode("utf-8", "replace").split()
    return "+".join(language for language in ("dan", "nor", "swe", "eng") if language in there)
