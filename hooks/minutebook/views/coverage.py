"""What the archive holds and what it lacks, for each organization and year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from minutebook.model import AgendaItem, Attachment, Meeting
from minutebook.views.listing import Handling, agenda, one_and_the_same
from minutebook.views.threads import is_held

UNSTATED = ""
"""The reason of an attachment that is withheld without one; the checks do not let it pass."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What was counted; counts add up.

    A meeting is counted once: as `minutes`, `drafts`, `agenda_only` or `in_part` (together `held`), as `coming` or as
    `cancelled`; `in_part` is one whose minutes exist, but not in the archive, which knows it from other documents.
    `partial` counts meetings, whatever their state, whose record is partial or a summary. A public attachment is
    counted once: by its text if it has one, else by its file, else by its link; of one that is `missing`, only the
    title is known. `partial_items` and `partial_texts` are the items, and the attachments with text, whose record is
    partial or a summary.
    """

    minutes: int = 0
    drafts: int = 0
    agenda_only: int = 0
    in_part: int = 0
    coming: int = 0
    cancelled: int = 0
    partial: int = 0
    items: int = 0
    closed_items: int = 0
    partial_items: int = 0
    with_text: int = 0
    partial_texts: int = 0
    with_file: int = 0
    link_only: int = 0
    missing: int = 0
    withheld: Mapping[str, int] = field(default_factory=dict)

    @property
    def held(self) -> int:
        """Count the meetings that took place."""
        return self.minutes + self.drafts + self.agenda_only + self.in_part

    @property
    def attachments(self) -> int:
        """Count the attachments, those that are withheld among them."""
        return self.with_text + self.without_text + sum(self.withheld.values())

    @property
    def without_text(self) -> int:
        """Count the public attachments whose text the archive does not have."""
        return self.with_file + self.link_only + self.missing


@dataclass(frozen=True, slots=True)
class Coverage:
    """An organization's year: what was counted, and by name what is not there, oldest first.

    `without_text` are the attachments of which the archive has the file and not the text, or not that of every page.
    """

    organization: str
    year: int
    counts: Counts
    without_minutes: tuple[Meeting, ...]
    missing: tuple[tuple[Handling, Attachment], ...]
    without_text: tuple[tuple[Handling, Attachment], ...] = ()


Years = Mapping[tuple[str, int], tuple[Meeting, ...]]
"""The meetings of each organization in each year, newest first."""


def coverage_by_year(
    years: Years, today: date, known: tuple[Years, Mapping[tuple[str, int], Coverage]] | None = None
) -> Mapping[tuple[str, int], Coverage]:
    """Return the coverage of each organization and year. Where the meetings are `known`, it is taken from there."""
    there, of_those = known or ({}, {})
    return {
        key: of_those[key] if one_and_the_same(there.get(key, ()), row) else _coverage(*key, row[::-1], today)
        for key, row in years.items()
    }


def total(counts: Iterable[Counts]) -> Counts:
    """Add counts up."""
    sums: Counter[str] = Counter()
    withheld: Counter[str] = Counter()
    for each in counts:
        sums.update({name: getattr(each, name) for name in _NUMBERS})
        withheld.update(each.withheld)
    return Counts(**sums, withheld=_sorted(withheld))


_NUMBERS = tuple(name for name in Counts.__slots__ if name != "withheld")


def _coverage(organization: str, year: int, meetings: tuple[Meeting, ...], today: date) -> Coverage:
    counted: list[str] = []
    withheld: Counter[str] = Counter()
    without_minutes = []
    missing = []
    without_text = []
    for meeting in meetings:
        kind = _kind(meeting, today)
        counted += (kind, *_partial(meeting, "partial"))
        if kind in {"drafts", "agenda_only"}:
            without_minutes.append(meeting)
        for item in agenda(meeting):
            counted += ("items", *(() if item.public else ("closed_items",)), *_partial(item, "partial_items"))
            for attachment in item.attachments:
                content = _content(attachment)
                if content == "withheld":
                    withheld[attachment.withheld_reason or UNSTATED] += 1
                    continue
                counted += (content, *(_partial(attachment, "partial_texts") if content == "with_text" else ()))
                if content == "missing":
                    missing.append((Handling(meeting, item), attachment))
                elif attachment.only_file or attachment.scanned:
                    without_text.append((Handling(meeting, item), attachment))
    counts = Counts(**Counter(counted), withheld=_sorted(withheld))
    return Coverage(organization, year, counts, tuple(without_minutes), tuple(missing), tuple(without_text))


def _partial(record: Meeting | AgendaItem | Attachment, name: str) -> tuple[str, ...]:
    return () if record.completeness == "complete" else (name,)


def _kind(meeting: Meeting, today: date) -> str:
    if meeting.completeness == "partial" and meeting.state == "minutes":
        return "in_part"
    named = {"minutes": "minutes", "minutes-draft": "drafts", "cancelled": "cancelled"}.get(meeting.state)
    return named or ("agenda_only" if is_held(meeting, today) else "coming")


def _content(attachment: Attachment) -> str:
    if not attachment.public:
        return "withheld"
    if attachment.sections:
        return "with_text"
    if attachment.file:
        return "with_file"
    return "link_only" if attachment.url else "missing"


def _sorted(counts: Mapping[str, int]) -> Mapping[str, int]:
    return {key: counts[key] for key in sorted(counts)}
