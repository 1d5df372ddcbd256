"""What a build changed of a site, and how that is kept for `minutebook changes`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from minutebook.rebuild.trees import Print


@dataclass(frozen=True)
class Changes:
    """How a site differs from the one before it: paths of files, sorted."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether there are any."""
        return bool(self.added or self.changed or self.removed)

    @classmethod
    def between(cls, former: Mapping[str, Print], present: Mapping[str, Print]) -> Changes:
        """Compare two sites by the bytes of their files."""
        # Most prints are one and the same, which is known without a look into them.
        others = [path for path, found in present.items() if former.get(path) is not found]
        changed = (path for path in others if path in former and former[path].digest != present[path].digest)
        return cls(
            tuple(sorted(path for path in others if path not in former)),
            tuple(sorted(changed)),
            tuple(sorted(former.keys() - present.keys())),
        )


CHANGES = "changes.json"


def write_changes(room: Path, changes: Changes) -> None:
    """Keep what the last build changed, for `minutebook changes`."""
    facts = {"added": changes.added, "changed": changes.changed, "removed": changes.removed}
    file = room / f"{CHANGES}.new"
    # A line each, and not by `indent`, for which Python leaves its encoder in C.
    file.write_text(json.dumps(facts, ensure_ascii=False, separators=(",\n", ": ")) + "\n", encoding="utf-8")
    file.replace(room / CHANGES)


def read_changes(room: Path) -> Changes | None:
    """Return what the last build changed; `None` if there has been none, or nothing is known of it."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        facts = json.loads((room / CHANGES).read_text(encoding="utf-8"))
        return Changes(tuple(facts["added"]), tuple(facts["changed"]), tuple(facts["removed"]))
    return None
