"""The same packet gives the same bytes; a newer one updates, keeps what a clerk wrote, and asks first."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from minutebook.importers.lines import ImportRefusedError
from minutebook.importers.revising import blocks, merge, remember
from minutebook.text import locale

from tests.importers.importing import PACKETS, Imported, invented

AGENDA = invented("strandlev-2031-04-14")
FOLDER = "teknik-og-klimaudvalget/2031-04-14"
ITEM = f"{FOLDER}/02-cykelsti-langs-moellebaekken.md"


@pytest.fixture
def records(tmp_path: Path) -> Path:
    folder = tmp_path / "meetings"
    Imported.of(AGENDA, folder).write()
    return folder


def edit(file: Path, before: str, after: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after), encoding="utf-8")


def test_the_same_packet_changes_nothing(records: Path):
    before = {file: file.read_bytes() for file in records.rglob("*") if file.is_file()}
    again = Imported.of(AGENDA, records)
    assert {"same"} == {change.kind for change in again.plan.changes}
    again.write()
    assert before == {file: file.read_bytes() for file in records.rglob("*") if file.is_file()}


def test_two_machines_write_the_same_bytes(tmp_path: Path):
    """Neither hash order nor language nor zone of the machine shows."""
    written = []
    for seed, zone in (("1", "UTC"), ("77", "Asia/Tokyo")):
        folder = tmp_path / seed / "meetings"
        subprocess.run(
            [sys.executable, "-m", "minutebook", "import", PACKETS / "strandlev-2031-04-14.txt", "--into", folder],
            env={"PYTHONHASHSEED": seed, "TZ": zone, "PATH": "", "LC_ALL": "C"},
            check=True,
            capture_output=True,
        )
        written.append({file.relative_to(folder): file.read_bytes() for file in folder.rglob("*") if file.is_file()})
    assert written[0] == written[1]


def test_what_a_clerk_added_stays(records: Path):
    edit(records / ITEM, "kind: decision\n", "kind: decision\nmatter: cykelsti\ntopics: [veje]\n")
    edit(records / ITEM, "## Økonomi", "## Arkivets bemærkninger\n\nEn bemærkning.\n\n## Økonomi")
    before = (records / ITEM).read_text(encoding="utf-8")
    again = Imported.of(AGENDA, records)
    assert [] == list(again.plan.overwriting)
    again.write()
    assert before == (records / ITEM).read_text(encoding="utf-8")


def test_minutes_after_an_agenda_fill_in_what_was_decided_and_keep_what_was_added(tmp_path: Path):
    records = tmp_path / "meetings"
    agenda = AGENDA.replace(
        "Beslutning i Teknik- og Klimaudvalget den 14-04-2031:\nAd 1 og 2: Anbefales.\nAd 3: Godkendt.\n", ""
    )
    Imported.of(agenda, records).write()
    assert "decision:" not in (records / ITEM).read_text(encoding="utf-8")
    edit(records / ITEM, "kind: decision\n", "kind: decision\nmatter: cykelsti\n")
    minutes = Imported.of(AGENDA, records)
    assert [ITEM] == [change.name for change in minutes.plan.overwriting]
    difference = list(minutes.plan.overwriting[0].difference())
    assert "+    text: Anbefales." in difference
    assert [] == [line for line in difference if "matter" in line and line[0] in "+-"]
    minutes.write()
    text = (records / ITEM).read_text(encoding="utf-8")
    assert "matter: cykelsti\n" in text
    assert "    outcome: recommended\n    text: Anbefales.\n" in text


def test_corrected_minutes_replace_what_the_import_wrote_and_nobody_touched(records: Path):
    corrected = AGENDA.replace("tre indsigelser", "fire indsigelser")
    again = Imported.of(corrected, records)
    assert [ITEM] == [change.name for change in again.plan.overwriting]
    again.write()
    assert "fire indsigelser" in (records / ITEM).read_text(encoding="utf-8")


def test_where_both_changed_a_section_the_clerks_words_stay_and_the_difference_is_named(records: Path):
    edit(records / ITEM, "tre indsigelser", "tre (3) indsigelser")
    again = Imported.of(AGENDA.replace("tre indsigelser", "fire indsigelser"), records)
    (kept,) = [change for change in again.plan.changes if change.kept]
    assert (ITEM, ("## Sagsfremstilling",)) == (kept.name, kept.kept)
    again.write()
    assert "tre (3) indsigelser" in (records / ITEM).read_text(encoding="utf-8")


def test_a_file_keeps_its_name_when_the_title_changes(records: Path):
    again = Imported.of(AGENDA.replace("Cykelsti langs Møllebækken", "Cykel- og gangsti langs bækken"), records)
    assert "title: Cykel- og gangsti langs bækken\n" in again.files[ITEM]


def test_an_item_that_is_no_longer_in_the_packet_goes_unless_a_clerk_wrote_in_it(records: Path):
    without = AGENDA[: AGENDA.index("Punkt 47: Orientering fra forvaltningen\n\nSags")]
    name = f"{FOLDER}/04-orientering-fra-forvaltningen.md"
    assert "removed" == next(
        change.kind for change in Imported.of(without, records).plan.changes if change.name == name
    )
    edit(records / name, "kind: announcements\n", "kind: announcements\nmatter: nyt\n")
    assert "same" == next(change.kind for change in Imported.of(without, records).plan.changes if change.name == name)


def test_records_written_by_hand_are_never_overwritten(records: Path):
    (records / FOLDER / ".import.json").unlink()
    edit(records / ITEM, "tre indsigelser", "et par indsigelser")
    again = Imported.of(AGENDA, records)
    assert [] == list(again.plan.overwriting)
    assert [ITEM] == [change.name for change in again.plan.changes if change.kept]


@pytest.mark.parametrize("name", [ITEM, "people.yml"])
def test_a_record_that_is_not_utf8_is_refused_by_its_name(name: str, records: Path):
    (records / name).write_bytes((records / name).read_bytes() + "# æ\n".encode("latin-1"))
    with pytest.raises(ImportRefusedError) as refused:
        Imported.of(AGENDA, records)
    assert ("not-utf-8", (records / name).as_posix(), "0xe6") == (
        refused.value.code,
        refused.value.facts["file"],
        refused.value.facts["found"],
    )
    assert refused.value.facts["file"] in locale("da")("import.refusal.not-utf-8", **refused.value.facts)


def test_a_mark_before_the_text_changes_nothing(records: Path):
    (records / ITEM).write_bytes(b"\xef\xbb\xbf" + (records / ITEM).read_bytes())
    changes = Imported.of(AGENDA, records).plan.changes
    assert ["same"] == [change.kind for change in changes if change.name == ITEM]
    assert [] == [change.kept for change in changes if change.kept]


def test_blocks_are_the_record_again():
    text = "---\nnumber: 1\nlist:\n  - a: b\n---\n\nIndledning.\n\n## Sag\n\nA.\n\n## Sag\n\nB.\n"
    found = blocks(text)
    assert ["--- 1", "number", "list", "--- 2", "## Sag", "## Sag (2)"] == list(found)
    assert text == "".join(found.values())


def test_a_section_that_a_clerk_took_out_stays_out():
    written = "---\nnumber: 1\n---\n\n## A\n\nEt.\n\n## B\n\nTo.\n"
    memory = json.loads(remember({"x.md": written}, ""))["files"]["x.md"]
    change = merge("x.md", written.replace("## B\n\nTo.\n", ""), written, memory)
    assert "same" == change.kind
    assert ("## B",) == change.kept
