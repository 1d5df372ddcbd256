"""What was worked out before: blocks, texts and what is known of segments, kept by their keys, in files of its own."""

from __future__ import annotations

import shutil
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

_SEAL = 32


class Cache:
    """A folder that may be thrown away at any time: all in it can be worked out again.

    `version` names the program; what another one kept is not there, nor what is cut off or damaged. It stands in the
    files' names too, so that what is there can be told without reading it.
    """

    def __init__(self, folder: Path, version: bytes = b"") -> None:
        """Take a folder, which need not exist."""
        self._folder = folder
        self._version = version
        self._ending = f"-{blake2b(version, digest_size=4).hexdigest()}" if version else ""
        self._used: set[Path] = set()

    def recall(self, kind: str, key: str) -> bytes | None:
        """Return what was kept under a key."""
        file = self._file(kind, key)
        try:
            data = file.read_bytes()
        except OSError:
            return None
        kept = data[_SEAL:]
        if data[:_SEAL] != self._seal(kind, key, kept):
            return None
        self._used.add(file)
        return kept

    def has(self, kind: str, key: str) -> bool:
        """Tell whether something was kept under a key, whole or not."""
        return self._file(kind, key).exists()

    def spare(self, kind: str, key: str) -> None:
        """Keep what is there under a key, though it is not needed this time."""
        self._used.add(self._file(kind, key))

    def keep(self, kind: str, key: str, data: bytes) -> None:
        """Keep something under a key."""
        file = self._file(kind, key)
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh = file.with_name(f"{file.name}.new")
        fresh.write_bytes(self._seal(kind, key, data) + data)
        fresh.replace(file)
        self._used.add(file)

    def close(self) -> None:
        """Forget all that was neither needed nor spared."""
        for folder in self._folder.iterdir() if self._folder.exists() else ():
            kept = {file.name for file in self._used if file.parent == folder}
            if not kept:
                _remove(folder)
            for file in folder.iterdir() if kept else ():
                if file.name not in kept:
                    _remove(file)

    def _file(self, kind: str, key: str) -> Path:
        return self._folder / kind / f"{key}{self._ending}"

    def _seal(self, kind: str, key: str, data: bytes) -> bytes:
        seal = blake2b(f"{kind}/{key}".encode(), key=self._version, digest_size=_SEAL)
        seal.update(data)
        return seal.digest()


def _remove(path: Path) -> None:
    with suppress(OSError):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
