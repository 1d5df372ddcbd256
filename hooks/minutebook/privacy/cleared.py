"""Files that were looked at once and held nothing: kept by a digest, so that only new ones cost time.

What is kept says of a file that there is nothing to say of it, and so gives nothing away. A change of the program, of
its libraries, or of who is known to hold a public role makes another digest of every file.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b
from importlib import metadata
from pathlib import Path

import platformdirs

_CHUNK = 1 << 20
_MOST_KEPT = 100_000


def kept_for_user() -> Path:
    """Return the file where the digests are kept for all archives of whoever runs the program."""
    return Path(platformdirs.user_cache_path("minutebook")) / "cleared.txt"


@dataclass
class Cleared:
    """The digests of files that held nothing, kept in `file`; without one, nothing is kept."""

    file: Path | None = None
    _known: set[str] = field(default_factory=set)
    _new: list[str] = field(default_factory=list)
    _handed: dict[Path, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        try:
            self._known = set(self.file.read_text(encoding="ascii", errors="replace").split()) if self.file else set()
        except OSError:
            self._known = set()

    def knows(self, path: str, whom: str) -> bool:  # noqa: ARG002 - for those that keep more
        """Tell whether the file at this path was looked at before as it is, and neither held nor said anything."""
        return False

    def note(self, file: Path, whom: str) -> None:
        """Note that a file held nothing and that its name says nothing."""

    def holds(self, file: Path, whom: str) -> bool:
        """Tell whether a file with this content was looked at before and held nothing, the search knowing `whom`.

        What it holds now is remembered: a file that is written to while it is looked at is not what was seen.
        """
        if not self.file:
            return False
        digest = self._handed[file] = _digest(file, whom)
        return digest in self._known

    def add(self, file: Path, whom: str) -> None:
        """Note that a file held nothing, if it is what it was before it was looked at."""
        before = self._handed.pop(file, "")
        if before and before == _digest(file, whom):
            self._new.append(before)

    def save(self) -> None:
        """Keep what was noted. Where nothing can be written, the next search looks again."""
        if not self.file or not self._new:
            return
        lines = "".join(f"{digest}\n" for digest in self._new)
        self._known.update(self._new)
        self._new.clear()
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            with self.file.open("w" if len(self._known) > _MOST_KEPT else "a", encoding="ascii") as stream:
                stream.write(lines)
        except OSError:
            return


def _digest(file: Path, whom: str) -> str:
    """Return a digest of a file and of all that decides what is found in it; nothing of what cannot be read."""
    digest = blake2b(f"{_program()}\n{whom}\n{file.suffix}\n".encode(), digest_size=32)
    try:
        with file.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
    except OSError:
        return ""
    return digest.hexdigest()


@cache
def _program() -> str:
    """Return a digest of all that decides what is found."""
    digest = blake2b("".join(f"{name} {metadata.version(name)}\n" for name in ("pypdf", "pypdfium2")).encode())
    here = Path(__file__).parent
    for file in sorted((*here.rglob("*.py"), *here.with_name("personal").rglob("*.py"))):
        digest.update(file.read_bytes())
    return digest.hexdigest()
