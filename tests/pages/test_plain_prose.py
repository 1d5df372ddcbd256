"""The quick way for plain prose answers what the library answers, to the byte, or does not answer.

`make quickways` tries a hundred thousand texts each way; here it is a few hundred.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from minutebook.pages.prose import Prose
from minutebook.records.loading import load
from minutebook.text import locale
from minutebook.urls import addresses

from tests.building import REPOSITORY

TEXTS = int(os.environ.get("QUICKWAYS", "200"))
PATH = "meetings/tmu/2023-05-02/01-sti.md"
KNOWN = {
    "meetings/tmu/2023-05-02/02-bro.md": "moeder/tmu/2023-05-02/punkt-2/",
    "meetings/tmu/2023-05-02/attachments/1.1-æ & ø.pdf": "moeder/tmu/2023-05-02/punkt-1/filer/1.1-æ & ø.pdf",
}
QUICK = Prose(locale("da"), addresses("da"), KNOWN)
SLOW = Prose(locale("da"), addresses("da"), KNOWN, quick=False)

WORDS = [
    *(
        "Udvalget",
        "drøftede",
        "sagen,",
        "og",
        "2014.",
        "(bilag",
        "2)",
        "kr.",
        "-5",
        "pct.",
        "§",
        "12,",
        "»ja«",
        "“nej”",
    ),
    *("Bøger & blade", "a/b", "1.234,5", "æ\u0301", "S&P;", "AT&T", "d. 9.", "nr.", "ca. 5 %", "–", "—", "it's", '"x"'),
    *("**fed**", "*kursiv*", "**Mål:** tekst", "(**a b**)", "**a**, *b*.", "2*3", "a_b", "_a_", "**", "*", "***a***"),
    *("[bro](02-bro.md)", "[bro](02-bro.md#a)", "[væk](x.md)", "[a b](https://a.example/x_y?z=1#b)", "[a](#b)", "[x]"),
    *("[m](mailto:a@b.example)", "[x](javascript:a)", "![x](02-bro.md)", "[f](attachments/1.1-æ%20&%20ø.pdf)", "[](a)"),
    *(
        "[a](http://a.b:99999999/)",
        "[a](http://xn--a.dk)",
        "[a](http://1.2.3.999/)",
        "[a](//a.dk/b)",
        "[a](a 'b')",
        "`c`",
    ),
    *(
        "http://a.example/b.",
        "https://a.example/b_c",
        "(http://a.dk)",
        "http://a",
        "xhttp://a.dk",
        "&amp;",
        "&",
        "<b>",
        ">",
    ),
    *(
        "klzzwxh:0001",
        "a\\*b",
        "\u200b",
        "\u00a0",
        "\u2028",
        "\ufeff",
        "\u00ad",
        "  ",
        "|",
        "#",
        "~",
        "http",
        "!",
        "[",
        "]",
    ),
]
STARTS = [
    *(
        "",
        "",
        "",
        "",
        "",
        "- ",
        "- ",
        "* ",
        "+ ",
        "1. ",
        "2. ",
        "9. ",
        "03. ",
        "1) ",
        "# ",
        "## ",
        "### ",
        "##",
        "> ",
        "  ",
    ),
    *(
        "    ",
        "\t",
        "= ",
        "--- ",
        "-- ",
        "-",
        "| ",
        "~~~ ",
        "``` ",
        "[a]: ",
        "<!-- page 3 --> ",
        ": ",
        "<!-- x --> ",
        "  - ",
        "    - ",
        "    * ",
        "__a__ ",
    ),
]
LINES = [
    *(
        "---",
        "***",
        "===",
        "- - -",
        "| a | 2 |",
        "| --- | --- |",
        "|:--|--:|",
        "| b | 9,3 |",
        "| | -12 pct. |",
        "| c |",
    ),
    *(
        "| – | 1 | 2 |",
        "a | b",
        "--- | ---",
        "<!-- page 15 -->",
        "<!-- page b-1_2_ -->",
        "<!-- rettes -->",
        "```",
        "~~~",
    ),
    *(
        "| A | Pct. |\n| --- | --- |\n| **x** | 9,3 |\n| y | – |",
        "| A |\n| --- |",
        "| | A |\n|---|---|",
        "|",
        "||",
        "| - |",
    ),
    *(
        "- en\n- to",
        "1. en\n2. to",
        "- en\n  mere\n- to",
        "1. en\n    - to\n2. tre",
        "3. tre",
        "9. september",
        "- ",
        "1.",
        "-",
        "*",
        "#",
        "##",
        "+",
    ),
    *("# A", "## B", "#### C", "###### D #", "## E\nTekst", "A\n===", "B\n---", "[x]: http://a.dk", "Tekst:\n- a\n- b"),
]
NASTY = [
    *"#*_-+|`<>[]()!&;:=~\n\n \t.\\\"'/1a9ø\ue000\ue001\ue002\x02\x03\x00\u200b\u00a0",
    "\n\n",
    "  \n",
    "http://",
    "- ",
    "1. ",
]

line = st.builds(
    lambda start, words: start + " ".join(words), st.sampled_from(STARTS), st.lists(st.sampled_from(WORDS), max_size=5)
)
text = st.lists(
    st.tuples(st.one_of(line, st.sampled_from(LINES)), st.sampled_from(["\n", "\n\n", "\n\n\n", " \n"])), max_size=7
).map(lambda rows: "".join(map("".join, rows)))
change = st.tuples(st.integers(0, 200), st.integers(0, 2), st.sampled_from(["", *NASTY]))


def changed(text: str, changes: list[tuple[int, int, str]]) -> str:
    for at, gone, put in changes:
        text = text[:at] + put + text[at + gone :]
    return text


def agree(markdown: str) -> None:
    assert SLOW.html(markdown, PATH) == QUICK.html(markdown, PATH)


@settings(max_examples=TEXTS, deadline=None)
@given(text)
def test_a_text_of_all_that_markdown_has_reads_the_same_either_way(markdown: str):
    agree(markdown)


@settings(max_examples=TEXTS, deadline=None)
@given(text, st.lists(change, max_size=4))
def test_so_does_a_text_with_slips_in_it(markdown: str, changes: list[tuple[int, int, str]]):
    agree(changed(markdown, changes))


@settings(max_examples=TEXTS, deadline=None)
@given(st.text(st.one_of(st.sampled_from(list("".join(NASTY))), st.characters(codec="utf-8")), max_size=60))
@example("a\n-\nb")
@example("**a**b**")
def test_so_does_a_text_of_any_characters(markdown: str):
    agree(markdown)


PLAIN = [
    "Udvalget drøftede sagen.\n\nDet skete den 9. september\n2014.",
    "## En\n\nTekst\n\n#### To\nTekst\n\n### Tre",
    "- en\n- to\n  og mere\n\n3. en\n4. to",
    "| Mål | Pct. |\n| --- | ---: |\n| Unge | 9,3 |\n| | -12 pct. |\n| **Ledige** | – |",
    "<!-- page 15 -->\n\nTekst\n\n<!-- page 16 -->\n\n## En",
    "Her er < 10 pct. > 5.  \nOg en linje, __fed__ og _kursiv_.\n\n> Et citat\n> på to linjer.",
    "1. en\n    - to\n    - **tre**\n2. fire\n   og mere\n\n- fem\n    * seks",
    "__Fed__ først.\n_Kursiv_ derpå.",
    "**Fed** og *kursiv*, [bro](02-bro.md#x) og http://a.example/b. Bøger & blade.",
]
NOT_PLAIN = [
    *(
        "> a\nb",
        "> - a",
        "> 1. a",
        "> a\n\n> b",
        "a   \nb",
        "a \nb",
        "- a  \n  b",
        "a <b",
        "a **b\nc  \nd**",
        "```\na\n```",
        "`a`",
        "- en\n\n- to",
        "- en\n     - to",
        "- en\n    - to\n        - tre",
        "- en\n    - to\n    mere",
        "- en\n    1. to",
        "- en\n\n    - to",
        "1. - a",
        "# A #",
        "a | b\n--- | ---",
        "[a]",
    ),
    *(
        "\u00a0a",
        "a\u200bb",
        "![a](b)",
        "<b>",
        "a\n===",
        "- - -",
        "[a](b c)",
        "_a",
        "a_b_c",
        "**a*b**",
        "&amp;",
        "a\\*",
    ),
]


@pytest.mark.parametrize("markdown", PLAIN)
def test_what_minutes_are_made_of_takes_the_quick_way(markdown: str):
    prose = Prose(locale("da"), addresses("da"), KNOWN)
    assert SLOW.html(markdown, PATH) == prose.html(markdown, PATH)
    assert {"plain": 1, "any": 0} == prose.counts


@pytest.mark.parametrize("markdown", NOT_PLAIN)
def test_what_is_in_any_doubt_is_left_to_the_library(markdown: str):
    prose = Prose(locale("da"), addresses("da"), KNOWN)
    assert SLOW.html(markdown, PATH) == prose.html(markdown, PATH)
    assert {"plain": 0, "any": 1} == prose.counts


def test_most_of_the_sample_archive_takes_the_quick_way():
    prose = Prose(locale("da"), addresses("da"))
    archive = load(REPOSITORY).archive
    records = [record for _, item in archive.handled_items() for record in (item, *item.attachments)]
    for record in records:
        for section in record.sections:
            prose.html(section.markdown, record.path)
    assert prose.counts["plain"] >= 8 * prose.counts["any"] > 0


def test_a_text_is_read_once_however_many_pages_show_it():
    prose = Prose(locale("da"), addresses("da"))
    for level in (1, 3):
        prose.html("## Baggrund\n\nTekst", PATH, level)
    assert {"plain": 1, "any": 0} == prose.counts
