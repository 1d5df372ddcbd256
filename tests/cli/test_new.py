"""`minutebook new`: what it starts passes `minutebook check`, and what exists stays as it is."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from minutebook.cli import main
from minutebook.scaffold import _quoted
from minutebook.text import LANGUAGES

from tests.building import REPOSITORY

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    shutil.copytree(REPOSITORY / "tests/checks/base/meetings", tmp_path / "meetings")
    monkeypatch.chdir(tmp_path)
    return lambda *words: CliRunner().invoke(main, words, catch_exceptions=False)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_meeting_with_items_and_attachments_is_started_and_passes(run: Run, language: str):
    steps = (
        (("organization", "pu", "Planudvalget: by & land"), "pu/organization.yml"),
        (("meeting", "pu", "2014-10-07"), "pu/2014-10-07/meeting.yml"),
        (("item", "pu/2014-10-07", "Godkendelse af dagsorden"), "pu/2014-10-07/01-godkendelse-af-dagsorden.md"),
        (("item", "pu/2014-10-07", "Status: andet kvartal #2"), "pu/2014-10-07/02-status-andet-kvartal-2.md"),
        (("item", "pu/2014-10-07", "null", "--number", "7 a"), "pu/2014-10-07/03-null.md"),
        (("attachment", "pu/2014-10-07/2", "Notat"), "pu/2014-10-07/attachments/2.1-notat.md"),
        (("attachment", "pu/2014-10-07/2", "Kort"), "pu/2014-10-07/attachments/2.2-kort.md"),
        (("attachment", "pu/2014-10-07/7-a", "Æble"), "pu/2014-10-07/attachments/7-a.1-aeble.md"),
        (("meeting", "pu", "2014-10-07-ekstraordinaert"), "pu/2014-10-07-ekstraordinaert/meeting.yml"),
        (("person", "Åse Ørsted"), "people.yml"),
        (("matter", "* Cykelsti: *ny*"), "matters.yml"),
    )
    for words, file in steps:
        result = run("new", *words, "--language", language)
        assert (0, "") == (result.exit_code, result.stderr)
        assert result.stdout.endswith(f" meetings/{file}\n")
        assert (0, "") == (run("check").exit_code, run("check").stdout)


def test_an_item_comes_after_those_that_are_there(run: Run):
    assert "02-vej.md" in run("new", "item", "su/2014-05-06", "Vej").stdout
    run("new", "item", "su/2014-06-03", "Vej")
    assert "number: 4\n" in Path("meetings/su/2014-06-03/04-vej.md").read_text(encoding="utf-8")


def test_an_attachment_comes_after_those_that_are_there_as_files_or_in_the_list(run: Run):
    assert "1.3-plan.md" in run("new", "attachment", "su/2014-06-03/1", "Plan").stdout


def test_a_register_keeps_what_it_has(run: Run):
    file = Path("meetings/people.yml")
    before = file.read_text(encoding="utf-8")
    file.write_text(before.rstrip("\n"), encoding="utf-8")
    run("new", "person", "Dora Eg")
    assert f"{before}- id: dora-eg\n  name: Dora Eg\n" == file.read_text(encoding="utf-8")


def test_a_register_that_does_not_exist_is_begun(run: Run):
    Path("meetings/matters.yml").unlink()
    run("new", "matter", "Ny skole")
    assert "- id: ny-skole\n  title: Ny skole\n" == Path("meetings/matters.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("organization", "su", "Skoleudvalget"), "findes allerede"),
        (("organization", "SU", "Skoleudvalget"), "små bogstaver"),
        (("organization", "plans", "Planudvalget"), "små bogstaver"),
        (("organization", "xu", "…"), "titel med bogstaver"),
        (("meeting", "su", "2014-06-03"), "findes allerede"),
        (("meeting", "su", "3. juni"), "mødets dato"),
        (("meeting", "su", "2014-02-30"), "mødets dato"),
        (("meeting", "su", "2013-02-01"), "fandtes ikke"),
        (("meeting", "xu", "2014-06-03"), "intet udvalg"),
        (("meeting", "../meetings/su", "2014-06-03"), "intet udvalg"),
        (("item", "su/2014-06-04", "Vej"), "intet møde"),
        (("item", "su/..", "Vej"), "intet møde"),
        (("item", "su/2014-06-03", "…"), "titel med bogstaver"),
        (("item", "su/2014-06-03", "Vej", "--number", "1"), "i forvejen"),
        (("item", "su/2014-06-03", "Vej", "--number", "§"), "i forvejen"),
        (("attachment", "su/2014-06-03/9", "Notat"), "intet punkt"),
        (("attachment", "su/2014-06-03/2", "Notat"), "lukket punkt"),
        (("person", "Anna Lund"), "findes allerede"),
        (("person", "???"), "titel med bogstaver"),
        (("matter", "Ny skole"), "findes allerede"),
    ],
)
def test_what_cannot_be_started_is_refused_and_nothing_is_written(run: Run, words: tuple[str, ...], reason: str):
    before = {file: file.read_bytes() for file in Path().rglob("*") if file.is_file()}
    result = run("new", *words)
    assert 2 == result.exit_code
    assert reason in result.stderr
    assert before == {file: file.read_bytes() for file in Path().rglob("*") if file.is_file()}


def test_an_entry_is_not_put_at_the_end_of_what_is_no_list(run: Run):
    file = Path("meetings/people.yml")
    for text in ("[]\n", "a: b\n", "  - id: x\n    name: X\n"):
        file.write_text(text, encoding="utf-8")
        result = run("new", "person", "Dora Eg")
        assert 2 == result.exit_code
        assert "- id: dora-eg name: Dora Eg" in result.stderr
        assert text == file.read_text(encoding="utf-8")


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co", "Cn", "Zl", "Zp"]), min_size=1))
def test_any_title_is_written_so_that_it_reads_the_same(title: str):
    read = yaml.load(f"title: {_quoted(title)}\nkind: x", Loader=yaml.BaseLoader)  # noqa: S506 - it makes only texts
    assert {"title": title, "kind": "x"} == read


@pytest.mark.parametrize(
    "words", [("person", "Bo Krag"), ("matter", "Ny skole"), ("organization", "pu", "Planudvalget")]
)
def test_nothing_is_started_outside_an_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]):
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ("new", *words), catch_exceptions=False)

    assert result.exit_code == 2
    assert "municipality.yml" in result.output
    assert list(tmp_path.iterdir()) == []
