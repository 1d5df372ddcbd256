"""Units posted in columns are what they are by the rules, word for word."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from minutebook.search import runs
from minutebook.search.arrays import lengths, pieces, written
from minutebook.search.blocks import LEVEL_BITS, Lists
from minutebook.search.glossary import Glossary
from minutebook.search.languages import language
from minutebook.search.lexicon import Lexicon
from minutebook.search.numbers import all_written
from minutebook.search.posting import post
from minutebook.search.units import Content, Unit

from tests.search.plain_posting import rows_of, runs_of, steps_of

TERMS = {
    "og": (),
    "plan": (("plan", 1.0),),
    "planer": (("plan", 1.0),),
    "vejplan": (("vejplan", 1.0), ("plan", 0.55), ("vej", 0.4)),
    "vej": (("vej", 1.0),),
    "børn": (("boern", 1.0), ("barn", 0.9)),
    "2014": (("2014", 1.0),),
    "22,7": (("22,7", 1.0),),
}
TEXTS = st.lists(st.sampled_from(sorted(TERMS)), max_size=60).map(" ".join)
WEIGHTS = st.sampled_from([4.0, 2.0, 1.5, 1.0, 0.5, 0.1])
UNITS = st.builds(
    lambda kind, fields: Unit(kind, "", "", tuple(fields), ""),
    st.sampled_from(["item", "attachment", "page"]),
    st.lists(st.tuples(WEIGHTS, TEXTS), max_size=4),
)
ENTRIES = st.lists(st.lists(UNITS, max_size=6), max_size=8)


class Few(Lexicon):
    """A lexicon of a few words, which it knows by itself."""

    def terms(self, word):
        return TERMS[word]

    def headwords(self, word):  # noqa: ARG002
        return ()


def contents(entries):
    return [(1, Content("", "", "", tuple(units))) for units in entries]


def a_glossary():
    return Glossary(Few(language("da")))


@given(ENTRIES, st.integers(1, 60))
def test_what_is_posted_in_columns_is_what_it_is_word_for_word(entries, longest):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(runs, "RUN", longest)
        block, keywords, _ = post(contents(entries), a_glossary())
    found = rows_of([unit for units in entries for unit in units], TERMS)
    terms = sorted(found)
    postings = {term: [unit << LEVEL_BITS | level for unit, level, _ in rows] for term, rows in found.items()}

    assert block.postings == Lists(
        terms,
        [postings[term][0] for term in terms],
        [found[term][-1][0] for term in terms],
        [steps_of(postings[term], LEVEL_BITS) for term in terms],
        [runs_of(found[term], longest) for term in terms],
        LEVEL_BITS,
    )
    entry_of = [number for number, units in enumerate(entries) for _ in units]
    having = {term: sorted({entry_of[unit] for unit, _, _ in rows}) for term, rows in found.items() if term.isalpha()}
    words = sorted(having)
    assert keywords.having == Lists(
        words,
        [having[word][0] for word in words],
        [having[word][-1] for word in words],
        [steps_of(having[word]) for word in words],
        [b""] * len(words),
    )


@given(ENTRIES, ENTRIES)
@settings(max_examples=30)
def test_what_was_posted_before_leaves_no_trace(before, entries):
    used = a_glossary()
    post(contents(before), used)

    assert [each.write() for each in post(contents(entries), a_glossary())[:2]] == [
        each.write() for each in post(contents(entries), used)[:2]
    ]


@given(st.lists(st.integers(0, 200) | st.integers(0, 2**40)))
def test_columns_of_numbers_are_written_as_numbers_are_one_by_one(numbers):
    data, places = written(np.array(numbers, np.int64))

    assert all_written(numbers) == data
    assert [all_written([number]) for number in numbers] == pieces(data, places)
    assert [len(all_written([number])) for number in numbers] == lengths(np.array(numbers, np.int64)).tolist()


def test_a_build_that_posts_nothing_does_not_load_numpy():
    loaded = "import minutebook.search.site, minutebook.rebuild.searching, sys; print('numpy' in sys.modules)"

    assert "False\n" == printed_by(loaded)


def test_numpy_starts_no_thread_since_who_has_some_cannot_fork():
    asked = "import minutebook.search.posting; from minutebook.workforce.here import is_alone; print(is_alone())"

    assert "True\n" == printed_by(asked)


def printed_by(program):
    return subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True).stdout
