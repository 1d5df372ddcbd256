"""Where a site is made: beside the published one, whose place it takes in one step when it is whole.

Two trees take turns. The one that was published before lies in the build's own room; it is brought up to date with the
published one by what differs between the two, then gets what is new, and is exchanged for it. So a build writes what
changed and no more, and the file that did not change stays the same file.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from multiprocessing.process import BaseProcess
from pathlib import Path
from secrets import token_hex
from typing import Any

from minutebook.rebuild import trees
from minutebook.rebuild.changes import Changes
from minutebook.rebuild.exchange import exchange
from minutebook.rebuild.survey import Findings, Survey, survey
from minutebook.rebuild.trees import Print
from minutebook.workforce import asked, begun

_NEXT, _READY = "next-", "ready-"
FEW = 2000
"""Files. Fewer are looked at before another process has started."""

WAITING = 64_000_000
"""Bytes that wait in memory for the tree."""


@dataclass(frozen=True)
class Left:
    """What a build left behind: the print of every file of the published site, and what tells that nobody was there.

    `time` is when it was left, by the file system's clock, `root` the inode of the published tree, `spare` that of the
    other one, and `drift` how the published tree differs from the other one.
    """

    prints: Mapping[str, Print] = field(default_factory=dict)
    time: int = 0
    root: int = 0
    spare: int = 0
    drift: Changes = field(default_factory=Changes)

    def __getstate__(self) -> dict[str, object]:
        """Be kept in columns."""
        return {**self.__dict__, "prints": trees.columns_of(self.prints)}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Be recalled."""
        self.__dict__.update(state, prints=trees.prints_in(state["prints"]))


class Stage:
    """The place beside a published site where the next one is made.

    `room` is a folder of the stage's own, on the same file system; `made` is one for whoever writes files without
    asking what is there already, and `ready` for whoever makes folders of the site before it is begun.
    """

    def __init__(self, published: Path, room: Path) -> None:
        """Nothing is touched before `begin`."""
        self.published = published
        self.room = room
        self.made = room / "made"
        # Of its own name, since processes of a build that was killed may still be writing into theirs.
        name = token_hex(4)
        self._next, self.ready = str(room / f"{_NEXT}{name}"), room / f"{_READY}{name}"
        self._spare = str(room / "spare")
        self._former = room / "former"
        self._left = Left()
        self._survey = Survey({}, whole=False)
        self._opened = False
        self._opening: BaseProcess | None = None
        self._looking: Callable[[], Findings] | None = None
        self._looked = False
        self._begun = False
        self._waiting: dict[str, bytes] = {}
        self._room_left = WAITING
        self._copy = str(room / "copy")
        self._copied: Mapping[str, Print] = {}
        self._copying: BaseProcess | None = None

    def begin(self) -> None:
        """Clear away what a build left that was cut off; if that was between two renames, put back the site."""
        self._begun = True
        trees.make_private(self.room)
        if self._former.exists():
            if self.published.exists():
                _discard(self._former)
            else:
                self._former.rename(self.published)
        for folder in (self.made, Path(self._copy), *self.room.glob(f"{_NEXT}*"), *self.room.glob(f"{_READY}*")):
            _discard(folder)

    def look_ahead(self, left: Left) -> None:
        """Begin to look at what the last build left, beside this process, which has records to read."""
        if len(left.prints) > FEW and self.published.exists():
            self._looking = asked(partial(_findings, str(self.published), left), last=True)

    def look(self, left: Left) -> Mapping[str, Print]:
        """Take what the last build left; return the prints of those files of the published site that are still so.

        Who has looked already sees the same.

        Where nothing is known of a site, its own bytes tell. Where it is gone, the one before it may still hold most.
        """
        if self._looked:
            return self._survey.intact
        self._looked = True
        published = str(self.published)
        if not left.prints and self.published.is_dir():
            left = Left(trees.prints_of(published))
        if self._looking is not None:
            self._survey = Survey.of(left.prints, self._looking())
        elif self.published.exists():
            self._survey = survey(published, left.prints, left.time, left.root)
        elif os.path.isdir(self._spare):  # noqa: PTH112
            os.rename(self._spare, self._next)  # noqa: PTH104
            self._opened = True
            self._survey = survey(self._next, left.prints, 0, 0)
            for path in [path for path in trees.files_of(self._next) if path not in self._survey.intact]:
                trees.remove(self._next, path)
        self._left = left
        return self._survey.intact

    def open_ahead(self, left: Left) -> None:
        """Look at what the last build left, and begin to open the tree.

        That is done beside this process, which has other things to do before it writes.
        """
        self.look(left)
        if not self._opened and self._survey.intact:
            self._opening = begun(self._open, last=True)

    def open(self) -> str:
        """Return the tree that is made, as a path. It holds what of the published site is as it was left."""
        if not self._opened:
            if not self._was_opened_ahead():
                self._open()
            self._opened = True
        return self._next

    def write(self, path: str, data: bytes, known: Print | None = None) -> Print:
        """Let the tree hold these bytes at a path, and return their print; `known` is that of what it has there.

        Where the tree is still being opened, which after a first build takes seconds, they wait in memory: their time
        is 0 until the tree is finished.
        """
        if self._opening is None or self._opening.exitcode is not None or len(data) > self._room_left:
            return trees.write(self.open(), path, data, known)
        digest = trees.digest_of(data)
        if known is not None and known.digest == digest:
            return known
        self._room_left -= len(data)
        self._waiting[path] = data
        return Print(len(data), 0, digest)

    def _written(self, prints: Mapping[str, Print]) -> Mapping[str, Print]:
        """Write what waits for the tree; return the prints with its times."""
        if not self._waiting:
            return prints
        tree, waiting = self.open(), self._waiting
        self._waiting, self._room_left = {}, WAITING
        known = self._survey.intact
        return {**prints, **{path: trees.write(tree, path, data, known.get(path)) for path, data in waiting.items()}}

    def _was_opened_ahead(self) -> bool:
        opening, self._opening = self._opening, None
        if opening is None:
            return False
        opening.join()
        if opening.exitcode == 0:
            return True
        _discard(Path(self._next))
        return False

    def _open(self) -> None:
        if not self._reuse_spare():
            _discard(Path(self._spare))
            trees.copy(str(self.published), self._survey.intact, self._next)

    def _reuse_spare(self) -> bool:
        """Bring the tree that was published before up to date; false if it is not what it was left as."""
        left, published = self._left, str(self.published)
        try:
            if not self._survey.whole or os.lstat(self._spare).st_ino != left.spare:
                return False
            os.rename(self._spare, self._next)  # noqa: PTH104
        except OSError:
            return False
        for path in left.drift.removed:
            trees.remove(self._next, path)
        for path in (*left.drift.added, *left.drift.changed):
            trees.share(f"{published}/{path}", f"{self._next}/{path}")
        for path, known in self._survey.intact.items():
            file = f"{self._next}/{path}"
            try:
                status = os.lstat(file)
            except OSError:
                trees.share(f"{published}/{path}", file)
                continue
            if (status.st_size, status.st_mtime_ns) != (known.size, known.time):
                trees.share(f"{published}/{path}", file)
        return True

    def copy_ahead(self, prints: Mapping[str, Print]) -> None:
        """Begin with the second tree of a first build beside this process: with those files that are there by now.

        Without it, the first change would have to wait for one.
        """
        if self._opened and len(prints) > FEW and not self.published.exists():
            self._copied = dict(prints)
            self._copying = begun(partial(trees.copy, self._next, self._copied, self._copy))

    def _second_tree(self) -> tuple[int, Mapping[str, Print]]:
        """Return the inode of the tree that will be the spare one, and the prints of what it holds; 0 is none."""
        if self._survey.whole:
            return os.stat(self.published).st_ino, self._survey.intact  # noqa: PTH116
        if self._copying is not None:
            self._copying.join()
            if self._copying.exitcode == 0:
                return os.stat(self._copy).st_ino, self._copied  # noqa: PTH116
        return 0, self._survey.intact

    def finish(self, prints: Mapping[str, Print]) -> tuple[Changes, Left]:
        """Leave these files and no others in the tree that was made; return what changed and what to remember.

        Nothing is published yet. A site that is whole already, and has no changes, needs no publishing.
        """
        prints = self._written(prints)
        changes = Changes.between(self._left.prints, prints)
        if not self._opened and self._opening is None and not changes and self._survey.whole:
            return changes, self._left
        tree = self.open()
        for path in self._survey.intact.keys() - prints.keys():
            trees.remove(tree, path)
        drift = Changes.between(self._survey.intact, prints)
        if self._survey.whole and not drift:
            os.rename(tree, self._spare)  # noqa: PTH104
            self._opened = False
            return changes, replace(self._left, prints=prints, spare=os.stat(self._spare).st_ino, drift=drift)  # noqa: PTH116
        spare, there = self._second_tree()
        drift = drift if there is self._survey.intact else Changes.between(there, prints)
        time, inode = trees.time_in(str(self.room)), os.stat(tree).st_ino  # noqa: PTH116
        return changes, Left(prints, time, inode, spare, drift)

    def publish(self) -> None:
        """Let the tree that was made take the place of the published one; what was published becomes the spare one."""
        _discard(self.made)
        _discard(self.ready)
        if not self._opened:
            return
        self._opened = False
        if not self.published.exists():
            os.rename(self._next, self.published)  # noqa: PTH104
            if self._copying is not None and self._copying.exitcode == 0:
                _discard(Path(self._spare))
                os.rename(self._copy, self._spare)  # noqa: PTH104
            _discard(Path(self._copy))
        elif exchange(self._next, str(self.published)):
            os.rename(self._next, self._spare)  # noqa: PTH104
        else:
            self.published.rename(self._former)
            os.rename(self._next, self.published)  # noqa: PTH104
            os.rename(self._former, self._spare)  # noqa: PTH104

    def drop(self) -> None:
        """Leave what is published as it is; and what stands in the room too, if that is another build's."""
        if not self._begun:
            return
        for process in filter(None, (self._opening, self._copying)):
            process.kill()
            process.join()
        self._opened, self._opening, self._copying, self._waiting = False, None, None, {}
        for folder in (self.made, self.ready, Path(self._next), Path(self._copy)):
            _discard(folder)


def _findings(published: str, left: Left) -> Findings:
    return survey(published, left.prints, left.time, left.root).against(left.prints)


def _discard(folder: Path) -> None:
    if folder.is_symlink():
        folder.unlink()
    shutil.rmtree(folder, ignore_errors=True)


def room_of(published: Path) -> Path:
    """Return the folder where builds keep what they need to know of a site: hidden, and beside it.

    It holds what was withdrawn and what has not passed the gate; where a server shows what lies beside a site, too, it
    has to be one that only its owner may enter.
    """
    return published.parent / ".cache" / "minutebook" / published.name
