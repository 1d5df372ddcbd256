"""What stands before the first item: the facts of the meeting, under labels."""

from __future__ import annotations

import re

from minutebook.importers import people
from minutebook.importers.account import Account, Destination, Passage, layout
from minutebook.importers.drafts import Away, MeetingDraft
from minutebook.importers.items import EMPTY_LABEL
from minutebook.importers.labels import Label, Labels
from minutebook.importers.lines import LONGEST_LABEL
from minutebook.importers.meeting import same

MASTHEAD = layout("masthead")
_TIME = re.compile(r"\b([01]?\d|2[0-3])[.:]([0-5]\d)\b")


class HeadReader:
    """Reads the head of a packet into the draft of its meeting."""

    def __init__(self, account: Account, labels: Labels, meeting: MeetingDraft) -> None:
        self.account, self.labels, self.meeting = account, labels, meeting
        self.says_absent = False

    def read(self, before: Passage) -> None:
        """Read what stands before the first item; what is neither label nor value stays to be placed with the rest."""
        lines = self.account.open(before)
        labels = [self.labels.label(line) for line in lines]
        # Members are those who were present only where the minutes also say who was not.
        self.says_absent = any(
            label.kind == "absence"
            for line in self.account.lines
            if len(line.text) <= LONGEST_LABEL and (label := self.labels.label(line))
        )
        at = 0
        while at < len(lines):
            label = labels[at]
            known = label is not None and (label.kind in {"head", "absence"} or label.term == "reference")
            if label is None or not known:
                at += 1
                continue
            end = at + 1
            while end < len(lines) and not label.rest and end - at < 60 and not labels[end]:  # noqa: PLR2004
                end += 1
            values = [label.rest] if label.rest else [line.stripped for line in lines[at + 1 : end]]
            self._fact(label, [value for value in values if value], lines[at:end])
            at = end
        for line in self.account.open(before):
            text = line.stripped
            plain = text.casefold().rstrip(" :.")
            of_meeting = self.labels.body(text) and self.labels.day(text) == self.meeting.identity.day
            of_town = len(text) < LONGEST_LABEL and self.labels.pattern("municipality").fullmatch(text)
            if of_meeting or of_town or plain in {*self.labels.data["contents"], *self.labels.data["masthead"]}:
                self.account.place((line,), MASTHEAD)

    def _clock(self, term: str, text: str) -> bool:
        """Read the day and the times of a meeting; tell whether nothing else was said."""
        day = self.labels.day(text)
        without = self.labels.without_days(text)
        clock = [f"{self.meeting.identity.day} {int(hour):02}:{minute}" for hour, minute in _TIME.findall(without)]
        words = re.findall(r"[^\W\d_]+", _TIME.sub("", without).casefold())
        if any(word not in self.labels.data["weekdays"] for word in words) or len(clock) > 2:  # noqa: PLR2004
            return False
        if (day != self.meeting.identity.day) if term == "date" else not clock:
            return False
        start, end = ("", clock[0]) if term == "end" else (*clock, "", "")[:2]
        if (start and self.meeting.start not in {"", start}) or (end and self.meeting.end not in {"", end}):
            return False
        start, end = start or self.meeting.start, end or self.meeting.end
        if start and end and end < start:
            return False
        self.meeting.start, self.meeting.end = start, end
        return True

    def _fact(self, label: Label, values: list[str], lines: Passage) -> None:
        """Read one labelled fact of the meeting; lines that it does not surely explain are left open."""
        term, first = label.term, values[0] if values else ""
        used = lines[: 1 if label.rest else 2]
        name = term
        if not values:
            self.account.place(lines, EMPTY_LABEL)
            return
        if term == "body" and same(first, self.meeting.identity.organization):
            self.account.place(used, MASTHEAD)
            return
        if term in {"date", "time", "end"} and self._clock(term, first):
            name = "end" if term == "end" else "start"
        elif term == "place" and not self.meeting.location:
            self.meeting.location, name = first, "location"
        elif term == "staff":
            self.meeting.staff, used, name = (*self.meeting.staff, *values), lines, "attendance.staff"
        elif term == "members" and not self.says_absent:
            return
        elif term in {"present", "absent", "members"} and all(people.names(value, self.labels) for value in values):
            who = tuple(each for value in values for each in people.names(value, self.labels))
            used, name = lines, f"attendance.{term.replace('members', 'present')}"
            if term != "absent":
                self.meeting.present = tuple(dict.fromkeys((*self.meeting.present, *who)))
            else:
                kind = people.absence_kind(label.printed, self.labels)
                away = (*self.meeting.away, *(Away(each, kind) for each in who))
                self.meeting.away = tuple({each.who: each for each in away}.values())
        else:
            return
        self.account.place(used, Destination("field", "", name))
