"""A file to be imported, taken apart in a process of its own, so that a hostile one harms nothing.

The child gets the file's bytes and nothing else, has limits of time and memory, and answers in JSON of a limited size.
Whatever else it does counts as a refusal.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from threading import Thread
from typing import Any, BinaryIO

from minutebook.importers.lines import ImportRefusedError, Line, Packet, clean, from_text

LARGEST_FILE = 200_000_000
"""Bytes."""
SECONDS, OCR_SECONDS = 120, 3600
MEMORY = 1_500_000_000
LARGEST_ANSWER = 400_000_000
_LONGEST_TOLD = 32

_FORMS = {b"%PDF-": "pdf", b"PK\x03\x04": "zip", b"\xd0\xcf\x11\xe0": "ole"}


Telling = Callable[[int, int], object]
"""Takes how many pages of a file have been read, and how many there are."""


def read(file: Path, *, ocr: bool = False, seconds: float | None = None, told: Telling | None = None) -> Packet:
    """Read a packet. `ocr` lets Tesseract read pages that are only pictures; `seconds` is the time that a file has.

    `told` is called, in a thread of its own, while a file with pages is read.
    """
    try:
        size = file.stat().st_size
        data = file.read_bytes() if size <= LARGEST_FILE else b""
    except OSError as error:
        raise ImportRefusedError("unreadable", file=file.name, reason=error.strerror or "") from error
    if size > LARGEST_FILE:
        raise ImportRefusedError("too-large", file=file.name, found=str(size), expected=str(LARGEST_FILE))
    form = form_of(data)
    digest = sha256(data).hexdigest()
    if form == "text":
        lines, cleaned = from_text(_decoded(data, file.name))
        packet = Packet(_name(file), digest, form, lines, cleaned, pages=lines[-1].page if lines else 0)
    else:
        limit = seconds or (OCR_SECONDS if ocr else SECONDS)
        with _heard(told) as descriptor:
            answer = _child(form, data, file.name, ocr=ocr, seconds=limit, told=descriptor)
        packet = _packet(answer, _name(file), digest, form)
    if not any(not line.blank for line in packet.lines):
        raise ImportRefusedError("no-text", file=file.name)
    return packet


def form_of(data: bytes) -> str:
    """Say what kind of file some bytes are: `pdf`, `zip` or `ole`, as Office files since 2007 and before, or `text`."""
    return next((form for magic, form in _FORMS.items() if data.lstrip()[:5].startswith(magic)), "text")


def _name(file: Path) -> str:
    """Return a name that a record may hold, whatever the file is called."""
    name = clean(file.name).replace(":", "-").replace("\\", "-").strip()
    return name.lstrip(".") or "packet"


def _decoded(data: bytes, name: str) -> str:
    """Decode text as UTF-8 or, as older systems wrote it, Windows-1252; bytes that are no text are refused."""
    if b"\0" in data[:100_000] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ImportRefusedError("not-text", file=name)
    for encoding in ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1252", "latin-1"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ImportRefusedError("not-text", file=name)


@contextmanager
def _heard(told: Telling | None) -> Iterator[int]:
    """Give out the end of a pipe that a child may tell its pages to; -1 if nobody listens or none is passed on."""
    if told is None or os.name != "posix":
        yield -1
        return
    ours, theirs = os.pipe()
    with os.fdopen(ours, "rb") as heard:
        listener = Thread(target=_listen, args=(heard, told), daemon=True)
        listener.start()
        try:
            yield theirs
        finally:
            os.close(theirs)
            listener.join()


def _listen(heard: BinaryIO, told: Telling) -> None:
    while line := heard.readline(_LONGEST_TOLD):
        if pages := re.fullmatch(rb"(\d+)/(\d+)\n", line):
            told(int(pages[1]), int(pages[2]))


def _child(  # noqa: PLR0913 - what a child is given
    form: str, data: bytes, name: str, *, ocr: bool, seconds: float, told: int = -1
) -> dict[str, Any]:
    package = Path(__file__).parent.parent.parent
    environment = {key: value for key, value in os.environ.items() if key in {"PATH", "SYSTEMROOT", "TESSDATA_PREFIX"}}
    arguments = [
        sys.executable,
        "-m",
        "minutebook.importers.child",
        form,
        str(max(1, int(seconds))),
        str(MEMORY),
        str(int(ocr)),
        str(told),
    ]
    try:
        run = subprocess.run(  # noqa: S603 - our own interpreter with our own module
            arguments,
            input=data,
            capture_output=True,
            timeout=seconds,
            check=False,
            pass_fds=() if told < 0 else (told,),
            env={**environment, "PYTHONPATH": str(package), "PYTHONDONTWRITEBYTECODE": "1"},
        )
    except subprocess.TimeoutExpired as error:
        raise ImportRefusedError("too-slow", file=name, expected=str(max(1, int(seconds)))) from error
    if run.returncode or len(run.stdout) > LARGEST_ANSWER:
        raise ImportRefusedError("damaged", file=name)
    try:
        answer: dict[str, Any] = json.loads(run.stdout)
    except ValueError as error:
        raise ImportRefusedError("damaged", file=name) from error
    if answer.get("refused"):
        raise ImportRefusedError(str(answer["refused"]), file=name)
    return answer


def _packet(answer: dict[str, Any], name: str, digest: str, form: str) -> Packet:
    lines, cleaned = [], []
    for index, (text, page, top, size, heading) in enumerate(answer["lines"]):
        kept = clean(text)
        if kept != text:
            cleaned.append(index + 1)
        lines.append(Line(index, kept, page, top, size, heading))
    unread, recognized = tuple(answer["unread"]), tuple(answer["recognized"])
    return Packet(name, digest, form, tuple(lines), tuple(cleaned), unread, recognized, answer["pages"])
