"""What a recommendation proposes, who may decide, and what was decided, point by point."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from minutebook import outcomes
from minutebook.importers.account import Passage
from minutebook.importers.drafts import Competence, Outcome, Proposal
from minutebook.importers.labels import Labels
from minutebook.importers.lines import LONGEST_LABEL, Line
from minutebook.importers.prose import Typography, paragraphs
from minutebook.records.points import compact, expand

_POINT = re.compile(r"(?:(\d{1,3})[.)]|([a-zA-Z])\)) +(\S.*)")
_ROMAN = re.compile(r"[ivxl]{2,}\) ", re.IGNORECASE)
"""A number that no point of a record has; `i)` before it is one as well, and no letter."""
_PROPOSER = r"([A-ZÆØÅÄÖ][^.:;,]{{2,60}}?) (?:{verbs})\b"


def proposal(passage: Passage, labels: Labels, typography: Typography, heading: str) -> Proposal | None:
    """Return a recommendation with its points, or nothing if the words do not say who recommends."""
    lead, points = _points(passage, typography)
    text = "\n\n".join(lead)
    by = _proposer(text or " ".join(words for _, words in points), labels) or _proposer(heading, labels)
    return Proposal(by, text, points) if by else None


def _proposer(text: str, labels: Labels) -> str:
    found = re.match(_PROPOSER.format(verbs="|".join(labels.data["proposes"])), text)
    return found[1] if found else ""


def _points(passage: Passage, typography: Typography) -> tuple[list[str], tuple[tuple[str, str], ...]]:
    """Return the paragraphs before the first point, and the points; repeated numbers are no points."""
    lead: list[str] = []
    points: dict[str, str] = {}
    whole = [text for _, text in paragraphs(passage, typography)]
    if any(map(_ROMAN.match, whole)):
        return whole, ()
    for text in whole:
        found = _POINT.fullmatch(text)
        key = (found[1] or found[2].lower()) if found else ""
        if found and key in points:
            return whole, ()
        if found:
            points[key] = found[3]
        elif points:
            last = next(reversed(points))
            points[last] = f"{points[last]}\n\n{text}"
        else:
            lead.append(text)
    return lead, tuple(points.items())


def competence(passage: Passage, labels: Labels, typography: Typography) -> tuple[Competence, ...]:
    """Return who decides, if every paragraph says so in words that leave no doubt."""
    found: list[Competence] = []
    for _, text in paragraphs(passage, typography):
        split = next((match for each in labels.each("competence") if (match := each.fullmatch(text))), None)
        points = numbers(split["points"], labels) if split else ""
        name = (split["organization"] if split and points else text).strip(" .")
        body = labels.body(name)
        if body is None or len(body) < len(name) or (split and not points):
            return ()
        found.append(Competence(body, points))
    return tuple(found)


def numbers(text: str, labels: Labels) -> str:
    """Write points as records do: `1 og 2` becomes `1-2`; what cannot be read becomes nothing."""
    plain = re.sub(rf"\s*,?\s*\b(?:{'|'.join(labels.data['and'])})\b\s*", ", ", text.casefold())
    plain = re.sub(r"\s*[-–]\s*", "-", plain).replace(" ", "").replace(",", ", ").strip(", ")
    points = expand(plain)
    return compact(points) if points else ""


def _opening(labels: Labels) -> re.Pattern[str]:
    """Return the pattern of a decision on some points, such as `Ad 1-2: Godkendt`."""
    return re.compile(
        rf"(?:{labels.data['points']})(?P<points>[\d, –-]+(?:\w+ [\d, –-]+)?|[a-z](?: ?[–-] ?[a-z])?(?=[):]))[.:)]* +"
        r"(?P<words>\S.*)",
        re.IGNORECASE | re.DOTALL,
    )


def names_points(text: str, labels: Labels) -> bool:
    """Tell whether a line begins with the points that it decides on."""
    return len(text) <= LONGEST_LABEL and bool(
        (found := _opening(labels).fullmatch(text)) and numbers(found["points"], labels)
    )


def decisions(
    texts: Sequence[tuple[Line, str]], labels: Labels, proposed: Sequence[str], report: Callable[[str], None]
) -> tuple[Outcome, ...]:
    """Return the decisions that some paragraphs state, by point where each of them says for which.

    Nothing comes back if the words of one do not say what its outcome is; `report` is told what they are.
    """
    opening = _opening(labels)
    split = [(opening.fullmatch(clause), clause) for _, text in texts for clause in _clauses(text, labels)]
    by_point = [(numbers(match["points"], labels), match["words"]) for match, _ in split if match]
    named = [point for points, _ in by_point for point in expand(points) or ()]
    sound = len(by_point) == len(split) and all(points for points, _ in by_point) and len(named) == len(set(named))
    if not (sound and by_point and set(named) <= set(proposed)):
        by_point = [("", "\n\n".join(text for _, text in texts))] if texts else []
    found = []
    for points, words in by_point:
        outcome = _outcome(words, labels)
        if not outcome:
            report(words)
            return ()
        found.append(Outcome(outcome, words.rstrip(" ,;"), points))
    return tuple(found)


def _clauses(text: str, labels: Labels) -> list[str]:
    """Cut `Punkt 1 godkendt, punkt 2 udsat` at its points, if each of the clauses says what was decided on its own."""
    opening = _opening(labels)
    clauses = re.split(rf"(?<=[,.;])\s+(?={labels.data['points']}\d)", text, flags=re.IGNORECASE)
    opened = [opening.fullmatch(clause) for clause in clauses]
    sound = all(match and numbers(match["points"], labels) and _outcome(match["words"], labels) for match in opened)
    return clauses if sound else [text]


def _outcome(words: str, labels: Labels) -> str:
    """Return the outcome of all sentences together; nothing where they state what cannot both be one."""
    return outcomes.of_the_whole([labels.outcomes(each) for each in re.split(r"(?<=[.;!?])\s+|\n+", words)])
