"""Lines become paragraphs in the packet's own words, and Markdown shows them as they are."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from justhtml import JustHTML
from minutebook import urls
from minutebook.importers.lines import Line, clean, from_text
from minutebook.importers.prose import Typography, escape, markdown, once, plain
from minutebook.pages.prose import Prose
from minutebook.text import locale

SUSPENDING = ("og", "eller")


def joined(text: str) -> str:
    lines, _ = from_text(text)
    written = tuple(line for line in lines if not line.blank)
    return plain(written, Typography.of(lines, SUSPENDING, ("september",)))


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("Der er vedtaget en beskæfti-\ngelsesplan", "Der er vedtaget en beskæftigelsesplan"),
        ("Planen er for hele sundheds-\nog ældreområdet", "Planen er for hele sundheds- og ældreområdet"),
        ("Sagen er sendt til Lyngby-\nTaarbæk Kommune", "Sagen er sendt til Lyngby-Taarbæk Kommune"),
        ("Det gælder for årene 2031-\n2034 og senere", "Det gælder for årene 2031-2034 og senere"),
        ("Vi har talt med alle AC-\nmedarbejdere", "Vi har talt med alle AC-medarbejdere"),
        ("Se e-mail herom. Send en e-\nmail til os", "Se e-mail herom. Send en e-mail til os"),
        ("Se https://strandlev.example/nye-\nveje.html", "Se https://strandlev.example/nye-veje.html"),
        (
            "Se https://strandlev.example/nye_k\nort/veje.html her",
            "Se https://strandlev.example/nye_kort/veje.html her",
        ),
        ("Udvalget mødes igen den\n9. september 2031", "Udvalget mødes igen den 9. september 2031"),
        ("Stien er blevet noget læn\u00ad\ngere", "Stien er blevet noget længere"),
    ],
)
def test_a_word_broken_over_a_line_end_becomes_whole_and_its_own_hyphen_stays(printed: str, read: str):
    assert read == joined(printed)


def test_a_short_line_ends_its_paragraph_and_an_empty_one_does_too():
    text = "Denne linje er så lang, at den næste hører til den samme\ntekst.\nHer begynder en ny.\n\nOg her endnu en."
    expected = (
        "Denne linje er så lang, at den næste hører til den samme tekst.\n\nHer begynder en ny.\n\nOg her endnu en."
    )
    assert expected == joined(text)


def test_a_double_spaced_page_is_read_as_one_that_is_not():
    lines = ["Denne linje fylder hele siden ud i bredden og", "den næste fortsætter den samme sætning, og så", "er den"]
    text = " \n\n".join((*lines, "slut.", "Næste afsnit begynder også med en lang linje,", "som går videre her."))
    assert joined(text).startswith(" ".join(lines))


def test_a_sentence_goes_on_over_the_end_of_a_page():
    text = "Der er modtaget tre svar i høringen, og de er alle\n positive over for forslaget."
    assert "Der er modtaget tre svar i høringen, og de er alle positive over for forslaget." == joined(text)


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("– Turisme på budgettet? – Nej– Turisme på budgettet? – Nej", "– Turisme på budgettet? – Nej"),
        ("Undersøgte kommuner:Undersøgte kommuner:", "Undersøgte kommuner:"),
        ("Ja ja", "Ja ja"),
        ("Hallohallohallo", "Hallohallohallo"),
    ],
)
def test_what_came_out_twice_in_a_line_is_read_once(printed: str, read: str):
    assert read == once(printed)


SIGNS = st.text(alphabet="ab1 \\`*_{}[]()<>#+-.!|~=:&;/æ'\"^@\u00a0", min_size=1, max_size=40)
TRICKS = st.sampled_from(
    [
        *(
            "# nej",
            "1. nej",
            "1986. Et år",
            "- nej",
            "+ nej",
            "> nej",
            "---",
            "***",
            "===",
            "~~~",
            "| a | b |",
            "<b>fed</b>",
        ),
        *(
            "<!-- skjult -->",
            "<!-- page 3 -->",
            "&lt;",
            "&amp;amp;",
            "[a]: http://b.example",
            "[a](javascript:b)",
            "[TOC]",
        ),
        *(
            "![a](b.png)",
            "``a``",
            "a  \nb",
            "http://a.example/b_c_d_(e)",
            "a@b.example",
            "<http://a.example>",
            "*[a]: b",
        ),
        *(":   a", "\\", "\\\\", "\\*", "__a__", "a_b_c", "_a_b_", "https://x.example/[a]`b`\\c", "{: #a}", "[^1]"),
    ]
)


@settings(deadline=None)
@given(st.one_of(SIGNS, TRICKS, st.tuples(TRICKS, SIGNS).map(" ".join)))
def test_markdown_shows_every_character_of_a_paragraph(text: str):
    text = re.sub(r"\s+", " ", clean(text), flags=re.ASCII).strip(" ")
    html = Prose(locale("da"), urls.addresses("da")).html(escape(text)) if text.strip() else ""
    shown = JustHTML(f"<body>{html}</body>", sanitize=False).root.to_text(separator="", strip=False)
    assert without_blanks(text) == without_blanks(shown)


def without_blanks(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_a_mark_stands_where_a_page_of_the_original_begins():
    lines = (Line(0, "Første side.", 4), Line(2, "Anden side.", 5))
    typography = Typography.of(lines, SUSPENDING, ())
    assert "<!-- page 4 -->\n\nFørste side.\n\n<!-- page 5 -->\n\nAnden side." == markdown(
        lines, typography, lambda line: str(line.page)
    )
