"""Where a reference of the records points: a meeting, an agenda item of it, or an attachment of that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from minutebook.model import AgendaItem, Archive, Attachment, Meeting
from minutebook.page_marks import marked_pages
from minutebook.views.listing import Handling


@dataclass(frozen=True, slots=True)
class Place:
    """What a reference points at. Without an item it is the meeting as a whole."""

    meeting: Meeting
    item: AgendaItem | None = None
    attachment: Attachment | None = None

    @property
    def day(self) -> date:
        """The day of the meeting."""
        return self.meeting.start.day

    @property
    def handling(self) -> Handling | None:
        """The agenda item in its meeting, where the reference goes that far."""
        return Handling(self.meeting, self.item) if self.item else None


@dataclass(frozen=True, slots=True)
class Citation:
    """What cites an item or an attachment: `kind` is plan, partner or survey, `id` and `title` are its own."""

    kind: str
    id: str
    title: str


@dataclass(frozen=True)
class Places:
    """Finds what a reference points at, in one look-up each."""

    meetings: Mapping[str, Meeting]
    handlings: Mapping[str, Handling]
    _pages: dict[str, frozenset[str]] = field(default_factory=dict, repr=False, compare=False)

    def has_page(self, reference: str, page: str) -> bool:
        """Tell whether the text of an attachment marks where a page of the original begins."""
        if reference not in self._pages:
            place = self.find(reference)
            attachment = place.attachment if place else None
            self._pages[reference] = frozenset(marked_pages(attachment) if attachment else ())
        return page in self._pages[reference]

    def find(self, reference: str) -> Place | None:
        """Find `ebu/2014-09-09`, `ebu/2014-09-09/1` or `ebu/2014-09-09/1/2`; `None` when there is no such thing."""
        if reference in self.meetings:
            return Place(self.meetings[reference])
        if reference in self.handlings:
            handling = self.handlings[reference]
            return Place(handling.meeting, handling.item)
        item_key, _, attachment_id = reference.rpartition("/")
        if item_key in self.handlings:
            handling = self.handlings[item_key]
            for attachment in handling.item.attachments:
                if attachment.id == attachment_id:
                    return Place(handling.meeting, handling.item, attachment)
        return None


def citations(archive: Archive) -> Mapping[str, tuple[Citation, ...]]:
    """Return who cites what, by reference as the records write it: plans first, then partners, then surveys."""
    found: dict[str, dict[Citation, None]] = {}
    for reference, citation in _cited(archive):
        found.setdefault(reference, {})[citation] = None
    return {reference: tuple(found[reference]) for reference in sorted(found)}


def _cited(archive: Archive) -> Iterator[tuple[str, Citation]]:
    for _, plan in sorted(archive.plans.items()):
        citation = Citation("plan", plan.id, plan.title)
        optional = (
            *(each.source for each in plan.revisions),
            *(each.attachment for each in plan.responses),
            *(each.source for each in plan.responses),
        )
        for reference in (*plan.documents, *(each.source for each in plan.status), *filter(None, optional)):
            yield reference, citation
    for _, partner in sorted(archive.partners.items()):
        for fact in partner.facts:
            yield fact.source, Citation("partner", partner.id, partner.name)
        for funding in partner.funding:
            if funding.source:
                yield funding.source, Citation("partner", partner.id, partner.name)
    for _, survey in sorted(archive.surveys.items()):
        own = (source for one in survey.respondents for source in (one.source, *(each.source for each in one.answers)))
        for source in (survey.source, *filter(None, own)):
            yield source, Citation("survey", survey.id, survey.title)
