"""The publication gate: what of the records may be published."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from operator import is_
from typing import Any, TypeVar

from minutebook.model import AgendaItem, Archive, Attachment, Correction, Matter, Meeting, Partner, Plan, Survey
from minutebook.privacy.respondents import anonymised, is_private, known_names

_WORD = re.compile(r"[\w./-]+")
"""What a key or a path may be, without what stands around it."""

T = TypeVar("T", AgendaItem, Attachment)
NO_PATH = ""
"""The path of what is closed or withheld: the name of a file is apt to say what the file is about."""


def publishable(archive: Archive, before: tuple[Archive, Archive] | None = None) -> Archive:
    """Take the records as they were read; return what of them may be published. All that leaves passes here first.

    A closed item becomes a stub: its number, id, order, kind and title for the public, and the ground on which it is
    closed. Of a withheld attachment there remain its id, title, kind and the reason. Neither
    keeps the path of its file. With them goes what would show what they are about:

    - references to a closed item or its attachments. What a plan, a partner or a survey says on the authority of a
      closed item goes as a whole. Where a closed item fulfilled a deadline or a commitment, the key of its meeting
      stands in its place, so that what was done does not look undone;
    - corrections that name a closed item by its key or its file, or a withheld attachment by its file;
    - the matters that closed items belong to and nothing public does;
    - the name of a private person who answered in a hearing, unless the record notes a consent.

    What this does not do: it does not read prose or the words of a decision, in which an open record may well speak of
    a closed one, and it does not judge whether a title is fit for the public. CPR numbers and what stands in files are
    looked for before, by `privacy.examination`.

    `before` are another archive and what of it may be published. Where the same items are closed in both, a meeting
    that is one and the same object in both has passed already.
    """
    closed, known = _Closed.of(archive), known_names(archive)
    passed: dict[int, Meeting] = {}
    if before and _Closed.of(before[0]) == closed:
        passed = {id(one): public for one, public in zip(before[0].meetings, before[1].meetings, strict=True)}
    return replace(
        archive,
        matters=_matters(archive, closed),
        meetings=tuple(passed.get(id(meeting)) or _meeting(meeting, closed) for meeting in archive.meetings),
        plans={key: _plan(plan, closed, known) for key, plan in archive.plans.items()},
        partners={key: _partner(partner, closed) for key, partner in archive.partners.items()},
        surveys={
            key: _survey(survey, closed) for key, survey in archive.surveys.items() if survey.source not in closed
        },
    )


@dataclass(frozen=True, slots=True)
class _Closed:
    """The keys of the closed items of an archive, and what files are called that are closed or withheld.

    Names are in small letters, with their ending and without it, unless that leaves a mere word, as of `notat.pdf`.
    Only corrections name files, so where there are none, nobody asks.
    """

    keys: frozenset[str]
    files: frozenset[str]

    @classmethod
    def of(cls, archive: Archive) -> _Closed:
        asked = any(meeting.corrections for meeting in archive.meetings)
        names = {one.rpartition("/")[2].lower() for one in _withheld_files(archive)} if asked else set()
        stems = {stem for name in names if not (stem := name.rpartition(".")[0]).isalpha()}
        keys = frozenset(item.key for _, item in archive.handled_items() if not item.public)
        return cls(keys, frozenset(filter(None, names | stems)))

    def __contains__(self, reference: object) -> bool:
        """Tell whether a reference points at a closed item or at one of its attachments."""
        return isinstance(reference, str) and "/".join(reference.split("/")[:3]) in self.keys

    def is_named_in(self, correction: Correction) -> bool:
        """Tell whether a correction says of something closed or withheld where it was made, or why."""
        text = f"{correction.where} {correction.reason}"
        words = [word.strip("./-") for word in _WORD.findall(text)]
        if any(word in self or word.rpartition("/")[2].lower() in self.files for word in words):
            return True
        return any(_WORD.fullmatch(name) is None and name in text.lower() for name in self.files)

    def fulfilment(self, reference: str | None) -> str | None:
        """Return what fulfilled something: the meeting, when it was a closed item of it."""
        return "/".join(reference.split("/")[:2]) if reference and reference in self else reference


def _withheld_files(archive: Archive) -> Iterator[str]:
    for _, item in archive.handled_items():
        if not item.public:
            yield item.path
        for attachment in item.attachments:
            if not (item.public and _is_public(attachment)):
                yield attachment.file or ""
                yield attachment.path if attachment.path != item.path else ""


def _meeting(meeting: Meeting, closed: _Closed) -> Meeting:
    items = tuple(_item(item, closed) if item.public else _stub(item) for item in meeting.items)
    corrections = tuple(each for each in meeting.corrections if not closed.is_named_in(each))
    if corrections == meeting.corrections and all(map(is_, items, meeting.items)):
        return meeting
    return replace(meeting, items=items, corrections=corrections)


def _stub(item: AgendaItem) -> AgendaItem:
    return AgendaItem(
        path=NO_PATH,
        key=item.key,
        id=item.id,
        order=item.order,
        number=item.number,
        title=item.public_title or item.title,
        kind=item.kind,
        public=False,
        closed_ground=item.closed_ground,
    )


def _item(item: AgendaItem, closed: _Closed) -> AgendaItem:
    if not (item.public_title or item.attachments or item.follows or item.deadlines or item.commitments):
        return item
    return _passed(
        item,
        title=item.public_title or item.title,
        public_title=None,
        attachments=tuple(_attachment(attachment) for attachment in item.attachments),
        follows=tuple(reference for reference in item.follows if reference not in closed),
        deadlines=tuple(replace(each, fulfilled_by=closed.fulfilment(each.fulfilled_by)) for each in item.deadlines),
        commitments=tuple(
            replace(each, fulfilled_by=closed.fulfilment(each.fulfilled_by)) for each in item.commitments
        ),
    )


def _passed(record: T, **fields: Any) -> T:  # noqa: ANN401
    """Return a record with these fields; most are the same afterwards, and need not be made again."""
    if all(getattr(record, name) == value for name, value in fields.items()):
        return record
    return replace(record, **fields)


def _is_public(attachment: Attachment) -> bool:
    return attachment.public and attachment.withheld_reason is None


def _attachment(attachment: Attachment) -> Attachment:
    """Pass an attachment; one with a reason to withhold it is withheld, whatever else its record says."""
    title = attachment.public_title or attachment.title
    if _is_public(attachment):
        return _passed(attachment, title=title, public_title=None)
    return Attachment(
        path=NO_PATH,
        id=attachment.id,
        title=title,
        kind=attachment.kind,
        public=False,
        withheld_reason=attachment.withheld_reason,
    )


def _matters(archive: Archive, closed: _Closed) -> Mapping[str, Matter]:
    named = {item.matter for _, item in archive.handled_items() if item.key in closed.keys}
    public = {item.matter for _, item in archive.handled_items() if item.key not in closed.keys}
    public |= {plan.matter for plan in archive.plans.values()}
    return {key: matter for key, matter in archive.matters.items() if key not in named or key in public}


def _plan(plan: Plan, closed: _Closed, known: Collection[str]) -> Plan:
    unnamed = {each.from_ for each in plan.responses if is_private(each, known)}
    return replace(
        plan,
        adopted_by=None if plan.adopted_by in closed else plan.adopted_by,
        documents=tuple(reference for reference in plan.documents if reference not in closed),
        status=tuple(each for each in plan.status if each.source not in closed),
        revisions=tuple(
            replace(each, response=None) if each.response in unnamed else each
            for each in plan.revisions
            if each.source not in closed
        ),
        responses=tuple(
            anonymised(each, known)
            for each in plan.responses
            if each.attachment not in closed and each.source not in closed
        ),
    )


def _partner(partner: Partner, closed: _Closed) -> Partner:
    return replace(
        partner,
        facts=tuple(fact for fact in partner.facts if fact.source not in closed),
        funding=tuple(funding for funding in partner.funding if funding.source not in closed),
    )


def _survey(survey: Survey, closed: _Closed) -> Survey:
    """Pass a survey without the answers that stand in a closed item."""
    open_ones = (one for one in survey.respondents if one.source not in closed)
    return replace(
        survey,
        respondents=tuple(
            replace(one, answers=tuple(answer for answer in one.answers if answer.source not in closed))
            for one in open_ones
        ),
    )
