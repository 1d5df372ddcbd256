"""Entries posted: from what they say to a block of the index and the files of their texts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import pairwise
from typing import Any

from minutebook.search.analysis import LEVELS, analyse
from minutebook.search.blocks import LEVEL_BITS, Block, Lists, Shown
from minutebook.search.encodings import packed
from minutebook.search.keywords import Keywords, Spellings
from minutebook.search.languages import Terms
from minutebook.search.lexicon import Lexicon
from minutebook.search.numbers import all_written
from minutebook.search.places import runs
from minutebook.search.units import FACETS, KINDS, Content
from minutebook.search.words import WORD

BUNDLE = 6
"""Units whose texts share a file."""

_UNIT = -1 << LEVEL_BITS

Posted = tuple[Block, Keywords, list[bytes]]
"""A block, what the register knows of its entries, and the files of its texts, packed."""


class _Known(dict[str, Terms]):
    """The terms of words, asked of a lexicon when they are first needed."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        self._lexicon = lexicon

    def __missing__(self, word: str) -> Terms:
        terms = self[word] = self._lexicon.terms(word)
        return terms


def post(entries: Sequence[tuple[int, Content]], lexicon: Lexicon) -> Posted:
    """Post entries, each with its day as an ordinal, 0 for none; the newest comes first."""
    shown = Shown()
    rows: list[tuple[str, str, str]] = []
    spellings: Spellings = {}
    known = _Known(lexicon)
    # For each term its postings and, turn about, their positions.
    found: dict[str, list[Any]] = {}
    entry_of: list[int] = []
    for number, (day, content) in enumerate(entries):
        shown.days.append(day)
        attached = sum(unit.kind == "attachment" for unit in content.units)
        shown.sizes += [len(content.units) - attached, attached]
        for facet in FACETS:
            shown.values[facet].append(list(content.terms.get(facet, ())))
        rows.append((content.title, content.address, content.context))
        for unit in content.units:
            shown.kinds.append(KINDS.index(unit.kind))
            entry_of.append(number)
            posting = shown.units << LEVEL_BITS
            for term, level, positions in zip(*analyse(unit, known), strict=True):
                row = found.get(term)
                if row is None:
                    found[term] = [posting | level, positions]
                else:
                    row += (posting | level, positions)
            shown.units += 1
        if day:
            _spell(content, lexicon, spellings)
    files = list(_bundled(content for _, content in entries))
    if files:
        shown.texts = [(_name(files), shown.units)]
    terms = sorted(found)
    having = _having(terms, found, entry_of)
    return Block(shown, _postings(terms, found)), Keywords(rows, spellings, having), [packed(file) for file in files]


def _postings(terms: Sequence[str], found: dict[str, list[Any]]) -> Lists:
    rows = [found[term][::2] for term in terms]
    return Lists(
        terms,
        [row[0] for row in rows],
        [row[-1] >> LEVEL_BITS for row in rows],
        [all_written([b - (a & _UNIT) for a, b in pairwise(row)]) if len(row) > 1 else b"" for row in rows],
        [runs([posting & LEVELS for posting in row], found[term][1::2]) for term, row in zip(terms, rows, strict=True)],
        LEVEL_BITS,
    )


def _having(terms: Iterable[str], found: dict[str, list[Any]], entry_of: Sequence[int]) -> Lists:
    """Return the entries that have each term; in a register stand only words."""
    useful = [
        (term, list(dict.fromkeys([entry_of[posting >> LEVEL_BITS] for posting in found[term][::2]])))
        for term in terms
        if term.isalpha()
    ]
    return Lists(
        [term for term, _ in useful],
        [entries[0] for _, entries in useful],
        [entries[-1] for _, entries in useful],
        [all_written([b - a for a, b in pairwise(entries)]) for _, entries in useful],
        [b""] * len(useful),
    )


def _spell(content: Content, lexicon: Lexicon, spellings: Spellings) -> None:
    """Count how the words of an entry's titles are spelled, and the words they are made of: a register lists those."""
    titles = " ".join((content.title, *(unit.label for unit in content.units)))
    for word in WORD.findall(titles):
        for term, spelling in lexicon.headwords(word):
            known = spellings.setdefault(term, {})
            known[spelling] = known.get(spelling, 0) + 1


def _bundled(contents: Iterable[Content]) -> Iterator[bytes]:
    """Yield files of texts: what their entries show, and for each unit its entry's place, its label, way and text."""
    shown: list[dict[str, Any]] = []
    units: list[tuple[int, str, str, str]] = []
    for content in contents:
        shown.append(_shown(content))
        for unit in content.units:
            way = unit.address.removeprefix(content.address)
            units.append((len(shown) - 1, unit.label, way, unit.text))
            if len(units) == BUNDLE:
                yield as_json({"e": shown, "u": units})
                # The next file may go on with the entry that this one ended in, which is the first it shows then.
                shown, units = [shown[-1]], []
    if units:
        yield as_json({"e": shown, "u": units})


def _shown(content: Content) -> dict[str, Any]:
    shown: dict[str, Any] = {"t": content.title, "a": content.address, "c": content.context}
    if content.outcomes:
        shown["o"] = content.outcomes
    if content.matter:
        shown["m"] = content.matter
    return shown


def _name(files: Iterable[bytes]) -> str:
    whole = blake2b(digest_size=6)
    for file in files:
        whole.update(len(file).to_bytes(8) + file)
    return whole.hexdigest()


def as_json(value: object) -> bytes:
    """Return a value as JSON in as few bytes as it needs."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
