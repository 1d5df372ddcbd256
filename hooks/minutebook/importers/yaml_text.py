"""Records as YAML: one way to write each value, whatever is in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

_PLAIN = re.compile(r"[A-Za-zÆØÅæøåÄÖäö0-9(§][\w ./()–§,’!?%+-]*[\w.)!?%]|[A-Za-zÆØÅæøå0-9]")


def scalar(value: object) -> str:
    """Write a value as YAML takes it whatever is in it; JSON's strings are YAML's double-quoted ones."""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    if _PLAIN.fullmatch(text) and " #" not in text and text.casefold() not in {"null", "true", "false"}:
        return text
    return json.dumps(text, ensure_ascii=False)


def yaml(record: Mapping[str, Any], indent: str = "") -> str:
    """Write a record; what is empty is left out, since a record states what is known and nothing else."""
    return "".join(f"{indent}{line}\n" for key, value in record.items() for line in _entry(key, value))


def _entry(key: str, value: Any) -> Iterator[str]:  # noqa: ANN401 - the values of a record are various
    if value is None or value in ("", (), {}, []):
        return
    if isinstance(value, Mapping):
        within = yaml(value)
        yield from (f"{key}:", *(f"  {line}" for line in within.splitlines())) if within else ()
    elif isinstance(value, list | tuple):
        yield f"{key}:"
        for entry in value:
            first, *rest = yaml(entry).splitlines() if isinstance(entry, Mapping) else [scalar(entry)]
            yield f"  - {first}"
            yield from (f"    {line}" for line in rest)
    else:
        yield f"{key}: {scalar(value)}"
