"""Search as a part of a site: the index of what it publishes, and the pages of search."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from minutebook.pages.edition import Edition
from minutebook.search import beside_meetings, documents, records
from minutebook.search.cache import Cache
from minutebook.search.header import client_files
from minutebook.search.index import Facts, Put, write_index
from minutebook.search.keys import Keys, Prints
from minutebook.search.pages import Draft, render_search
from minutebook.search.register import read_register
from minutebook.settings import Settings
from minutebook.workforce import Workforce


def write_search(  # noqa: PLR0913
    edition: Edition,
    settings: Settings,
    pages: Iterable[documents.Document],
    put: Put,
    cache: Cache,
    *,
    prints: Prints | None = None,
    is_there: Callable[[str], bool] = lambda _: False,
    wait: Callable[[], object] = lambda: None,
) -> Iterator[Draft]:
    """Let a site have the index of an edition and of the town's own pages; yield the pages of search itself.

    `put` lets it have a file, by its path and by what it holds. `prints` are those of what the records were read from,
    as far as that is known; `is_there` tells of a folder of the index, by its name, that the site has it already.
    `wait` is called before blocks are asked of the cache, which somebody else may still be filling.
    """
    facts = _facts(edition, settings)
    keys = Keys(cache, prints or Prints(), edition.t.language)
    entries = [
        *records.entries(edition, keys),
        *beside_meetings.entries(edition),
        *(documents.entry(page, edition.t("search.own-page")) for page in pages),
    ]
    within = edition.addresses.search_index()
    labels, workforce = records.labels(edition), Workforce(settings.cluster)

    def put_inside(name: str, data: bytes) -> None:
        put(f"{within}{name}", data)

    wait()
    keys.save()
    written = write_index(entries, facts, labels, put_inside, cache, is_there=is_there, workforce=workforce)
    cache.close()
    register = read_register(written.registers, len(entries))
    yield from render_search(edition, [address for address, _ in client_files()], written, register)


def post_search(edition: Edition, settings: Settings, cache: Cache, prints: Prints) -> None:
    """Work out ahead what the index of an edition's meetings will ask for, and keep it in the cache."""
    labels, facts = records.labels(edition), _facts(edition, settings)
    entries = records.entries(edition, Keys(cache, prints, edition.t.language))
    write_index(entries, facts, labels, _ignore, cache, is_there=lambda _: True)


def _ignore(_name: str, _data: bytes) -> None:
    """Put a file nowhere."""


def _facts(edition: Edition, settings: Settings) -> Facts:
    return Facts(
        edition.archive.municipality.name,
        records.spoken(edition),
        tuple(_group(line) for line in settings.synonyms),
        tuple(f"{peer.rstrip('/')}/" for peer in settings.peers),
    )


def _group(line: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in line.split(",") if word.strip())
