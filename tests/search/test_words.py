"""Words, their parts, and what a language knows of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from minutebook.search.languages import Language, language
from minutebook.search.lexicon import Lexicon
from minutebook.search.numbers import all_written, read
from minutebook.search.plain import pages_of, words_of
from minutebook.search.words import fold, join_lines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("beskæfti-\ngelsesplan", "beskæftigelsesplan"),
        ("sundheds-\nog omsorg", "sundheds- og omsorg"),
        ("Lyngby-\nTaarbæk", "Lyngby-Taarbæk"),
        ("2014-\n2015", "2014-\n2015"),
        ("en tanke -\nog en til", "en tanke -\nog en til"),
    ],
)
def test_words_that_a_line_end_has_parted_are_joined(text, expected):
    assert expected == join_lines(text)


@pytest.mark.parametrize(
    ("word", "expected"), [("Ærø", "aeroe"), ("Ålborg", "aalborg"), ("café", "cafe"), ("Müller", "muller")]
)
def test_words_are_compared_in_plain_letters(word, expected):
    assert expected == fold(word)


@pytest.mark.parametrize(
    ("code", "word", "expected"),
    [
        ("da", "8.000", "8000"),
        ("da", "1.250.000,00", "1250000,00"),
        ("da", "22,7", "22,7"),
        ("da", "17.00", "17.00"),
        ("da", "8,000", "8,000"),
        ("en", "8,000", "8000"),
        ("en", "1,250,000.50", "1250000.50"),
        ("en", "8.000", "8.000"),
    ],
)
def test_thousands_are_parted_by_the_mark_of_the_language(code, word, expected):
    assert ((expected, 1.0),) == language(code).terms(word)


@pytest.mark.parametrize("hyphen", ["-", "\u2010", "\u2011"])
def test_two_years_are_found_by_each_of_them_whatever_hyphen_joins_them(hyphen):
    assert {"20142018", "2014", "2018"} == {term for term, _ in language("da").terms(f"2014{hyphen}2018")}


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("turismestrategier", {"turisme", "strategi"}),
        ("kontanthjælpsreformen", {"kontanthjælp", "hjælp", "reform"}),
        ("beskæftigelsesudvalget", {"beskæftigelse", "udvalg"}),
        ("førtidspension", {"pension"}),
        ("dagsordenen", {"dagsorden"}),
        ("a-kasserne", {"kasse"}),
        ("børnene", {"barn"}),
        ("vidensbystrategien", {"by", "strategi"}),
        ("arbejdsmarkedsområdet", {"arbejdsmarked", "marked", "område"}),
        ("klimatilpasningsplan", {"klima", "tilpasning", "klimatilpasning", "plan"}),
        ("erhvervsrådsmøderne", {"erhvervsråd", "råd", "møde"}),
    ],
)
def test_a_word_is_found_by_its_parts(word, parts):
    danish = language("da")
    found = {term for term, _ in danish.terms(word)}

    assert {danish.stem(part) for part in parts} <= found


@pytest.mark.parametrize(
    ("word", "part"),
    [
        ("udvalg", "valg"),
        ("justering", "ring"),
        ("forslag", "lag"),
        ("information", "formation"),
        ("kultur", "tur"),
        ("lokalformand", "lokalform"),
        ("sikkerhedstjeneste", "sikkerhedstjene"),
    ],
)
def test_a_word_is_not_found_by_what_only_looks_like_a_part(word, part):
    danish = language("da")

    assert danish.stem(part) not in {term for term, _ in danish.terms(word)}


def test_markdown_becomes_running_text():
    markdown = "## Mål\n\n- **Fald** på [22,7 pct.](x.md)\n\n| A | B |\n| --- | --- |\n| 1 | 2 |\n"

    assert words_of(markdown) == "Mål Fald på 22,7 pct. A · B · 1 · 2"


def test_a_word_that_two_line_ends_part_is_one_word():
    assert "arbejdsmarkedspolitik" == words_of("arbejds-\nmarkeds-\npolitik")


def test_pages_of_the_original_are_told_apart():
    assert list(pages_of("før\n<!-- page 1 -->\nen\n<!-- page 2 -->\nto")) == [
        ("", "før\n"),
        ("1", "\nen\n"),
        ("2", "\nto"),
    ]


@given(st.lists(st.integers(0, 1 << 40)))
def test_numbers_survive_being_written(numbers):
    assert numbers == list(read(all_written(numbers)))


def test_a_word_that_was_looked_up_once_is_known_in_the_next_build(tmp_path, monkeypatch):
    first = Lexicon(language("da"), tmp_path / "words-da-1.sqlite")
    known = first.terms("turismestrategien"), first.headwords("turismestrategien")
    first.close()
    monkeypatch.setattr(Language, "terms", None)
    monkeypatch.setattr(Language, "headwords", None)
    second = Lexicon(language("da"), tmp_path / "words-da-1.sqlite")

    assert known == (second.terms("turismestrategien"), second.headwords("turismestrategien"))


@pytest.mark.parametrize("file", ["a-folder", "no-words"])
def test_words_that_cannot_be_kept_are_looked_up_each_time(tmp_path, file):
    (tmp_path / "a-folder").mkdir()
    (tmp_path / "no-words").write_bytes(b"no words" * 1000)
    lexicon = Lexicon(language("da"), tmp_path / file)

    assert language("da").terms("turisme") == lexicon.terms("turisme")
    lexicon.close()


def test_english_has_its_own_stems_and_no_compounds():
    english = language("en")

    assert [term for term, _ in english.terms("recommendations")] == ["recommend"]
    assert english.terms("the") == ()
