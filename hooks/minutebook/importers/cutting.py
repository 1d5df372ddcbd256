"""The whole packet: from its lines to the draft of a meeting, with every line placed."""

from __future__ import annotations

from dataclasses import dataclass

from minutebook.importers import agenda, documents, layout
from minutebook.importers.account import Account, Destination, Passage
from minutebook.importers.drafts import ItemDraft, ListedDocument, MeetingDraft
from minutebook.importers.head import HeadReader
from minutebook.importers.items import ItemCutter
from minutebook.importers.labels import Labels, labels_of
from minutebook.importers.layout import Footer
from minutebook.importers.lines import ImportRefusedError, Packet, shown
from minutebook.importers.meeting import decision_head, identify
from minutebook.importers.prose import Typography, is_doubled


@dataclass(frozen=True)
class Cut:
    """A packet cut up: the draft, the account, and what is needed to write them."""

    packet: Packet
    labels: Labels
    typography: Typography
    account: Account
    meeting: MeetingDraft


def cut(packet: Packet, organization: str | None = None) -> Cut:
    """Cut a packet up. One without a day, an organization or an item is refused."""
    labels = labels_of(packet.lines)
    account = Account(packet.lines)
    meeting = MeetingDraft(identify(packet, labels, organization))
    typography = Typography.of(packet.lines, labels.data["suspending"], labels.months)
    footers = layout.clear(packet, account, labels, meeting.identity)
    before, spans = agenda.cut(account, labels)
    if not spans:
        raise ImportRefusedError("no-items", file=packet.name)
    cutter = ItemCutter(account, labels, typography, meeting)
    tails: list[Passage] = []
    for span in spans:
        body, tail = _split(span, labels, last=span is spans[-1])
        meeting.items.append(cutter.cut(agenda.Span(span.number, span.head, span.title, span.title_text, body)))
        tails.append(tail)
    HeadReader(account, labels, meeting).read(before)
    _attach(tails, footers, account, meeting)
    _same_absences(meeting)
    _leftovers(account, meeting)
    _doubles(packet, account, meeting)
    return Cut(packet, labels, typography, account, meeting)


def _split(span: agenda.Span, labels: Labels, *, last: bool) -> tuple[Passage, Passage]:
    """Split the lines of an item after its list of attachments, where the attachments themselves follow."""
    decided = False
    for at, line in enumerate(span.lines):
        label = labels.section(line)
        if label and label.term == "attachments" and not label.rest:
            entries, rest = documents.listed(span.lines[at + 1 :])
            if entries and rest and not (labels.label(rest[0]) or decision_head(rest[0], labels)):
                end = len(span.lines) - len(rest)
                return span.lines[:end], rest
        page_ends = at and line.page != span.lines[at - 1].page
        if last and decided and page_ends and not (labels.label(line) or decision_head(line, labels)):
            return span.lines[:at], span.lines[at:]
        decided = decided or decision_head(line, labels) is not None or bool(label and label.term == "decision")
    return span.lines, ()


def _attach(tails: list[Passage], footers: tuple[Footer, ...], account: Account, meeting: MeetingDraft) -> None:
    """Cut what follows the items into the attachments that they list."""
    for at, tail in enumerate(tails):
        if not tail:
            continue
        last = not any(tails[at + 1 :])
        among = meeting.items[: at + 1] if last else [meeting.items[at]]
        expected = [(item.number, each) for item in among if item.public for each in item.documents if not each.text]
        _, cuts = documents.match(tail, expected, footers)
        for (document, certain), (number, _) in zip(cuts, _owners(cuts, among), strict=True):
            key = f"{number}.{document.number}"
            withheld = Destination("closed", key, "closed")
            account.place(document.text, Destination("attachment", key, "text") if document.public else withheld)
            if not certain:
                meeting.note(
                    "uncertain-cut",
                    shown(document.text[:1]),
                    number=f"{number}.{document.number}",
                    title=document.title,
                )
    for item in meeting.items:
        for document in item.documents:
            if not document.public:
                meeting.note(
                    "closed-attachment",
                    shown(document.text),
                    number=f"{item.number}.{document.number}",
                    title=document.title,
                )
            elif not document.text:
                meeting.note(
                    "attachment-without-text", "", number=f"{item.number}.{document.number}", title=document.title
                )


def _owners(cuts: list[tuple[ListedDocument, bool]], among: list[ItemDraft]) -> list[tuple[str, ListedDocument]]:
    owner = {id(document): item.key for item in among for document in item.documents}
    return [(owner[id(document)], document) for document, _ in cuts]


def _same_absences(meeting: MeetingDraft) -> None:
    """Let the meeting say once what all items say that say anything."""
    stated = [frozenset(item.away) for item in meeting.items if item.away]
    if stated and len(set(stated)) == 1 and not meeting.away and len(stated) * 2 > len(meeting.items):
        meeting.away = next(item.away for item in meeting.items if item.away)
    for item in meeting.items:
        if frozenset(item.away) == frozenset(meeting.away):
            item.away = ()
    absent = {each.who.name.casefold() for each in meeting.away}
    meeting.present = tuple(who for who in meeting.present if who.name.casefold() not in absent)


def _leftovers(account: Account, meeting: MeetingDraft) -> None:
    """Give every line that is still open to an item: to the one before it, or else to the first that is public.

    A meeting has no prose of its own, and a closed item may have none.
    """
    owner = next((item for item in meeting.items if item.public), None)
    groups: dict[str, list[int]] = {}
    for line in account.lines:
        destination = account[line]
        if destination.kind in {"field", "section"} and destination.record:
            owner = next((item for item in meeting.items if item.key == destination.record and item.public), owner)
        if account.is_open(line) and owner:
            groups.setdefault(owner.key, []).append(line.index)
    for item in meeting.items:
        if item.key in groups:
            item.leftover = account.remain((account.lines[index] for index in groups[item.key]), item.key)
            meeting.note("unplaced", shown(item.leftover))
    closed = account.open(account.lines)
    account.place(closed, Destination("closed", "", "closed"))


def _doubles(packet: Packet, account: Account, meeting: MeetingDraft) -> None:
    twice = [line for line in packet.lines if account[line].written and is_doubled(line.stripped)]
    repeated = [line for line in packet.lines if account[line] == layout.REPEATED]
    if twice or repeated:
        meeting.note("twice", shown((*twice, *repeated)))
    if packet.cleaned:
        meeting.note("cleaned", ", ".join(map(str, packet.cleaned)))
    for number in packet.unread:
        meeting.note("unread-page", "", page=str(number))
    for number in packet.recognized:
        meeting.note("recognized-page", "", page=str(number))
