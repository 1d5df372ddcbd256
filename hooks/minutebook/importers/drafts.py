"""A meeting as it was cut out of a packet: passages of lines, and facts that were read off them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from minutebook.importers.account import Passage
from minutebook.importers.lines import Packet
from minutebook.importers.meeting import Identity


@dataclass(frozen=True, slots=True)
class Named:
    """A person as minutes name one: the name and the letters of the party."""

    name: str
    party: str | None = None


@dataclass(frozen=True, slots=True)
class Away:
    """Someone who was absent, in the vocabulary's terms, and who came instead."""

    who: Named
    kind: str
    substitute: Named | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asked for an item."""

    who: Named
    day: date | None
    how: str | None


@dataclass(frozen=True, slots=True)
class Part:
    """A section of an item.

    `kind` is a term of the vocabulary; a part without a heading has none. `skip` is the label that stands before the
    first words on their own line. `printed` says that the packet has the heading, and not only the import.
    """

    kind: str | None
    heading: str
    passage: Passage
    skip: str = ""
    printed: bool = True


@dataclass(frozen=True, slots=True)
class Competence:
    """Who decides, on which points."""

    organization: str
    points: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A recommendation: the words before its points, and the points."""

    by: str
    lead: str
    points: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """A decision with the words as written."""

    outcome: str
    text: str
    points: str = ""


@dataclass
class ListedDocument:
    """An attachment in the list of an item, its text where it was found, and the original where it came along."""

    number: str
    title: str
    text: Passage = ()
    first_page: int = 1
    file: str = ""
    original: Packet | None = None
    scan: bool = False
    reference: str = ""
    public: bool = True


@dataclass
class ItemDraft:
    """An agenda item as it was cut."""

    number: str
    title: str
    id: str = ""
    public: bool = True
    ground: str = ""
    kind: str = "decision"
    reference: str = ""
    parts: list[Part] = field(default_factory=list)
    competence: tuple[Competence, ...] = ()
    proposal: Proposal | None = None
    decision: tuple[Outcome, ...] = ()
    undecided: bool = False
    away: tuple[Away, ...] = ()
    asked: Asked | None = None
    documents: list[ListedDocument] = field(default_factory=list)
    leftover: Passage = ()

    @property
    def key(self) -> str:
        """The name of the item in the account."""
        return self.id or self.number


@dataclass(frozen=True, slots=True)
class Note:
    """Something that a clerk has to look at. `code` has a text in the locales, under `import.note.<code>`."""

    code: str
    facts: tuple[tuple[str, str], ...] = ()
    lines: str = ""


@dataclass
class MeetingDraft:
    """A meeting as it was cut."""

    identity: Identity
    items: list[ItemDraft] = field(default_factory=list)
    start: str = ""
    end: str = ""
    location: str = ""
    present: tuple[Named, ...] = ()
    away: tuple[Away, ...] = ()
    staff: tuple[str, ...] = ()
    notes: list[Note] = field(default_factory=list)

    def note(self, code: str, lines: str = "", **facts: str) -> None:
        """Note something for the clerk."""
        self.notes.append(Note(code, tuple(facts.items()), lines))

    def set_times(self, start: str, end: str) -> None:
        """Take the times of the meeting as clocks, where none is known; one that ends before it begins says nothing."""
        start = self.start or (f"{self.identity.day} {start}" if start else "")
        end = self.end or (f"{self.identity.day} {end}" if end else "")
        if not (start and end and end < start):
            self.start, self.end = start, end
