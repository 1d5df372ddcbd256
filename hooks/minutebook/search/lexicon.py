"""What each word is found under, worked out once: kept for all archives of whoever runs the program.

A word's terms follow from the word and the dictionary alone, and the dictionary takes seconds to get ready. A build
that meets no new word never opens it. What is kept are single words of texts that have passed the gate.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from minutebook.search.kept import kept_for_user, remove_others
from minutebook.search.languages import Language, Terms

PATIENCE = 20
"""Seconds that a build waits for another that writes down its words."""

FEW = 100
"""Words that are asked for one by one; whoever asks for more is given all."""

_decoded = json.JSONDecoder().raw_decode

_TABLE = (
    """CREATE TABLE IF NOT EXISTS word (kind TEXT, word TEXT, found TEXT, PRIMARY KEY (kind, word)) WITHOUT ROWID"""
)


News = tuple[tuple[str, str, str], ...]
"""Words as they are kept: of which kind the knowledge is, the word, and what it is found under as JSON."""


class Lexicon:
    """The words of a language. Those in `file` are not looked up in the dictionary; without one, nothing is kept."""

    @classmethod
    def of_user(cls, language: Language) -> Lexicon:
        """Return the words of a language, with those that are kept for whoever runs the program."""
        return cls(language, kept_for_user("words", language.code, ".sqlite"))

    def __init__(self, language: Language, file: Path | None = None) -> None:
        self.language = language
        self._file = file if file is None or _prepared(file) else None
        self._headwords: dict[str, tuple[tuple[str, str], ...]] = {}
        self._new: list[tuple[str, str, str]] = []
        self._all: dict[str, dict[str, str]] = {}
        self._asked = Counter[str]()
        self._base = sqlite3.connect(self._file) if self._file else None

    def terms(self, word: str) -> Terms:
        """Return the terms that a word is found under, each with its weight. A glossary asks once for each word."""
        if word.isdigit():  # the dictionary has nothing to say of a number
            return self.language.terms(word)
        known = self._kept("terms", word)
        if known is None:
            known = self.language.terms(word)
            self._new.append(("terms", word, json.dumps(known, ensure_ascii=False)))
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
        self._asked[kind] += 1
        if self._asked[kind] >= FEW:
            if kind not in self._all:
                self._all[kind] = dict(self._rows("SELECT word, found FROM word WHERE kind = ?", kind))
            found = self._all[kind].get(word)
        else:
            rows = self._rows("SELECT word, found FROM word WHERE kind = ? AND word = ?", kind, word)
            found = rows[0][1] if rows else None
        return tuple(map(tuple, _decoded(found)[0])) if found else None

    def _rows(self, asked: str, *values: str) -> list[tuple[str, str]]:
        if self._base is not None:
            with suppress(sqlite3.Error):
                return self._base.execute(asked, values).fetchall()
        return []

    def news(self) -> News:
        """Return the words that were looked up since this was last asked."""
        news = tuple(self._new)
        self._new.clear()
        return news

    def learn(self, news: News) -> None:
        """Take over what another lexicon has looked up."""
        self._new += news

    def close(self) -> None:
        """Keep what was new. Where nothing can be written, the next build looks it up again."""
        if self._base is not None:
            self._base.close()
        if self._file and self._new:
            with suppress(sqlite3.Error), _open(self._file) as base:
                # In the order of the table, where they are written one behind the other.
                base.executemany("INSERT OR IGNORE INTO word VALUES (?, ?, ?)", sorted(set(self._new)))
        self._new.clear()


def _prepared(file: Path) -> bool:
    """Make a file ready to be asked, and remove those that another version of the program wrote."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with _open(file) as base:
            base.execute(_TABLE)
        remove_others(file)
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
