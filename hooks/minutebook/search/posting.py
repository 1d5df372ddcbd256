"""Entries posted: from what they say to a block of the index and the files of their texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import compress
from typing import Any

import numpy as np

from minutebook.search.analysis import Found, analyse
from minutebook.search.arrays import Column, beginnings, owners, pieces, written
from minutebook.search.blocks import LEVEL_BITS, Block, Lists, Shown
from minutebook.search.encodings import BUNDLE, as_json, packed
from minutebook.search.glossary import Glossary
from minutebook.search.keywords import Keywords, Spellings
from minutebook.search.lexicon import Lexicon
from minutebook.search.runs import runs
from minutebook.search.units import FACETS, KINDS, Content
from minutebook.search.words import WORD

Posted = tuple[Block, Keywords, list[bytes]]
"""A block, what the register knows of its entries, and the files of its texts, packed."""


def post(entries: Sequence[tuple[int, Content]], glossary: Glossary) -> Posted:
    """Post entries, each with its day as an ordinal, 0 for none; the newest comes first."""
    shown = Shown()
    rows: list[tuple[str, str, str]] = []
    spellings: Spellings = {}
    for day, content in entries:
        shown.days.append(day)
        attached = sum(unit.kind == "attachment" for unit in content.units)
        shown.sizes += [len(content.units) - attached, attached]
        for facet in FACETS:
            shown.values[facet].append(list(content.terms.get(facet, ())))
        rows.append((content.title, content.address, content.context))
        shown.kinds += [KINDS.index(unit.kind) for unit in content.units]
        if day:
            _spell(content, glossary.lexicon, spellings)
    shown.units = len(shown.kinds)
    files = list(_bundled(content for _, content in entries))
    if files:
        shown.texts = [(_name(files), shown.units)]
    found = analyse((unit for _, content in entries for unit in content.units), glossary)
    having = _having(found, np.array([len(content.units) for _, content in entries], np.int64))
    return Block(shown, _postings(found)), Keywords(rows, spellings, having), [packed(file) for file in files]


def _postings(found: Found) -> Lists:
    return _lists(found.terms, found.units << LEVEL_BITS | found.levels, found.rows, LEVEL_BITS, runs(found))


def _having(found: Found, units: Column) -> Lists:
    """Return the entries that have each term, of which each has so many units; in a register stand only words."""
    entry, term = owners(units)[found.units], found.term_of
    is_word = np.array([name.isalpha() for name in found.terms], bool)
    first = beginnings(term * len(units) + entry)
    first = first[is_word[term[first]]]
    names = list(compress(found.terms, is_word))
    return _lists(names, entry[first], np.append(beginnings(term[first]), len(first)), 0, [b""] * len(names))


def _lists(terms: Sequence[str], numbers: Column, begins: Column, bits: int, more: Sequence[bytes]) -> Lists:
    """Return rising numbers as lists: those of each term stand from its place in `begins` to the next one."""
    steps = numbers[1:] - (numbers[:-1] >> bits << bits)
    data, places = written(np.delete(steps, begins[1:-1] - 1))
    of_term = places[begins - np.arange(len(begins))]
    firsts, lasts = numbers[begins[:-1]], numbers[begins[1:] - 1] >> bits
    return Lists(terms, firsts.tolist(), lasts.tolist(), pieces(data, of_term), more, bits)


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
