"""A link in prose, or from the town's own pages, has to lead to a record or a file that is published."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from posixpath import basename, dirname, join, normpath
from urllib.parse import unquote

from minutebook.checks.landmarks import Landmarks, Text, texts_of
from minutebook.model import Meeting
from minutebook.problems import Problem, nearest, problem, quote
from minutebook.text import DEFAULT_LANGUAGE
from minutebook.urls import addresses

_TARGET = re.compile(r"(?<!\\)\]\([ \t]*(?:<([^<>]+)>|<?((?:\([^()\s>]*\)|[^)\s>])+))")
_DEFINITION = re.compile(r"^ {0,3}\[([^\[\]]+)\]:[ ]*<?([^\s>]+)>?[ ]*(?:\".*\"|'.*'|\(.*\))?[ ]*$")
"""Where the links that name a word in brackets lead: `[planen]: ../2014-06-10/02-plan.md`."""

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_ALLOWED = ("http://", "https://", "mailto:")


def check_meeting(meeting: Meeting, landmarks: Landmarks) -> Iterator[Problem]:
    """Yield a problem for every link in the prose of items and attachments that leads to nothing on the site."""
    for item in meeting.items:
        for text in texts_of(item):
            yield from _check_prose(text, landmarks)


def links_to_nothing(
    markdown: str, page: str, records: str, known: Callable[[str], object | None]
) -> Iterator[tuple[int, str]]:
    """Yield the line and the target of every link from a page to a file of the records that `known` does not know.

    `page` is the path of the page; targets are looked up as they are seen from the folder of all pages.
    """
    to_records = re.compile(rf"\]\(((?:\.\./)+{re.escape(records)}/[^)#\s]+)")
    for line, text in enumerate(markdown.split("\n"), 1):
        for found in to_records.findall(text):
            if known(normpath(join(dirname(page), found))) is None:
                yield line, found


def _check_prose(record: Text, landmarks: Landmarks) -> Iterator[Problem]:
    for section in record.sections:
        defining = "]:" in section.markdown
        if not defining and "](" not in section.markdown:
            continue
        for line, text in enumerate(section.markdown.split("\n"), section.line):
            for bracketed, bare in _TARGET.findall(text):
                yield from _check_target(bracketed or bare, line, record, landmarks)
            defined = _DEFINITION.match(text) if defining else None
            if defined and _names(section.markdown, defined[1]):
                yield from _check_target(defined[2], line, record, landmarks)


def _names(markdown: str, word: str) -> bool:
    """Tell whether a link names a word whose target is defined; else that is a line of text in brackets."""
    return markdown.casefold().count(f"[{word.casefold()}]") > 1


def _check_target(target: str, line: int, record: Text, landmarks: Landmarks) -> Iterator[Problem]:
    if _SCHEME.match(target):
        if not target.lower().startswith(_ALLOWED):
            yield problem(record.path, "broken-link", line=line, found=quote(target))
        return
    file, _, anchor = target.partition("#")
    path = normpath(join(dirname(record.path), unquote(file))) if file else record.path
    if not landmarks.is_published(path):
        yield problem(record.path, "broken-link", line=line, found=quote(target))
    elif anchor:
        known = landmarks.anchors(path)
        if known is not None and addresses(DEFAULT_LANGUAGE).anchor(anchor) not in known:
            facts = {"found": quote(anchor), "file": basename(path), "expected": ", ".join(known) or "—"}
            yield problem(record.path, "unknown-anchor", line=line, **facts, nearest=nearest(anchor, known))
