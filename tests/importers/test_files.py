"""PDF and Word files are read in a process of their own, with their layout, and a hostile one harms nothing."""

from __future__ import annotations

import html
import shutil
import time
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from minutebook.importers import docx as word
from minutebook.importers.cutting import cut
from minutebook.importers.lines import ImportRefusedError
from minutebook.importers.planning import plan
from minutebook.importers.reading import read
from minutebook.text import locale

from tests.importers.making import COLUMN, MINUTES, docx, pdf, scanned_pdf


def spaced(lines: tuple[str, ...]) -> list[str]:
    """Set an empty line before each label, as minutes do."""
    return [each for line in lines for each in (("", line) if line[0].isupper() and len(line) < 32 else (line,))]


@pytest.fixture(params=["txt", "pdf", "docx"])
def minutes(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Lay down the same minutes as each kind of file."""
    file = tmp_path / f"havneudvalget.{request.param}"
    wrapped = [*MINUTES[:5], f"{MINUTES[5]} {MINUTES[6]}", *MINUTES[7:]]
    numbered = [line.replace("1) ", "%").replace("2) ", "%") if ") " in line[:4] else line for line in wrapped]
    if request.param == "txt":
        file.write_text("\n".join(spaced(MINUTES)), encoding="utf-8")
    elif request.param == "pdf":
        file.write_bytes(pdf([spaced(MINUTES)], foot="Strandlev Kommune, side {n}"))
    else:
        file.write_bytes(docx(numbered))
    return file


def test_text_pdf_and_word_give_the_same_records(minutes: Path, tmp_path: Path):
    done = cut(read(minutes))
    files = {change.name: change.after for change in plan(done, tmp_path / "meetings", locale("da")).changes}
    item = files["havneudvalget/2031-05-05/01-ny-mole-i-strandlev-havn.md"]
    front, _, body = item.partition("source:")
    assert (
        "---\nnumber: 1\ntitle: Ny mole i Strandlev Havn\nkind: decision\n"
        "recommendation:\n  by: Forvaltningen\n  text: Forvaltningen indstiller,\n"
        '  points:\n    1: at molen bygges, og\n    2: "at prisen <holdes> & følges."\n'
        "decision:\n  - points: 1-2\n    outcome: adopted\n    text: Godkendt.\n"
    ).replace("Forvaltningen indstiller,\n", '"Forvaltningen indstiller,"\n') == front
    assert body.partition("---\n")[2].startswith(
        "\n## Sagsfremstilling\n\nMolen bliver 80 meter lang. Den skal beskytte de mindre både mod vestenvinden, som "
        "er taget til de senere år.\n\n## Beslutning\n\nBente Bro (A) var fraværende.\n"
    )


def test_running_heads_and_page_numbers_are_known_by_where_they_stand(tmp_path: Path):
    file = tmp_path / "havneudvalget.pdf"
    lines = spaced(MINUTES)
    file.write_bytes(pdf([lines[:8], lines[8:14], lines[14:]], head="Strandlev, åben dagsorden", foot="{n}"))
    done = cut(read(file))
    placed = {destination.name: count for destination, count in done.account.balance() if destination.kind == "layout"}
    assert 2 + 3 + 3 == placed["running-head"]
    assert 0 == len(done.account.at("unplaced"))


def test_columns_are_read_one_after_the_other(tmp_path: Path):
    file = tmp_path / "a.pdf"
    left, right = ["Udvalget drøftede", "sagen og sendte", "den i"], ["høring hos", "naboerne.", "", "Godkendt."]
    file.write_bytes(pdf([[*left, COLUMN, *right]]))

    assert [*left, *right] == [line.text for line in read(file).lines]


def test_the_pages_of_a_pdf_are_the_pages_of_its_lines(tmp_path: Path):
    file = tmp_path / "a.pdf"
    file.write_bytes(pdf([["Første"], ["Anden"], ["Tredje"]]))
    assert [("Første", 1), ("Anden", 2), ("Tredje", 3)] == [(line.text, line.page) for line in read(file).lines]


def test_numbers_that_word_only_draws_are_read_and_page_breaks_too(tmp_path: Path):
    file = tmp_path / "a.docx"
    file.write_bytes(docx(["#Overskrift", "%Første punkt", "$Andet punkt", "\fNy side"]))
    lines = [(line.text, line.page, line.heading) for line in read(file).lines if line.text]
    assert [("Overskrift", 1, 1), ("1) Første punkt", 1, 0), ("2) Andet punkt", 1, 0), ("Ny side", 2, 0)] == lines


BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
DRAWN = "<w:lastRenderedPageBreak/>"
SECTION = '<w:p><w:pPr><w:sectPr><w:type w:val="{}"/></w:sectPr></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>'
BEFORE = "<w:p><w:pPr><w:pageBreakBefore/></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>"


def drawn(text: str, before: str = "") -> str:
    return f"<w:p><w:r>{before}<w:t>{html.escape(text)}</w:t></w:r></w:p>"


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"


def entry(text: str, of: int = 3) -> str:
    return f'<w:p><w:pPr><w:numPr><w:numId w:val="{of}"/></w:numPr></w:pPr><w:r>{DRAWN}<w:t>{text}</w:t></w:r></w:p>'


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (entry("A", 4) + entry("B", 4), ["iii) A", "iv) B"]),
        (entry("A", 5) + entry("B", 5), ["MCMXLIX. A", "MCML. B"]),
        (
            table(row(entry("A"), drawn("x")), row(entry("B"), drawn("y"))) + entry("C"),
            ["1) A | x", "2) B | y", "3) C"],
        ),
        (table(row(entry(""), drawn("x"))), ["1) | x"]),
        (drawn("A") + entry("B"), ["A", "1) B"]),
        (table(row(entry("A") + entry("B"), drawn("x"))), ["1) A", "2) B", "x"]),
        (table(row(drawn("A"), table(row(drawn("b"), drawn("c"))) + drawn(""))), ["A | b | c"]),
        (
            table(row(drawn("A"), table(row(drawn("b"), drawn("c")), row(drawn("d"), drawn("e"))) + drawn(""))),
            ["A", "b | c", "d | e"],
        ),
        (table(row(drawn("A"), f"<w:sdt><w:sdtContent>{drawn('b')}</w:sdtContent></w:sdt>")), ["A | b"]),
        (table(f"<w:tr><w:sdt><w:sdtContent><w:tc>{drawn('b')}</w:tc></w:sdtContent></w:sdt></w:tr>"), ["b"]),
    ],
)
def test_tables_and_lists_of_a_word_document_say_what_word_shows(body: str, lines: list[str]):
    assert lines == [text for text, *_ in word.read(docx([], body=body))["lines"] if text]


BOX = "<w:txbxContent>{}</w:txbxContent>"
EITHER = (
    '<w:p><w:r><w:t>Før</w:t></w:r><w:r><mc:AlternateContent xmlns:mc="{}"><mc:Choice Requires="wps">{}</mc:Choice>'
    "<mc:Fallback>{}</mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>efter</w:t></w:r></w:p>"
).format


@pytest.mark.parametrize(
    ("choice", "fallback", "lines"),
    [
        (BOX.format(drawn("En") + drawn("To")), BOX.format(drawn("En") + drawn("To")), ["Før", "En", "To", "efter"]),
        (BOX.format(f"<w:tbl>{row(drawn('A'), drawn('B'))}</w:tbl>"), "", ["Før", "A | B", "efter"]),
        ("<w:drawing/>", BOX.format(drawn("Kun her")), ["Før", "Kun her", "efter"]),
        ("<w:drawing/>", "<w:pict/>", ["Førefter"]),
    ],
)
def test_a_text_box_stands_on_lines_of_its_own_and_once(choice: str, fallback: str, lines: list[str]):
    """Word writes each box twice: as it draws it now, and for its older versions."""
    namespace = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    read = word.read(docx([], body=EITHER(namespace, choice, fallback)))
    assert lines == [text for text, *_ in read["lines"] if text]


def test_what_was_moved_in_a_word_document_stands_where_it_is_now():
    run = "<w:r><w:t>Flyttet.</w:t></w:r>"
    body = f"<w:p><w:moveFrom>{run}</w:moveFrom></w:p>{drawn('Midt.')}<w:p><w:moveTo>{run}</w:moveTo></w:p>"
    assert ["Midt.", "Flyttet."] == [text for text, *_ in word.read(docx([], body=body))["lines"] if text]


def test_where_tabs_would_stop_is_no_tab():
    stops = '<w:pPr><w:tabs><w:tab w:val="left" w:pos="567"/></w:tabs></w:pPr>'
    body = f"<w:p>{stops}<w:r><w:t>A</w:t><w:tab/><w:t>B</w:t></w:r></w:p>"
    assert ["A\tB"] == [text for text, *_ in word.read(docx([], body=body))["lines"] if text]


@pytest.mark.parametrize(
    ("body", "pages"),
    [
        (drawn("A") + BREAK + drawn("B"), [("A", 1), ("B", 2)]),
        (drawn("A") + BREAK + drawn("B", DRAWN), [("A", 1), ("B", 2)]),
        (drawn("A") + BREAK + BREAK + drawn("B"), [("A", 1), ("B", 3)]),
        (drawn("A") + drawn("B", DRAWN), [("A", 1), ("B", 2)]),
        (drawn("A") + BEFORE.format("B"), [("A", 1), ("B", 2)]),
        (BEFORE.format("A") + drawn("B"), [("A", 1), ("B", 1)]),
        (SECTION.format("nextPage", "A") + drawn("B"), [("A", 1), ("B", 2)]),
        (SECTION.format("continuous", "A") + drawn("B"), [("A", 1), ("B", 1)]),
        (
            f"<w:tbl>{row(drawn('A'), drawn('1'))}{row(drawn('B', DRAWN), drawn('2'))}</w:tbl>{drawn('C')}",
            [("A | 1", 1), ("B | 2", 2), ("C", 2)],
        ),
    ],
)
def test_the_pages_of_a_word_document_are_those_that_word_drew(body: str, pages: list[tuple[str, int]]):
    lines = word.read(docx([], body=body))["lines"]
    assert pages == [(text, page) for text, page, *_ in lines if text]


def test_an_attachment_in_a_word_document_begins_on_its_own_page(tmp_path: Path):
    file = tmp_path / "havneudvalget.docx"
    minutes = [drawn(line) for line in (*MINUTES[:11], "Bilagsfortegnelse", "1. Notat om molen", *MINUTES[11:])]
    table = f"<w:tbl>{row(drawn('År', DRAWN), drawn('Både'))}{row(drawn('2030'), drawn('12'))}</w:tbl>"
    notes = [drawn("Notat om molen"), drawn("Molen er gammel."), table, BEFORE.format("Notatet slutter her.")]
    file.write_bytes(docx([], body="".join((*minutes, BREAK, *notes))))
    ((document,),) = [item.documents for item in cut(read(file)).meeting.items]
    assert [2, 3, 4] == sorted({line.page for line in document.text})
    assert ("Notat om molen", 2) == (document.text[0].text, document.first_page)


def test_pages_are_told_while_they_are_read(tmp_path: Path):
    file = tmp_path / "a.pdf"
    file.write_bytes(pdf([["Første"], ["Anden"], ["Tredje"]]))
    told: list[tuple[int, int]] = []
    read(file, told=lambda page, pages: told.append((page, pages)))
    assert [(1, 3), (2, 3), (3, 3)] == told


def refusal(file: Path, **options: float) -> str:
    with pytest.raises(ImportRefusedError) as refused:
        read(file, **options)
    assert locale("da")(f"import.refusal.{refused.value.code}", **refused.value.facts)
    return refused.value.code


def test_what_is_no_packet_is_refused_with_a_reason(tmp_path: Path):
    file = tmp_path / "a.bin"
    for data, code in (
        (b"", "no-text"),
        (b"  \n\n", "no-text"),
        (b"%PDF-1.7\nnot really", "damaged"),
        (pdf([["Tekst"]])[:200], "damaged"),
        (b"PK\x03\x04garbage", "not-a-document"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0", "not-text"),
        (docx(["Tekst"], extra='<!DOCTYPE a [<!ENTITY b "c">]>'), "not-a-document"),
    ):
        file.write_bytes(data)
        assert (data[:20], code) == (data[:20], refusal(file))


def test_text_of_older_systems_is_read(tmp_path: Path):
    file = tmp_path / "a.txt"
    for encoding in ("utf-8", "utf-8-sig", "cp1252", "utf-16"):
        file.write_bytes("Økonomi på 3 sider".encode(encoding))
        assert "Økonomi på 3 sider" == read(file).lines[0].text


def test_a_document_that_swells_when_it_is_unpacked_is_refused_and_harms_nothing(tmp_path: Path):
    file = tmp_path / "bomb.docx"
    file.write_bytes(docx([" " * 110_000_000]))
    assert file.stat().st_size < 2_000_000
    assert refusal(file) in {"damaged", "not-a-document"}


def test_a_file_that_takes_too_long_is_given_up(tmp_path: Path):
    file = tmp_path / "slow.pdf"
    file.write_bytes(pdf([[f"Linje {line}" for line in range(50)]] * 200))
    started = time.monotonic()
    assert "too-slow" == refusal(file, seconds=0.05)
    assert time.monotonic() - started < 5


def scan(tmp_path: Path) -> Path:
    """Draw a page of text and keep only the picture of it."""
    page = pdfium.PdfDocument(pdf([["Havneudvalget har drøftet sagen om den nye mole."]]))[0]
    picture = page.render(scale=200 / 72, grayscale=True)
    raw, stride = bytes(picture.buffer), picture.stride
    grey = b"".join(raw[row * stride : row * stride + picture.width] for row in range(picture.height))
    file = tmp_path / "scan.pdf"
    file.write_bytes(scanned_pdf(grey, picture.width, picture.height))
    return file


def test_a_scan_without_text_says_so(tmp_path: Path):
    assert "no-text" == refusal(scan(tmp_path))


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed")
def test_tesseract_reads_a_scan_where_it_is_installed(tmp_path: Path):
    packet = read(scan(tmp_path), ocr=True)
    assert (1,) == packet.recognized
    assert "nye mole" in " ".join(line.text for line in packet.lines)
