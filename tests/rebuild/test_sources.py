"""What lies in a folder is seen alike, whoever looks: this process or one beside it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from minutebook.rebuild import sources
from minutebook.rebuild.sources import Sources

OLD = 1_500_000_000


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Give a folder of records that nobody has touched for long, and that was looked at once."""
    root = tmp_path / "town"
    for path in ("records/social/2020-01-01/meeting.yml", "records/social/2020-01-01/01.md", "records/people.yml"):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(path)
        os.utime(root / path, (OLD, OLD))
    looked(root, Sources(root, tmp_path / "kept")).save()
    return root


def looked(root: Path, found: Sources, *, beside: bool = False) -> Sources:
    found.begin()
    found.now += 10 * sources.TICK
    tops = (root / "records",)
    found.print = found.look_ahead(tops, "said")() if beside else found.tree_print(tops, "said")
    return found


def altered(root: Path) -> None:
    (root / "records/people.yml").write_text("another person")


def added(root: Path) -> None:
    (root / "records/.hidden").mkdir()
    (root / "records/.hidden/file").write_text("")
    (root / "records/link").symlink_to("people.yml")


def removed(root: Path) -> None:
    shutil.rmtree(root / "records/social/2020-01-01")


def just_touched(root: Path) -> None:
    later = OLD + 10**9
    os.utime(root / "records/people.yml", (later, later * 3))


@pytest.mark.parametrize("change", [lambda _: None, altered, added, removed, just_touched])
def test_a_process_beside_this_one_sees_what_this_one_would(tmp_path, root, change):
    change(root)
    here = looked(root, Sources(root, tmp_path / "kept"))
    there = looked(root, Sources(root, tmp_path / "kept"), beside=True)

    assert (here.print, here._seen, here._fresh, here._listed) == (
        there.print,
        there._seen,
        there._fresh,
        there._listed,
    )


@pytest.mark.parametrize("change", [lambda _: None, altered, added, removed])
def test_where_there_is_no_process_beside_this_one_it_looks_and_lays_out_nothing(tmp_path, root, monkeypatch, change):
    change(root)
    here = looked(root, Sources(root, tmp_path / "kept"))
    monkeypatch.setattr(sources, "asked", lambda work: work)
    alone = Sources(root, tmp_path / "kept")
    laid_out = []
    monkeypatch.setattr(alone, "_taken", laid_out.append)
    looked(root, alone, beside=True)

    assert (here.print, here._seen, here._fresh, here._listed) == (
        alone.print,
        alone._seen,
        alone._fresh,
        alone._listed,
    )
    assert [] == laid_out


def test_what_a_process_beside_this_one_has_seen_is_not_looked_at_again(tmp_path, root, monkeypatch):
    found = looked(root, Sources(root, tmp_path / "kept"), beside=True)
    monkeypatch.setattr(sources.os, "scandir", None)
    monkeypatch.setattr(sources, "file_digest", None)

    assert ["social", "people.yml"] == sorted((one.name for one in found.entries("records")), reverse=True)
    assert found.print_of("records/social/2020-01-01", (".md", ".yml"), "attachments")


@pytest.mark.parametrize("beside", [False, True])
def test_all_that_was_seen_below_a_folder_is_told_and_what_was_not_is_looked_up(tmp_path, root, beside):
    (root / "records/.git").mkdir()
    (root / "records/.git/config").write_text("")
    added(root)
    found = looked(root, Sources(root, tmp_path / "kept"), beside=beside)
    del found._listed["records/social"]

    assert [
        "records/.hidden/file",
        "records/link",
        "records/people.yml",
        "records/social/2020-01-01/01.md",
        "records/social/2020-01-01/meeting.yml",
    ] == sorted(found.paths_below("records"))


@pytest.mark.parametrize("when", [-86_400, 11_000_000_000], ids=["before 1970", "after 2300"])
def test_a_file_of_an_impossible_time_is_read_and_not_trusted(tmp_path, root, when):
    """Archives and clocks that are wrong give such times; the bytes count."""
    file = root / "records/people.yml"
    os.utime(file, (when, when))
    before = looked(root, Sources(root, tmp_path / "kept"))
    before.save()
    file.write_text("x" * file.stat().st_size)
    os.utime(file, (when, when))
    after = looked(root, Sources(root, tmp_path / "kept"))

    assert before.seen("records/people.yml") != after.seen("records/people.yml")
    assert "records/people.yml" not in after._fresh
