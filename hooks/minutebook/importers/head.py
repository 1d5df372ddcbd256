"""What stands before the first item: the facts of the meeting, under labels."""

from __future__ import annotations

import re

from minutebook.importers import people
from minutebook.importers.account import Account, Destination, Passage
from minutebook.importers.drafts import Away, MeetingDraft
from minutebook.importers.items import EMPTY_LABEL, HEADING
from minutebook.importers.labels import Label, Labels

_TIME = re.compile(r"\b([01]?\d|2[0-3])[.:]([0-5]\d)\b")


class HeadReader:
    """Reads the head of a packet into the draft of its meeting."""

    def __init__(self, account: Account, labels: Labels, meeting: MeetingDraft) -> None:
        self.account, self.labels, self.meeting = account, labels, meeting

    def read(self, before: Passage) -> None:
        """Read what stands before the first item; what is neither label nor value stays to be placed with the rest."""
        lines = self.account.open(before)
        at = 0
        while at < len(lines):
            label = self.labels.label(lines[at])
            known = label is not None and (label.kind in {"head", "absence"} or label.term == "reference")
            if label is None or not known:
                at += 1
                continue
            end = at + 1
            while end < len(lines) and not label.rest and end - at < 60 and not self.labels.label(lines[end]):  # noqa: PLR2004
                end += 1
            values = [label.rest] if label.rest else [line.stripped for line in lines[at + 1 : end]]
            self._fact(label, [value for value in values if value], lines[at:end])
            at = end
        for line in self.account.open(before):
            text = line.stripped
            if (
                self.labels.body(text) and self.labels.day(text) == self.meeting.identity.day
            ) or text.casefold().rstrip(" :.") in self.labels.data["contents"]:
                self.account.place((line,), HEADING)

    def _fact(self, label: Label, values: list[str], lines: Passage) -> None:
        """Read one labelled fact of the meeting; lines that it does not surely explain are left open."""
        term, first = label.term, values[0] if values else ""
        used = lines[: 1 if label.rest else 2]
        name = term
        if not values:
            self.account.place(lines, EMPTY_LABEL)
            return
        if (
            term == "date"
            and self.labels.day(first) == self.meeting.identity.day
            and not _TIME.search(first.replace(".20", ""))
        ):
            name = "start"
        elif term in {"time", "end"} and (clock := _TIME.findall(first)) and len(clock) == 1:
            written = f"{self.meeting.identity.day} {int(clock[0][0]):02}:{clock[0][1]}"
            self.meeting.start, self.meeting.end = (
                (written, self.meeting.end) if term == "time" else (self.meeting.start, written)
            )
            name = "start" if term == "time" else "end"
        elif term == "place":
            self.meeting.location, name = first, "location"
        elif term == "staff":
            self.meeting.staff, used, name = (*self.meeting.staff, *values), lines, "attendance.staff"
        elif term in {"present", "absent"} and all(people.names(value, self.labels) for value in values):
            who = tuple(each for value in values for each in people.names(value, self.labels))
            used, name = lines, f"attendance.{term}"
            if term == "present":
                self.meeting.present = who
            else:
                self.meeting.away = tuple(Away(each, people.absence_kind(label.printed, self.labels)) for each in who)
        else:
            return
        self.account.place(used, Destination("field", "", name))
