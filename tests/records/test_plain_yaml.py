"""The quick way for plain YAML builds the tree that the library's events give, line for line, or none.

`make quickways` tries a hundred thousand texts each way; here it is a few hundred.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from minutebook.records import marked, plain_yaml
from minutebook.records.prose import split_front_matter

from tests.building import REPOSITORY

TEXTS = int(os.environ.get("QUICKWAYS", "200"))
KEYS = [
    *(
        "a",
        "b",
        "title",
        "in_favour",
        "1",
        "10",
        "no",
        "A-b",
        "true",
        "x" * 70,
        "æ",
        "a b",
        '"a"',
        "?",
        "<<",
        "-a",
        "null",
    )
]
VALUES = [
    *(
        "Drøftet.",
        "2014-09-09 17:00",
        "17:30",
        "1.10",
        "no",
        "null",
        "~",
        "æ: ø",
        "a #b",
        "a#b",
        "a:",
        "a:b",
        "http://a.dk/#b",
    ),
    *(
        "»a«",
        "(a)",
        "§ 3",
        "- a",
        "-5",
        "*a",
        "&a b",
        "!a b",
        "| ",
        ">",
        "%a",
        "@a",
        "`a`",
        "? a",
        ", a",
        "[",
        "{a",
        "a, b]",
    ),
    *(
        "[a]",
        "[a, b-c]",
        "[a b, 1.2]",
        "[a,b]",
        "[]",
        "[a, ]",
        "[ a]",
        "[{a: b, c: d}]",
        "[{a: b}, {a: c}]",
        "[a: b]",
        "[[a]]",
    ),
    *(
        "{a: b}",
        "{a: b, a: c}",
        "{a: b c, d: e.f}",
        "{a: }",
        "{a}",
        "{a: [b]}",
        "{}",
        "{a: b:c}",
        '{"a": b}',
        "[a]b",
        "{a: b}c",
    ),
    *(
        '"a: b"',
        "'a: b'",
        '"a\\n"',
        "'it''s'",
        '"',
        '"a" b',
        '""',
        "''",
        '" a "',
        '"a\tb"',
        "a\tb",
        "\u00a0a",
        "a\u2028b",
        "a\u0085b",
    ),
    *(
        "a  b",
        " a",
        "a ",
        "",
        "",
        "",
        "\U0001f600",
        "\ufeffa",
        "---",
        "... a",
        "a\\b",
        "=",
        "<<",
        "[*a]",
        "a ]",
        "a }",
        "a: b: c",
    ),
]
INDENTS = ["", "", "", "  ", "  ", "    ", " ", "   ", "      ", "\t", " " * 20]
row = st.builds(
    lambda indent, hyphen, key, between, value: f"{indent}{hyphen}{key}{between if key else ''}{value}",
    st.sampled_from(INDENTS),
    st.sampled_from(["", "", "", "- ", "- ", "-", "-  ", "- - "]),
    st.sampled_from(["", *KEYS]),
    st.sampled_from([": ", ": ", ": ", ":", ":  ", " : "]),
    st.sampled_from(VALUES),
)
ROWS = [
    "# a",
    "---",
    "...",
    "- ",
    "-",
    "",
    " ",
    "a:",
    "a: |\n  b\n  c",
    "a: >-\n  b c\n  - d: e",
    "  a: >-\n    # b\n    c\n\n  d: e",
    "a: >-\n  b\n\n  c",
    "a: >-\n    b\n  c",
    "a: >-\n  b\n    c",
    "- a: >-\n    b\n    c\n  d: e",
    "a: >-",
    "a: b\n  c",
    "? a\n: b",
    "b:\n- c\n- d: e\n  f: g",
    "b:\n  - c",
]
rows = st.lists(st.one_of(row, row, st.sampled_from(ROWS)), max_size=8).map("\n".join)

# Records as they are written: every text of theirs is plain, so the quick way has to answer.
plain_text = st.sampled_from(
    ["Drøftet.", "2014-09-09", "a:b", '"a: b"', "'#'", "[a, b]", "{a: b}", "[{a: b, c: d}]", "§ 3, stk. 1"]
)
plain = st.recursive(
    plain_text,
    lambda inner: (
        st.lists(
            st.one_of(plain_text, st.dictionaries(st.sampled_from(["a", "b", "1"]), inner, min_size=1)),
            min_size=1,
            max_size=3,
        )
        | st.dictionaries(st.sampled_from(["c", "d", "2"]), inner, min_size=1, max_size=3)
    ),
    max_leaves=12,
)


def written(value: object, indent: int = 0) -> str:
    """Write a record as clerks and importers do."""
    blank = " " * indent
    if isinstance(value, dict):
        return "".join(
            f"{blank}{key}: {each}\n" if isinstance(each, str) else f"{blank}{key}:\n{written(each, indent + 2)}"
            for key, each in value.items()
        )
    assert isinstance(value, list)
    entries = (f"{blank}  {each}\n" if isinstance(each, str) else written(each, indent + 2) for each in value)
    return "".join(f"{blank}- {entry[indent + 2 :]}" for entry in entries)


def agree(text: str, line: int = 7) -> None:
    assert marked.parse(text, "x.yml", line, quick=False) == marked.parse(text, "x.yml", line)


@settings(max_examples=TEXTS, deadline=None)
@given(rows)
@example(" a: b\nc: d")
@example(" a: b\n c: d")
@example("a: b\n  - c")
@example("- a\n  b: c")
@example("- a: b\n c: d")
@example("a:\nb: c")
@example("a: b\na: c")
def test_rows_of_anything_read_the_same_either_way(text: str):
    agree(text)


@settings(max_examples=TEXTS, deadline=None)
@given(
    plain.filter(lambda value: not isinstance(value, str)),
    st.lists(st.tuples(st.integers(0, 99), st.sampled_from("\n -:#a\"[]{},'\t")), max_size=2),
)
def test_so_does_a_record_with_slips_in_it(value: object, slips: list[tuple[int, str]]):
    text = written(value)
    for at, slip in slips:
        text = text[:at] + slip + text[at + 1 :]
    agree(text)


@settings(max_examples=TEXTS // 3, deadline=None)
@given(plain.filter(lambda value: not isinstance(value, str)))
def test_a_record_as_it_is_written_takes_the_quick_way(value: object):
    text = written(value)
    assert plain_yaml.read(text, 3) is not None
    agree(text, 3)


@settings(max_examples=TEXTS, deadline=None)
@given(
    st.text(
        st.one_of(
            st.sampled_from(list("ab: -#\n\n\"'[]{},&*!|>%@`?\\\t\r\x85\u2028\ufeff")), st.characters(codec="utf-8")
        ),
        max_size=40,
    )
)
def test_so_does_a_text_of_any_characters(text: str):
    agree(text)


@pytest.mark.parametrize(
    "text",
    [
        "# a\nb: c",
        "a: &b c",
        "a: *b",
        "a: !b c",
        "a: |\n  b",
        "a: b\n  c",
        "a: b\na: c",
        "a: 'b''c'",
        'a: "\\n"',
        "a:",
        "",
        "a",
    ],
)
def test_what_is_in_any_doubt_is_left_to_the_library(text: str):
    assert plain_yaml.read(text, 1) is None


def test_most_of_the_sample_archive_takes_the_quick_way():
    texts = [file.read_text(encoding="utf-8") for file in sorted((REPOSITORY / "meetings").rglob("*.yml"))]
    for file in sorted((REPOSITORY / "meetings").rglob("*/*.md")):
        parts, _ = split_front_matter(file.read_text(encoding="utf-8"), file.name)
        texts += [parts.yaml] if parts else []
    assert sum(plain_yaml.read(text, 1) is not None for text in texts) >= 0.8 * len(texts)
