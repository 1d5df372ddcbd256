"""What each word is found under, worked out once: kept for all archives of whoever runs the program.

A word's terms follow from the word and the dictionary alone, and the dictionary takes seconds to get ready. A build
that meets no new word never opens it. What is kept are single words of texts that have passed the gate.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from functools import cache
from hashlib import blake2b
from importlib import metadata, resources
from pathlib import Path
from typing import Any

import platformdirs

from minutebook.search.languages import Language, Terms

PATIENCE = 20
"""Seconds that a build waits for another that writes down its words."""

_TABLE = (
    """CREATE TABLE IF NOT EXISTS word (kind TEXT, word TEXT, found TEXT, PRIMARY KEY (kind, word)) WITHOUT ROWID"""
)
_CODE = ("languages.py", "compounds.py", "words.py")


def kept_for_user(language: Language) -> Path:
    """Return the file where the words of a language are kept."""
    name = f"words-{language.code}-{_way_of_working(language)}.sqlite"
    return Path(platformdirs.user_cache_path("minutebook")) / name


class Lexicon:
    """The words of a language. Those in `file` are not looked up in the dictionary; without one, nothing is kept."""

    def __init__(self, language: Language, file: Path | None = None) -> None:
        self.language = language
        self._file = file if file is None or _prepared(file) else None
        self._terms: dict[str, Terms] = {}
        self._headwords: dict[str, tuple[tuple[str, str], ...]] = {}
        self._new: list[tuple[str, str, str]] = []
        self._base = sqlite3.connect(self._file) if self._file else None

    def terms(self, word: str) -> Terms:
        """Return the terms that a word is found under, each with its weight."""
        known = self._terms.get(word)
        if known is None:
            known = self._kept("terms", word)
            if known is None:
                known = self.language.terms(word)
                self._new.append(("terms", word, json.dumps(known, ensure_ascii=False)))
            self._terms[word] = known
        return known

    def headwords(self, word: str) -> tuple[tuple[str, str], ...]:
        """Return the terms of a word and of its parts, each with the form that a dictionary would list."""
        known = self._headwords.get(word)
        if known is None:
            known = self._kept("headwords", word)
            if known is None:
                known = tuple(self.language.headwords(word))
                self._new.append(("headwords", word, json.dumps(known, ensure_ascii=False)))
            self._headwords[word] = known
        return known

    def _kept(self, kind: str, word: str) -> tuple[Any, ...] | None:
        if self._base is not None:
            with suppress(sqlite3.Error):
                row = self._base.execute("SELECT found FROM word WHERE kind = ? AND word = ?", (kind, word)).fetchone()
                return row and tuple((term, other) for term, other in json.loads(row[0]))
        return None

    def close(self) -> None:
        """Keep what was new. Where nothing can be written, the next build looks it up again."""
        if self._base is not None:
            self._base.close()
        if self._file and self._new:
            with suppress(sqlite3.Error), _open(self._file) as base:
                base.executemany("INSERT OR IGNORE INTO word VALUES (?, ?, ?)", self._new)
        self._new.clear()


def _prepared(file: Path) -> bool:
    """Make a file ready to be asked, and remove those that another version of the program wrote."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with _open(file) as base:
            base.execute(_TABLE)
        for other in file.parent.glob(f"{file.stem.rpartition('-')[0]}-*{file.suffix}"):
            if other != file:
                other.unlink(missing_ok=True)
    except sqlite3.Error as error:
        if not isinstance(error, sqlite3.OperationalError):  # no such file as we write
            file.unlink(missing_ok=True)
        return False
    except OSError:
        return False
    return True


@contextmanager
def _open(file: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(file, timeout=PATIENCE)) as base, base:
        yield base


@cache
def _way_of_working(language: Language) -> str:
    """Name all that a word's terms depend on: the code that finds them, what it knows, the libraries it asks."""
    whole = blake2b(digest_size=8)
    package = resources.files("minutebook")
    files = [package / "search" / name for name in _CODE]
    for file in (*files, package / "locales" / language.code / "search.toml"):
        whole.update(file.read_bytes())
    for library in ("simplemma", "snowballstemmer"):
        whole.update(metadata.version(library).encode())
    return whole.hexdigest()
