"""What stands in a decision and decides nothing: who was absent, and when the meeting began and ended."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from minutebook.importers import people, resolutions
from minutebook.importers.account import Passage
from minutebook.importers.drafts import Away
from minutebook.importers.labels import Labels
from minutebook.importers.lines import LONGEST_LABEL, Line
from minutebook.importers.prose import Typography, paragraphs

Text = tuple[Line, str]
"""A paragraph with the line on which it begins."""

_SENTENCE_END = re.compile(r"(?<=[^\WA-Z]\.)\s+(?=[A-ZÆØÅÄÖ])")
_CLOCK = re.compile(r"([01]?\d|2[0-3])[.:]([0-5]\d)")


def stated_paragraphs(lines: Passage, labels: Labels, typography: Typography) -> list[Text]:
    """Return the paragraphs of a decision. A line that is an aside, or names its points, begins one of its own."""
    chunks: list[list[Line]] = []
    alone = True
    for line in lines:
        aside = len(line.text) <= LONGEST_LABEL and is_aside(line.stripped, labels)
        if alone or aside or resolutions.names_points(line.stripped, labels):
            chunks.append([])
        chunks[-1].append(line)
        alone = aside
    return [paragraph for chunk in chunks for paragraph in paragraphs(tuple(chunk), typography)]


def around(texts: list[Text], labels: Labels) -> tuple[list[Text], list[Text], list[Text]]:
    """Split the paragraphs of a decision: the asides before it, the decision, and all from the first aside after it."""
    start = next((at for at, (_, text) in enumerate(texts) if not is_aside(text, labels)), len(texts))
    end = next((at for at in range(start, len(texts)) if is_aside(texts[at][1], labels)), len(texts))
    return texts[:start], texts[start:end], texts[end:]


def is_aside(text: str, labels: Labels) -> bool:
    """Tell whether a paragraph says who was absent, or when the meeting began or ended."""
    return labels.is_absence(text) or bool(people.absences(text, labels)) or times(text, labels) is not None


def sentences(text: str) -> list[str]:
    """Cut a paragraph at full stops; an abbreviated name ends no sentence."""
    return _SENTENCE_END.split(text)


def absent(texts: Sequence[str], labels: Labels) -> tuple[Away, ...]:
    """Return who was absent: sentences say so, or a label and the names behind or below it."""
    found: dict[str, Away] = {}
    for text, below in pairwise((*texts, "")):
        who = people.absences(text, labels)
        if not who and labels.is_absence(text):
            label = labels.label(Line(0, text))
            kind = people.absence_kind(text, labels)
            who = people.away((label.rest if label else "") or below, kind, labels)
        found |= {each.who.name: each for each in who}
    return tuple(found.values())


def times(text: str, labels: Labels) -> tuple[str, str] | None:
    """Return when a sentence says that the meeting began and ended, as `15:00`; nothing if it is no such sentence."""
    if len(text) > LONGEST_LABEL:
        return None
    found = next((match for each in labels.each("times") if (match := each.fullmatch(text.strip()))), None)
    if found is None:
        return None
    said = found.groupdict()
    clocks = (_CLOCK.fullmatch(said.get(name) or "") for name in ("start", "end"))
    start, end = (f"{int(clock[1]):02}:{clock[2]}" if clock else "" for clock in clocks)
    return start, end
