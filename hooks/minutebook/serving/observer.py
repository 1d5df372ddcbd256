"""Who watches files: told of a change by the system at once, and looking at them all now and then.

The system tells nothing of folders that other machines write to, such as shares of a network, so looking is needed;
but to look at tens of thousands of files takes a good part of a second.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Lock
from typing import Protocol

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer as SystemObserver
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

SELDOM = 10.0
"""Seconds between two looks where the system tells of changes."""

SETTLING = 0.03
"""Seconds without a change after which what has changed is taken in: editors write a file in several steps."""

OFTEN = 0.5
"""Seconds between two looks where it does not."""

_CHANGES: list[type[FileSystemEvent]] = [
    FileCreatedEvent,
    FileModifiedEvent,
    FileClosedEvent,
    FileMovedEvent,
    FileDeletedEvent,
    DirCreatedEvent,
    DirMovedEvent,
    DirDeletedEvent,
]
"""What is asked of the system. It would tell of reading, too, and lose what matters among all that a build reads."""


class Handler(Protocol):
    """Who wants to know."""

    def on_any_event(self, event: FileSystemEvent, /) -> None:
        """Be told that something has changed."""


@dataclass(eq=False)
class Watch:
    """A file or a folder that is watched for somebody, with all below it where it is `recursive`."""

    handler: Handler
    path: str
    recursive: bool


class Observer:
    """Tells of every change once. It can stand where watchdog's own observers do, as far as MkDocs asks for them."""

    def __init__(self) -> None:
        """Nothing is watched before `start`."""
        self._watches: list[Watch] = []
        self._observers: list[BaseObserver] = []
        self._changed: set[str] = set()
        self._seen: dict[str, tuple[int, int] | None] = {}
        self._lock = Lock()
        self.ready = Event()

    def schedule(self, handler: Handler, path: str, *, recursive: bool = False) -> Watch:
        """Let somebody know of changes at a path."""
        watch = Watch(handler, os.path.abspath(path), recursive)  # noqa: PTH100 - a link is watched where it stands
        self._watches.append(watch)
        return watch

    def unschedule(self, watch: Watch) -> None:
        """Let somebody know no longer."""
        self._watches.remove(watch)

    def start(self) -> None:
        """Begin to watch."""
        try:
            self._start(SystemObserver())
            seconds = SELDOM
        except OSError:  # it watches as many folders as the system's settings allow
            seconds = OFTEN
        self._start(PollingObserver(timeout=seconds))
        self.ready.set()

    def _start(self, observer: BaseObserver) -> None:
        for watch in self._watches:
            if os.path.exists(watch.path):  # noqa: PTH110
                observer.schedule(_Ear(self, watch), watch.path, recursive=watch.recursive, event_filter=_CHANGES)
        observer.start()
        self._observers.append(observer)

    def stop(self) -> None:
        """End watching."""
        for observer in self._observers:
            observer.stop()

    def join(self) -> None:
        """Wait until nobody watches any more."""
        for observer in self._observers:
            observer.join()

    def taken(self) -> set[str]:
        """Return the paths at which something has changed since the last time."""
        with self._lock:
            changed, self._changed = self._changed, set()
            return changed

    def wake(self) -> None:
        """Let all know that there is something to do, though no file has changed."""
        for watch in self._watches:
            watch.handler.on_any_event(FileModifiedEvent(watch.path))

    def note(self, watch: Watch, event: FileSystemEvent) -> None:
        """Take an event in, and pass it on unless it is known or nobody's concern."""
        if watch not in self._watches:
            return
        for path in _paths(event):
            if not _is_hidden(path, watch.path) and self._is_new(path):
                # MkDocs does not listen where a folder comes, goes or moves.
                watch.handler.on_any_event(FileModifiedEvent(path))

    def _is_new(self, path: str) -> bool:
        found = None
        with suppress(OSError):
            status = os.stat(path)  # noqa: PTH116
            found = status.st_size, status.st_mtime_ns
        with self._lock:
            if path in self._seen and self._seen[path] == found:
                return False
            self._seen[path] = found
            self._changed.add(path)
        return True


class _Ear(FileSystemEventHandler):
    def __init__(self, observer: Observer, watch: Watch) -> None:
        self._observer, self._watch = observer, watch

    def on_any_event(self, event: FileSystemEvent) -> None:
        self._observer.note(self._watch, event)


def _paths(event: FileSystemEvent) -> Iterator[str]:
    for path in (event.src_path, event.dest_path):
        if path:
            yield os.fsdecode(path)


def _is_hidden(path: str, within: str) -> bool:
    """Tell whether a path is that of something that belongs to tools."""
    parts = Path(os.path.relpath(path, within)).parts if path != within else ()
    return any(part.startswith(".") or part == "__pycache__" for part in parts)
