"""Who watches files tells of what has changed, once, and of nothing else."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from minutebook.serving import observer as observing
from minutebook.serving.observer import Observer
from watchdog.events import FileModifiedEvent

from tests.waiting import until


class Ear:
    def __init__(self) -> None:
        self.told: list[str] = []

    def on_any_event(self, event: FileModifiedEvent) -> None:
        self.told.append(str(event.src_path))


@pytest.fixture(params=["told by the system", "by looking alone"])
def watching(request, monkeypatch, tmp_path) -> Iterator[tuple[Observer, Ear, Path]]:
    if request.param == "by looking alone":

        def refuse(*_: object) -> None:
            raise OSError

        monkeypatch.setattr(observing.SystemObserver, "start", refuse)
        monkeypatch.setattr(observing, "OFTEN", 0.05)
    folder = tmp_path / "meetings"
    (folder / "raad").mkdir(parents=True)
    (folder / "raad" / "old.md").write_text("old", encoding="utf-8")
    observer, ear = Observer(), Ear()
    observer.schedule(ear, str(folder), recursive=True)
    observer.start()
    yield observer, ear, folder
    observer.stop()
    observer.join()


def test_a_file_that_is_written_is_told_of_at_whatever_depth(watching):
    observer, ear, folder = watching
    (folder / "raad" / "old.md").write_text("newer", encoding="utf-8")

    until(lambda: str(folder / "raad" / "old.md") in ear.told)
    assert observer.taken() == {str(folder / "raad" / "old.md")}
    assert observer.taken() == set()


def test_reading_and_what_belongs_to_tools_are_not_told_of(watching):
    observer, ear, folder = watching
    (folder / "raad" / "old.md").read_text(encoding="utf-8")
    (folder / "raad" / ".old.md.swp").write_text("x", encoding="utf-8")
    (folder / "__pycache__").mkdir()
    (folder / "last.md").write_text("last", encoding="utf-8")

    until(lambda: str(folder / "last.md") in ear.told)
    assert observer.taken() == {str(folder / "last.md")}


def test_a_folder_that_is_taken_away_is_told_of(watching):
    observer, ear, folder = watching
    (folder / "raad").rename(folder.parent / "elsewhere")

    until(lambda: str(folder / "raad") in ear.told)
    assert str(folder / "raad") in observer.taken()


def test_a_folder_that_comes_with_files_in_it_is_told_of(watching):
    observer, _, folder = watching
    shutil.copytree(folder / "raad", folder.parent / "new")
    (folder.parent / "new").rename(folder / "new")

    found: set[str] = set()
    until(lambda: bool(found.update(observer.taken()) or found & {str(folder / "new"), str(folder / "new" / "old.md")}))


def test_what_is_told_twice_counts_once(tmp_path):
    observer, ear = Observer(), Ear()
    watch = observer.schedule(ear, str(tmp_path), recursive=True)
    file = tmp_path / "a.md"
    file.write_text("a", encoding="utf-8")

    for _ in range(2):
        observer.note(watch, FileModifiedEvent(str(file)))

    assert ear.told == [str(file)]


def test_who_no_longer_wants_to_know_is_not_told(tmp_path):
    observer, ear = Observer(), Ear()
    watch = observer.schedule(ear, str(tmp_path))
    observer.unschedule(watch)
    observer.note(watch, FileModifiedEvent(str(tmp_path / "a.md")))

    assert ear.told == []


def test_all_can_be_woken_though_no_file_has_changed(tmp_path):
    observer, ear = Observer(), Ear()
    observer.schedule(ear, str(tmp_path))
    observer.wake()

    assert (ear.told, observer.taken()) == ([str(tmp_path)], set())
