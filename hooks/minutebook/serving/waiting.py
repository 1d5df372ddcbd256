"""What a server shows before its first build, while records are wrong: what to mend, until somebody saves a file."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from time import time

from watchdog.events import FileSystemEvent

from minutebook.serving.observer import SETTLING, Observer

_PATIENCE = 1.0
"""Seconds that a browser has to say what it asks for, and between two looks at whether somebody ends the server."""


def wait_for_change(page: str, address: tuple[str, int], watched: Collection[Path], since: float) -> None:
    """Answer whatever is asked at an address with a page, until one of the files changes, or one in the folders.

    What has changed `since` then, in seconds as files have them, counts as well: nobody watched yet. No thread is left
    when this returns, since a build forks.
    """
    changed = Event()
    observer = Observer()
    for path in watched:
        observer.schedule(_Bell(changed), str(path), recursive=path.is_dir())
    observer.start()
    try:
        if _has_changed(watched, since):
            changed.set()
        with _shown(page.encode(), address):
            while not changed.wait(_PATIENCE):
                pass
        while changed.is_set():
            changed.clear()
            changed.wait(SETTLING)
    finally:
        observer.stop()
        observer.join()


def _has_changed(watched: Iterable[Path], since: float) -> bool:
    now = time()  # what is said to be of tomorrow says nothing
    for path in watched:
        for each in (path, *path.rglob("*")):
            with suppress(OSError):
                if since < each.stat().st_mtime <= now:
                    return True
    return False


class _Bell:
    def __init__(self, changed: Event) -> None:
        self._changed = changed

    def on_any_event(self, _: FileSystemEvent, /) -> None:
        self._changed.set()


@contextmanager
def _shown(page: bytes, address: tuple[str, int]) -> Iterator[None]:
    """Show a page, if the address is free; where it is not, MkDocs says so once it has built."""
    server = None
    with suppress(OSError):
        server = ThreadingHTTPServer(address, partial(_Answer, page))
    if server is None:
        yield
        return
    server.daemon_threads = False
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Answer(BaseHTTPRequestHandler):
    timeout = _PATIENCE

    def __init__(self, page: bytes, *asked: object) -> None:
        self._page = page
        super().__init__(*asked)  # type: ignore[arg-type] # as the server calls it

    def do_GET(self) -> None:
        """Answer with the page."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(self._page)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(self._page)

    def log_message(self, *_: object) -> None:
        """Say nothing: what is wrong stands in the terminal already."""
