"""How much may be unpacked from one file: an archive of a few bytes can hold more than a machine does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from minutebook.privacy.passage import RefusalError

MOST_BYTES = 256 * 1024 * 1024
MOST_MEMBERS = 10_000
MOST_NESTING = 5


@dataclass
class Budget:
    """What is left to unpack of one file, however deep the files lie inside one another."""

    room: int = MOST_BYTES
    members: int = MOST_MEMBERS
    depth: int = 0

    def enter(self) -> None:
        """Take one file more out of the one that is read."""
        self.members -= 1
        if self.members < 0:
            raise RefusalError("too-many-members")

    def take(self, chunks: Iterable[bytes]) -> bytes:
        """Gather what is unpacked, and refuse once it is too much."""
        held = bytearray()
        for chunk in chunks:
            self.room -= len(chunk)
            if self.room < 0:
                raise RefusalError("too-large")
            held += chunk
        return bytes(held)
