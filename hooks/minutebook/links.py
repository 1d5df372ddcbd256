"""Links from the town's own pages to records: which of them lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from posixpath import dirname, join, normpath


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
