"""Which meeting a packet is about: the organization, the day, and what else its first page says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from minutebook.importers.labels import Labels
from minutebook.importers.lines import LONGEST_LABEL, ImportRefusedError, Line, Packet

HEAD = 40
"""Lines with something on them that may belong to the head of the first page."""

_ON_HEAD, _AT_DECISION, _LABELLED = 3, 2, 6
_SHORTEST_SHOUT = 6


@dataclass(frozen=True)
class Identity:
    """The meeting that a packet is about, and the line that says the day or the name."""

    organization: str
    day: date


@dataclass(frozen=True, slots=True)
class DecisionHead:
    """A line that opens a decision: of whom, and when, as far as it says."""

    organization: str
    day: date | None


def identify(packet: Packet, labels: Labels, organization: str | None = None) -> Identity:
    """Return the organization and day that a packet names most; a packet that names none is refused."""
    named = list(_named(packet.lines, labels))
    days: Counter[date] = Counter()
    for _, day, weight in named:
        if day:
            days[day] += weight
    likely = days.most_common(1)[0][0] if days else None
    names: Counter[str] = Counter()
    for name, day, weight in named:
        # A body that decided on another day only comes before or after the one that met.
        if name and (day in {None, likely} or weight != _AT_DECISION):
            names[name] += weight
    if not days and (in_name := re.search(r"\d{4}-\d{2}-\d{2}", packet.name)) and (day := labels.day(in_name[0])):
        days[day] += 1
    if not days:
        raise ImportRefusedError("no-day", file=packet.name)
    if not names and not organization:
        raise ImportRefusedError("no-organization", file=packet.name)
    name = names.most_common(1)[0][0] if names else str(organization)
    return Identity(_in_small_letters(name, labels), days.most_common(1)[0][0])


def _in_small_letters(name: str, labels: Labels) -> str:
    """Return a name that is printed in capitals as a name is written."""
    if not name.isupper() or len(name) < _SHORTEST_SHOUT:
        return name
    small = {*labels.data["and"], "for", "för", "i", "af", "av"}
    words = [word.casefold() for word in name.split()]
    return " ".join(word if word in small and at else word[:1].upper() + word[1:] for at, word in enumerate(words))


def _named(lines: Iterable[Line], labels: Labels) -> Iterator[tuple[str | None, date | None, int]]:
    seen = 0
    for line in lines:
        if line.blank or len(line.text) > LONGEST_LABEL:
            continue
        seen += 1
        text = line.stripped
        if head := decision_head(line, labels):
            yield head.organization, head.day, _AT_DECISION
            continue
        for pattern in labels.each("footers"):
            if (found := pattern.fullmatch(text)) and "body" in pattern.groupindex and labels.body(found["body"]):
                yield labels.body(found["body"]), labels.day(text), _AT_DECISION
        if seen > HEAD:
            continue
        label = labels.label(line)
        if label and label.kind == "head" and label.term in {"date", "body"}:
            named = label.term == "body"
            yield labels.body(label.rest) if named else None, None if named else labels.day(label.rest), _LABELLED
        elif name := labels.body(text):
            yield name, labels.day(text), _ON_HEAD
        elif len(text) < 60 and labels.day(text):  # noqa: PLR2004
            yield None, labels.day(text), _ON_HEAD


def decision_head(line: Line, labels: Labels) -> DecisionHead | None:
    """Return what a line says that opens a decision: `Økonomiudvalget den 3. marts 2031`."""
    text = line.stripped
    if len(text) > 160:  # noqa: PLR2004
        return None
    for pattern in labels.each("decided"):
        found = pattern.fullmatch(text)
        if found and (name := labels.body(found["body"].strip(" .,:"))):
            return DecisionHead(name, labels.day(text))
    return None


def same(one: str, other: str) -> bool:
    """Tell whether two names of an organization are the same but for capitals, blanks and a final s."""
    first, second = (re.sub(r"\W+", "", name.casefold()).removesuffix("s") for name in (one, other))
    return first == second
