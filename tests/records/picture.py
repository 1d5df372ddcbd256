"""What was read, as a text that a person can compare: every value that a record states, and none that it leaves out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass

from minutebook.model import Archive

UNSHOWN = {"path", "items"}


def find(archive: Archive, kind: str, key: str) -> object:
    """Return the part of an archive that a case shows: `item su/2014-06-03/1`."""
    if kind == "item":
        return archive.items[key][1]
    if kind == "meeting":
        return next(meeting for meeting in archive.meetings if meeting.key == key)
    whole = getattr(archive, kind)
    return whole[key] if key else whole


def picture(thing: object) -> str:
    return "".join(f"{line}\n" for line in _lines(thing))


def _lines(thing: object) -> Iterator[str]:
    if is_dataclass(thing):
        for field in fields(thing):
            value = getattr(thing, field.name)
            default = field.default_factory() if field.default_factory is not MISSING else field.default
            if field.name not in UNSHOWN and value != default:
                yield from _named(field.name, value)
    elif isinstance(thing, Mapping):
        for key, value in thing.items():
            yield from _named(key, value)
    elif isinstance(thing, tuple):
        for value in thing:
            first, *rest = _lines(value)
            yield f"- {first}"
            yield from (f"  {line}" for line in rest)
    else:
        yield from str(thing).split("\n") if isinstance(thing, str) else [f"{type(thing).__name__} {thing}"]


def _named(name: str, value: object) -> Iterator[str]:
    lines = list(_lines(value))
    if len(lines) == 1 and not is_dataclass(value) and not isinstance(value, Mapping | tuple):
        yield f"{name}: {lines[0]}"
    elif isinstance(value, tuple) and all(isinstance(entry, str) and "\n" not in entry for entry in value):
        yield f"{name}: [{', '.join(value)}]"
    else:
        yield f"{name}:"
        yield from (f"  {line}".rstrip() for line in lines)
