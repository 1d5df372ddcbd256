"""`minutebook import` as a clerk uses it: the plan, the account, exit codes, and clear words for what goes wrong."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from minutebook.cli import main

from tests.importers.importing import PACKETS
from tests.importers.making import pdf

STRANDLEV = str(PACKETS / "strandlev-2031-04-14.txt")
ITEM = "teknik-og-klimaudvalget/2031-04-14/02-cykelsti-langs-moellebaekken.md"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["import", *arguments], catch_exceptions=False)


def test_an_import_tells_its_plan_its_account_and_what_to_look_over():
    result = run(STRANDLEV)
    assert 0 == result.exit_code, result.output
    assert "Regnskab: 121 linjer ind, 121 placeret, 0 tabt" in result.output
    assert f"ny        {ITEM}" in result.output
    assert "punkt 46 er lukket" in result.output
    assert 0 == CliRunner().invoke(main, ["check", "meetings"]).exit_code


def test_the_numbers_of_the_account_add_up():
    rows = run(STRANDLEV, "--dry-run").output.partition("0 tabt\n")[2].partition("\n\n")[0]
    assert 121 == sum(int(row.split()[0].replace(".", "")) for row in rows.splitlines())


def test_a_dry_run_writes_nothing(here: Path):
    result = run(STRANDLEV, "--dry-run", "--language", "en")
    assert (0, []) == (result.exit_code, list(here.iterdir()))
    assert "Account: 121 lines in, 121 placed, 0 lost" in result.output


def test_importing_again_says_that_there_is_nothing_to_change():
    run(STRANDLEV)
    result = run(STRANDLEV)
    assert (0, True) == (result.exit_code, "Intet at ændre" in result.output)


def test_a_difference_has_to_be_approved(here: Path):
    run(STRANDLEV)
    corrected = here / "strandlev.txt"
    corrected.write_text(
        Path(STRANDLEV).read_text(encoding="utf-8").replace("tre indsigelser", "to indsigelser"), encoding="utf-8"
    )
    result = run(str(corrected))
    assert 1 == result.exit_code
    assert "+Der er modtaget to indsigelser." in result.output
    assert "tre indsigelser" in (here / "meetings" / ITEM).read_text(encoding="utf-8")
    assert 0 == run(str(corrected), "--yes").exit_code
    assert "to indsigelser" in (here / "meetings" / ITEM).read_text(encoding="utf-8")


def test_a_file_that_is_no_packet_is_refused_and_stops_no_other(here: Path):
    (here / "brev.txt").write_text("Kære nabo\nDet er min fødselsdag.\n", encoding="utf-8")
    result = run("brev.txt", STRANDLEV)
    assert 2 == result.exit_code
    assert "brev.txt nævner ingen mødedato" in result.output
    assert (here / "meetings" / ITEM).is_file()


def test_the_organization_can_be_named(here: Path):
    assert 0 == run(STRANDLEV, "--organization", "tku", "--into", "arkiv").exit_code
    assert (here / "arkiv/tku/2031-04-14/meeting.yml").is_file()
    assert 2 == run(STRANDLEV, "--organization", "../ud").exit_code


def test_the_original_of_an_attachment_is_laid_beside_its_text(here: Path):
    (here / "45.2-kort.pdf").write_bytes(pdf([["Kort over stien"], [], ["Signaturer"]]))
    result = run(STRANDLEV, "45.2-kort.pdf")
    assert 0 == result.exit_code, result.output
    folder = here / "meetings/teknik-og-klimaudvalget/2031-04-14/attachments"
    assert (here / "45.2-kort.pdf").read_bytes() == (folder / "45.2-kort-over-stien.pdf").read_bytes()
    text = (folder / "45.2-kort-over-stien.md").read_text(encoding="utf-8")
    assert text.endswith(
        "<!-- page 1 -->\n\nKort over stien\n\n<!-- page 2 -->\n\nSide 2 er et billede uden tekst. Se originalen.\n\n"
        "<!-- page 3 -->\n\nSignaturer\n"
    )
    assert "file: 45.2-kort-over-stien.pdf\n" in text


def test_an_original_replaces_another_file_only_when_that_is_approved(here: Path):
    (here / "45.2-kort.pdf").write_bytes(pdf([["Kort over stien"]]))
    run(STRANDLEV, "45.2-kort.pdf")
    kept = here / "meetings/teknik-og-klimaudvalget/2031-04-14/attachments/45.2-kort-over-stien.pdf"
    kept.write_bytes(b"%PDF redacted")
    result = run(STRANDLEV, "45.2-kort.pdf")
    assert (1, b"%PDF redacted") == (result.exit_code, kept.read_bytes())
    assert "45.2-kort-over-stien.pdf: her ligger en anden fil (13 byte)" in result.output
    assert 0 == run(STRANDLEV, "45.2-kort.pdf", "--yes").exit_code
    assert (here / "45.2-kort.pdf").read_bytes() == kept.read_bytes()
    assert "Intet at ændre" in run(STRANDLEV, "45.2-kort.pdf").output


def test_a_scan_is_named_as_such_and_a_stray_file_is_refused(here: Path):
    (here / "45.2-kort.pdf").write_bytes(pdf([[]]))
    (here / "99.1-fremmed.pdf").write_bytes(pdf([["Tekst"]]))
    result = run(STRANDLEV, "45.2-kort.pdf", "99.1-fremmed.pdf")
    assert 2 == result.exit_code
    assert "99.1-fremmed.pdf hører ikke til noget punkt" in result.output
    folder = here / "meetings/teknik-og-klimaudvalget/2031-04-14/attachments"
    assert "scanned: all\n" in (folder / "45.2-kort-over-stien.md").read_text(encoding="utf-8")
    assert 0 == CliRunner().invoke(main, ["check", "meetings"]).exit_code


@pytest.mark.skipif(os.name != "posix", reason="there are no terminals of this kind")
def test_a_file_name_that_is_no_utf8_becomes_one_that_is(here: Path):
    packet = here / os.fsdecode(b"strandlev-\xe6.txt")
    try:
        packet.write_bytes(Path(STRANDLEV).read_bytes())
        (here / os.fsdecode(b"45.9-\xe6 kort.bin")).write_bytes(b"\0")
    except OSError:
        pytest.skip("this file system has no such names")
    result = run(packet.name, os.fsdecode(b"45.9-\xe6 kort.bin"))
    assert 0 == result.exit_code, result.output
    assert (here / "meetings/teknik-og-klimaudvalget/2031-04-14/attachments/45.9-kort.bin").is_file()


def test_a_bar_shows_how_far_one_long_file_is_read(here: Path):
    import pty  # noqa: PLC0415 - Windows has none

    (here / "a.pdf").write_bytes(pdf([[f"Side {page}"] for page in range(1, 60)]))
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "minutebook", "import", "a.pdf", "--dry-run", "--language", "en"]
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=theirs, env={**os.environ, "TERM": "xterm"}, check=False)
    os.close(theirs)
    shown = os.read(ours, 100_000).decode()
    os.close(ours)
    assert "Reading a.pdf" in shown
    assert "100%" in shown
    assert len(set(re.findall(r"(\d+)%", shown))) > 2
