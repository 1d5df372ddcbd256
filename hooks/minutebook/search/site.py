"""Search as a part of a site: the index of what it publishes, and the pages of search."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from minutebook.pages.edition import Edition
from minutebook.pages.page import Page
from minutebook.search import beside_meetings, documents, records
from minutebook.search.cache import Cache
from minutebook.search.header import client_files
from minutebook.search.index import Facts, write_index
from minutebook.search.pages import render_search
from minutebook.search.register import read_register
from minutebook.settings import Settings
from minutebook.workforce import Workforce


def write_search(  # noqa: PLR0913
    edition: Edition,
    settings: Settings,
    pages: Iterable[documents.Document],
    folder: Path,
    cache: Cache,
    *,
    prints: Mapping[str, bytes] | None = None,
    is_there: Callable[[str], bool] = lambda _: False,
) -> Iterator[Page]:
    """Write the index of an edition and of the town's own pages into a site; yield the pages of search itself.

    `prints` has prints of what meetings were read from, by their folders; `is_there` tells of a folder of the index,
    by its name, that the site has it already.
    """
    facts = Facts(
        edition.archive.municipality.name,
        records.spoken(edition),
        tuple(_group(line) for line in settings.synonyms),
        tuple(f"{peer.rstrip('/')}/" for peer in settings.peers),
    )
    entries = [
        *records.entries(edition, prints),
        *beside_meetings.entries(edition),
        *(documents.entry(page, edition.t("search.own-page")) for page in pages),
    ]
    target = folder / edition.addresses.search_index()
    target.mkdir(parents=True, exist_ok=True)
    labels, workforce = records.labels(edition), Workforce(settings.cluster)
    written = write_index(entries, facts, labels, target, cache, is_there=is_there, workforce=workforce)
    register = read_register(written.registers, len(entries))
    yield from render_search(edition, [address for address, _ in client_files()], written, register)


def _group(line: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in line.split(",") if word.strip())
