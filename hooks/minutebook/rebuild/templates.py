"""The theme's templates as Jinja has compiled them, kept for the next build: compiling takes longer than filling."""

from __future__ import annotations

from pathlib import Path

from jinja2 import BytecodeCache
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
        """Keep what this build has used."""
        if self._used and self._used != self._known:
            memory.keep(self._kept, self._used)
            self._known = dict(self._used)
