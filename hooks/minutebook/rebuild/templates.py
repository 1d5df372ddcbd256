"""Templates, the theme's and ours, as Jinja compiled them: kept, since compiling takes longer than filling."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from jinja2 import BytecodeCache, Environment, FileSystemLoader
from jinja2.bccache import Bucket

from minutebook.rebuild import memory


class KeptTemplates(BytecodeCache):
    """Keeps them in one sealed file, since Jinja's own files would be run whatever had happened to them.

    Jinja itself compares what was compiled with the source of today.
    """

    def __init__(self, kept: Path) -> None:
        """Take the file where they are kept; nothing is read before a template is asked for."""
        self._kept = kept
        self._known: dict[str, bytes] | None = None
        self._used: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if self._known is None:
            known = memory.recall(self._kept)
            self._known = known if isinstance(known, dict) else {}
        data = self._known.get(bucket.key)
        if data is not None:
            bucket.bytecode_from_string(data)
            if bucket.code is not None:
                self._used[bucket.key] = data

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._used[bucket.key] = bucket.bytecode_to_string()

    def save(self) -> None:
        """Keep what this build has used, beside what it had no use for."""
        kept = {**(self._known or {}), **self._used}
        if kept != self._known:
            memory.keep(self._kept, kept)
            self._known = kept


class VisibleTemplates(FileSystemLoader):
    """Templates in folders as Jinja finds them; what is hidden is not listed.

    MkDocs asks for all files of a theme, and leaves out what is hidden. In Material that is fourteen thousand icons.
    """

    def list_templates(self) -> list[str]:
        found: set[str] = set()
        for top in self.searchpath:
            for here, folders, names in os.walk(top):
                folders[:] = [name for name in folders if not name.startswith(".")]
                below = Path(here).relative_to(top)
                found.update((below / name).as_posix() for name in names)
        return sorted(found)


def listing_less(environment: Callable[[], Environment]) -> Callable[[], Environment]:
    """Return what makes an environment, of the visible templates alone."""

    def made() -> Environment:
        env = environment()
        if isinstance(env.loader, FileSystemLoader):
            env.loader = VisibleTemplates(env.loader.searchpath)
        return env

    return made
