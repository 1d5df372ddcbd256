"""The `minutebook` command as clerks, editors and CI use it."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from minutebook import __version__
from minutebook.cli import main
from minutebook.problems import CODES
from minutebook.rebuild.changes import Changes, write_changes
from minutebook.rebuild.staging import room_of
from minutebook.records.schema import KINDS
from minutebook.text import LANGUAGES

from tests.building import REPOSITORY

BASE = REPOSITORY / "tests/checks/base/meetings"
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command where a clerk stands: in a folder with an archive in `meetings/`."""
    shutil.copytree(BASE, tmp_path / "meetings")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MINUTEBOOK_LANGUAGE", raising=False)
    return lambda *words: CliRunner().invoke(main, words, catch_exceptions=False)


def break_record(old: str, new: str, record: str = "meetings/su/2014-06-03/01-ny-skole.md") -> None:
    text = Path(record).read_text(encoding="utf-8")
    assert old in text
    Path(record).write_text(text.replace(old, new), encoding="utf-8")


def test_an_archive_without_problems_is_told_so(run: Run):
    result = run("check")
    assert (0, "", "4 punkter læst, ingen problemer.\n") == (result.exit_code, result.stdout, result.stderr)


def test_problems_are_told_one_on_each_line_and_counted(run: Run):
    break_record("kind: decision", "kind: beslutning")
    result = run("check", "meetings")
    assert 1 == result.exit_code
    assert ["meetings/su/2014-06-03/01-ny-skole.md:4"] == [line.split(": ")[0] for line in result.stdout.splitlines()]
    assert "1 problem.\n" == result.stderr


@pytest.fixture
def odd_file(run: Run) -> Path:  # noqa: ARG001 - the file lies in the archive
    """Lay a file into the archive whose name is no UTF-8, as old ZIP files unpack it."""
    file = Path("meetings/su/2014-06-03/attachments") / os.fsdecode(b"bilag-\xe6.txt")
    try:
        file.write_text("Cpr-nr. 070761-4285\n", encoding="utf-8")
    except OSError:
        pytest.skip("this file system has no such names")
    return file


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_a_file_name_that_is_no_utf8_is_told(run: Run, odd_file: Path, form: str):
    break_record("kind: decision", "kind: beslutning")
    result = run("check", "--format", form)
    assert 1 == result.exit_code
    shown = r"bilag-\\udce6.txt" if form == "json" else r"bilag-\udce6.txt"
    assert odd_file.is_file()
    assert (True, True) == (shown in result.stdout, "01-ny-skole.md" in result.stdout)


def test_the_gate_tells_a_file_name_that_is_no_utf8(run: Run, odd_file: Path):
    result = run("gate", "meetings", "--csv", "fund.csv", "--anew")
    assert (1, True) == (result.exit_code, odd_file.is_file())
    assert r"su/2014-06-03/attachments/bilag-\udce6.txt:1" in result.stdout
    assert r"su/2014-06-03/attachments/bilag-\udce6.txt," in Path("fund.csv").read_text(encoding="utf-8-sig")


def test_problems_are_told_in_english_when_asked(run: Run):
    break_record("kind: decision", "kind: beslutning")
    for result in (
        run("check", "--language", "en"),
        CliRunner(env={"MINUTEBOOK_LANGUAGE": "en"}).invoke(main, ["check"]),
    ):
        assert 'kind: found "beslutning", expected one of decision, ' in result.stdout
        assert "1 problem.\n" == result.stderr


def test_warnings_fail_unless_they_are_allowed(run: Run):
    break_record("text: Godkendt.", "text: Udsat.")
    assert 1 == run("check").exit_code
    assert 0 == run("check", "--allow-warnings").exit_code
    break_record("kind: decision", "kind: beslutning")
    assert 1 == run("check", "--allow-warnings").exit_code


@pytest.mark.parametrize(
    "wrong", [["check", "nowhere"], ["check", "--format", "xml"], ["explain", "x"], ["new"], ["frob"]]
)
def test_a_wrong_command_is_told_from_a_wrong_record(run: Run, wrong: list[str]):
    assert 2 == run(*wrong).exit_code


def test_a_folder_is_named_the_same_from_wherever_it_is_seen(run: Run, monkeypatch: pytest.MonkeyPatch):
    break_record("kind: decision", "kind: beslutning")
    lines = run("check").stdout
    absolute = Path("meetings").absolute()
    assert lines == run("check", str(absolute)).stdout
    monkeypatch.chdir("meetings")
    assert lines == run("check", ".").stdout
    monkeypatch.chdir("su")
    assert lines == run("check", "..").stdout


def test_json_holds_what_a_program_needs(run: Run):
    assert [] == json.loads(run("check", "--format", "json").stdout)
    break_record("kind: decision", "kind: beslutning")
    Path("meetings/notes.txt").touch()
    whole, placed = json.loads(run("check", "--format", "json", "--language", "en").stdout)
    assert ("meetings/notes.txt", None, None, "unexpected-file") == tuple(
        whole[key] for key in ("path", "line", "field", "code")
    )
    assert {"path", "line", "field", "code", "severity", "message"} == set(placed)
    assert (4, "kind", "error") == (placed["line"], placed["field"], placed["severity"])
    assert placed["message"].startswith('found "beslutning", expected one of ')


def test_github_annotates_the_line_of_the_change(run: Run):
    break_record("text: Godkendt.", "text: Udsat.")
    assert run("check", "--format", "github", "--language", "en").stdout == (
        "::warning file=meetings/su/2014-06-03/01-ny-skole.md,line=18,title=warning%3A outcome-differs::"
        'decision[1].outcome: found adopted, but the words "Udsat." say postponed; '
        "expected the same in both, for example outcome: postponed\n"
    )


def test_nothing_in_a_record_can_give_github_a_command(run: Run):
    break_record("kind: decision", 'kind: "100%, a:b\\n::error::x"')
    odd = Path("meetings/a,b:c%d.yml")
    odd.touch()
    odd_line, line = run("check", "--format", "github").stdout.splitlines()
    assert odd_line.startswith("::error file=meetings/a%2Cb%3Ac%25d.yml,title=error%3A unexpected-file::")
    assert '::kind: fandt "100%25, a:b ::error::x", forventede' in line


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", CODES)
def test_every_code_is_explained(code: str, language: str):
    result = CliRunner().invoke(main, ["explain", code, "--language", language])
    assert 0 == result.exit_code
    head, title, _, cause, _, cure = result.output.splitlines()
    assert head.startswith(f"{code} (")
    assert all((title, cause, cure))
    assert not title.endswith(".")
    assert cause.endswith(".")
    assert cure.endswith(".")


def test_a_slip_in_a_code_is_met_with_the_nearest_one(run: Run):
    result = run("explain", "unknown-persn")
    assert "mente du unknown-person?" in result.stderr


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_printed(kind: str):
    result = CliRunner().invoke(main, ["schema", kind])
    assert json.loads(result.output)["$schema"].startswith("https://json-schema.org/")


def test_all_schemas_are_written(run: Run):
    assert 0 == run("schema", "--into", "schemas").exit_code
    assert sorted(f"{kind}.json" for kind in KINDS) == sorted(file.name for file in Path("schemas").iterdir())
    assert 2 == run("schema").exit_code


CHANGES = Changes(("a/index.html", "b/index.html"), ("index.html",), ("c/index.html",))


def test_what_a_build_changed_is_listed(run: Run, tmp_path: Path):
    room = room_of(tmp_path / "site")
    room.mkdir(parents=True)
    write_changes(room, CHANGES)
    result = run("changes")

    assert "+ a/index.html\n+ b/index.html\n- c/index.html\n~ index.html\n" == result.stdout
    assert "2 nye, 1 ændrede, 1 fjernede.\n" == result.stderr
    assert asdict(CHANGES) == {kind: tuple(paths) for kind, paths in json.loads(run_json(run)).items()}


def test_what_a_build_changed_is_listed_where_a_link_stands_for_the_site(run: Run, tmp_path: Path):
    room = room_of(tmp_path / "www" / "arkiv")
    room.mkdir(parents=True)
    write_changes(room, CHANGES)
    Path("site").symlink_to(tmp_path / "www" / "arkiv")

    assert "2 nye, 1 ændrede, 1 fjernede.\n" == run("changes").stderr


def run_json(run: Run) -> str:
    return run("changes", "site", "--format", "json").stdout


def test_before_a_build_nothing_is_known_of_changes(run: Run):
    result = run("changes", "elsewhere", "--language", "en")

    assert 2 == result.exit_code
    assert "nothing is known of a build into elsewhere" in result.stderr


def test_the_version_is_told(run: Run):
    assert f"minutebook, version {__version__}\n" == run("--version").stdout


def test_all_help_is_at_hand():
    for name, command in main.commands.items():
        assert command.help, name
        assert 0 == CliRunner().invoke(main, [name, "--help"]).exit_code
