"""Search as a part of a site: the index of what it publishes, and the pages of search."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from minutebook.pages.edition import Edition
from minutebook.search import beside_meetings, documents, records
from minutebook.search.cache import Cache
from minutebook.search.desk import Put
from minutebook.search.header import client_files
from minutebook.search.index import Facts, Index
from minutebook.search.keys import Keys, Prints
from minutebook.search.pages import Draft, render_register, render_search
from minutebook.settings import Settings
from minutebook.workforce import Workforce


@dataclass(frozen=True, slots=True)
class Ahead:
    """What waits for a process beside this one to have worked something out: all `months`, or the `whole` index."""

    months: Callable[[], object] = lambda: None
    whole: Callable[[], object] = lambda: None


def write_search(  # noqa: PLR0913
    edition: Edition,
    settings: Settings,
    pages: Iterable[documents.Document],
    put: Put,
    cache: Cache,
    *,
    prints: Prints | None = None,
    is_there: Callable[[str], bool] = lambda _: False,
    ahead: Ahead | None = None,
) -> Iterator[Draft]:
    """Let a site have the index of an edition and of the town's own pages; yield the pages of search itself.

    `put` lets it have a file, by its path and by what it holds. `prints` are those of what the records were read from,
    as far as that is known; `is_there` tells of a folder of the index, by its name, that the site has it already.
    Where somebody else is `ahead` and filling the cache, what they are at is waited for, and no more.
    """
    facts, ahead = _facts(edition, settings), ahead or Ahead()
    keys = Keys(cache, prints or Prints(), edition.t.language)
    entries = [
        *records.entries(edition, keys),
        *beside_meetings.entries(edition),
        *(documents.entry(page, edition.t("search.own-page")) for page in pages),
    ]
    within = edition.addresses.search_index()

    def put_inside(name: str, data: bytes) -> None:
        put(f"{within}{name}", data)

    labels, workforce = records.labels(edition), Workforce(settings.cluster)
    index = Index(entries, facts, labels, put_inside, cache, is_there=is_there, workforce=workforce)
    ahead.months()
    keys.save()
    index.post()
    yield from render_register(edition, index.register())
    ahead.whole()
    written = index.write()
    cache.close()
    yield render_search(edition, [address for address, _ in client_files()], written)


def post_search(
    edition: Edition, settings: Settings, cache: Cache, prints: Prints, posted: Callable[[], object] = lambda: None
) -> None:
    """Work out ahead what the index of an edition's meetings will ask for, and keep it in the cache.

    Call `posted` when all months are there, and what the register needs of them.
    """
    labels, facts = records.labels(edition), _facts(edition, settings)
    entries = records.entries(edition, Keys(cache, prints, edition.t.language))
    index = Index(entries, facts, labels, _ignore, cache, is_there=lambda _: True)
    index.post()
    index.register()
    posted()
    index.write()


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
