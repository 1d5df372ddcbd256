"""The tree that a record's YAML becomes: texts, lists and mappings, each with its line."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)  # not frozen, which would cost more than reading the text does
class Scalar:
    """A text; `plain` where it was written without quotes, so that an empty one means nothing was written."""

    text: str
    line: int
    plain: bool = True

    @property
    def empty(self) -> bool:
        """Tell whether the record says nothing here."""
        return not self.text.strip() or (self.plain and self.text in {"~", "null", "Null", "NULL"})


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: list[Node]
    line: int

    @property
    def empty(self) -> bool:
        """Tell whether nothing is in the list."""
        return not self.items


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with their values; `lines` holds the line of each key."""

    line: int
    entries: dict[str, Node] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        """Tell whether there are no keys."""
        return not self.entries


Node = Scalar | Sequence | Mapping
