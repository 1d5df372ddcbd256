"""Search as a part of a site: the index of what it publishes, and the pages of search."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from minutebook.pages.edition import Edition
from minutebook.search import beside_meetings, documents, records
from minutebook.search.cache import Cache
from minutebook.search.desk import Put
from minutebook.search.header import client_files
from minutebook.search.index import Facts, Index
from minutebook.search.keys import Keys, Prints
from minutebook.search.pages import Draft, render_register, render_search
from minutebook.search.register import Register
from minutebook.search.segments import Each
from minutebook.settings import Settings
from minutebook.workforce import Workforce


class Search:
    """The search of an edition: its records are shared out at once, what stands beside them when it is written."""

    def __init__(self, edition: Edition, settings: Settings, cache: Cache, prints: Prints | None = None) -> None:
        """Take what is known, from the `cache` too; `prints` are those of what the records were read from."""
        self._edition, self._cache = edition, cache
        self._keys = Keys(cache, prints or Prints(), edition.t.language)
        entries, labels = records.entries(edition, self._keys), records.labels(edition)
        self._index = Index(entries, _facts(edition, settings), labels, cache, Workforce(settings.cluster))

    def work_ahead(
        self, put: Put, is_there: Callable[[str], bool], posted: Callable[[], object], each: Each = map
    ) -> None:
        """Work out what the index of the records will ask for, and keep it in the cache, in a process of its own.

        Call `posted` when all days are posted. `put` gets what folders of the index hold that are not there. `each`
        has the files of segments made.
        """
        self._index.share(each)
        self._index.post()
        posted()
        self._index.write(put, is_there)

    def register(self) -> Register:
        """Return the register, when all days are posted."""
        return self._index.register()

    def post(self, pages: Iterable[documents.Document], ahead: Callable[[], object] = lambda: None) -> None:
        """Share out what stands beside the records, too, with the town's own pages, and post all days.

        Where somebody else is `ahead` and filling the cache, it waits until those days are posted that it is at.
        """
        edition = self._edition
        own = edition.t("search.own-page")
        self._index.add([*beside_meetings.entries(edition), *(documents.entry(page, own) for page in pages)])
        ahead()
        self._keys.save()
        self._index.post()

    def write(
        self, put: Put, is_there: Callable[[str], bool] = lambda _: False, ahead: Callable[[], object] = lambda: None
    ) -> Iterator[Draft]:
        """Let a site have the index, when all days are posted; yield the pages of search itself.

        `put` lets it have a file, by its path and by what it holds; `is_there` tells of a folder of the index, by its
        name, that the site has it already. Where somebody else is `ahead`, it waits for the whole index before it is
        written.
        """
        edition = self._edition
        within = edition.addresses.search_index()
        yield from render_register(edition, self.register())
        ahead()
        written = self._index.write(lambda name, data: put(f"{within}{name}", data), is_there)
        self._cache.close()
        yield render_search(edition, [address for address, _ in client_files()], written)


def _facts(edition: Edition, settings: Settings) -> Facts:
    return Facts(
        edition.archive.municipality.name,
        records.spoken(edition),
        tuple(_group(line) for line in settings.synonyms),
        tuple(f"{peer.rstrip('/')}/" for peer in settings.peers),
    )


def _group(line: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in line.split(",") if word.strip())
