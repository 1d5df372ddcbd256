"""How much of a record the archive has, said in plain words where it is not all of it."""

from __future__ import annotations

from dataclasses import dataclass

from minutebook.model import AgendaItem, Source
from minutebook.pages.edition import Edition
from minutebook.pages.parts import Value


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that a reader has to know before reading on, and where it comes from."""

    text: str
    source: Value | None = None


def notices(edition: Edition, completeness: str, source: Source | None, record: str) -> tuple[Notice, ...]:
    """Return what to say of a record (`meeting`, `item`, `attachment`, `plan`) that is not there in full."""
    if completeness == "complete":
        return ()
    return (Notice(edition.t(f"notice.{record}-{completeness}"), edition.source(source) if source else None),)


def closed_words(edition: Edition, item: AgendaItem) -> str:
    """Say on what ground an item was handled behind closed doors; nothing of one that was not."""
    if item.public:
        return ""
    ground = item.closed_ground
    return edition.t("item.closed-ground", ground=ground) if ground else edition.t("item.closed-without-ground")
