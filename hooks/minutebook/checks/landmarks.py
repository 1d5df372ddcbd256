"""What the records of a meeting can point at beyond themselves, and what was asked of it while one was checked.

A meeting in which nothing was wrong need not be checked again while it is the same, what stands outside of all meetings
is the same, and its references and links are told the same of the other meetings.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeVar

from minutebook.addresses import published
from minutebook.anchors import FACTS, anchored
from minutebook.model import AgendaItem, Archive, Attachment
from minutebook.page_marks import PAGE_MARK
from minutebook.text import DEFAULT_LANGUAGE, locale
from minutebook.urls import addresses

Text = AgendaItem | Attachment
"""What has prose of its own."""

Question = tuple[str, str]
"""What was asked, by the name of a method of `Landmarks`, and of which key or path."""

Answer = TypeVar("Answer", bound=Hashable)


@dataclass
class Landmarks:
    """What can be pointed at in an archive. `asked` are the questions so far, with their answers."""

    archive: Archive
    asked: dict[Question, Hashable] = field(default_factory=dict)

    def day_of(self, item: str) -> date | None:
        """Return the day on which the item with a key was handled; `None` if there is no such item."""
        return self._noted("day_of", item, self._day_of)

    def has_attachment(self, key: str) -> bool:
        """Tell whether there is an attachment with a key."""
        return self._noted("has_attachment", key, self.attachments.__contains__)

    def is_published(self, path: str) -> bool:
        """Tell whether what lies at a path has an address."""
        return self._noted("is_published", path, self._texts.__contains__)

    def anchors(self, path: str) -> tuple[str, ...] | None:
        """Return the anchors on the page of the text at a path; `None` of what is no text, and may have any."""
        return self._noted("anchors", path, self._anchors)

    def still_say(self, told: Mapping[Question, Hashable]) -> bool:
        """Tell whether questions that were asked of another archive have the same answers in this one."""
        return all(getattr(self, question)(name) == answer for (question, name), answer in told.items())

    def _noted(self, question: str, name: str, find: Callable[[str], Answer]) -> Answer:
        answer = find(name)
        self.asked[question, name] = answer
        return answer

    def _day_of(self, item: str) -> date | None:
        found = self.archive.items.get(item)
        return found[0].start.day if found else None

    def _anchors(self, path: str) -> tuple[str, ...] | None:
        text = self._texts.get(path)
        return _anchors(text) if text else None

    @cached_property
    def attachments(self) -> frozenset[str]:
        """The keys of all attachments."""
        handled = self.archive.handled_items()
        return frozenset(f"{item.key}/{attachment.id}" for _, item in handled for attachment in item.attachments)

    @cached_property
    def _texts(self) -> Mapping[str, Text | None]:
        found: dict[str, Text | None] = {each.path: None for each in published(self.archive)}
        for _, item in self.archive.handled_items():
            found.update((text.path, text) for text in texts_of(item))
        return found


def texts_of(item: AgendaItem) -> tuple[Text, ...]:
    """Return what of an item stands in files of its own: itself, and attachments in Markdown."""
    return (item, *(attachment for attachment in item.attachments if attachment.path != item.path))


def _anchors(record: Text) -> tuple[str, ...]:
    """Return the anchors on the page of a record, those of facts, of headings and of pages, in their order."""
    words = addresses(DEFAULT_LANGUAGE)
    kinds = {section.kind for section in record.sections}
    facts, untitled = (FACTS, locale(DEFAULT_LANGUAGE)("anchor.text")) if isinstance(record, AgendaItem) else ((), "")
    stated = {kind for kind in facts if getattr(record, kind)}
    if isinstance(record, AgendaItem) and record.dissents:
        stated.add("decision")
    found = [words.section_anchor(kind) for kind in facts if kind in kinds or kind in stated]
    found += [anchor for _, anchor in anchored(record, words, untitled) if anchor]
    found += [words.page_anchor(page) for section in record.sections for page in PAGE_MARK.findall(section.markdown)]
    return tuple(dict.fromkeys(found))
