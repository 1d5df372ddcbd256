"""The child process that opens a foreign file: `python -m minutebook.importers.child FORM SECONDS MEMORY OCR TOLD`.

It reads the file from standard input and writes lines as JSON to standard output. `TOLD` is a file descriptor to which
it writes how many pages it has read of how many, `3/53`, or -1.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from typing import Any

from minutebook.confinement import confine

Row = tuple[str, int, float | None, float | None, int]
"""Text, page, how far down the page from 0 to 1, size of the letters, rank as a heading."""


def main(arguments: list[str]) -> int:
    """Read the file and print its lines; what goes wrong is told by the exit code alone."""
    form, seconds, memory, ocr = arguments[0], int(arguments[1]), int(arguments[2]), arguments[3] == "1"
    descriptor = int(arguments[4])

    def told(page: int, pages: int) -> None:
        if descriptor >= 0:
            os.write(descriptor, b"%d/%d\n" % (page, pages))

    data = sys.stdin.buffer.read()
    confine(memory, seconds=seconds, writes=ocr)
    try:
        answer = _read(form, data, ocr, told)
    except Exception:  # noqa: BLE001 - a damaged file may fail in any way
        return 1
    json.dump(answer, sys.stdout, ensure_ascii=True)
    return 0


def _read(form: str, data: bytes, ocr: bool, told: Callable[[int, int], None]) -> dict[str, Any]:  # noqa: FBT001
    """Read a file; each kind loads only its own reader."""
    if form == "pdf":
        from minutebook.importers import pdf  # noqa: PLC0415

        return pdf.read(data, ocr=ocr, told=told)
    from minutebook.importers import docx, office  # noqa: PLC0415

    kind = "sheet" if form == "ole" else office.kind(data)
    if kind == "sheet":
        from minutebook.importers import sheets  # noqa: PLC0415

        return sheets.read(data)
    readers = {"docx": docx.read, "pptx": office.read_slides, "odf": office.read_open_document}
    return readers[kind](data) if kind in readers else {"refused": "not-a-document"}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
