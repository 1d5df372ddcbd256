"""The client's modules joined into few files, since a browser has to ask for each, and some ask for six at a time.

The modules stay as they are written, and a test asks them as they are; what readers get has no comments.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

IMPORT = re.compile(r'^import \{[^}]*\} from "\./([a-z-]+\.js)"\n', re.MULTILINE)
_EXPORT = re.compile(r"^export ", re.MULTILINE)
_COMMENT = re.compile(r"^[ \t]*(?://[^\n]*|/\*\*.*?\*/)\n|(?<=\n)\n+", re.MULTILINE | re.DOTALL)


def bundled(entry: str, modules: Mapping[str, str]) -> str:
    """Return a module with all that it imports, and all that they import, in one scope.

    `modules` are the texts of all modules by name. No two of them may call something of their own alike.
    """
    *others, own = (IMPORT.sub("", _COMMENT.sub("", modules[name])) for name in needed(entry, modules))
    return "".join((*(_EXPORT.sub("", text) for text in others), own))


def needed(entry: str, modules: Mapping[str, str]) -> list[str]:
    """Return the names of a module and of those it needs, each once, and each behind those that it needs itself."""
    names: list[str] = []

    def add(name: str) -> None:
        if name not in names:
            for other in IMPORT.findall(modules[name]):
                add(other)
            names.append(name)

    add(entry)
    return names
