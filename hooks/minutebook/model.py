"""The domain, as frozen types: what an archive holds, in the field's own names.

The names are those of OParl, Popolo and Open Civic Data. A value that a record does not state is `None` or an empty
tuple: unknown is absent. People, organizations and the like are named by their ids; `Archive` resolves them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, time
from decimal import Decimal
from functools import cached_property, lru_cache
from itertools import repeat
from operator import attrgetter, call
from sys import intern
from typing import Any, TypeVar

Kind = TypeVar("Kind")

Points = tuple[str, ...]
"""Points of a recommendation, each as printed: `("1", "2")`."""


_RECURRING = {"by", "chair", "completeness", "kind", "matter", "organization", "outcome", "person", "state", "to"}
"""Fields whose few values stand in records by the ten thousand: terms, and the ids of what has a record of its own."""

_COMMON = {"authority", "decision", "department", "location", "points", "text", "topics"}
"""Fields of which some values stand in records by the thousand, `Godkendt.` and `Rådhuset`, and others once."""

_shared = lru_cache(4096)(lambda value: value)
"""Returns the value that was there first of all that equal each other, as long as they keep coming."""

_consume = deque[None](maxlen=0).extend


def _recalled(kind: type[Kind]) -> type[Kind]:
    """Let records that an archive has by the ten thousand be pickled in half the time, and come back in less memory.

    What Python gives frozen dataclasses with slots looks up each field by name, for each record anew, and has as many
    copies of a value as there are records.
    """
    types = {one.name: str(one.type) for one in fields(kind)}  # type: ignore[arg-type]
    names = list(types)
    setters = tuple(vars(kind)[name].__set__ for name in names)
    recurring = [place for place, name in enumerate(names) if name in _RECURRING]
    # The points of a recommendation are a mapping, which cannot be looked up, and have words of their own.
    common = [place for place, name in enumerate(names) if name in _COMMON and "Mapping" not in types[name]]

    def set_state(self: Kind, state: list[Any]) -> None:
        for place in recurring:
            if state[place] is not None:
                state[place] = intern(state[place])
        for place in common:
            state[place] = _shared(state[place])
        _consume(map(call, setters, repeat(self), state))

    values = attrgetter(*names)
    kind.__getstate__ = lambda self: list(values(self))  # type: ignore[method-assign]
    kind.__setstate__ = set_state  # type: ignore[attr-defined]
    return kind


@_recalled
@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """A day, and the time of day where the record states one. Local time; the zone is the municipality's."""

    day: date
    time: time | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Where a record comes from."""

    title: str
    url: str | None = None
    file: str | None = None
    sha256: str | None = None
    retrieved: date | None = None
    pages: str | None = None


@dataclass(frozen=True, slots=True)
class Licence:
    """The terms on which the records may be used again."""

    name: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom a reader can ask about the archive."""

    name: str | None = None
    email: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Municipality:
    """The jurisdiction whose records these are."""

    path: str
    format_version: int
    name: str
    country: str
    time_zone: str
    languages: tuple[str, ...]
    licence: Licence | None = None
    contact: Contact | None = None
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class PartyPeriod:
    """The party that a person stood for, and when."""

    letter: str
    name: str | None = None
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Someone in a public role."""

    id: str
    name: str
    party: tuple[PartyPeriod, ...] = ()
    source: Source | None = None

    def party_letter(self, day: date) -> str | None:
        """Return the letter of the party that the person stood for on a day."""
        for period in self.party:
            if covers(period.start, period.end, day):
                return period.letter
        return None


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject; `kle` is its number in KL's national list of subjects, KL Emnesystematik."""

    id: str
    label: Mapping[str, str]
    kle: str | None = None


@dataclass(frozen=True, slots=True)
class Matter:
    """A case that is followed across meetings."""

    id: str
    title: str
    reference: str | None = None
    topics: tuple[str, ...] = ()
    summary: str | None = None


@dataclass(frozen=True, slots=True)
class Membership:
    """A person's role in an organization, and when."""

    person: str
    role: str
    start: date | None = None
    end: date | None = None
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Organization:
    """A council, a committee, or whoever else meets and decides."""

    path: str
    id: str
    name: str
    classification: str
    short_name: str | None = None
    parent: str | None = None
    start: date | None = None
    end: date | None = None
    website: str | None = None
    memberships: tuple[Membership, ...] = ()
    source: Source | None = None


@_recalled
@dataclass(frozen=True, slots=True)
class Absence:
    """Who was away, wholly or from one item to another, and who sat in instead."""

    person: str
    kind: str
    substitute: str | None = None
    from_item: str | None = None
    to_item: str | None = None


@_recalled
@dataclass(frozen=True, slots=True)
class Attendance:
    """Who took part, as far as the minutes say."""

    chair: str | None = None
    present: tuple[str, ...] = ()
    absent: tuple[Absence, ...] = ()
    staff: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Correction:
    """A change that was made to a record after it was published."""

    date: date
    where: str
    reason: str


@_recalled
@dataclass(frozen=True, slots=True)
class Request:
    """Who asked for an item to be put on the agenda."""

    person: str
    date: date | None = None
    how: str | None = None


@_recalled
@dataclass(frozen=True, slots=True)
class Authority:
    """Who decides, for all points or for some (Danish: Beslutningskompetence)."""

    organization: str
    points: Points = ()


@_recalled
@dataclass(frozen=True, slots=True)
class Recommendation:
    """What was proposed: one text, or numbered points, or a lead with points."""

    by: str
    text: str | None = None
    points: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Vote:
    """How one person voted."""

    person: str
    vote: str


@dataclass(frozen=True, slots=True)
class Votes:
    """The count of a vote, and the names where the minutes give them."""

    in_favour: int | None = None
    against: int | None = None
    abstained: int | None = None
    by: tuple[Vote, ...] = ()


@_recalled
@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided, for all points or for some. `text` is word for word as the minutes have it."""

    outcome: str
    text: str
    points: Points = ()
    to: str | None = None
    until: date | None = None
    votes: Votes | None = None


@dataclass(frozen=True, slots=True)
class Dissent:
    """A statement that a member had entered in the minutes (the Local Government Act, section 13(2))."""

    by: str
    text: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """A date by which something has to happen."""

    date: date
    what: str
    who: str | None = None
    fulfilled_by: str | None = None


@dataclass(frozen=True, slots=True)
class Commitment:
    """Something that was promised."""

    what: str
    who: str
    due: date | None = None
    fulfilled_by: str | None = None


@_recalled
@dataclass(frozen=True, slots=True)
class Section:
    """A part of a record's prose.

    `kind` is a term of the section vocabulary, `announcement`, or `None` for prose without a known heading; `number`
    is that of an announcement; `line` is where the Markdown begins in its file, counted from 1.
    """

    kind: str | None
    heading: str | None
    markdown: str
    line: int
    number: str | None = None


@_recalled
@dataclass(frozen=True, slots=True)
class Attachment:
    """A document that belongs to an agenda item: Markdown with `sections`, a `file`, or an address elsewhere."""

    id: str
    title: str
    kind: str
    path: str = ""
    file: str | None = None
    url: str | None = None
    date: date | None = None
    author: str | None = None
    reference: str | None = None
    public: bool = True
    withheld_reason: str | None = None
    language: str | None = None
    completeness: str = "complete"
    source: Source | None = None
    sections: Sequence[Section] = ()
    public_title: str | None = None
    scanned: str | None = None

    @property
    def only_file(self) -> bool:
        """Tell whether the archive has the document as a file and none of its text."""
        return self.public and self.file is not None and not self.sections


@_recalled
@dataclass(frozen=True, slots=True)
class AgendaItem:
    """A point on the agenda. `key` names it in the whole archive: `ebu/2014-09-09/2`."""

    path: str
    key: str
    id: str
    order: int
    number: str
    title: str
    kind: str
    public: bool = True
    closed_ground: str | None = None
    matter: str | None = None
    reference: str | None = None
    topics: tuple[str, ...] = ()
    requested_by: Request | None = None
    department: str | None = None
    authority: tuple[Authority, ...] = ()
    recommendation: Recommendation | None = None
    decision: tuple[Decision, ...] = ()
    dissents: tuple[Dissent, ...] = ()
    recused: tuple[str, ...] = ()
    attendance: Attendance | None = None
    attachments: tuple[Attachment, ...] = ()
    follows: tuple[str, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    completeness: str = "complete"
    source: Source | None = None
    sections: Sequence[Section] = ()
    public_title: str | None = None

    def authority_over(self, point: str | None) -> tuple[str, ...]:
        """Return the organizations that decide a point in the end: those named for it, or else those named for all.

        Without a point it is the item as a whole, which all those named decide who decide a part of it.
        """
        named = (each.organization for each in self.authority if point is None or point in each.points)
        general = (each.organization for each in self.authority if not each.points)
        return tuple(dict.fromkeys(named)) or tuple(dict.fromkeys(general))


@_recalled
@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting of an organization. `folder` is its id within the organization: `2014-09-09`."""

    path: str
    organization: str
    folder: str
    start: Moment
    state: str
    title: str | None = None
    end: Moment | None = None
    location: str | None = None
    published: date | None = None
    approved: date | None = None
    legal_basis: str | None = None
    attendance: Attendance | None = None
    corrections: tuple[Correction, ...] = ()
    completeness: str = "complete"
    source: Source | None = None
    items: tuple[AgendaItem, ...] = ()

    @property
    def key(self) -> str:
        """Name the meeting in the whole archive: `ebu/2014-09-09`."""
        return f"{self.organization}/{self.folder}"


@dataclass(frozen=True, slots=True)
class Period:
    """From a day to a day, both included."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Baseline:
    """The value that a change is measured against, in the goal's unit unless it names its own."""

    period: str
    value: Decimal | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal of a plan. A target that is not fixed yet is the text `X`.

    `continues` names the goal of an earlier plan that this one carries on: `beskaeftigelsesplan-2014/5`.
    """

    id: str
    text: str
    area: str
    kind: str
    unit: str
    direction: str
    indicator: str | None = None
    baseline: Baseline | None = None
    target: Decimal | str | None = None
    due: date | None = None
    continues: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class GoalStatus:
    """A goal's value as one document reported it, beside the values that it is compared with.

    `state` is the document's own judgement, where it passes one. A value with a `unit` other than the goal's is told
    and never compared. `page` is the page of the document.
    """

    goal: str
    period: str
    source: str
    page: str | None = None
    state: str | None = None
    unit: str | None = None
    value: Decimal | None = None
    comparisons: Mapping[str, Decimal] = field(default_factory=dict)
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Revision:
    """A passage of a plan that was changed, and why; `response` is the `from` of the hearing response that did it."""

    date: date
    what: str
    because: str | None = None
    response: str | None = None
    source: str | None = None
    page: str | None = None


@dataclass(frozen=True, slots=True)
class HearingResponse:
    """What someone answered in a hearing, and what the administration replied.

    `attachment` is the response itself, `source` and `page` are where the administration tells of it and replies. A
    private person is named only with the consent that `consent` tells of.
    """

    from_: str
    summary: str
    kind: str = "organization"
    date: date | None = None
    position: str | None = None
    reply: str | None = None
    attachment: str | None = None
    consent: str | None = None
    source: str | None = None
    page: str | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan: its goals, what was reported of them, and what a hearing changed.

    `adopted_by` is the agenda item whose decision adopted it.
    """

    path: str
    id: str
    title: str
    period: Period
    organization: str
    matter: str | None = None
    adopted_by: str | None = None
    documents: tuple[str, ...] = ()
    summary: str | None = None
    goals: tuple[Goal, ...] = ()
    status: tuple[GoalStatus, ...] = ()
    revisions: tuple[Revision, ...] = ()
    responses: tuple[HearingResponse, ...] = ()
    completeness: str = "complete"
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Funding:
    """Money that a partner receives or costs."""

    amount: Decimal
    currency: str
    per: str
    year: int | None = None
    by: str | None = None
    note: str | None = None
    source: str | None = None
    page: str | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A question about a partner, its answer, and where the answer stands."""

    question: str
    answer: str
    source: str
    page: str | None = None


@dataclass(frozen=True, slots=True)
class Partner:
    """Someone whom the municipality works with or might work with.

    `also_called` are other names by which the records speak of it.
    """

    path: str
    id: str
    name: str
    classification: str
    also_called: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    purpose: str | None = None
    funding: tuple[Funding, ...] = ()
    since: str | None = None
    until: str | None = None
    website: str | None = None
    topics: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question that a survey put to every respondent."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A respondent's answer to one question; it stands where the respondent's answers do, unless it says otherwise."""

    question: str
    answer: str
    note: str | None = None
    source: str | None = None
    page: str | None = None


@dataclass(frozen=True, slots=True)
class Respondent:
    """Who answered a survey: a partner with a record of its own, or a name.

    The answers stand in the survey's source, unless `source` names another.
    """

    partner: str | None = None
    name: str | None = None
    answers: tuple[Answer, ...] = ()
    source: str | None = None
    page: str | None = None


@dataclass(frozen=True, slots=True)
class Survey:
    """One set of questions, several respondents, one date, one source."""

    path: str
    id: str
    title: str
    source: str
    questions: tuple[Question, ...]
    respondents: tuple[Respondent, ...]
    date: str | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Waiver:
    """A decision that something which the publication gate found is right to publish.

    `place` is a digest of the words around it, or of a file that cannot be checked: when they change, it means nothing.
    """

    file: str
    place: str
    reason: str
    decided_by: str
    expires: date


@dataclass(frozen=True)
class Archive:
    """All records of a municipality, in their fixed order: meetings by day, organization and folder."""

    municipality: Municipality
    people: Mapping[str, Person] = field(default_factory=dict)
    topics: Mapping[str, Topic] = field(default_factory=dict)
    matters: Mapping[str, Matter] = field(default_factory=dict)
    organizations: Mapping[str, Organization] = field(default_factory=dict)
    meetings: tuple[Meeting, ...] = ()
    plans: Mapping[str, Plan] = field(default_factory=dict)
    partners: Mapping[str, Partner] = field(default_factory=dict)
    surveys: Mapping[str, Survey] = field(default_factory=dict)

    def handled_items(self) -> Iterator[tuple[Meeting, AgendaItem]]:
        """Yield every agenda item with its meeting, in the order of the meetings."""
        for meeting in self.meetings:
            for item in meeting.items:
                yield meeting, item

    @cached_property
    def items(self) -> Mapping[str, tuple[Meeting, AgendaItem]]:
        """Every agenda item with its meeting, by key."""
        return {item.key: (meeting, item) for meeting, item in self.handled_items()}


def covers(start: date | None, end: date | None, day: date) -> bool:
    """Tell whether a day lies in a period; a missing end of the period is open."""
    return (start is None or start <= day) and (end is None or day <= end)
