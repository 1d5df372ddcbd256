"""What a server does when files change: it shows pages of records at once, and has the whole site built a little later.

The build goes on in a process of its own, so that the next save does not wait for it; a save ends it, and it begins
again when all is quiet. Only what was saved beside the records is waited for, since nothing but a build can show it.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from threading import Event, RLock, Thread
from typing import Any, Protocol

from minutebook import program
from minutebook.privacy.logs import Log, tell
from minutebook.problems import has_errors
from minutebook.rebuild.texts import ChangedError
from minutebook.serving.frame import Frame
from minutebook.serving.mistakes import mistakes_page
from minutebook.serving.observer import SETTLING, Observer
from minutebook.serving.preview import Preview
from minutebook.text import Locale
from minutebook.workforce import Apart

QUIET = 1.0
"""Seconds without a change after which a build begins."""

MISTAKES = ".mistakes.html"
"""The file that is shown in place of any page while records are wrong."""

Environment = dict[str, Any]
Respond = Callable[..., Any]
Answer = Iterable[bytes]
"""What a server is asked, how it begins to answer, and what it answers. Source: WSGI, PEP 3333."""


class Server(Protocol):
    """What is asked of MkDocs' development server."""

    root: str
    mount_path: str
    build_delay: float
    builder: Callable[[], None]
    observer: Any

    def serve_request(self, environ: Environment, start_response: Respond) -> Answer:
        """Answer a request with a file below the root."""

    def set_app(self, application: Callable[[Environment, Respond], Answer]) -> None:
        """Let somebody else answer."""

    def watch(self, path: str) -> None:
        """Call the builder, and then let browsers load their page anew, when something changes at a path."""

    def unwatch(self, path: str) -> None:
        """Watch a path no longer."""


class Follower:
    """Follows the files that a site is made of, for a server. `begin` begins a build of the whole site."""

    def __init__(self, preview: Preview, begin: Callable[[], Apart], words: Locale, log: Log) -> None:
        """Nothing happens before it is to `serve`."""
        self.preview, self._begin, self._words, self._log = preview, begin, words, log
        self.observer = Observer()
        self._lock = RLock()
        self._building: Apart | None = None
        self._changed, self._due, self._woken, self._ended = Event(), False, False, False
        self._elsewhere, self._steady, self._missed = False, True, False

    def serve(self, server: Server, watched: Collection[str]) -> None:
        """Stand in for what the server does by itself; `watched` are the paths that it watches already."""
        for path in watched:
            server.unwatch(path)
        server.observer, server.builder, server.root = self.observer, self.follow, str(self.preview.tree)
        server.build_delay = SETTLING
        self._answer = server.serve_request
        self._mount = server.mount_path
        server.set_app(self.answer)
        for path in (*watched, str(self._records)):
            server.watch(path)
        Thread(target=self._warm, daemon=True).start()
        Thread(target=self._build_when_quiet, daemon=True).start()

    @property
    def _records(self) -> Path:
        return self.preview.root / self.preview.frame.settings.records

    def end(self) -> None:
        """End what was begun."""
        self._ended = True
        self._changed.set()
        self._end_build()

    def _warm(self) -> None:
        self.observer.ready.wait()
        try:
            known = self.preview.warm()
        except (ChangedError, OSError):
            known = False
        if not known:  # something has changed since the build looked, before anybody watched
            self._missed = True
            self.observer.wake()

    def follow(self) -> None:
        """Take in what has changed; then browsers may load their page anew."""
        woken, self._woken = self._woken, False
        changed = {Path(path) for path in self.observer.taken()}
        if self._missed:
            self._missed = False
            changed.add(self._records)
        if woken and not changed:
            return
        own = {path for path in changed if path.is_relative_to(self._records)}
        others = changed - own
        self._end_build()
        if others:
            self._steady = self._steady and program.is_steady()
        self._take_in(path.relative_to(self.preview.root).as_posix() for path in own)
        if self._is_wrong and all(map(self.preview.reads, changed)):
            return  # else a setting may be what mends it, and only a build knows that
        if others or not self._steady:  # what this program would make of the records, no other does
            self._build()
        else:
            self._due = True
            self._changed.set()

    def _take_in(self, paths: Iterable[str]) -> None:
        try:
            problems = self.preview.follow(set(paths))
        except (ChangedError, OSError) as error:  # files change while they are read, and will be told of again
            self._log.debug("%s", error)
            self._missed = True
            return
        mistakes = self.preview.tree / MISTAKES
        if self._is_wrong:
            tell(problems, self._words, self._log)
            mistakes.write_text(mistakes_page(problems, self._words), encoding="utf-8")
        else:
            mistakes.unlink(missing_ok=True)

    @property
    def _is_wrong(self) -> bool:
        return has_errors(self.preview.problems)

    def _build_when_quiet(self) -> None:
        while True:
            self._changed.wait()
            while self._changed.is_set() and not self._ended:
                self._changed.clear()
                self._changed.wait(QUIET)
            if self._ended:
                return
            if self._build(if_due=True) and self._elsewhere:
                self._woken = True
                self.observer.wake()

    def _build(self, *, if_due: bool = False) -> bool:
        """Build the whole site, if wished only where something is due; return whether that came to its end."""
        generation = self.preview.generation
        with self._lock:
            if self._ended or (if_due and not self._due):
                return False
            self._end_build()  # the one that begins last knows most
            self._building = building = self._begin()
        done = building.ended_well()
        if done:
            self.preview.catch_up(generation, Frame.kept(self.preview.room))
        return done

    def _end_build(self) -> None:
        """End a build that is at work, or was due: whoever does this builds, or something is wrong, or all is over."""
        with self._lock:
            self._due = False
            if self._building is not None:
                self._building.end()

    def answer(self, environ: Environment, start_response: Respond) -> Answer:
        """Answer a request: with what is wrong, with a page as it is now, or with what the last build made."""
        asked = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
        if f"{asked}/".startswith(self._mount):
            path = self._file(asked[len(self._mount) :])
            if path.endswith(".html"):
                if self._is_wrong:
                    environ = {**environ, "PATH_INFO": f"{self._mount}{MISTAKES}"}
                elif self._steady:
                    self._elsewhere = not self.preview.freshen(path)
            elif path and self._steady:
                self.preview.freshen(path)
        return self._answer(environ, start_response)

    def _file(self, asked: str) -> str:
        """Return the file that an address stands for; nothing for one that leads out of the site."""
        path = posixpath.normpath(f"/{asked}").lstrip("/")
        is_folder = not asked or asked.endswith("/") or "." not in posixpath.basename(path)
        return posixpath.join(path, "index.html") if is_folder else path
