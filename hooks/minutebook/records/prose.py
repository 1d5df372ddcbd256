"""A record's text file: taken from disk, its front matter split off, its Markdown cut into sections."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from minutebook.model import Section
from minutebook.problems import Problem, problem
from minutebook.records.marked import MOST_NESTING
from minutebook.text import LANGUAGES, locale
from minutebook.vocabulary import SECTIONS

LARGEST_FILE = 5_000_000
"""Bytes. The longest minutes seen have a tenth of this; a larger file is no record but a mistake or an attack."""

_HEADING = re.compile(r"(#{2,3})[ \t]*([^#].*)")
_NUMBERED = re.compile(r"([0-9]+(?:\.[0-9]+)*)[.)]?[ \t]+(\S.*)")
_LAYERS = re.compile(r"(?:[ \t]+|>|[-*+][ \t]|[0-9]+\.[ \t])+")
_LAYER = re.compile(r">|[-*+][ \t]|[0-9]+\.[ \t]")
_RULE = re.compile(r" {0,3}(?:(?:- {0,2})+|(?:\* {0,2})+)")
_BRACKET = re.compile(r"[\[\]()]")
_LONG_MARK = re.compile(rf"\n[ \t>*+.0-9-]{{{MOST_NESTING + 1}}}")
_FENCE = re.compile(r"^ {0,3}(```|~~~)")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """A Markdown record in its two parts. `yaml_line` and `body_line` are the lines of the file where each begins."""

    yaml: str
    yaml_line: int
    body: str
    body_line: int


def read_text(data: bytes, path: str) -> tuple[str | None, list[Problem]]:
    """Return the text that a file holds in NFC with plain line ends, or `None` and what is wrong with it.

    `path` names the file to people.
    """
    if len(data) > LARGEST_FILE:
        size = f"{len(data):,}".replace(",", " ")
        return None, [problem(path, "file-too-large", found=size, expected=f"{LARGEST_FILE:,}".replace(",", " "))]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return None, [problem(path, "bad-encoding", line=line, found=f"0x{data[error.start]:02x}")]
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")), []


def split_front_matter(text: str, path: str) -> tuple[FrontMatter | None, list[Problem]]:
    """Split a Markdown record at its `---` lines; what lies between them is YAML and never text of a page."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return None, [problem(path, "front-matter-missing", line=1)]
    for index in range(1, len(lines)):
        if lines[index].rstrip() == "---":
            body = "\n".join(lines[index + 1 :])
            return FrontMatter("\n".join(lines[1:index]), 2, body, index + 2), []
    return None, [problem(path, "front-matter-open", line=1)]


def find_nesting(body: str, first_line: int, path: str) -> list[Problem]:
    """Find the first line where lists, quotes or brackets lie deeper inside each other than any text needs.

    Whoever renders them goes down by recursion, and looks for the end of each bracket.
    """
    if not _may_nest(body):
        return []
    depth = {"[": 0, "(": 0}
    for line, text in enumerate(body.split("\n"), first_line):
        if not text.strip():
            depth = dict.fromkeys(depth, 0)
        for bracket in _BRACKET.findall(text):
            if bracket in depth:
                depth[bracket] += 1
            else:
                opened = "[" if bracket == "]" else "("
                depth[opened] = max(0, depth[opened] - 1)
            if max(depth.values()) > MOST_NESTING:
                return [problem(path, "too-deep", line=line, expected=str(MOST_NESTING))]
        if _layers(text) > MOST_NESTING:
            return [problem(path, "too-deep", line=line, expected=str(MOST_NESTING))]
    return []


def _may_nest(body: str) -> bool:
    """Tell whether a text has what it takes to nest too deep: a layer takes a character, and a bracket is one."""
    many = [bracket for bracket in "[(" if body.count(bracket) > MOST_NESTING]
    if any(block.count(bracket) > MOST_NESTING for bracket in many for block in body.split("\n\n")):
        return True
    return _LONG_MARK.search(f"\n{body}") is not None


def _layers(line: str) -> int:
    """Count the lists and quotes that a line says it stands in; indented text without a mark of either is text."""
    before = _LAYERS.match(line)
    marks = len(_LAYER.findall(before[0])) if before else 0
    if not before or not marks or _RULE.fullmatch(line):
        return 0
    blank = before[0].expandtabs(4)
    return marks + (len(blank) - len(blank.lstrip(" "))) // 4


def cut_sections(body: str, first_line: int, *, announcements: bool = False) -> tuple[Section, ...]:
    """Cut Markdown at the headings that the vocabulary knows and, among announcements, at the numbered ones.

    Other headings stay where they are, in the text of their section. `first_line` is where the body begins in its file.
    """
    sections: list[Section] = []
    kind: str | None = None
    heading: str | None = None
    number: str | None = None
    start = first_line
    lines: list[str] = []

    def close() -> None:
        markdown = "\n".join(lines).strip("\n")
        if markdown.strip() or heading is not None:
            sections.append(Section(kind, heading, markdown, start, number))

    for line_number, line, is_text in _lines(body, first_line):
        opened = None if is_text or line[:2] != "##" else _open_section(line, announcements=announcements)
        if opened is None:
            if lines or line.strip():
                lines.append(line)
            else:
                start = line_number + 1
            continue
        close()
        kind, heading, number = opened
        start, lines = line_number + 1, []
    close()
    return tuple(sections)


def _lines(body: str, first_line: int) -> Iterator[tuple[int, str, bool]]:
    """Yield each line with its number and whether it stands in a fenced block, where `##` is no heading."""
    fence = ""
    if "```" not in body and "~~~" not in body:
        yield from ((number, line, False) for number, line in enumerate(body.split("\n"), first_line))
        return
    for number, line in enumerate(body.split("\n"), first_line):
        mark = _FENCE.match(line)
        inside = bool(fence)
        if mark and not fence:
            fence = mark[1]
        elif mark and mark[1] == fence:
            fence = ""
        yield number, line, inside or bool(fence)


def _open_section(line: str, *, announcements: bool) -> tuple[str | None, str | None, str | None] | None:
    match = _HEADING.fullmatch(line)
    if not match:
        return None
    heading = match[2].strip().rstrip("# \t")
    if announcements and (numbered := _NUMBERED.fullmatch(heading)):
        return "announcement", numbered[2], numbered[1]
    if match[1] == "##" and (kind := section_kinds().get(heading.rstrip(" :.").casefold())):
        return kind, heading.rstrip(" :"), None
    return None


@cache
def section_kinds() -> dict[str, str]:
    """Return the headings that make a section, of every language, with the kind of section each makes."""
    return {
        wording.casefold(): kind
        for language in LANGUAGES
        for kind in SECTIONS.terms
        for wording in locale(language).wordings.get(f"headings.{kind}", ())
    }
