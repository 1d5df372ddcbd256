"""Office files give up their text by sheet, slide and page; what cannot be read is named."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from minutebook.cli import main
from minutebook.importers import office, sheets
from minutebook.importers.lines import ImportRefusedError
from minutebook.importers.reading import read

from tests.importers.importing import PACKETS
from tests.importers.making import open_document, packed, pptx, xlsx

FOLDER = "meetings/teknik-og-klimaudvalget/2031-04-14/attachments"


def said(answer: Mapping[str, Any]) -> list[tuple[str, int]]:
    return [(text, page) for text, page, *_ in answer["lines"] if text]


def text(words: str) -> str:
    return f'<c t="inlineStr"><is><t>{words}</t></is></c>'


BUDGET = xlsx(
    {
        "Budget": [
            text("Post") + text("Beløb") + text("Dato"),
            text("Sti") + "<c><v>4.5</v></c>" + '<c s="1"><v>47848</v></c>',
        ],
        "Skjult": [text("Nej")],
        "Noter": [text("Priser i 2031") + '<c t="b"><v>1</v></c>' + "<c><v>12</v></c>"],
    },
    hidden="Skjult",
)


def test_a_spreadsheet_is_read_sheet_by_sheet_with_its_dates_and_without_what_is_hidden():
    assert [
        ("Budget", 1), ("Post | Beløb | Dato", 1), ("Sti | 4.5 | 2030-12-31", 1),
        ("Noter", 2), ("Priser i 2031 | True | 12", 2),
    ] == said(sheets.read(BUDGET))  # fmt: skip


def test_a_presentation_is_read_slide_by_slide_and_a_picture_alone_is_named():
    slide = "<a:p><a:r><a:t>Stien </a:t></a:r><a:r><a:t>langs bækken</a:t></a:r></a:p><a:p><a:t>  </a:t></a:p>"
    cells = "".join(f"<a:tc><a:p><a:r><a:t>{word}</a:t></a:r></a:p></a:tc>" for word in ("År", "2031"))
    table = f"<a:tbl><a:tr>{cells}</a:tr></a:tbl>"
    answer = office.read_slides(pptx([slide, "<p:pic/>", table]))
    assert [("Stien langs bækken", 1), ("År | 2031", 3)] == said(answer)
    assert [2] == answer["unread"]


def test_what_a_slide_holds_for_several_versions_of_office_is_read_once():
    box = "<a:p><a:r><a:t>Stien</a:t></a:r></a:p>"
    either = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        "<mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>"
    ).format
    answer = office.read_slides(pptx([either(box, box), either("<p:sp/>", box)]))
    assert [("Stien", 1), ("Stien", 2)] == said(answer)


def test_a_text_box_in_an_open_document_stands_on_lines_of_its_own():
    box = "<draw:frame><draw:text-box>{}</draw:text-box></draw:frame>".format
    held = (
        "<text:h>Overskrift</text:h>",
        f"<text:p>En{box('<text:p>Inde</text:p>')}To</text:p>",
        "<office:annotation><text:p>Nej</text:p></office:annotation>",
        "<text:list><text:list-item><text:p>Grus</text:p></text:list-item></text:list>",
    )
    body = f"<office:text><text:p>Før{box(''.join(held))}efter</text:p></office:text>"
    assert [(line, 1) for line in ("Før", "Overskrift", "En", "Inde", "To", "Grus", "efter")] == said(
        office.read_open_document(open_document("text", body))
    )


def test_an_open_document_is_read_page_by_page_without_what_was_deleted():
    body = """<office:text><text:tracked-changes><text:p>Slettet</text:p></text:tracked-changes>
      <text:h text:outline-level="1">Notat</text:h>
      <text:p>Stien er<text:s text:c="2"/>lang,<text:line-break/>siger <text:span>alle</text:span><office:annotation>
      <text:p>Nej</text:p></office:annotation>.</text:p>
      <text:list><text:list-item><text:p>Grus</text:p></text:list-item></text:list>
      <table:table><table:table-row><table:table-cell><text:p>A</text:p></table:table-cell>
      <table:table-cell><text:p>B</text:p></table:table-cell></table:table-row></table:table>
      <text:p>Før<text:soft-page-break/>Efter</text:p></office:text>"""
    assert [
        *((line, 1) for line in ("Notat", "Stien er  lang,", "siger alle.", "Grus", "A | B", "Før")),
        ("Efter", 2),
    ] == said(office.read_open_document(open_document("text", body)))


def test_the_slides_of_an_open_presentation_are_pages():
    body = """<office:presentation><draw:page><draw:frame><text:p>Et</text:p></draw:frame>
      <presentation:notes><text:p>Husk at smile</text:p></presentation:notes></draw:page><draw:page/>
      <draw:page><text:p>Tre</text:p></draw:page></office:presentation>"""
    answer = office.read_open_document(open_document("presentation", body))
    assert [("Et", 1), ("Tre", 3)] == said(answer)
    assert [2] == answer["unread"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (packed({"a.txt": "a"}), "not-a-document"),
        (packed({"xl/workbook.xml": "<broken"}), "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "damaged"),
    ],
)
def test_what_is_no_office_file_is_refused_with_a_reason(data: bytes, code: str, tmp_path: Path):
    file = tmp_path / "a.xlsx"
    file.write_bytes(data)
    with pytest.raises(ImportRefusedError) as refused:
        read(file)
    assert code == refused.value.code


def test_attached_office_files_give_their_text_and_what_is_not_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    Path("45.2-kort.xlsx").write_bytes(BUDGET)
    Path("45.3-tegning.dwg").write_bytes(b"AC1032\0\0")
    files = [str(PACKETS / "strandlev-2031-04-14.txt"), "45.2-kort.xlsx", "45.3-tegning.dwg"]
    result = CliRunner().invoke(main, ["import", *files])
    assert "bilag 45.3: teksten i 45.3-tegning.dwg er ikke læst" in result.output
    sheet = (tmp_path / FOLDER / "45.2-kort-over-stien.md").read_text(encoding="utf-8")
    assert "<!-- page 2 -->\n\nNoter\n\nPriser i 2031 | True | 12\n" in sheet
    drawing = (tmp_path / FOLDER / "45.3-tegning.md").read_text(encoding="utf-8")
    assert "file: 45.3-tegning.dwg\ncompleteness: partial\n" in drawing
