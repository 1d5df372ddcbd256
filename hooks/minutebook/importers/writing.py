"""From a draft to the files of records: YAML and Markdown that state what the packet says, in its own words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from minutebook import outcomes
from minutebook.importers.account import Passage
from minutebook.importers.cutting import Cut
from minutebook.importers.drafts import Away, ItemDraft, ListedDocument, Part
from minutebook.importers.lines import Line, Packet, shown_numbers
from minutebook.importers.prose import Typography, escape, markdown, paragraphs
from minutebook.importers.scaffolding import Known
from minutebook.importers.yaml_text import yaml
from minutebook.records.points import expand
from minutebook.text import Locale
from minutebook.urls import slug

LONGEST_SLUG = 48
_ANNOUNCED = re.compile(r"(\d+(?:\.\d+)*)[.)]?[ \t]+(\S.*)")


def short(title: str, otherwise: str) -> str:
    """Make a name for a file of a title: whole words, as many as fit."""
    whole = slug(title) or otherwise
    return whole if len(whole) <= LONGEST_SLUG else whole[:LONGEST_SLUG].rpartition("-")[0] or whole[:LONGEST_SLUG]


@dataclass(frozen=True)
class Writer:
    """Writes the records of one cut packet. `known` gives ids to people and organizations."""

    cut: Cut
    known: Known
    locale: Locale
    organization: str

    def files(self) -> dict[str, str]:
        """Return the records of the meeting by their names in its folder."""
        files = {"meeting.yml": yaml(self._meeting())}
        width = max(2, len(str(len(self.cut.meeting.items))))
        for place, item in enumerate(self.cut.meeting.items, 1):
            files[f"{place:0{width}}-{self._name(item)}.md"] = self._item(item)
            for document in item.documents:
                if item.public and document.public and (document.text or document.file):
                    name = short(document.title, "bilag")
                    files[f"attachments/{item.key}.{document.number}-{name}.md"] = self._document(document)
        return files

    def _name(self, item: ItemDraft) -> str:
        return short(item.title, item.key) if item.public else self.locale("import.closed-name")

    @property
    def source(self) -> dict[str, str]:
        """The packet, as a source."""
        packet = self.cut.packet
        title = self.locale(
            "import.source",
            organization=self.cut.meeting.identity.organization,
            day=self.locale.day(self.cut.meeting.identity.day),
        )
        return {"title": title, "file": packet.name, "sha256": packet.sha256}

    def _meeting(self) -> dict[str, Any]:
        meeting = self.cut.meeting
        decided = any(item.decision or item.undecided for item in meeting.items)
        return {
            "start": meeting.start or str(meeting.identity.day),
            "end": meeting.end,
            "location": meeting.location,
            "state": "minutes" if decided else "agenda",
            "attendance": {
                "present": [self.known.person(who) for who in meeting.present],
                "absent": self._absent(meeting.away),
                "staff": meeting.staff,
            },
            "source": self.source,
        }

    def _absent(self, away: Sequence[Away]) -> list[dict[str, str]]:
        day = self.cut.meeting.identity.day
        people = [
            (self.known.person(one.who), one.kind, self.known.person(one.substitute) if one.substitute else "")
            for one in away
        ]
        stated = []
        for person, kind, substitute in dict.fromkeys(people):
            if self.known.may_attend(self.organization, person, day):
                stated.append({"person": person, "kind": kind, "substitute": substitute})
            else:
                self.cut.meeting.note("not-a-member", "", person=person)
        return stated

    def _item(self, item: ItemDraft) -> str:
        return f"---\n{yaml(self._facts(item))}---\n{self._body(item)}"

    def _facts(self, item: ItemDraft) -> dict[str, Any]:
        facts: dict[str, Any] = {"number": item.number, "title": item.title}
        if item.key != slug(item.number):
            facts["id"] = item.key
        if not item.public:
            ground = item.ground or self.locale("import.no-ground")
            return {**facts, "public": False, "closed_ground": ground, "kind": "decision"}
        partly = item.undecided or self._lacks_decision(item)
        asked = item.asked
        return {
            **facts,
            "kind": item.kind,
            "reference": item.reference,
            "requested_by": {
                "person": self.known.person(asked.who),
                "date": str(asked.day or ""),
                "how": asked.how,
            }
            if asked
            else {},
            "authority": self._authority(item),
            "recommendation": {
                "by": item.proposal.by,
                "text": item.proposal.lead,
                "points": dict(item.proposal.points),
            }
            if item.proposal
            else {},
            "decision": [{"points": each.points, "outcome": each.outcome, "text": each.text} for each in item.decision],
            "attendance": {"absent": self._absent(item.away)},
            "attachments": [
                self._entry(each) for each in item.documents if not (each.public and (each.text or each.file))
            ],
            "completeness": "partial" if partly else "",
            "source": {**self.source, "pages": self._pages_of(item)},
        }

    def _authority(self, item: ItemDraft) -> list[dict[str, str]]:
        """State who decides, unless the points are unknown or the words of the decision contradict it."""
        proposed = {point for point, _ in item.proposal.points} if item.proposal else set()
        found = [(each.points, self.known.organization(each.organization)) for each in item.competence]
        if any(not set(expand(points) or ()) <= proposed for points, _ in found):
            return []
        for points, organization in found:
            for decision in item.decision:
                meet = (
                    not points or not decision.points or set(expand(points) or ()) & set(expand(decision.points) or ())
                )
                if meet and decision.outcome in outcomes.FINAL and organization != self.organization:
                    return []
        return [{"points": points, "organization": organization} for points, organization in found]

    def _lacks_decision(self, item: ItemDraft) -> bool:
        minutes = any(each.decision or each.undecided for each in self.cut.meeting.items)
        return minutes and item.kind == "decision" and not item.decision

    def _entry(self, document: ListedDocument) -> dict[str, Any]:
        facts = {"id": document.number, "title": document.title, "kind": self._kind(document)}
        facts["reference"] = document.reference
        if not document.public:
            return {**facts, "public": False, "withheld_reason": self.locale("import.no-ground")}
        return {**facts, "completeness": "partial", "source": self.source}

    def _kind(self, document: ListedDocument) -> str:
        plain = document.title.casefold()
        kinds: Mapping[str, list[str]] = self.cut.labels.data["attachments"]
        found = [(plain.find(word), kind) for kind, words in kinds.items() for word in words if word in plain]
        return min(found)[1] if found else "other"

    def _body(self, item: ItemDraft) -> str:
        blocks: list[str] = []
        announced = 0
        for part in item.parts if item.public else ():
            if item.kind == "announcements":
                prose, announced = self._announcements(part, announced)
            else:
                prose = self._prose(part)
            printed = self._heading(item, part, prose)
            heading = f"## {escape(printed)}\n\n" if printed else ""
            blocks.append(f"{heading}{prose}".rstrip())
        leftover = [*((line,) for line in self._strangers(item)), *((item.leftover,) if item.leftover else ())]
        if leftover and item.public:
            prose = "\n\n".join(markdown(each, self.cut.typography) for each in leftover)
            blocks.append(f"## {self.locale('import.unplaced')}\n\n{prose}")
        return "".join(f"\n{block}\n" for block in blocks if block)

    def _strangers(self, item: ItemDraft) -> Passage:
        """Return for the first public item the lines that call somebody absent from the meeting who is no member."""
        if item is not next((each for each in self.cut.meeting.items if each.public), None):
            return ()
        day, away = self.cut.meeting.identity.day, self.cut.meeting.away
        people = {one.who.name: self.known.person(one.who) for one in away}
        names = [name for name, key in people.items() if not self.known.may_attend(self.organization, key, day)]
        lines = self.cut.account.at("field") if names else ()
        said = (line for line in lines if self.cut.account[line].name in {"attendance.absent", "attendance.present"})
        return tuple(line for line in said if any(name in line.text for name in names))

    def _heading(self, item: ItemDraft, part: Part, prose: str) -> str:
        """Return the heading of a part. What states another outcome than the decision is not called a decision."""
        states = outcomes.infer(prose) if part.kind == "decision" and item.decision else frozenset()
        if states and not states & {each.outcome for each in item.decision}:
            other = self.locale("import.other-decision", heading=part.heading)
            return other if part.printed else self.locale("import.after-decision")
        return part.heading

    def _prose(self, part: Part) -> str:
        text = markdown(part.passage, self.cut.typography)
        return text.removeprefix(escape(part.skip)).lstrip() if part.skip else text

    def _announcements(self, part: Part, announced: int) -> tuple[str, int]:
        """Give each numbered announcement a heading; numbers that do not follow each other are text like any other."""
        blocks: list[str] = []
        for _, text in paragraphs(part.passage, self.cut.typography):
            found = _ANNOUNCED.fullmatch(text)
            if found and found[1] == str(announced + 1) and "\n" not in text and len(text) < 300:  # noqa: PLR2004
                blocks.append(f"### {found[1]}. {escape(found[2])}")
                announced += 1
            else:
                blocks.append(escape(text))
        text = "\n\n".join(blocks)
        return (text.removeprefix(escape(part.skip)).lstrip() if part.skip else text), announced

    def _document(self, document: ListedDocument) -> str:
        facts: dict[str, Any] = {"title": document.title, "kind": self._kind(document)}
        facts |= {"file": document.file, "reference": document.reference}
        if document.text:
            facts["source"] = {**self.source, "pages": self._pages(document)}
            prose = markdown(document.text, self.cut.typography, partial(_page_within, document))
        elif document.original:
            facts["source"] = {
                "title": document.title,
                "file": document.original.name,
                "sha256": document.original.sha256,
            }
            facts["scanned"] = shown_numbers(document.original.unread)
            prose = self._original(document.original)
        else:
            facts |= {"scanned": "all"} if document.scan else {"completeness": "partial"}
            facts["source"] = self.source
            prose = ""
        return f"---\n{yaml(facts)}---\n" + (f"\n{prose}\n" if prose else "")

    def _original(self, packet: Packet) -> str:
        """Write the text of a file page by page, naming the pages that are only pictures."""
        typography = Typography.of(packet.lines, self.cut.typography.suspending, self.cut.typography.months)
        pages: dict[int, list[Line]] = {page: [] for page in packet.unread}
        for line in packet.lines:
            pages.setdefault(line.page, []).append(line)
        blocks = []
        for page, lines in sorted(pages.items()):
            words = markdown(lines, typography) if lines else self.locale("import.scanned-page", page=page)
            blocks.append(f"<!-- page {page} -->\n\n{words}")
        return "\n\n".join(blocks)

    @cached_property
    def _on_pages(self) -> Mapping[str, set[int]]:
        """On which pages of the packet each item stands."""
        found: dict[str, set[int]] = {}
        for line in self.cut.account.lines:
            destination = self.cut.account[line]
            if destination.kind in {"field", "section"}:
                found.setdefault(destination.record, set()).add(line.page)
        return found

    def _pages_of(self, item: ItemDraft) -> str:
        pages = self._on_pages.get(item.key)
        return _span(min(pages), max(pages)) if pages and self.cut.packet.pages > 1 else ""

    def _pages(self, document: ListedDocument) -> str:
        return _span(document.text[0].page, document.text[-1].page)


def _span(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}-{last}"


def _page_within(document: ListedDocument, line: Line) -> str:
    return str(line.page - document.first_page + 1)
