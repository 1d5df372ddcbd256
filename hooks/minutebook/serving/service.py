"""What the builds of a server have in common, and what it does between them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from minutebook.privacy.logs import Log, tell
from minutebook.problems import Problem
from minutebook.rebuild.exchange import folder_of
from minutebook.rebuild.work import Work
from minutebook.serving.frame import Frame
from minutebook.workforce import Apart

if TYPE_CHECKING:
    from minutebook.serving.follower import Follower, Server


class Service:
    """A server, or none. Its site stands in a folder that stays, so that it need not be built anew the next time."""

    def __init__(self) -> None:
        """There is none before somebody says so."""
        self.is_on = False
        self._apart = False
        self._site: Path | None = None
        self._link: Path | None = None
        self._follower: Follower | None = None

    def published(self, settings_file: Path, site: Path, port: int) -> Path:
        """Return the folder of the site that a build publishes, where MkDocs would have it in the folder `site`.

        Only one server at a time can have the port.
        """
        if not self.is_on:
            return folder_of(site)
        if self._site is None:
            place = f"{settings_file.stem}-{port}"
            self._site = settings_file.parent / ".cache" / "minutebook" / "serve" / place / "site"
            with suppress(OSError):  # of a system that lets nobody have links
                site.rmdir()
                site.symlink_to(self._site, target_is_directory=True)
                self._link = site
        return self._site

    def publish_into(self, site: Path) -> None:
        """Let builds of this process be those of a server elsewhere, whose site is in that folder."""
        self.is_on, self._apart, self._site = True, True, site

    @property
    def is_starting(self) -> bool:
        """Whether this process is to be a server, and has not been built for yet."""
        return self.is_on and not self._apart and self._follower is None

    def wait_for_mending(self, problems: Sequence[Problem], work: Work, address: tuple[str, int], log: Log) -> None:
        """Tell what is wrong with records, here and at the server's address, until something changes among them."""
        from minutebook.serving.mistakes import mistakes_page  # noqa: PLC0415 - most builds are no server's
        from minutebook.serving.waiting import wait_for_change  # noqa: PLC0415 - likewise

        tell(problems, work.locale, log)
        log.info("%s", work.locale("serving.waiting", address=f"http://{address[0]}:{address[1]}/"))
        watched = work.root / work.settings.records, *work.others
        wait_for_change(mistakes_page(problems, work.locale, asking=True), address, watched, work.begun)

    def keep(self, work: Work) -> None:
        """Keep what a build was told, for those who go on from it."""
        if self.is_on:
            told, ledger = work.records, work.records.ledger
            given = work.settings, ledger.language, ledger.site_url, work.others, told.today, work.making.shells
            Frame(*given).keep(work.room.folder)

    def follow(
        self, server: Server, work: Work, watched: Iterable[str | None], build: Callable[[Path], object], log: Log
    ) -> None:
        """Let pages of records follow their files at once, and the whole site a little later, once it has been built.

        `watched` are the paths that the server watches, and `build` builds into a folder, in any process.
        """
        frame = Frame.kept(work.room.folder)
        if not self.is_on or self._site is None or frame is None:
            return
        from minutebook.serving.follower import Follower  # noqa: PLC0415 - most builds are no server's
        from minutebook.serving.preview import Preview  # noqa: PLC0415 - likewise

        preview = Preview(work.root, self._site, work.room.folder, frame)
        self._follower = Follower(preview, partial(Apart, partial(build, self._site)), work.locale, log)
        self._follower.serve(server, [path for path in watched if path])
        del work.records, work.making  # which hold all that there is, as the preview does

    def end(self) -> None:
        """End what was begun, and take away the link, which MkDocs would take for its folder."""
        if self._follower is not None:
            self._follower.end()
        if self._link is not None:
            self._link.unlink(missing_ok=True)
