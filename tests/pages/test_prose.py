"""The prose of records becomes HTML that shows every word and does nothing."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from minutebook.pages.page import ROOT, finished
from minutebook.pages.prose import Prose, with_scrolling_tables
from minutebook.text import locale
from minutebook.urls import addresses

from tests.building import REPOSITORY

KNOWN = {
    "meetings/tmu/2023-05-02/02-bro.md": "moeder/tmu/2023-05-02/punkt-2/",
    "meetings/tmu/2023-05-02/attachments/1.2-kort.svg": "moeder/tmu/2023-05-02/punkt-1/filer/1.2-kort.svg",
}
PATH = "meetings/tmu/2023-05-02/01-sti.md"
PROSE = Prose(locale("da"), addresses("da"), KNOWN)


def html(markdown: str, under: int = 1) -> str:
    return str(PROSE.html(markdown, PATH, under))


class Elements(HTMLParser):
    """All elements of a fragment with their attributes, and the levels of its headings."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    @property
    def tags(self) -> set[str]:
        return {tag for tag, _ in self.found}

    @property
    def attributes(self) -> set[str]:
        return {name for _, attributes in self.found for name in attributes}

    @property
    def levels(self) -> list[int]:
        return [int(tag[1]) for tag, _ in self.found if re.fullmatch(r"h[1-6]", tag)]


ATTACKS = [
    "<script>alert(1)</script>",
    "Før <script src='https://evil.example/x.js'></script> efter",
    "<img src=x onerror=alert(1)>",
    "<p style='position:fixed'>Over alt</p>",
    "<style>body{display:none}</style>",
    "<iframe src='https://evil.example'></iframe>",
    "<svg onload=alert(1)><use href='#x'/></svg>",
    "<form action='https://evil.example'><input name=cpr></form>",
    "<object data=x></object><embed src=x><link rel=stylesheet href=x><base href=x><meta http-equiv=refresh>",
    "<a href='javascript:alert(1)' onclick='alert(1)'>her</a>",
    "[her](javascript:alert(1))",
    "[her](JaVaScRiPt:alert(1))",
    "[her](&#106;avascript:alert(1))",
    "[her](java\tscript:alert(1))",
    "[her](data:text/html;base64,PHNjcmlwdD4=)",
    "[her](vbscript:x) og <javascript:alert(1)>",
    "![x](javascript:alert(1))",
    '![x](https://evil.example/pixel.gif "onerror=alert(1)")',
    '[x](https://a.example "\\" onmouseover=alert(1)")',
    "| <script>a</script> | <img src=x onerror=y> |\n| --- | --- |\n| <iframe> | <svg> |",
    "# <script>x</script>\n\n> <style>y</style>\n\n- <iframe>\n\n1. <svg>",
    '[x]: javascript:alert(1) "t"\n\n[x]',
    "`<script>`",
    '<div id="page-title" class="md-header">x</div>',
]


@pytest.mark.parametrize("markdown", ATTACKS)
def test_nothing_in_a_record_can_act_on_the_page(markdown):
    shown = Elements(html(markdown))

    allowed = {"p", "a", "code", "em", "strong", "blockquote", "ul", "ol", "li", "h2", "table", "thead", "tbody"}
    assert shown.tags <= allowed | {"tr", "th", "td", "div", "br", "hr"}
    assert shown.attributes <= {"href", "scope", "class", "role", "tabindex", "aria-label"}
    for _, attributes in shown.found:
        target = attributes.get("href") or ""
        assert not re.match(r"\s*(javascript|vbscript|data):", target, re.IGNORECASE)


def test_raw_html_is_shown_as_the_text_that_it_is():
    expected = "<p>Pris &lt;100 kr. og &lt;se bilag 2&gt;, ikke &lt;b&gt;fed&lt;/b&gt;</p>"

    assert expected == html("Pris <100 kr. og <se bilag 2>, ikke <b>fed</b>")


def test_a_comment_is_nobodys_business():
    assert html("Før <!-- skal rettes --> efter") == "<p>Før  efter</p>"
    assert html("Før <!-- page 3 udeladt: sygdom --> efter") == "<p>Før  efter</p>"
    assert html("Før <!-- page 3 --> efter") == "<p>Før  efter</p>"
    assert html("<!-- page\n3 udeladt -->\n\nEfter") == "<p>Efter</p>"
    assert html("<!-- page 3 udeladt\n<!-- page 4 -->\n\nEfter") == "<p>Efter</p>"


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("[bro](02-bro.md)", f'<a href="{ROOT}moeder/tmu/2023-05-02/punkt-2/">bro</a>'),
        ("[bro](02-bro.md#beslutning)", f'<a href="{ROOT}moeder/tmu/2023-05-02/punkt-2/#beslutning">bro</a>'),
        ("[bro](../2023-05-02/02-bro.md)", f'<a href="{ROOT}moeder/tmu/2023-05-02/punkt-2/">bro</a>'),
        ("[væk](findes-ikke.md)", "væk"),
        ("[ud](../../../../etc/passwd)", "ud"),
        ("[bro](02-bro.md#decision)", f'<a href="{ROOT}moeder/tmu/2023-05-02/punkt-2/#beslutning">bro</a>'),
        ("[side](#page-3)", '<a href="#side-3">side</a>'),
        ("[side](#side-3)", '<a href="#side-3">side</a>'),
        ("[mail](mailto:a@b.example)", '<a href="mailto:a@b.example">mail</a>'),
        ("Se http://a.example/b.aspx.", 'Se <a href="http://a.example/b.aspx">http://a.example/b.aspx</a>.'),
        ("[http://a.example](http://a.example)", '<a href="http://a.example">http://a.example</a>'),
        (
            "![Kort](attachments/1.2-kort.svg)",
            f'<img alt="Kort" src="{ROOT}moeder/tmu/2023-05-02/punkt-1/filer/1.2-kort.svg">',
        ),
        ("![Foto](https://a.example/f.jpg)", '<a href="https://a.example/f.jpg">Foto</a>'),
        ("![Foto](vaek.jpg)", "Foto"),
    ],
)
def test_links_lead_to_where_their_target_is_published(markdown, expected):
    assert f"<p>{expected}</p>" == html(markdown)


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("# A\n\n## B\n\n# C", [2, 3, 2]),
        ("### A\n\n##### B\n\n#### C\n\n## D", [2, 3, 3, 2]),
        ("###### A\n\n# B\n\n#### C", [2, 2, 3]),
        ("#\n\n## A", [2]),
        ("A\n===\n\nB\n---", [2, 3]),
    ],
)
def test_headings_fit_the_outline_of_the_page_and_skip_no_level(markdown, expected):
    assert expected == Elements(html(markdown)).levels


def test_headings_stop_at_the_sixth_level():
    assert Elements(html("# A\n\n## B\n\n### C", under=5)).levels == [6, 6, 6]


@pytest.mark.parametrize(
    ("aligned", "cell"), [("left", "<td>"), ("center", '<td class="centered">'), ("right", '<td class="number">')]
)
def test_how_a_column_is_aligned_is_a_name_and_no_style_in_place(aligned, cell):
    shown = with_scrolling_tables(f'<table><td style="text-align: {aligned};">7</td></table>', locale("da"))

    assert (f"{cell}7</td>" in shown, "style=" in shown) == (True, False)


def test_a_table_scrolls_in_a_region_with_a_number_of_its_own():
    table = "| Mål | Pct. |\n| --- | --- |\n| Unge | 9,3 |\n| | -12 pct. |\n| Ledige | – |"
    expected = (
        '<div class="table" role="region" tabindex="0" aria-label="Tabel 1"><table class="sheet">'
        '<thead><tr><th scope="col">Mål</th><th class="number" scope="col">Pct.</th></tr></thead>'
        '<tbody><tr><td>Unge</td><td class="number">9,3</td></tr>'
        '<tr><td></td><td class="number">-12 pct.</td></tr>'
        "<tr><td>Ledige</td><td>–</td></tr></tbody></table></div>"
    )

    assert expected == finished(html(table), "a/b/")
    assert 'aria-label="Tabel 2"' in finished(html(table) + html(table), "a/b/")


def test_a_header_without_words_is_no_header():
    assert html("| | A |\n| --- | --- |\n| b | c |").count("<th ") == 1


def test_a_cell_can_hold_two_lines():
    assert "<td>en<br>to</td>" in html("| A |\n| --- |\n| en<br>to |")


def test_a_page_of_the_original_is_marked_where_it_begins():
    expected = '<p>Før.</p><p class="page-mark"><a href="#side-15" id="side-15">Side 15</a></p><p>Efter.</p>'

    assert expected == html("Før.\n<!-- page 15 -->\nEfter.")


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("Punkter:\n- en\n- to", "<p>Punkter:</p><ul><li>en</li><li>to</li></ul>"),
        ("Mødet blev holdt den\n9. september.", "<p>Mødet blev holdt den\n9. september.</p>"),
        ("    Indrykket tekst er tekst.", "<p>Indrykket tekst er tekst.</p>"),
        ("3. tredje\n4. fjerde", '<ol start="3"><li>tredje</li><li>fjerde</li></ol>'),
    ],
)
def test_clerks_may_write_as_they_do_elsewhere(markdown, expected):
    assert expected == html(markdown)


def test_no_prose_is_no_html():
    assert html(" \n\n ") == ""


def test_what_was_rendered_before_does_not_show():
    html("[x]: https://a.example\n\n# En\n\n| a |\n| --- |\n| b |")

    assert html("[x] alene") == "<p>[x] alene</p>"


markdown_like = st.text(
    st.one_of(
        st.sampled_from(list("#*_-+|`<>[]()!&;:=\n\n \t0123.\\\"'/~\ue000\ue001\ue002\x02\x03")),
        st.characters(codec="utf-8"),
    ),
    max_size=300,
)


@settings(max_examples=150, deadline=None)
@given(markdown_like)
def test_whatever_a_record_says_it_can_be_shown(markdown):
    shown = html(markdown)
    levels = Elements(shown).levels

    assert "\ue002" not in shown
    assert "<script" not in shown
    assert all(later - earlier <= 1 for earlier, later in zip([1, *levels], levels, strict=False))


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_bullets_and_numbers_make_lists_of_their_own(between):
    text = html(f"- a{between}1. b{between}- c").replace("\n", "")

    assert re.fullmatch(r"<ul><li>a</li></ul><ol><li>b</li></ol><ul><li>c</li></ul>", text)


def test_a_fenced_block_keeps_its_lines():
    assert "<pre><code>a &lt;b&gt;\n  c\n</code></pre>" in html("```\na <b>\n  c\n```")


def examples() -> list[str]:
    chapter = (REPOSITORY / "docs" / "manual" / "markdown.md").read_text(encoding="utf-8")
    return re.findall(r"^```markdown\n(.*?)^```$", chapter, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("markdown", examples())
def test_what_the_manual_says_of_markdown_is_so(markdown):
    shown = re.sub(r"<[^>]+>", "", html(markdown))

    assert not re.search(r"[#|*>]|\]\(|^- |^\d\. |!\[|-->", shown, re.MULTILINE)
    assert {"p", "ul", "ol", "table", "h2", "h3"} & Elements(html(markdown)).tags
