"""A packet as a row of lines, whatever kind of file it came in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

_LINE_END = re.compile(r"\r\n|\r|\n")
_NO_TEXT = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff\ue000-\uf8ff]"
)
_FORM_FIELD = re.compile(r"^ {1,2}[^:]{1,24}\s[.\s]*:")
_PAGE_START = re.compile(r" {1,2}\S")
"""` Dato  : 11-08-2014`: the fields of a letterhead stand one blank in, too, and begin no page."""

LONGEST_LABEL = 400
"""Letters. A longer line is prose and is not looked through for labels."""

MOST_LINES = 400_000
"""The longest packets seen have a tenth of this."""


class ImportRefusedError(Exception):
    """A file cannot be imported. `code` and `facts` say why, in the locales under `import.<code>`."""

    def __init__(self, code: str, **facts: str) -> None:
        self.code, self.facts = code, facts
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a packet.

    `index` is its place in the packet from 0 and `page` its page from 1. `top` is how far down the page it stands, from
    0 to 1, and `size` the height of its letters in points, where the file has a layout; `heading` is the rank that a
    word processor gave it.
    """

    index: int
    text: str
    page: int = 1
    top: float | None = None
    size: float | None = None
    heading: int = 0

    @property
    def number(self) -> int:
        """The number by which people name the line."""
        return self.index + 1

    @property
    def stripped(self) -> str:
        """The text without the blanks around it; a hard space belongs to the text."""
        return self.text.strip(" \t")

    @property
    def blank(self) -> bool:
        """Tell whether there is nothing to read."""
        return not self.text.strip()


@dataclass(frozen=True)
class Packet:
    """A file to be imported, taken apart.

    `cleaned` are the numbers of the lines that had characters in them which no text has, `unread` the pages that hold a
    picture and no text, and `recognized` those whose text was read off a picture.
    """

    name: str
    sha256: str
    form: str
    lines: tuple[Line, ...]
    cleaned: tuple[int, ...] = ()
    unread: tuple[int, ...] = ()
    recognized: tuple[int, ...] = ()
    pages: int = field(default=1)

    def page(self, line: Line) -> int:
        """Return the page of a line."""
        return line.page


def clean(text: str) -> str:
    """Put a blank where a character stands that belongs in no text: a control character, half a pair, a private one."""
    return _NO_TEXT.sub(" ", text)


def from_text(text: str) -> tuple[tuple[Line, ...], tuple[int, ...]]:
    """Cut plain text into lines, and return with them the numbers of those that had to be cleaned.

    A page begins after a form feed; where there are none, on a line that begins with one blank, which is what remains
    of a page break when the text of a PDF is copied.
    """
    raw = _LINE_END.split(text.removeprefix("\ufeff"))
    if raw and not raw[-1]:
        raw.pop()
    if len(raw) > MOST_LINES:
        raise ImportRefusedError("too-long", found=str(len(raw)), expected=str(MOST_LINES))
    fed = any("\f" in line for line in raw)
    lines: list[Line] = []
    cleaned: list[int] = []
    page = 1
    for index, line in enumerate(raw):
        page += line.count("\f") if fed else int(index > 0 and _begins_page(line))
        kept = clean(line.replace("\f", ""))
        if kept != line.replace("\f", ""):
            cleaned.append(index + 1)
        lines.append(Line(index, kept, page))
    return tuple(lines), tuple(cleaned)


def _begins_page(line: str) -> bool:
    return _PAGE_START.match(line) is not None and not _FORM_FIELD.match(line)


def shown(lines: Iterable[Line]) -> str:
    """Name lines by their numbers as briefly as people do: `12-14, 20`."""
    return shown_numbers(line.number for line in lines)


def shown_numbers(numbers: Iterable[int]) -> str:
    """Write numbers as briefly as people do: `12-14, 20`."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1][-1:] = [number] if len(runs[-1]) > 1 else [runs[-1][0], number]
        else:
            runs.append([number])
    return ", ".join("-".join(str(number) for number in dict.fromkeys(run)) for run in runs)
