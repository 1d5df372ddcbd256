"""A link in prose has to lead to a record or a file that is published; without a check it would become mere text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from minutebook.model import Archive, Section
from minutebook.problems import Problem, problem, quote

_TARGET = re.compile(r"(?<!\\)\]\([ \t]*<?([^)\s>]+)")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_ALLOWED = ("http://", "https://", "mailto:", "#")


def check(archive: Archive) -> Iterator[Problem]:
    """Yield a problem for every link in the prose of items and attachments that leads to nothing on the site."""
    published = frozenset(_published(archive))
    for _, item in archive.handled_items():
        yield from _check_prose(item.path, item.sections, published)
        for attachment in item.attachments:
            yield from _check_prose(attachment.path, attachment.sections, published)


def _published(archive: Archive) -> Iterator[str]:
    """Yield the path of everything that a link can lead to."""
    for records in (archive.organizations, archive.plans, archive.partners, archive.surveys):
        yield from (record.path for record in records.values())
    for meeting in archive.meetings:
        yield meeting.path
        for item in meeting.items:
            yield item.path
            for attachment in item.attachments:
                yield attachment.path
                if attachment.file and attachment.public and item.public:
                    yield f"{dirname(item.path)}/attachments/{attachment.file}"


def _check_prose(path: str, sections: Iterable[Section], published: frozenset[str]) -> Iterator[Problem]:
    for section in sections:
        if "](" not in section.markdown:
            continue
        for line, text in enumerate(section.markdown.split("\n"), section.line):
            for target in _TARGET.findall(text):
                if not _leads_somewhere(target, path, published):
                    yield problem(path, "broken-link", line=line, found=quote(target))


def _leads_somewhere(target: str, path: str, published: frozenset[str]) -> bool:
    if _SCHEME.match(target) or target.startswith("#"):
        return target.lower().startswith(_ALLOWED)
    return normpath(join(dirname(path), unquote(target.partition("#")[0]))) in published
