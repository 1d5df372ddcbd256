"""Names stand where a reader of the language looks for them, and each letter heads them once."""

from __future__ import annotations

from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st
from minutebook import urls
from minutebook.model import Topic
from minutebook.pages.alphabet import initial, order
from minutebook.pages.edition import Edition
from minutebook.pages.indexes import FEW, alphabetical
from minutebook.pages.parts import Entry, Link
from minutebook.text import LANGUAGES, locale
from minutebook.views import Views

from tests.builders import archive

NAMES = ["»Grøn by«", "Yde", "Zacho", "Æble", "Ørsted", "Ågaard", "Aagaard", "Édouard", "Änglamark", "10 tiltag", "Жук"]


def in_order(names: list[str], language: str) -> list[str]:
    return sorted(names, key=lambda name: (order(name, language), name))


def test_the_last_letters_of_the_danish_alphabet_come_last():
    expected = ["10 tiltag", "Édouard", "»Grøn by«", "Yde", "Zacho", "Æble", "Änglamark", "Ørsted"]

    assert [*expected, "Aagaard", "Ågaard", "Жук"] == in_order(NAMES, "da")
    assert ["#", *"EGYZÆØÅЖ"] == list(dict.fromkeys(initial(order(name, "da")) for name in in_order(NAMES, "da")))


def test_a_foreign_letter_stands_under_the_one_that_it_is_read_as():
    assert ["A", "A", "E", "G"] == [
        initial(order(name, "en")) for name in ("Ågaard", "Änglamark", "Édouard", "»Grøn by«")
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_letters_of_an_index_have_the_same_anchor(language):
    edition = Edition(Views(archive()), locale(language), urls.addresses(language))
    names = [*NAMES, *(f"Gade {number}" for number in range(FEW)), "Юг", "(uden navn)", "٣"]
    topics = [Topic(name, {language: name}) for name in names]
    groups = alphabetical(edition, topics, lambda one: one.label[language], lambda one: Entry(Link(one.id, "")))

    assert [] == [one.anchor for one in groups if [each.anchor for each in groups].count(one.anchor) > 1]


@given(st.lists(st.text(max_size=3), max_size=8), st.sampled_from(LANGUAGES))
def test_each_letter_heads_its_names_once(names, language):
    letters = [
        letter for letter, _ in groupby(in_order(names, language), key=lambda name: initial(order(name, language)))
    ]

    assert len(set(letters)) == len(letters)
