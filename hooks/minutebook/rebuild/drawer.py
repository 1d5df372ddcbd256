"""Meetings packed as other processes have sent them, so that they need not be packed again to be kept."""

from __future__ import annotations

from os import SEEK_END
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from minutebook.rebuild.texts import packed


class Drawer:
    """What meetings were packed as, by their folder.

    It lies in a file without a name, which is gone with the build whatever becomes of it.
    """

    def __init__(self, folder: Path) -> None:
        """Take a folder whose file system has room for the file."""
        self._folder = folder
        self._places: dict[str, tuple[object, int, int]] = {}
        self._file: IO[bytes] | None = None

    def clear(self) -> None:
        """Throw everything away."""
        self._places = {}
        if self._file is not None:
            self._file.close()
            self._file = None

    def put(self, path: str, read: object, data: bytes) -> None:
        """Put away what the meeting in a folder was packed as, beside what was read of it."""
        if self._file is None:
            self._file = TemporaryFile(dir=self._folder)  # noqa: SIM115 - it stays open until the build ends
        self._places[path] = read, self._file.seek(0, SEEK_END), len(data)
        self._file.write(data)

    def data_of(self, path: str, read: tuple[object, ...]) -> bytes:
        """Return what was read of the meeting in a folder, packed: as it was put away, if it is the very same."""
        known, start, length = self._places.get(path, (None, 0, 0))
        if self._file is None or known is not read:
            return packed(tuple(read))
        self._file.seek(start)
        return self._file.read(length)
