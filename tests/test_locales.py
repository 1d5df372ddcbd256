"""Every language says the same, with the same blanks to fill in, and has whatever the program asks it for."""

from __future__ import annotations

import ast
import re
import string
import tomllib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from jinja2 import Environment, nodes
from minutebook.problems import CODES
from minutebook.text import LANGUAGES, Locale, locale
from minutebook.vocabulary import SECTIONS, VOCABULARIES

from tests.building import REPOSITORY

PACKAGE = REPOSITORY / "hooks/minutebook"
ASKING = {"t", "words", "locale", "_"}
"""What a locale is called where it is asked for a text."""


def test_all_languages_have_the_same_texts():
    first, *others = (locale(language) for language in LANGUAGES)
    for other in others:
        assert sorted(first.texts) == sorted(other.texts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_languages_are_in_the_same_files(language: str):
    names = {file.name for file in (PACKAGE / "locales" / language).iterdir()}
    assert {file.name for file in (PACKAGE / "locales" / LANGUAGES[0]).iterdir()} == names


def test_a_text_has_the_same_blanks_in_all_languages():
    first, *others = (locale(language) for language in LANGUAGES)
    differing = [key for key in first.texts for other in others if blanks(first, key) != blanks(other, key)]
    assert [] == differing


def blanks(words: Locale, key: str) -> set[str]:
    """Return the names that a text has filled in; the singular may write its number in letters."""
    names = {name for _, name, _, _ in string.Formatter().parse(words.texts[key]) if name is not None}
    return names - {"count"} if key.endswith(".one") else names


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty_or_has_a_space_too_many(language: str):
    texts = locale(language).texts
    unitless = "vocabulary.unit.number"
    assert [] == [key for key, text in texts.items() if not text.strip() and key != unitless]
    assert [] == [key for key, text in texts.items() if "  " in text.strip("\n") and not key.startswith("new.")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_key_stands_in_two_files(language: str):
    seen: dict[str, str] = {}
    for file in sorted((PACKAGE / "locales" / language).iterdir()):
        for key in flat(tomllib.loads(file.read_text(encoding="utf-8"))):
            assert key not in seen, f"{key} in {seen.get(key)} and {file.name}"
            seen[key] = file.name


def flat(table: dict[str, object], prefix: str = "") -> Iterator[str]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_has_a_label_and_a_meaning(language: str):
    texts = locale(language).texts
    terms = [f"{vocabulary.name}.{term}" for vocabulary in VOCABULARIES for term in vocabulary.terms]
    assert [] == [term for term in terms if f"vocabulary.{term}" not in texts or f"meaning.{term}" not in texts]
    assert sorted(terms) == sorted(key.partition(".")[2] for key in texts if key.startswith("vocabulary."))
    assert sorted(terms) == sorted(key.partition(".")[2] for key in texts if key.startswith("meaning."))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_pattern_of_words_is_one_for_a_term_and_in_lower_case(language: str):
    wordings = locale(language).wordings
    for key, patterns in wordings.items():
        group, _, term = key.partition(".")
        term = term.rpartition(".")[2]
        if group == "search":  # lists of words, which are no patterns
            continue
        vocabulary = SECTIONS if group == "headings" else next(one for one in VOCABULARIES if one.name == "outcome")
        assert group in {"headings", "wordings", "negated"}
        assert term in vocabulary
        assert [pattern.lower() for pattern in patterns] == list(patterns)
        assert all(re.compile(pattern) for pattern in patterns)
    assert {f"headings.{kind}" for kind in SECTIONS.terms} <= set(wordings)


@pytest.mark.parametrize(
    ("language", "found", "expected", "example"),
    [
        ("da", r"fandt|mangler|kan ikke læses|stå|har|fandtes|er ", "forventede", "f.eks."),
        ("en", r"found|missing|cannot be read|stand|has|did not|is ", "expected", "for example"),
    ],
)
def test_every_message_says_what_was_found_and_expected_and_gives_an_example(
    language: str, found: str, expected: str, example: str
):
    texts = locale(language).texts
    for code in CODES:
        message = texts[f"problem.{code}.message"]
        assert re.search(found, message), code
        assert expected in message, code
        assert example in message, code


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_its_texts_and_every_text_its_code(language: str):
    texts = locale(language).texts
    expected = {f"problem.{code}.{part}" for code in CODES for part in ("message", "title", "cause", "cure")}
    assert expected == {key for key in texts if key.startswith("problem.")} - {"problem.nearest"}


def test_the_program_asks_for_no_text_that_is_missing():
    known = locale(LANGUAGES[0]).texts
    plurals = {key.removesuffix(".one") for key in known if key.endswith(".one")}
    asked = list(asked_in_code()) + list(asked_in_templates())
    assert len(asked) > 100
    missing = [
        (place, pattern)
        for place, pattern, plural in asked
        if not any(re.fullmatch(pattern, key) for key in (plurals if plural else known))
    ]
    assert [] == missing


def asked_in_code() -> Iterator[tuple[str, str, bool]]:
    """Yield where each text is asked for, a pattern of its key, and whether in the singular and the plural."""
    for file in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            plural = called == "plural"
            pattern = pattern_of(node.args[0])
            if (plural or called in ASKING) and pattern and "." in pattern:
                yield f"{file.name}:{node.lineno}", pattern, plural


def pattern_of(argument: ast.expr) -> str:
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return re.escape(argument.value)
    if isinstance(argument, ast.JoinedStr):
        return "".join(
            re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[^.]+(?:[.][^.]+)?"
            for part in argument.values
        )
    return ""


def asked_in_templates() -> Iterator[tuple[str, str, bool]]:
    """Yield each text that a template asks for by the filter `t`; a key that is not written there has no pattern."""
    for file in sorted(PACKAGE.rglob("*.html")):
        tree = Environment(autoescape=True).parse(file.read_text(encoding="utf-8"))
        for asked in tree.find_all(nodes.Filter):
            if asked.name == "t":
                key = asked.node.value if isinstance(asked.node, nodes.Const) else ""
                yield f"{file.name}:{asked.lineno}", re.escape(key), False


def test_dates_and_numbers_are_written_as_their_readers_write_them():
    danish, english = locale("da"), locale("en")
    assert "9. september 2014" == danish.day(date(2014, 9, 9))
    assert "9 September 2014" == english.day(date(2014, 9, 9))
    assert "22,7" == danish.number(Decimal("22.7"))
    assert "1.000.000,10" == danish.number(Decimal("1000000.10"))
    assert ["1,0", "1,00", "1"] == [danish.number(number) for number in (Decimal("1.0"), Decimal("1.00"), 1)]
    assert "22.7" == english.number(Decimal("22.7"))


def test_a_language_that_is_not_known_gets_english_texts_and_its_own_dates():
    swedish = locale("sv")
    assert locale("en").texts == swedish.texts
    assert "9 september 2014" == swedish.day(date(2014, 9, 9))


def test_no_locale_file_has_a_tab_or_a_space_at_the_end_of_a_line():
    for file in sorted(Path(PACKAGE / "locales").rglob("*.toml")):
        assert not re.search(r"\t|[ ]+$", file.read_text(encoding="utf-8"), re.MULTILINE), file.name
