"""Two builds of one site do not get into each other's way, and a build that is killed gets into nobody's."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from threading import Timer

import pytest
from minutebook.rebuild import lock
from minutebook.rebuild.lock import OccupiedError
from minutebook.rebuild.room import Room
from minutebook.rebuild.staging import Stage
from minutebook.settings import Settings
from minutebook.text import LANGUAGES, locale

from tests.building import REPOSITORY

HOLDING = """
import sys
from pathlib import Path
from minutebook.rebuild.lock import Lock
lock = Lock(Path(sys.argv[1]))
lock.take()
print("taken", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def room(tmp_path) -> Room:
    return Room(tmp_path / "room", tmp_path)


def enter(room: Room) -> None:
    stage = Stage(room.folder.with_name("site"), room.folder)
    room.records(Settings(), ("da", "/"), (), date(2024, 6, 1), stage)


def holding(room: Room) -> subprocess.Popen[str]:
    room.folder.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDING, room.folder],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY / "hooks")},
        encoding="utf-8",
    )
    assert "taken\n" == process.stdout.readline()
    return process


def test_a_second_build_says_who_is_at_work(room, monkeypatch):
    monkeypatch.setattr(lock, "SECONDS", 0.1)
    with holding(room) as other:
        with pytest.raises(OccupiedError) as refused:
            enter(room)
        other.stdin.close()

    told = [locale(language)(refused.value.text, **refused.value.facts) for language in LANGUAGES]
    assert [True, True] == [str(other.pid) in text for text in told]


def test_a_build_that_is_turned_away_leaves_what_the_first_one_has_made(room, monkeypatch):
    monkeypatch.setattr(lock, "SECONDS", 0.1)
    stage = Stage(room.folder.with_name("site"), room.folder)
    with holding(room) as first:
        page = room.folder / "made" / "index.html"
        page.parent.mkdir()
        page.write_text("Side", encoding="utf-8")
        with pytest.raises(OccupiedError):
            room.records(Settings(), ("da", "/"), (), date(2024, 6, 1), stage)
        stage.drop()
        first.stdin.close()

    assert "Side" == page.read_text(encoding="utf-8")


def test_a_second_build_waits_for_the_first(room):
    with holding(room) as other:
        Timer(0.2, other.stdin.close).start()
        enter(room)


def test_a_build_that_is_killed_locks_nobody_out(room, monkeypatch):
    with holding(room) as other:
        other.kill()
    monkeypatch.setattr(lock, "SECONDS", 0)
    enter(room)


def test_a_server_builds_again_after_a_build_that_failed_anywhere(room):
    enter(room)
    enter(room)
    room.lock.leave()

    enter(Room(room.folder, room.folder.parent))


def test_a_file_system_without_locks_does_without(room, monkeypatch):
    def unable(*_: object) -> None:
        raise OSError(38, "Function not implemented")

    monkeypatch.setattr("filelock._unix.lock_fd_nonblocking", unable)
    enter(room)
    room.lock.leave()
