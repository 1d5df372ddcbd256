"""One item: from its lines to its sections, its proposal, its decision, its absences and its list of attachments."""

from __future__ import annotations

import re
from collections.abc import Sequence

from minutebook.importers import people, resolutions
from minutebook.importers.account import Account, Destination, Passage, layout
from minutebook.importers.agenda import MARKER, Span
from minutebook.importers.asides import absent, around, sentences, stated_paragraphs, times
from minutebook.importers.documents import listed
from minutebook.importers.drafts import Asked, ItemDraft, MeetingDraft, Part
from minutebook.importers.labels import Labels
from minutebook.importers.lines import LONGEST_LABEL, Line, shown
from minutebook.importers.meeting import decision_head, same
from minutebook.importers.pairing import in_pairs
from minutebook.importers.pieces import Piece, inline_label, pieces_of, rest_of, without_label
from minutebook.importers.prose import Typography, paragraphs
from minutebook.urls import slug

EMPTY_LABEL, HEADING = layout("empty-label"), layout("heading")
CLOSED = Destination("closed", "", "closed")


class ItemCutter:
    """Cuts the items of one meeting. What it finds to look at it notes in the meeting's draft."""

    def __init__(self, account: Account, labels: Labels, typography: Typography, meeting: MeetingDraft) -> None:
        self.account, self.labels, self.typography, self.meeting = account, labels, typography, meeting
        self._ids: set[str] = set()

    def cut(self, span: Span) -> ItemDraft:
        """Return an item. Lines after its list of attachments stay unplaced: they may be the attachments' own."""
        item = self._begin(span)
        lines, unsure = in_pairs(span.lines, self.labels)
        if unsure:
            self.meeting.note("labels-first", shown(unsure))
        pieces = list(pieces_of(lines, self.labels))
        if self._says_closed(span, pieces):
            return self._close(item, span)
        decided = self._own_decision(pieces)
        for piece in pieces:
            self._place(item, piece, is_decision=piece is decided)
        if item.away and self.labels.is_absence(item.title):
            item.kind, self.meeting.away, item.away = "information", item.away, ()
        return item

    def _begin(self, span: Span) -> ItemDraft:
        self.account.place(span.head, MARKER)
        number, again = span.number, 1
        while slug(number) in self._ids:
            again += 1
            number = f"{span.number} ({again})"
        if again > 1:
            self.meeting.note("repeated-number", shown(span.head or span.title), number=span.number, given=number)
        self._ids.add(slug(number))
        item = ItemDraft(number, "", slug(number))
        self.account.place(span.title, Destination("field", item.key, "title"))
        whole = " ".join(text for _, text in paragraphs(span.title, self.typography))
        item.title = whole.removeprefix(span.title_text).strip() or number
        item.kind = self._kind(item.title)
        return item

    def _kind(self, title: str) -> str:
        plain = title.casefold()
        if any(plain.startswith(word) for word in self.labels.data["announcements"]):
            return "announcements"
        return "information" if any(word in plain for word in self.labels.data["information"]) else "decision"

    def _says_closed(self, span: Span, pieces: Sequence[Piece]) -> bool:
        if any((piece.kind, piece.term) == ("openness", "closed") for piece in pieces):
            return True
        facts = (line for piece in pieces if piece.kind in {"", "facts", "openness"} for line in piece.lines)
        if any(self.labels.says_closed(line) for line in facts):
            return True
        words = "|".join(map(re.escape, self.labels.data["closed"]))
        title = " ".join(line.stripped for line in span.title).casefold()
        return re.search(rf"(?:^|\()(?:{words})(?:[):]| -|$)", title) is not None

    def _close(self, item: ItemDraft, span: Span) -> ItemDraft:
        """Leave the text of a closed item in the packet: only its number, its title and the ground go on."""
        item.public = False
        for line in span.lines:
            found = re.search(self.labels.data["legal"], line.stripped[:LONGEST_LABEL], re.IGNORECASE)
            if found and not item.ground:
                item.ground = found[0]
                if found[0] == line.stripped.rstrip("."):
                    self.account.place((line,), Destination("field", item.key, "closed_ground"))
        left = self.account.place(self.account.open(span.lines), Destination("closed", item.key, "closed"))
        self.meeting.note("closed-item", shown(left), number=item.number)
        return item

    def _own_decision(self, pieces: Sequence[Piece]) -> Piece | None:
        """Return the decision of this meeting; an item may carry those of earlier ones as well."""
        own = [
            piece
            for piece in pieces
            if (piece.kind == "decided" and self._is_ours(piece))
            or (piece.kind, piece.term) == ("sections", "decision")
        ]
        return next((piece for piece in reversed(own) if piece.lines), own[-1] if own else None)

    def _is_ours(self, piece: Piece) -> bool:
        head = decision_head(piece.label[0], self.labels)
        return bool(
            head
            and head.day in {None, self.meeting.identity.day}
            and same(head.organization, self.meeting.identity.organization)
        )

    def _place(self, item: ItemDraft, piece: Piece, *, is_decision: bool) -> None:
        key, lines = item.key, piece.lines
        if is_decision:
            self._decide(item, piece)
        elif piece.kind == "facts" and piece.term == "reference" and not item.reference and piece.lines:
            self._refer(item, piece)
        elif not lines:
            self.account.place(piece.label, EMPTY_LABEL)
        elif piece.kind == "openness":
            self.account.place(piece.label, HEADING)
            self._section(item, Part(None, "", lines), piece)
        elif (piece.kind, piece.term) == ("sections", "attachments"):
            self._list_documents(item, piece)
        elif piece.kind == "absence":
            self._absence(item, piece)
        else:
            if not piece.kind and not item.reference:
                item.reference = next(filter(None, map(self.labels.reference, lines)), "")
                alone = (line for line in lines if re.fullmatch(rf"\w+\.? {re.escape(item.reference)}", line.stripped))
                self.account.place(alone if item.reference else (), Destination("field", key, "reference"))
            self._section(item, Part(piece.term or None, piece.printed, lines), piece)

    def _refer(self, item: ItemDraft, piece: Piece) -> None:
        """Take the number of a case; a line that says more of the case is text as well."""
        lines, said = piece.lines, rest_of(piece, self.labels)
        alone = self.labels.reference(piece.label[0]) or said
        item.reference = alone
        if alone == said:
            used = {line.index: line for line in (*piece.label, *lines[:1])}.values()
            self.account.place(used, Destination("field", item.key, "reference"))
            lines = lines[1:]
        self._section(item, Part(None, "", lines), piece)

    def _section(self, item: ItemDraft, part: Part, piece: Piece) -> None:
        name = part.kind or "text"
        lines = self.account.open(part.passage)
        if not lines and not part.heading:
            return
        if piece.term == "recommendation" and item.proposal is None:
            item.proposal = resolutions.proposal(lines, self.labels, self.typography, part.heading)
            if item.proposal:
                self.account.place(lines, Destination("field", item.key, "recommendation"))
                self.account.place(self.account.open(piece.label), HEADING)
                return
            self.meeting.note("no-proposer", shown(lines), number=item.number)
        within = Destination("section", item.key, name)
        self.account.place(self.account.open({line.index: line for line in (*piece.label, *lines)}.values()), within)
        if piece.term == "authority":
            item.competence = resolutions.competence(lines, self.labels, self.typography)
        if piece.term == "case" and item.asked is None:
            item.asked = self._asked(lines)
        skip = inline_label(piece, self.labels) if lines[:1] == piece.label else ""
        item.parts.append(Part(part.kind, part.heading, lines, skip))

    def _asked(self, lines: Passage) -> Asked | None:
        for _, text in paragraphs(lines, self.typography)[:2]:
            if asked := people.asked(text, self.labels):
                return asked
        return None

    def _decide(self, item: ItemDraft, piece: Piece) -> None:
        """Take the decision up to the absences; they, and what follows, stay prose."""
        plain = piece.label and piece.label != piece.lines[:1]
        self.account.place(piece.label if plain else (), HEADING)
        whole = without_label(piece, stated_paragraphs(piece.lines, self.labels, self.typography))
        before, stated, after = around(whole, self.labels)
        first = stated[0][0].index if stated else -1
        last = after[0][0].index if after else piece.lines[-1].index + 1 if piece.lines else 0
        own = tuple(line for line in piece.lines if stated and first <= line.index < last)
        proposed = tuple(point for point, _ in item.proposal.points) if item.proposal else ()
        item.decision = resolutions.decisions(
            stated,
            self.labels,
            proposed,
            lambda words: self.meeting.note("no-outcome", shown(own), number=item.number, words=words[:60]),
        )
        self._away(item, [text for _, text in (*before, *after)], [text for _, text in stated])
        if item.decision:
            self.account.place(own, Destination("field", item.key, "decision"))
        if not item.away:
            bare = (line for line in piece.lines if line not in own and self._is_bare_absence(line))
            self.account.place(self.account.open(bare), EMPTY_LABEL)
        prose = self.account.place(self.account.open(piece.lines), Destination("section", item.key, "decision"))
        if prose:
            heading = self.labels.data["sections"]["decision"][0].capitalize()
            item.parts.append(Part("decision", heading, prose, printed=False))

    def _away(self, item: ItemDraft, asides: Sequence[str], stated: Sequence[str]) -> None:
        """Take who was absent. Where the times of the meeting are told in the same breath, it is the meeting's."""
        after_the_first = [each for text in stated for each in sentences(text)[1:]]
        away = item.away or absent(asides, self.labels) or absent(after_the_first, self.labels)
        told = [found for text in (*asides, *after_the_first) if (found := times(text, self.labels)) is not None]
        for clocks in told:
            self.meeting.set_times(*clocks)
        if told:
            self.meeting.away = tuple({each.who: each for each in (*self.meeting.away, *away)}.values())
        else:
            item.away = away

    def _is_bare_absence(self, line: Line) -> bool:
        label = self.labels.label(line) if len(line.text) <= LONGEST_LABEL else None
        return bool(label and label.kind == "absence" and not label.rest)

    def _absence(self, item: ItemDraft, piece: Piece) -> None:
        kind = people.absence_kind(piece.printed, self.labels)
        item.away = item.away or people.away(rest_of(piece, self.labels), kind, self.labels)
        self._section(item, Part("absence", piece.printed, piece.lines), piece)

    def _list_documents(self, item: ItemDraft, piece: Piece) -> None:
        entries, rest = listed(piece.lines)
        for document, passage in entries:
            known = {each.number for each in item.documents}
            if document.number in known:
                document.number = str(max((int(each) for each in known if each.isdigit()), default=0) + 1)
            item.documents.append(document)
            self.account.place(passage, Destination("field", item.key, f"attachments.{document.number}.title"))
        if entries:
            self.account.place(piece.label if piece.label != piece.lines[:1] else (), HEADING)
        elif rest:
            self._section(item, Part("attachments", piece.printed, rest[: self._list_end(rest)]), piece)
        else:
            self.account.place(self.account.open(piece.label), EMPTY_LABEL)

    def _list_end(self, lines: Passage) -> int:
        return next((at for at, line in enumerate(lines) if at and line.page != lines[0].page), len(lines))
