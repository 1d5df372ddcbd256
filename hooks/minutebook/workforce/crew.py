"""A crew: an executor whose functions are given, before anything else, what the whole crew knows."""

from __future__ import annotations

from abc import abstractmethod
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from itertools import islice
from typing import Any, TypeVar

Given = TypeVar("Given")
Result = TypeVar("Result")

AT_ONCE = 2
"""What each of a crew has before it: one task that it does, and one that it finds when that is done."""


class Crew(Executor):
    """Others who share the work. What they know reaches each of them once and not with each task.

    `size` is how many they are just now. `is_here` tells whether they see the files of this process; who does not gets
    bytes and answers with bytes. What a function makes of what it is given depends on nothing else.
    """

    size: int
    is_here: bool

    @abstractmethod
    def submit(self, function: Callable[..., Any], /, *given: Any, **named: Any) -> Future[Any]:
        """Let somebody call a function with what the crew knows and what is given."""

    def results(self, function: Callable[..., Result], given: Iterable[Given]) -> Iterator[Result]:
        """Yield what a function makes of each that is given, in their order; few are in memory at a time."""
        coming = iter(given)
        waiting: deque[Future[Result]] = deque()
        while True:
            room = AT_ONCE * self.size - len(waiting)
            waiting.extend(self.submit(function, each) for each in islice(coming, max(room, 0)))
            if not waiting:
                return
            yield waiting.popleft().result()
