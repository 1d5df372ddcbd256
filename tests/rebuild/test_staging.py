"""The published site is the old one or the new one, whole, whatever happens to a build and whenever it happens."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from minutebook.rebuild import changes, room, staging, trees
from minutebook.rebuild.exchange import move
from minutebook.rebuild.room import Room

from tests.rebuilding import Workplace

ITEM = (
    "---\nnumber: 1\ntitle: {title}\nkind: decision\n"
    "decision:\n  - {{outcome: adopted, text: Godkendt.}}\n---\n\nOrd.\n"
)


class Killed(BaseException):
    """The end of a build that had no chance to tidy up."""


@pytest.fixture(params=[staging.FEW, -1], ids=["looked at here", "looked at beside"])
def town(request, monkeypatch, tmp_path) -> Workplace:
    monkeypatch.setattr(staging, "FEW", request.param)
    work = lay_out(tmp_path)
    work.build()
    change_a_title(work)
    work.build()
    assert (work.room / "spare").is_dir()  # from here on two trees take turns
    return work


@pytest.fixture(scope="module")
def changed(tmp_path_factory) -> dict[str, str]:
    """What a first build makes of the records after `change`."""
    work = lay_out(tmp_path_factory.mktemp("changed"))
    change_a_title(work)
    change(work)
    work.build()
    return work.fingerprints()


def lay_out(folder: Path) -> Workplace:
    work = Workplace(folder, folder / "site", folder / "room")
    work.found()
    work.write("raad/organization.yml", "name: Testby Råd\nclassification: council\n")
    for day in ("2024-03-04", "2024-05-06", "2024-05-13"):
        work.write(f"raad/{day}/meeting.yml", f"start: {day}\nstate: minutes\n")
        work.write(f"raad/{day}/01-skole.md", ITEM.format(title="Ny skole"))
    return work


def change_a_title(town: Workplace) -> None:
    town.write("raad/2024-05-13/01-skole.md", ITEM.format(title="Skolen"))


def change(town: Workplace) -> None:
    """Change a title, forget a meeting and hold a new one."""
    town.write("raad/2024-05-06/01-skole.md", ITEM.format(title="Ingen skole"))
    for name in ("meeting.yml", "01-skole.md"):
        (town.root / "meetings/raad/2024-03-04" / name).unlink()
    (town.root / "meetings/raad/2024-03-04").rmdir()
    town.write("raad/2024-06-03/meeting.yml", "start: 2024-06-03\nstate: minutes\n")
    town.write("raad/2024-06-03/01-skole.md", ITEM.format(title="Endnu en skole"))


@pytest.mark.skipif(os.name == "nt", reason="folders are private by other means there")
def test_nobody_else_may_enter_the_room_and_anybody_the_site(town):
    modes = [folder.stat().st_mode & 0o777 for folder in (town.room, town.site)]
    town.room.chmod(0o755)
    change(town)
    town.build()
    modes += [folder.stat().st_mode & 0o777 for folder in (town.room, town.site)]

    usual = town.root.joinpath("meetings").stat().st_mode & 0o777
    assert [0o700, usual, 0o700, usual] == modes


POINTS = [
    pytest.param(trees, "write", True, id="a-page-is-written"),
    pytest.param(trees, "remove", True, id="a-page-is-removed"),
    pytest.param(trees, "share", True, id="a-file-is-shared"),
    pytest.param(trees, "move_in", True, id="a-file-of-mkdocs-is-moved"),
    pytest.param(trees, "time_in", True, id="the-tree-is-looked-at"),
    pytest.param(staging, "exchange", True, id="the-trees-change-places"),
    pytest.param(os, "rename", True, id="a-tree-is-renamed"),
    pytest.param(os, "rename", False, id="a-tree-is-renamed-where-nothing-can-be-exchanged"),
    pytest.param(Room, "keep", True, id="what-is-known-is-kept"),
]


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(("where", "name", "atomic"), POINTS)
def test_a_build_that_is_killed_leaves_a_whole_site(town, changed, monkeypatch, where, name, atomic, after):  # noqa: PLR0913, PLR0917
    if not atomic:
        monkeypatch.setattr(staging, "exchange", lambda *_: False)
    former = town.fingerprints()
    change(town)
    step = getattr(where, name)

    def killing(*given, **named):
        if after:
            step(*given, **named)
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(where, name, killing)
        with pytest.raises(Killed):
            town.build()

    if atomic or town.site.exists():
        assert town.fingerprints() in (former, changed)
    town.build()
    assert changed == town.fingerprints()
    town.build()
    assert changed == town.fingerprints()
    assert [] == list(town.room.glob("next-*"))


def test_a_second_build_of_the_same_records_touches_nothing(town):
    before = town.times(), town.site.stat().st_ino
    built = town.build()

    assert staging.Changes() == built.changes
    assert () == built.rendered
    assert before == (town.times(), town.site.stat().st_ino)


def test_what_changed_is_written_down_for_those_who_publish(town):
    change(town)
    town.build()

    facts = json.loads((town.room / changes.CHANGES).read_text(encoding="utf-8"))
    assert ["moeder/raad/2024-06-03/index.html", "moeder/raad/2024-06-03/punkt-1/index.html"] == facts["added"]
    assert ["moeder/raad/2024-03-04/index.html", "moeder/raad/2024-03-04/punkt-1/index.html"] == facts["removed"]
    assert "moeder/raad/2024-05-06/punkt-1/index.html" in facts["changed"]
    assert "personer/index.html" not in facts["changed"]


def test_where_nothing_is_kept_files_with_the_same_bytes_stay_the_same_files(town):
    before = town.times()
    for file in town.room.iterdir():
        if file.is_file():
            file.unlink()
    built = town.build()

    assert staging.Changes() == built.changes
    assert before == town.times()


def test_what_leads_a_file_system_without_an_exchange_puts_the_site_back(town, monkeypatch):
    monkeypatch.setattr(staging, "exchange", lambda *_: False)
    former = town.fingerprints()
    town.site.rename(town.room / "former")
    staging.Stage(town.site, town.room).begin()

    assert former == town.fingerprints()


def test_a_link_where_the_tree_before_should_be_is_nothing_to_begin_with(town, tmp_path):
    shutil.move(town.room / "spare", tmp_path / "elsewhere")
    (town.room / "spare").symlink_to(tmp_path / "elsewhere")
    page = "moeder/raad/2024-05-06/punkt-1/index.html"
    before = (tmp_path / "elsewhere" / page).read_bytes()
    for title in ("Ingen skole", "Anden skole", "Skolen"):
        town.write("raad/2024-05-06/01-skole.md", ITEM.format(title=title))
        town.build()
        assert title in (town.site / page).read_text(encoding="utf-8")
        assert not town.site.is_symlink()

    assert before == (tmp_path / "elsewhere" / page).read_bytes()


def test_a_program_that_changes_while_a_server_runs_makes_pages_anew_and_keeps_their_files(town, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr("minutebook.program.is_steady", lambda: False)
        change(town)
        town.build()
        before = town.times()
        again = town.build()

    assert again.rendered
    assert before == town.times()
    assert town.build().rendered
    assert before == town.times()


class Beside:
    """Work that is done at once, or ends half-way: what a process beside the build comes to."""

    def __init__(self, exitcode: int):
        self.exitcode = exitcode

    def join(self):
        pass

    kill = join


@pytest.mark.parametrize("anew", [False, True], ids=["from-the-tree-before", "from-the-published-tree"])
@pytest.mark.parametrize("fails", [False, True], ids=["to-its-end", "half-way"])
def test_a_tree_that_was_opened_ahead_becomes_the_same_site(town, tmp_path, monkeypatch, anew, fails):
    def begun(work, **_):
        with monkeypatch.context() as patch:
            if fails:
                patch.setattr(trees, "share", cut_off)
            return beside(work)

    monkeypatch.setattr(staging, "begun", begun)
    if anew:
        staging.shutil.rmtree(town.room / "spare")
    change(town)
    town.ahead = True
    town.build()

    first = town.anew(tmp_path / "cold")
    first.build()
    assert first.fingerprints() == town.fingerprints()


def test_a_tree_that_was_opened_ahead_and_not_needed_is_kept_for_the_next_build(town):
    town.ahead = True
    before = town.fingerprints()
    file = town.root / "meetings/raad/2024-05-06/01-skole.md"
    file.write_text(file.read_text(encoding="utf-8") + "\n", encoding="utf-8")  # says nothing else

    changes = town.build().changes

    assert (before, False, True) == (town.fingerprints(), bool(changes), (town.room / "spare").is_dir())


class Slow:
    """A process that opens a tree, and has not begun with it before somebody waits for it."""

    exitcode: int | None = None

    def __init__(self, work, **_):
        self.work = work

    def join(self):
        self.work()
        self.exitcode = 0

    def kill(self):
        self.exitcode = -9


@pytest.mark.parametrize("room_left", [staging.WAITING, 3_000, 0])
@pytest.mark.parametrize("anew", [False, True])
def test_what_is_written_while_the_tree_is_opened_waits_for_it(town, tmp_path, monkeypatch, room_left, anew):
    written = []
    write = trees.write
    monkeypatch.setattr(staging, "WAITING", room_left)
    monkeypatch.setattr(staging, "begun", Slow)
    monkeypatch.setattr(trees, "write", lambda tree, path, *given: written.append(path) or write(tree, path, *given))
    if anew:
        shutil.rmtree(town.room / "spare")
    change(town)
    cold = town.anew(tmp_path / "cold")
    cold.build()
    expected, times = cold.fingerprints(), town.times()
    written.clear()
    town.ahead = True

    changes = town.build().changes

    assert expected == town.fingerprints()
    assert sorted(written) == sorted({*written})
    assert {*changes.added, *changes.changed} == {
        path for path, time in town.times().items() if times.get(path) != time
    }
    assert not town.build().changes
    assert town.fingerprints() == expected


def beside(work, **_):
    """Do the work of another process here."""
    try:
        work()
    except OSError:
        return Beside(1)
    return Beside(0)


def cut_off(*_):
    raise OSError


@pytest.mark.parametrize("fails", [False, True])
def test_a_first_build_leaves_a_second_tree_that_the_first_change_brings_up_to_date(tmp_path, monkeypatch, fails):
    monkeypatch.setattr(staging, "FEW", -1)
    monkeypatch.setattr(staging, "begun", beside)
    work = Workplace(tmp_path, tmp_path / "site", tmp_path / "room", search=True)
    work.found()
    work.write("raad/organization.yml", "name: Testby Råd\nclassification: council\n")
    work.write("raad/2024-03-04/meeting.yml", "start: 2024-03-04\nstate: minutes\n")
    work.write("raad/2024-03-04/01-skole.md", ITEM.format(title="Ny skole"))
    with monkeypatch.context() as patch:
        if fails:
            patch.setattr(trees, "share", cut_off)
        work.build()
    assert (work.room / "spare").is_dir() is not fails
    assert not (work.room / "copy").exists()

    copied = []
    work.write("raad/2024-03-04/01-skole.md", ITEM.format(title="Skolen"))
    monkeypatch.setattr(trees, "copy", lambda *given, copy=trees.copy: copied.append(given) or copy(*given))
    work.build()
    anew = bool(copied)
    first = work.anew(tmp_path / "cold")
    first.build()

    assert anew is fails
    assert first.fingerprints() == work.fingerprints()


@pytest.mark.parametrize("place", ["free", "taken", "elsewhere"])
def test_folders_of_the_index_that_stand_ready_are_moved_into_the_site(town, tmp_path, monkeypatch, place):
    town.search = True
    town.build()
    change(town)
    town.ahead = True
    moved = []

    def move_in(folder, target):
        if place == "elsewhere":
            return False
        if place == "taken":
            (Path(target) / "t").mkdir(parents=True)
        moved.append(move(folder, target))
        return moved[-1]

    monkeypatch.setattr(room, "move", move_in)
    town.build()

    first = town.anew(tmp_path / "cold")
    first.build()
    assert first.fingerprints() == town.fingerprints()
    assert {"free": {True}, "taken": {False}, "elsewhere": set()}[place] == {*moved}
    assert not list(town.room.glob("ready-*"))
    assert not town.build().changes
