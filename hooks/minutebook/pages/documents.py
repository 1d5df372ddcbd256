"""The attachments of an item as a list: what each is, where it leads, and why one may not be had."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from minutebook.model import AgendaItem, Attachment
from minutebook.pages.edition import Edition
from minutebook.pages.parts import Value


@dataclass(frozen=True, slots=True)
class Document:
    """A line in a list of documents; `withheld` says why a document is not published."""

    number: str
    title: Value
    note: str
    withheld: str = ""


def documents(edition: Edition, item: AgendaItem) -> tuple[Document, ...]:
    """Return the attachments of an item in the order of its list."""
    return tuple(_document(edition, item, attachment) for attachment in item.attachments)


def all_documents(edition: Edition, items: Iterable[AgendaItem]) -> tuple[Document, ...]:
    """Return the attachments of all items of a meeting, each with the number of its item before its own."""
    return tuple(
        _document(edition, item, attachment, f"{item.number}.{attachment.id}")
        for item in items
        for attachment in item.attachments
    )


def withheld_words(edition: Edition, attachment: Attachment) -> str:
    """Say that a document is not published, and why."""
    if attachment.public:
        return ""
    if attachment.withheld_reason:
        return edition.t("attachment.withheld", reason=attachment.withheld_reason)
    return edition.t("attachment.withheld-without-reason")


def _document(edition: Edition, item: AgendaItem, attachment: Attachment, number: str = "") -> Document:
    t = edition.t
    known = (
        t.label("attachment-kind", attachment.kind),
        t.day(attachment.date) if attachment.date else "",
        attachment.author or "",
        t("attachment.file") if attachment.file and attachment.public else "",
        t("attachment.summary") if attachment.completeness == "summary" else "",
    )
    title = edition.attachment(item, attachment)
    withheld = withheld_words(edition, attachment)
    return Document(number or attachment.id, title, " · ".join(word for word in known if word), withheld)
