"""What stands before the first item: the facts of the meeting, under labels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from minutebook.importers import people
from minutebook.importers.account import Account, Destination, Passage, layout
from minutebook.importers.drafts import Away, MeetingDraft, Named
from minutebook.importers.items import EMPTY_LABEL
from minutebook.importers.labels import Label, Labels
from minutebook.importers.lines import LONGEST_LABEL, Line, shown
from minutebook.importers.meeting import same
from minutebook.importers.pairing import CLOCK as _TIME
from minutebook.importers.pairing import in_pairs

MASTHEAD = layout("masthead")


class HeadReader:
    """Reads the head of a packet into the draft of its meeting."""

    def __init__(self, account: Account, labels: Labels, meeting: MeetingDraft) -> None:
        self.account, self.labels, self.meeting = account, labels, meeting
        self.says_absent = False

    def read(self, before: Passage) -> None:
        """Read what stands before the first item; what is neither label nor value stays to be placed with the rest."""
        lines, unsure = in_pairs(self.account.open(before), self.labels)
        if unsure:
            self.meeting.note("labels-first", shown(unsure))
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
            below = [line for line in lines[at + 1 : end] if not self._is_table_head(line)]
            values = [label.rest] if label.rest else [line.stripped for line in below]
            self._fact(label, [value for value in values if value], (lines[at], *below))
            at = end
        self._masthead(self.account.open(before))

    def _is_table_head(self, line: Line) -> bool:
        """Tell whether a line names the columns of a list of members, and place it if so."""
        if line.stripped.casefold() not in self.labels.data["table_heads"]:
            return False
        self.account.place((line,), layout("heading"))
        return True

    def _masthead(self, lines: Passage) -> None:
        """Place the names of the town and the body, and the line that says the day and the time without a label."""
        contents = self.labels.data["contents"]
        for at, line in enumerate(lines):
            text = line.stripped
            of_town = len(text) < LONGEST_LABEL and any(
                self.labels.pattern(key).fullmatch(text) for key in ("municipality", "region")
            )
            if of_town or text.casefold().rstrip(" :.") in contents:
                self.account.place((line,), MASTHEAD)
            elif self._is_title(text):
                timed = (
                    self.labels.day(text) and _TIME.search(self.labels.without_days(text)) and not self.meeting.start
                )
                read = timed and self._clock("date", self._without_title(text))
                self.account.place((line,), Destination("field", "", "start") if read else MASTHEAD)
                below = lines[at + 1] if at + 1 < len(lines) else None
                if read and below and not self.meeting.location and below.index <= line.index + 2:
                    self._place_below(below)

    def _place_below(self, line: Line) -> None:
        """Take the place that stands below the day: `i mødelokale 2`."""
        first, _, place = line.stripped.partition(" ")
        if first in self.labels.data["at"] and place and len(place) < 60 and place[-1] not in ".:":  # noqa: PLR2004
            self.meeting.location = place
            self.account.place((line,), Destination("field", "", "location"))

    def _is_title(self, text: str) -> bool:
        """Tell whether a line says nothing but which body met, on this day, and what kind of document it is."""
        day = self.labels.day(text)
        if len(text) > LONGEST_LABEL or (day and day != self.meeting.identity.day):
            return False
        rest = _TIME.sub("", self._without_title(self.labels.without_days(text)))
        words = re.findall(r"[^\s.,:;()/–-]+", rest)
        return all(word.casefold() in self.labels.data["weekdays"] for word in words)

    def _without_title(self, text: str) -> str:
        """Return a line without the name of the body and the words for a document."""
        name = self.meeting.identity.organization
        text = re.sub(rf"(?<!\w){re.escape(name)}(?:s|’s)?(?!\w)", " ", text, flags=re.IGNORECASE)
        known = "|".join(re.escape(word) for word in (*self.labels.data["masthead"], *self.labels.data["about"]))
        return re.sub(rf"(?<!\w)(?:{known})(?!\w)", " ", text, flags=re.IGNORECASE)

    def _clock(self, term: str, text: str) -> bool:
        """Read the day and the times of a meeting; tell whether nothing else was said."""
        day = self.labels.day(text)
        without = self.labels.without_days(text)
        clock = [f"{self.meeting.identity.day} {int(hour):02}:{minute}" for hour, minute in _TIME.findall(without)]
        words = re.findall(r"[^\s.,:;()/–-]+", _TIME.sub("", without).casefold())
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

    def _where(self, text: str) -> bool:
        """Read a place with a time behind it: `Kommunhuset, sal A, kl. 13.00-15.40`."""
        clock = _TIME.search(self.labels.without_days(text))
        if clock is None or self.meeting.location or self.meeting.start:
            return False
        place, _, _ = self.labels.without_days(text).partition(clock[0])
        place = re.sub(r"[\s,]+(?:kl|klokken|klockan)?[\s.,]*$", "", place, flags=re.IGNORECASE)
        if not place or not self._clock("time", text[text.index(clock[0]) :]):
            return False
        self.meeting.location = place
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
        elif term == "where" and self._where(first):
            name = "location-start"
        elif term == "place" and not self.meeting.location:
            self.meeting.location, name = first, "location"
        elif term == "staff":
            self.meeting.staff, used, name = (*self.meeting.staff, *values), lines, "attendance.staff"
        elif term == "members" and not self.says_absent:
            return
        elif term in {"present", "members"} and (named := self._named(values)):
            used, name = self._lines_of(lines, len(named), label), "attendance.present"
            who = tuple(each for some in named for each in some)
            self.meeting.present = tuple(dict.fromkeys((*self.meeting.present, *who)))
        elif term == "absent" and (missing := self._absent(label, values)):
            used, name = self._lines_of(lines, len(missing), label), "attendance.absent"
            away = (*self.meeting.away, *(each for some in missing for each in some))
            self.meeting.away = tuple({each.who: each for each in away}.values())
        else:
            return
        self.account.place(used, Destination("field", "", name))

    def _named(self, values: Sequence[str]) -> list[tuple[Named, ...]]:
        """Return those whom the first lines below a label name, up to the first line that is no list of names."""
        return list(takewhile(bool, (people.names(value, self.labels) for value in values)))

    def _absent(self, label: Label, values: Sequence[str]) -> list[tuple[Away, ...]]:
        kind = people.absence_kind(label.printed, self.labels)
        return list(takewhile(bool, (people.away(value, kind, self.labels) for value in values)))

    def _lines_of(self, lines: Passage, count: int, label: Label) -> Passage:
        return lines[: count if label.rest else count + 1]
