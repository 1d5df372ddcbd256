"""A link in prose, or from the town's own pages, has to lead to a record or a file that is published."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from posixpath import basename, dirname, join, normpath
from urllib.parse import unquote

from minutebook.addresses import published
from minutebook.model import AgendaItem, Archive, Attachment
from minutebook.page_marks import PAGE_MARK
from minutebook.problems import Problem, nearest, problem, quote
from minutebook.text import DEFAULT_LANGUAGE
from minutebook.urls import addresses, slug

_TARGET = re.compile(r"(?<!\\)\]\([ \t]*<?([^)\s>]+)")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_ALLOWED = ("http://", "https://", "mailto:")
_HEADING = re.compile(r"^##[ \t]+(.+?)[ \t#]*$", re.MULTILINE)

Text = AgendaItem | Attachment
"""What has prose of its own."""


def check(archive: Archive) -> Iterator[Problem]:
    """Yield a problem for every link in the prose of items and attachments that leads to nothing on the site."""
    targets: dict[str, Text | None] = {each.path: None for each in published(archive)}
    for _, item in archive.handled_items():
        targets[item.path] = item
        for attachment in item.attachments:
            if attachment.path != item.path:
                targets[attachment.path] = attachment
    for text in [text for text in targets.values() if text]:
        yield from _check_prose(text, targets)


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


def _check_prose(record: Text, targets: Mapping[str, Text | None]) -> Iterator[Problem]:
    for section in record.sections:
        if "](" not in section.markdown:
            continue
        for line, text in enumerate(section.markdown.split("\n"), section.line):
            for target in _TARGET.findall(text):
                yield from _check_target(target, line, record, targets)


def _check_target(target: str, line: int, record: Text, targets: Mapping[str, Text | None]) -> Iterator[Problem]:
    if _SCHEME.match(target):
        if not target.lower().startswith(_ALLOWED):
            yield problem(record.path, "broken-link", line=line, found=quote(target))
        return
    file, _, anchor = target.partition("#")
    path = normpath(join(dirname(record.path), unquote(file))) if file else record.path
    if path not in targets:
        yield problem(record.path, "broken-link", line=line, found=quote(target))
    elif anchor and (there := targets[path]):
        known = _anchors(there)
        if addresses(DEFAULT_LANGUAGE).anchor(anchor) not in known:
            facts = {"found": quote(anchor), "file": basename(path), "expected": ", ".join(known) or "—"}
            yield problem(record.path, "unknown-anchor", line=line, **facts, nearest=nearest(anchor, known))


def _anchors(record: Text) -> tuple[str, ...]:
    """Return the anchors on the page of a record, those of headings, announcements and pages, in their order."""
    words = addresses(DEFAULT_LANGUAGE)
    facts = ("decision", "recommendation", "attachments") if isinstance(record, AgendaItem) else ()
    found = [words.section_anchor(kind) for kind in facts if getattr(record, kind)]
    for section in record.sections:
        if section.kind == "announcement":
            found.append(words.announcement_anchor(section.number or ""))
        elif section.kind:
            found.append(words.section_anchor(section.kind))
        found += [words.page_anchor(page) for page in PAGE_MARK.findall(section.markdown)]
        found += [slug(heading) for heading in _HEADING.findall(section.markdown)]
    times: Counter[str] = Counter()
    for place, anchor in enumerate(found):
        times[anchor] += 1
        if times[anchor] > 1:
            found[place] = f"{anchor}-{times[anchor]}"
    return tuple(dict.fromkeys(found))
