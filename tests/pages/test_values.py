"""What the templates leave to Python: plain values as HTML."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape
from minutebook.pages.parts import Badge, Day, Link, Outside, Value
from minutebook.pages.values import Values, shown

EVIL = "<script>'\"&"
SAFE = "&lt;script&gt;&#39;&#34;&amp;"


@given(st.text())
def test_a_text_is_escaped_as_jinja_escapes_it(text: str):
    assert str(escape(text)) == shown(text)
    assert type(shown(text)) is str


def test_what_is_html_already_is_not_escaped_again():
    assert shown(Markup("<p>&amp;</p>")) == "<p>&amp;</p>"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (EVIL, SAFE),
        (Markup("<b>x</b>"), "<b>x</b>"),
        (Day(EVIL, EVIL), f'<time datetime="{SAFE}">{SAFE}</time>'),
        (Link(EVIL, EVIL), f'<a href="\ue000{SAFE}">{SAFE}</a>'),
        (Link("Sag", "sager/1/", recorded=True), '<a href="\ue000sager/1/" lang="da">Sag</a>'),
        (Outside(EVIL, EVIL), f'<a href="{SAFE}">{SAFE}</a>'),
    ],
)
def test_a_value_is_shown_by_what_it_is_and_can_do_nothing(value: Value, expected: str):
    assert expected == Values(Markup(' lang="da"')).value(value)


def test_a_badge_shows_its_points_where_it_has_any():
    values = Values(Markup())
    label = f'<span class="badge__label">{SAFE}</span>'
    start = f'<span class="badge badge--{SAFE}" data-outcome="{SAFE}">{label}'
    points = f' <span class="badge__points">{SAFE}</span>'
    with_points, without = Badge(EVIL, EVIL, EVIL, EVIL), Badge(EVIL, EVIL, EVIL)
    assert f"{start}{points}</span> {start}</span>" == values.badges([with_points, without])
    assert f"{start}</span>" == values.value(without) == values.badge(without)


def test_values_in_a_row_have_something_between_them():
    assert Values(Markup()).inline(["<", Day("i dag", "2024-01-01")], " & ") == (
        '&lt; &amp; <time datetime="2024-01-01">i dag</time>'
    )
