"""Processes that share the work: how many there are, how they are started, and that none is left behind."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest
from minutebook.workforce import Apart, asked, begun, processes, processors

from tests.building import REPOSITORY
from tests.forking import CAN_FORK

BUILD = """
import gc, multiprocessing, sys, threading, time
from minutebook.workforce import processes


def tell(words, number):
    return number, words, gc.get_freeze_count() > 0


def rest(_, seconds):
    time.sleep(seconds)


if __name__ == "__main__":
    if sys.argv[1] == "spawn":
        threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
    with processes(2, "what to do") as crew:
        print(*crew.results(tell, [1, 2]), gc.get_freeze_count() > 0, flush=True)
        if sys.argv[2] == "work":
            list(crew.results(rest, [60] * 3))
    print(gc.get_freeze_count())
"""
EMPTY_HANDED = """
from minutebook.workforce import processes

held = []


def tell(number):
    return len(held)


if __name__ == "__main__":
    held += range(1000)
    with processes(2) as crew:
        print(*crew.results(tell, [1, 2]), flush=True)
"""
METHODS = ["spawn", *(["fork"] if Path("/proc/self/task").is_dir() else [])]


def started(folder: Path, method: str, way: str) -> subprocess.Popen[str]:
    (folder / "build.py").write_text(BUILD, encoding="utf-8")
    return subprocess.Popen(
        [sys.executable, folder / "build.py", method, way],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY / "hooks")},
        encoding="utf-8",
    )


@pytest.mark.parametrize("method", METHODS)
def test_processes_know_what_the_crew_knows_and_share_frozen_memory_where_they_are_forked(tmp_path, method):
    with started(tmp_path, method, "end") as build:
        said = build.communicate(timeout=60)[0].splitlines()

    forked = method == "fork"
    assert [f"{(1, 'what to do', forked)} {(2, 'what to do', forked)} {forked}", "0"] == said


@pytest.mark.parametrize("method", METHODS)
def test_no_process_outlives_a_build_that_is_killed(tmp_path, method):
    with started(tmp_path, method, "work") as build:
        build.stdout.readline()
        build.kill()
        # They have the other end of this pipe, too: it is at its end when the last of them has ended.
        assert "" == build.stdout.read()


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="only Linux gives a process processors")
def test_processors_are_those_that_the_process_may_use():
    count = "import os; os.sched_setaffinity(0, {min(os.sched_getaffinity(0))}); "
    run = subprocess.run(
        [sys.executable, "-c", f"{count}from minutebook.workforce import processors; print(processors())"],
        cwd=REPOSITORY / "hooks",
        capture_output=True,
        encoding="utf-8",
        check=True,
    )

    assert "1\n" == run.stdout


def test_one_process_works_alone():
    with processes(1) as crew:
        assert crew is None


def test_where_there_are_no_semaphores_one_process_works_alone(monkeypatch):
    def unable(*_: object) -> None:
        raise NotImplementedError

    monkeypatch.setattr("minutebook.workforce.here.ProcessPoolExecutor", unable)
    with processes(2) as crew:
        assert crew is None


def test_processes_that_are_to_know_nothing_hold_nothing_of_the_one_that_starts_them(tmp_path):
    build = tmp_path / "build.py"
    build.write_text(EMPTY_HANDED, encoding="utf-8")
    path = {"PYTHONPATH": str(REPOSITORY / "hooks")}
    said = subprocess.run(
        [sys.executable, build], env={**os.environ, **path}, capture_output=True, text=True, check=True
    )

    assert said.stdout == "0 0\n"


@pytest.mark.parametrize("count", [2, 3])
def test_who_joins_the_processes_does_a_share_and_the_results_stand_in_order(count):
    with processes(count, "pages", joining=True) as crew:
        done = list(crew.results(where, range(40)))

    workers = {process for _, process in done}
    assert [f"pages {number}" for number in range(40)] == [said for said, _ in done]
    assert (True, count) == (os.getpid() in workers, len(workers))


def test_who_joins_nobody_works_alone():
    with processes(1, joining=True) as crew:
        assert crew is None


def where(words: str, number: int) -> tuple[str, int]:
    time.sleep(0.02)
    return f"{words} {number}", os.getpid()


def test_work_that_fails_leaves_nothing_frozen_and_nobody_waiting():
    gc.unfreeze()  # what a server has frozen that was tested in this process before
    with pytest.raises(ZeroDivisionError), processes(2) as crew:
        list(crew.map(divmod, [1, 1], [1, 0]))

    assert gc.get_freeze_count() == 0


def test_there_is_always_a_processor():
    assert processors() >= 1


@pytest.mark.skipif(not CAN_FORK or processors() == 1, reason="there is nobody else")
def test_what_comes_last_lets_others_go_first(tmp_path):
    assert Apart(partial(write_priorities, tmp_path / "found")).ended_well()

    own, soon, last = map(int, (tmp_path / "found").read_text(encoding="utf-8").split())
    assert (soon, last) == (own, min(own + 5, 19))


def write_priorities(file: Path) -> None:
    priority = partial(os.getpriority, os.PRIO_PROCESS, 0)
    found = priority(), asked(priority)(), asked(priority, last=True)()
    file.write_text(" ".join(map(str, found)), encoding="utf-8")


def test_what_is_asked_of_another_process_is_answered():
    assert asked(lambda: "an answer")() == "an answer"


def test_what_a_process_that_was_lost_had_to_answer_is_answered_here():
    here = os.getpid()

    def answer_here() -> int:
        if os.getpid() != here:
            os._exit(1)
        return here

    assert asked(answer_here)() == here


def test_work_apart_may_fork_ends_well_or_not_and_can_be_ended(tmp_path):
    done = Apart(partial(fork_and_write, tmp_path / "done"))
    assert done.ended_well()
    forks = CAN_FORK and processors() > 1
    assert (tmp_path / "done").read_text(encoding="utf-8") == ("from a fork" if forks else "alone")

    assert not Apart(partial(fork_and_write, tmp_path / "missing" / "done")).ended_well()

    endless = Apart(partial(time.sleep, 600))
    endless.end()
    assert not endless.ended_well()


def fork_and_write(file: Path) -> None:
    child = begun(partial(file.write_text, "from a fork", encoding="utf-8"))
    if child is None:
        file.write_text("alone", encoding="utf-8")
        return
    child.join()
    sys.exit(child.exitcode)
