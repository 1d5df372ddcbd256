"""The keys of entries as they were last worked out: most are again what they were, and to spell them out takes time."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b

from minutebook.search.cache import Cache

_KIND = "keys"


@dataclass(frozen=True, slots=True)
class Prints:
    """What records were read from: a print of each meeting, by its folder, and one of all that is no meeting's."""

    of: Mapping[str, bytes] = field(default_factory=dict)
    outside: bytes = b""


@dataclass
class Keys:
    """The keys of the entries of each meeting, in the order of its items.

    They follow from the meeting, from what stands outside of all meetings, and from the language. Where the print of
    one of these is not known, nothing is.
    """

    cache: Cache
    prints: Prints
    language: str
    _before: Mapping[str, list[str]] = field(init=False)
    _now: dict[str, list[str]] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        kept = self.cache.recall(_KIND, self._name) if self.prints.outside else None
        self._before = json.loads(kept) if kept else {}

    @property
    def _name(self) -> str:
        return blake2b(self.prints.outside + self.language.encode(), digest_size=16).hexdigest()

    def known(self, folder: str) -> list[bytes] | None:
        """Return the keys of a meeting's entries; `None` if it is not what it was."""
        found = self._before.get(folder)
        if found is None or found[0] != self.prints.of.get(folder, b"").hex():
            return None
        self._now[folder] = found
        return [bytes.fromhex(key) for key in found[1:]]

    def note(self, folder: str, keys: list[bytes]) -> None:
        """Note the keys of a meeting's entries."""
        found = self.prints.of.get(folder)
        if found:
            self._now[folder] = [found.hex(), *(key.hex() for key in keys)]

    def save(self) -> None:
        """Keep what was noted."""
        if self.prints.outside and self._now != self._before:
            self.cache.keep(_KIND, self._name, json.dumps(self._now).encode())
