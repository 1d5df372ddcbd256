"""A link in prose, or from the town's own pages, has to lead to a record or a file that is published."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from minutebook.addresses import published
from minutebook.model import Archive, Section
from minutebook.problems import Problem, problem, quote

_TARGET = re.compile(r"(?<!\\)\]\([ \t]*<?([^)\s>]+)")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_ALLOWED = ("http://", "https://", "mailto:", "#")


def check(archive: Archive) -> Iterator[Problem]:
    """Yield a problem for every link in the prose of items and attachments that leads to nothing on the site."""
    targets = frozenset(each.path for each in published(archive))
    for _, item in archive.handled_items():
        yield from _check_prose(item.path, item.sections, targets)
        for attachment in item.attachments:
            yield from _check_prose(attachment.path, attachment.sections, targets)


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


def _check_prose(path: str, sections: Iterable[Section], targets: frozenset[str]) -> Iterator[Problem]:
    for section in sections:
        if "](" not in section.markdown:
            continue
        for line, text in enumerate(section.markdown.split("\n"), section.line):
            for target in _TARGET.findall(text):
                if not _leads_somewhere(target, path, targets):
                    yield problem(path, "broken-link", line=line, found=quote(target))


def _leads_somewhere(target: str, path: str, targets: frozenset[str]) -> bool:
    if _SCHEME.match(target) or target.startswith("#"):
        return target.lower().startswith(_ALLOWED)
    return normpath(join(dirname(path), unquote(target.partition("#")[0]))) in targets
