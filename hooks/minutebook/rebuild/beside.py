"""The process beside a build that goes on with its search: what the two tell each other, and the work they share."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import TypeVar

from minutebook.rebuild.trees import Print

_POSTED, _REGISTER = "posted", "register"
"""What the process tells: all days are posted, and it goes on with the register."""

_WAITING, _IDLE = "waiting", "idle"
"""What the build tells: it goes on as soon as all days are posted, and it has nothing else to do."""

Given = TypeVar("Given")
Answer = TypeVar("Answer")


@dataclass
class Build:
    """The build, seen by the process beside it."""

    line: Connection
    _heard: set[str] = field(default_factory=set)

    def posted(self) -> None:
        """Tell that all days are posted."""
        self.line.send(_POSTED)

    def finished(self, prints: Mapping[str, Print], register: Callable[[], object]) -> None:
        """Tell which files are ready, after the register where the build has not begun with that itself."""
        if not self._has_said(_WAITING):
            self.line.send(_REGISTER)
            register()
        self.line.send(prints)

    def each(self, work: Callable[[Given], Answer], given: Iterable[Given]) -> Iterator[Answer]:
        """Do a piece of work on each thing that is given, and yield the answers in order.

        Where the build is idle it takes its part, beginning with the last.
        """
        left = deque(enumerate(given))
        answers: dict[int, Answer] = {}

        def do_one() -> None:
            place, one = left.popleft()
            answers[place] = work(one)

        while left:
            if len(left) == 1 or not self._has_said(_IDLE):
                do_one()
                continue
            lent, one = left.pop()
            self.line.send((work, one))
            while left and not self.line.poll():
                do_one()
            answers[lent] = self.line.recv()
        yield from (answers[place] for place in sorted(answers))

    def _has_said(self, word: str) -> bool:
        while self.line.poll():
            self._heard.add(self.line.recv())
        return word in self._heard


@dataclass
class Process:
    """The process beside the build, seen by the build."""

    process: BaseProcess
    line: Connection

    def posted(self) -> bool:
        """Wait until all days are posted; where the process has come to an end before, whoever waits does its work.

        Return whether it has gone on with the register, and is to be waited for.
        """
        self._tell(_WAITING)
        self._told()
        return self.line.poll()

    def prints(self) -> Mapping[str, Print]:
        """Do a part of its work until it is through; return the prints of the files that are ready."""
        self._tell(_IDLE)
        while isinstance(told := self._told(), str | tuple):
            if isinstance(told, tuple):
                work, given = told
                self._tell(work(given))
        self.process.join()
        self.line.close()
        return told if isinstance(told, Mapping) else {}

    def _tell(self, what: object) -> None:
        with suppress(OSError):  # it has come to an end
            self.line.send(what)

    def _told(self) -> object:
        with suppress(EOFError, OSError):
            return self.line.recv()
        return None
