"""What was worked out before: analyses of entries and whole segments, kept by their content in `.cache/search/`."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from importlib import metadata, resources
from pathlib import Path


class Cache:
    """A folder that may be thrown away at any time: all in it can be worked out again."""

    def __init__(self, folder: Path) -> None:
        """Open a cache, or begin a new one where there is none that can be read."""
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        try:
            self._base = _open(folder)
        except sqlite3.DatabaseError:
            shutil.rmtree(folder)
            folder.mkdir(parents=True)
            self._base = _open(folder)

    def analysis(self, key: bytes) -> bytes | None:
        """Return what was kept for an entry."""
        row = self._base.execute("SELECT data FROM analysis WHERE key = ?", (key,)).fetchone()
        return None if row is None else row[0]

    def has(self, key: bytes) -> bool:
        """Tell whether something is kept for an entry."""
        return self._base.execute("SELECT 1 FROM analysis WHERE key = ?", (key,)).fetchone() is not None

    def keep(self, key: bytes, data: bytes) -> None:
        """Keep the analysis of an entry."""
        self._base.execute("INSERT OR REPLACE INTO analysis VALUES (?, ?)", (key, data))

    def segment(self, key: bytes) -> Path | None:
        """Return the folder of a segment that was written before."""
        row = self._base.execute("SELECT name FROM segment WHERE key = ?", (key,)).fetchone()
        folder = self.folder / "segments" / str(row[0]) if row else None
        return folder if folder is not None and (folder / "done").exists() else None

    def new_segment(self) -> Path:
        """Return an empty folder to write a segment into."""
        folder = self.folder / "segments" / "next"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        return folder

    def keep_segment(self, key: bytes, folder: Path, name: str) -> Path:
        """Keep a finished segment under its name."""
        kept = folder.with_name(name)
        shutil.rmtree(kept, ignore_errors=True)
        folder.rename(kept)
        (kept / "done").touch()
        self._base.execute("INSERT OR REPLACE INTO segment VALUES (?, ?)", (key, name))
        return kept

    def close(self, segments: dict[bytes, str], entries: set[bytes]) -> None:
        """Forget all segments but these, and all analyses but those of these entries."""
        gone = [(key,) for (key,) in self._base.execute("SELECT key FROM analysis") if key not in entries]
        self._base.executemany("DELETE FROM analysis WHERE key = ?", gone)
        old = [(key,) for (key,) in self._base.execute("SELECT key FROM segment") if key not in segments]
        self._base.executemany("DELETE FROM segment WHERE key = ?", old)
        self._base.commit()
        self._base.close()
        for folder in _folders(self.folder / "segments"):
            if folder.name not in segments.values():
                shutil.rmtree(folder, ignore_errors=True)


def _folders(folder: Path) -> Iterator[Path]:
    return (each for each in sorted(folder.iterdir()) if each.is_dir()) if folder.exists() else iter(())


def _open(folder: Path) -> sqlite3.Connection:
    base = sqlite3.connect(folder / "analysis.sqlite", isolation_level="DEFERRED")
    base.execute("PRAGMA synchronous = OFF")
    base.execute("CREATE TABLE IF NOT EXISTS analysis (key BLOB PRIMARY KEY, data BLOB NOT NULL) WITHOUT ROWID")
    base.execute("CREATE TABLE IF NOT EXISTS segment (key BLOB PRIMARY KEY, name TEXT NOT NULL)")
    return base


@cache
def way_of_working() -> bytes:
    """Name all that analyses depend on besides the records: this code, the words it knows, the libraries it asks."""
    whole = blake2b(digest_size=16)
    package = resources.files("minutebook")
    files = [each for each in (package / "search").iterdir() if each.name.endswith(".py")]
    files += [language / "search.toml" for language in (package / "locales").iterdir() if language.is_dir()]
    for file in sorted(files, key=str):
        whole.update(file.name.encode() + file.read_bytes())
    for library in ("simplemma", "snowballstemmer"):
        whole.update(metadata.version(library).encode())
    return whole.digest()
