"""What texts say of partners, kept by what the texts are, so that only those that have changed are searched again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from pathlib import Path

from minutebook.rebuild import memory
from minutebook.rebuild.texts import Texts
from minutebook.views.listing import Handling
from minutebook.views.mentions import Names, Saying, said_in, texts_of

Kept = dict[bytes, tuple[Saying, ...]]
"""By a digest of names and texts, what the texts say of those names."""


@dataclass
class KeptSayings:
    """What the texts of meetings say of partners. `kept` is the file where it is kept."""

    kept: Path
    _asked: Kept = field(default_factory=dict)
    _news: bool = False
    _names: Names | None = None
    _said: bytes = b""

    @cached_property
    def _before(self) -> Kept:
        known = memory.recall(self.kept)
        return known if isinstance(known, dict) else {}

    def search(self, names: Names, handlings: Sequence[Handling]) -> tuple[Saying, ...]:
        """Search the texts of a meeting, or take what is known of them."""
        if names is not self._names:
            self._names, self._said = names, repr(sorted(names.of.items())).encode()
        key = _key(self._said, handlings)
        if key is None:
            return said_in(names, handlings)
        found = self._asked.get(key, self._before.get(key))
        if found is None:
            found, self._news = said_in(names, handlings), True
        self._asked[key] = found
        return found

    def save(self) -> None:
        """Keep what was asked for, once it is published."""
        if self._news:
            memory.keep(self.kept, self._asked)
            self._news = False


def _key(names: bytes, handlings: Sequence[Handling]) -> bytes | None:
    """Return a digest of all that a search looks at; `None` where a text is at hand, and nobody knows its digest."""
    whole = blake2b(names, digest_size=16)
    for handling in handlings:
        for attachment, title, sections in texts_of(handling):
            if sections and not isinstance(sections, Texts):
                return None
            digest = sections.digest if isinstance(sections, Texts) else b""
            whole.update(repr((handling.key, attachment, title, digest)).encode())
    return whole.digest()
