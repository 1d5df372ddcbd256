"""A build and the process beside it share what is left, and neither waits for one that has come to its end."""

from __future__ import annotations

from collections.abc import Iterator
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from threading import Thread, get_ident

import pytest
from minutebook.rebuild.beside import Build, Process
from minutebook.rebuild.trees import Print

PRINTS = {"t/0.bin": Print(1, 2, b"3")}


class Ended:
    """A process that has come to its end."""

    def join(self) -> None:
        pass


@pytest.fixture
def ends() -> Iterator[tuple[Process, Build]]:
    """The build's and the process's end of a line between the two."""
    here, there = Pipe()
    yield Process(Ended(), here), Build(there)
    here.close()
    there.close()


def square(number: int) -> tuple[int, int]:
    """Return a square, and who has worked it out."""
    return number**2, get_ident()


def at_work(work) -> Thread:
    thread = Thread(target=work, daemon=True)
    thread.start()
    return thread


def said(line: Connection) -> list[object]:
    """Return what has been said on a line."""
    found = []
    while line.poll():
        found.append(line.recv())
    return found


def test_a_build_that_is_idle_does_a_part_and_answers_stand_in_order(ends):
    process, build = ends
    answers: list[tuple[int, int]] = []

    def share() -> None:
        assert build.line.poll(60)  # the build has said that it is idle
        answers.extend(build.each(square, range(60)))
        build.line.send(PRINTS)

    thread = at_work(share)

    assert process.prints() == PRINTS
    thread.join()
    assert [number for number, _ in answers] == [number**2 for number in range(60)]
    assert {who for _, who in answers} == {get_ident(), thread.ident}


def test_a_process_whose_build_has_other_work_does_everything_itself(ends):
    _, build = ends

    assert list(build.each(square, range(9))) == [(number**2, get_ident()) for number in range(9)]
    assert list(build.each(square, [])) == []


def test_one_piece_is_not_worth_a_question(ends):
    process, build = ends
    process._tell("idle")

    assert list(build.each(square, [7])) == [(49, get_ident())]
    assert said(process.line) == []


def test_a_build_that_waits_makes_the_register_itself_once_all_days_are_posted(ends):
    process, build = ends
    build.posted()
    assert process.posted() is False  # it is not nearly through
    build.finished(PRINTS, pytest.fail)

    assert process.prints() == PRINTS


def test_where_the_build_does_not_wait_the_process_makes_the_register_as_well(ends):
    process, build = ends
    made = []
    build.posted()
    build.finished(PRINTS, lambda: made.append("register"))

    assert made == ["register"]
    assert process.posted() is True
    assert process.prints() == PRINTS


def test_a_process_that_has_come_to_an_end_too_soon_leaves_no_file_ready(ends):
    process, build = ends
    build.line.close()

    assert process.posted() is True  # there is nothing to wait for
    assert process.prints() == {}


def test_a_process_whose_build_has_come_to_an_end_comes_to_its_own(ends):
    process, build = ends
    process._tell("idle")
    process.line.close()

    with pytest.raises((EOFError, OSError)):
        list(build.each(square, range(9)))
