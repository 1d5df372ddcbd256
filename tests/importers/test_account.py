"""The account: every line of a packet has one place, and what was placed in a record is found there."""

from __future__ import annotations

import json
import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from minutebook.importers import proof
from minutebook.importers.account import UNPLACED, Account, Destination, PlacedTwiceError, layout
from minutebook.importers.lines import ImportRefusedError, Line, from_text
from minutebook.importers.yaml_text import scalar, yaml
from minutebook.records import marked

from tests.importers.generated import Generated, packets
from tests.importers.importing import Imported, assert_accounted_for, invented

FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@FEW
@given(packets())
def test_a_generated_packet_is_accounted_for_and_its_records_check(generated: Generated):
    with TemporaryDirectory() as folder:
        imported = Imported.of(generated.text, Path(folder) / "meetings")
        assert_accounted_for(imported)
        assert list(generated.titles) == [item.title for item in imported.cut.meeting.items]
        assert [] == imported.errors()


@FEW
@given(packets())
def test_every_word_of_a_generated_packet_is_in_its_records_in_order(generated: Generated):
    with TemporaryDirectory() as folder:
        imported = Imported.of(generated.text, Path(folder) / "meetings")
        written = letters("".join(imported.files.values()))
        assert [] == [text for text in generated.prose if letters(text) not in written]


def letters(text: str) -> str:
    """Return the letters and figures of a text, Markdown's and JSON's own signs left aside."""
    text = text.replace("&lt;", "<").replace("&amp;", "&").replace('\\"', '"').replace("\\n", " ")
    return re.sub(r"[\W_]+", "", text)


@settings(deadline=None)
@given(st.text())
def test_any_text_at_all_is_refused_or_accounted_for(text: str):
    with TemporaryDirectory() as folder:
        try:
            imported = Imported.of(
                f"Havneudvalget den 5. maj 2031\nPunkt 1: Sag\nIndstilling\n{text}", Path(folder) / "m"
            )
        except ImportRefusedError as error:
            refused = error.code
        else:
            refused = ""
            assert_accounted_for(imported)
            assert [] == imported.errors()
        assert refused in {"", "no-items"}


def test_a_line_cannot_be_placed_twice():
    account = Account([Line(0, "Sagsfremstilling")])
    account.place(account.lines, Destination("section", "1", "case"))
    with pytest.raises(PlacedTwiceError):
        account.place(account.lines, layout("blank"))


def test_a_line_that_nobody_places_is_still_in_the_account():
    account = Account([Line(0, "Noget"), Line(1, "")])
    account.place(account.lines[1:], layout("blank"))
    assert [(layout("blank"), 1), (UNPLACED, 1)] == account.balance()


def test_the_proof_names_a_line_that_did_not_arrive(tmp_path: Path):
    imported = Imported.of(invented("strandlev-2031-04-14"), tmp_path / "meetings")
    folder = "teknik-og-klimaudvalget/2031-04-14/"
    files = {name.removeprefix(folder): text.replace("indsigelser", "klager") for name, text in imported.files.items()}
    assert ["tre indsigelser"] == re.findall(
        "tre indsigelser", " ".join(line.text for line in proof.lost(imported.cut, files))
    )


@pytest.mark.parametrize(
    ("line", "before", "after"),
    [
        ("Tidspunkt: Kl. 16.30", 'start: "2031-04-14 16:30"', "start: 2031-04-14"),
        ("Mødested: Rådhuset, lokale 3", "location: Rådhuset, lokale 3", "location: Rådhuset"),
        ("Sekretær: Lone Frandsen", "- Lone Frandsen", "- Lone"),
        (
            "Medlemmer: Birthe Skovgaard (A), Anders Holm-Jensen (V), Mette Krogh (Ø), Yusuf Demir (B)",
            "name: Mette Krogh",
            "name: Mette",
        ),
    ],
)
def test_the_proof_finds_the_facts_of_the_meeting_as_well(line: str, before: str, after: str, tmp_path: Path):
    imported = Imported.of(invented("strandlev-2031-04-14"), tmp_path / "meetings")
    folder = "teknik-og-klimaudvalget/2031-04-14/"
    files = {name.removeprefix(folder): text for name, text in imported.files.items()}
    assert () == proof.lost(imported.cut, files)
    changed = {name: text.replace(before, after).replace("mette-krogh", "mette") for name, text in files.items()}
    assert changed != files
    assert line in [each.text for each in proof.lost(imported.cut, changed)]


def test_who_is_absent_and_no_member_stands_in_a_record_in_the_words_of_the_packet(tmp_path: Path):
    text = invented("acadre")
    Imported.of(text, tmp_path / "meetings").write()
    body = tmp_path / "meetings" / "udvalget-for-plan-udvikling-og-kultur" / "organization.yml"
    members = "memberships:\n  - person: karl-juhl\n    role: member\n    start: 2030-01-01\n"
    body.write_text(body.read_text(encoding="utf-8") + members, encoding="utf-8")
    again = Imported.of(text, tmp_path / "meetings")
    assert "Tove Bach (V)\n\nFraværende: Tove Bach (V)\n" in again.file("01-lokalplan-118-for-aabrinken.md")
    assert ["not-a-member"] == [note.code for note in again.cut.meeting.notes if note.code == "not-a-member"]


def test_what_cannot_be_placed_stands_in_a_record_under_a_heading_that_says_so(tmp_path: Path):
    text = invented("strandlev-2031-04-14").replace("\nReferat\n", "\nHusk parkering i gården\n")
    imported = Imported.of(text, tmp_path / "meetings")
    assert "## Ikke placeret ved importen\n\nHusk parkering i gården\n" in imported.file(
        "01-godkendelse-af-dagsorden.md"
    )
    assert ["unplaced"] == [note.code for note in imported.cut.meeting.notes if note.lines == "5"]


@settings(deadline=None)
@given(st.text())
def test_yaml_takes_no_character_of_a_value_for_its_own(text: str):
    kept = from_text(text.replace("\n", " ").replace("\r", " "))[0]
    value = kept[0].text.strip() if kept else ""
    node, problems = marked.parse(yaml({"title": value, "points": {"1": value}, "list": [value]}) or "a: b", "x.yml")
    assert [] == problems
    if value:
        assert value == node.entries["title"].text == node.entries["points"].entries["1"].text


def test_a_plain_value_stays_plain_and_any_other_is_quoted():
    assert "Sag nr. 1, del 2" == scalar("Sag nr. 1, del 2")
    for value in ("a: b", "- a", "#a", "a #b", "null", "*a", "!a", "@a", "%a", "'a'", '"a"', "a\nb", " a", "a "):
        assert json.dumps(value, ensure_ascii=False) == scalar(value)
