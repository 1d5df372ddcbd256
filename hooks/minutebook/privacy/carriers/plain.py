"""Text files: Markdown, YAML, CSV and the rest, in whatever encoding, and what their escapes stand for."""

from __future__ import annotations

import csv
import html
import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import unquote

from minutebook.privacy.carriers.budget import Budget
from minutebook.privacy.passage import Gap, Passage

_TAG = re.compile(r"<!--(?s:.{0,5000}?)-->|<[^<>]{0,500}>")
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|U([0-9a-fA-F]{8})|[tnrNLP_])")
_QUOTED = re.compile(r"\d[^\w\n]{0,4}\n[ \t]*>[>\s]*\d")
_QUOTE_MARKS = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)
_LINKED = re.compile(r"\d[\W_]{0,4}(?:\](?:\([^()\n]{0,500}\)|\[[^\[\]\n]{0,200}\])[\W_]{0,4}|\[[\W_]{0,4})\d")
_LINK = re.compile(r"!?\[([^\[\]\n]*)\](?:\([^()\n]*\)|\[[^\[\]\n]*\])")
_RICH_BYTE = re.compile(r"\\'([0-9a-fA-F]{2})")
_RICH_CHARACTER = re.compile(r"\\u(-?\d{1,6}) ?\??")
_RICH_BREAK = re.compile(r"\\(?:par|line|tab|cell|row)\b ?")
_RICH_DASH = re.compile(r"\\e[nm]dash\b ?")
_RICH_WORD = re.compile(r"\\[a-z]{1,32}-?\d{0,10} ?|\\\*|[{}]")
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_MOST_CONTROLS = 0.01
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f"))
_CELL_NUMBER = re.compile(r"(\d{9})(?:\.0)?")
_ANY_DIGIT = re.compile(r"\d")


def is_text(head: bytes) -> bool:
    """Tell whether the beginning of a file looks like text."""
    if any(head.startswith(mark) for mark, _ in _MARKS):
        return True
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return controls <= len(head) * _MOST_CONTROLS


def decoded(data: bytes) -> str:
    """Return bytes as text: UTF-8, UTF-16 with its mark, and whatever is neither as Windows wrote it."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def read(data: bytes, name: str, budget: Budget) -> Iterator[Passage | Gap]:  # noqa: ARG001
    """Yield the text of a file, and once more what its escapes stand for where that says something else."""
    yield from spellings(decoded(data))


def spellings(text: str, *, numbered: bool = True) -> Iterator[Passage]:
    """Yield a text as it stands, and as a reader sees it once entities, tags and escapes are resolved."""
    yield Passage(text, numbered=numbered)
    seen = {text}
    resolved = (entities_resolved(text), _without_tags(text), _unescaped(text), _link_resolved(text), _joined(text))
    for spelling in resolved:
        if spelling not in seen:
            seen.add(spelling)
            yield Passage(spelling, numbered=numbered)


def entities_resolved(text: str) -> str:
    """Return a text with what HTML's character references stand for."""
    return html.unescape(text) if "&" in text else text


def _without_tags(text: str) -> str:
    return _TAG.sub("", entities_resolved(text)) if "<" in text else text


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    return _ESCAPE.sub(_escaped_character, text)


def _escaped_character(found: re.Match[str]) -> str:
    """Return what an escape stands for; a blank for whatever ends a line, since lines are counted."""
    code = found[1] or found[2] or found[3]
    character = _character(int(code, 16)) if code else " "
    return " " if character.isspace() else character


def _joined(text: str) -> str:
    """Return a Markdown text without the marks of quotes and the targets of links, where one cuts digits in two."""
    if ">" in text and _QUOTED.search(text):
        text = _QUOTE_MARKS.sub("", text)
    if "](" in text or "][" in text:
        text = _LINK.sub(r"\1", text) if _LINKED.search(text) else text
    return text


def _link_resolved(text: str) -> str:
    return unquote(text) if "%" in text else text


def _character(code: int) -> str:
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"  # noqa: PLR2004


def read_table(data: bytes, name: str, budget: Budget) -> Iterator[Passage | Gap]:  # noqa: ARG001
    """Yield a table of comma-separated values, each number with the head of its column."""
    text = decoded(data)
    yield from spellings(text)
    sample = text[:4096]
    delimiter = max(";,\t|", key=sample.count)
    try:
        rows = list(csv.reader(text.splitlines(), delimiter=delimiter))
    except csv.Error:
        return
    yield Passage("\n".join(headed(rows)), numbered=len(rows) == len(text.splitlines()))


def headed(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the rows of a table as lines in which each number follows the words at the head of its column.

    A spreadsheet takes a number for a number and drops the zero that it begins with: where nine digits are left, the
    zero is put back.
    """
    heads: dict[int, str] = {}
    for row in rows:
        shown = []
        for column, value in enumerate(row):
            if not _ANY_DIGIT.search(value):
                if value.strip():
                    heads[column] = " ".join(value.split())[:40]
                shown.append(" ".join(value.split()))
                continue
            short = _CELL_NUMBER.fullmatch(value.strip())
            whole = f"0{short[1]}" if short else value
            shown.append(f"{heads.get(column, '')}: {' '.join(whole.split())}")
        yield "\t".join(shown)


def read_rich_text(data: bytes, name: str, budget: Budget) -> Iterator[Passage | Gap]:  # noqa: ARG001
    """Yield the text of an RTF document, what is hidden in it included."""
    text = data.decode("cp1252", "replace")
    text = _RICH_BYTE.sub(lambda found: bytes([int(found[1], 16)]).decode("cp1252", "replace"), text)
    text = _RICH_CHARACTER.sub(lambda found: _character(int(found[1]) % 65536), text)
    text = text.replace("\n", "").replace("\r", "").replace("\\~", " ").replace("\\_", "-").replace("\\-", "\u00ad")
    yield Passage(_RICH_WORD.sub("", _RICH_BREAK.sub("\n", _RICH_DASH.sub("-", text))))
