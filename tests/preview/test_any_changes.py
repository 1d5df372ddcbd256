"""Whatever happens to the records: a page that was made ahead is, to the byte, the page that the build makes."""

from __future__ import annotations

import shutil
from pathlib import Path

from hypothesis import settings
from hypothesis.stateful import invariant, precondition, rule
from minutebook.serving.frame import Frame
from minutebook.serving.preview import Preview
from minutebook.settings import Settings

from tests.rebuild.test_any_changes import LONG, RUNS, AnyChanges
from tests.rebuilding import SITE_URL, Workplace


def look(root: Path) -> dict[str, tuple[int, int, int]]:
    """Return what tells of each file and folder that counts whether it is still the same."""
    paths = (path for folder in ("meetings", "docs") for path in (root / folder).rglob("*"))
    found = ((path.relative_to(root).as_posix(), path.stat()) for path in paths)
    return {path: (status.st_ino, status.st_size, status.st_mtime_ns) for path, status in found}


def frame(work: Workplace) -> Frame:
    return Frame(Settings(), work.language, SITE_URL, work.others, work.today, work.shells())


def pages(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for pattern in ("*.html", "tegning.txt") for path in site.rglob(pattern)}


class AnyChangesAhead(AnyChanges):
    """The same changes, each looked at before the build that publishes it."""

    preview = None

    def begin_again(self):
        """Go on from what was built, as a server that has just been started."""
        self.tree = self.work.root / "tree"
        shutil.rmtree(self.tree, ignore_errors=True)
        shutil.copytree(self.work.site, self.tree)
        self.told = self.work.language, self.work.today, self.work.frame
        self.preview = Preview(self.work.root, self.tree, self.work.room, frame(self.work))
        self.preview.warm()
        self.seen = look(self.work.root)

    @precondition(lambda self: self.preview is not None and not self.preview.problems)
    @rule()
    def the_build_catches_up(self):
        shutil.rmtree(self.tree)
        shutil.copytree(self.work.site, self.tree)
        self.preview.catch_up(self.preview.generation, None)

    @invariant()
    def the_next_build_gives_what_a_first_one_gives(self):
        if not hasattr(self, "work"):
            return
        told = self.work.language, self.work.today, self.work.frame
        known = self.preview is not None and self.told == told
        if known:
            now = look(self.work.root)
            changed = {path for path in self.seen.keys() | now.keys() if self.seen.get(path) != now.get(path)}
            self.seen = now
            if changed:
                self.preview.follow({path for path in changed if path.startswith("meetings/")})
        built = self.work.build()
        if built.changes is None:
            assert not known or self.preview.problems == built.problems
        elif not known:
            self.begin_again()
        else:
            for path in sorted(pages(self.work.site) | pages(self.tree)):
                self.preview.freshen(path)
            ahead = {path: (self.tree / path).read_bytes() for path in pages(self.tree)}
            made = {path: (self.work.site / path).read_bytes() for path in pages(self.work.site)}
            assert made == ahead


AnyChangesAhead.TestCase.settings = settings(RUNS, max_examples=LONG or 4)
TestAnyChangesAhead = AnyChangesAhead.TestCase
