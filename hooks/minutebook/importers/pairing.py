"""Labels that all stand first, with their values after them, as text that was copied out of a table comes.

Such a run is told apart by count and kind: as many lines follow as there are labels, a date stands where the date's
label says so, a time where a time's. Where that does not fit, nothing is moved and the lines are named to the clerk.
"""

from __future__ import annotations

import re

from minutebook.importers.account import Passage
from minutebook.importers.labels import Label, Labels
from minutebook.importers.lines import LONGEST_LABEL, Line

CLOCK = re.compile(r"\b([01]?\d|2[0-3])[.:]([0-5]\d)\b")
_FACTS = {"head", "facts", "absence"}
_CERTAIN = {"date", "time", "end", "reference"}
"""Facts whose value shows what it is; without one of them a run of labels may as well be a run of empty ones."""
_LONGEST_VALUE = 90


def in_pairs(lines: Passage, labels: Labels) -> tuple[Passage, Passage]:
    """Return lines with each value right after its label, and those labels and values that could not be matched.

    Lines that the layout had taken out before are seen by the gaps that they left: an empty line is an empty value.
    """
    ordered: list[Line] = []
    unsure: list[Line] = []
    at = 0
    while at < len(lines):
        run = _run(lines[at:], labels)
        if len(run) < 2:  # noqa: PLR2004
            ordered.append(lines[at])
            at += 1
            continue
        rest = lines[at + len(run) :]
        values = _values([label for _, label in run], run[-1][0], rest, labels)
        if values is None:
            below = _below(run, rest, labels)
            (unsure if below else ordered).extend((*(line for line, _ in run), *below))
            at += len(run) + len(below)
            continue
        for (line, _), value in zip(run, values, strict=True):
            ordered += [line, value] if value else [line]
        at += len(run) + sum(value is not None for value in values)
    return tuple(ordered), tuple(unsure)


def _run(lines: Passage, labels: Labels) -> list[tuple[Line, Label]]:
    """Return the labels at the start of some lines that stand right below each other with nothing behind them."""
    run: list[tuple[Line, Label]] = []
    for line in lines:
        label = labels.label(line) if len(line.text) <= LONGEST_LABEL else None
        apart = run and line.index != run[-1][0].index + 1
        if label is None or label.kind not in _FACTS or label.rest or apart:
            return run
        run.append((line, label))
    return run


def _values(run: list[Label], last: Line, rest: Passage, labels: Labels) -> list[Line | None] | None:
    """Return the value of each label, `None` for an empty one, or nothing at all if they do not fit."""
    if not any(label.term in _CERTAIN for label in run):
        return None
    below = {line.index: line for line in rest[: len(run)]}
    places = range(last.index + 1, last.index + 1 + len(run))
    raw = [below.get(place) for place in places]
    close: list[Line | None] = list(rest[: len(run)])
    for found in (raw, close):
        final = found[-1] if len(found) == len(run) else None
        if final is None:
            continue
        after = rest[sum(value is not None for value in found) :][:1]
        ends = not after or labels.label(after[0]) is not None or after[0].index > final.index + 1
        if ends and all(_fits(label, value, labels) for label, value in zip(run, found, strict=True)):
            return list(found)
    return None


def _fits(label: Label, value: Line | None, labels: Labels) -> bool:
    if value is None:
        return True
    text = value.stripped
    if len(text) > _LONGEST_VALUE or labels.label(value):
        return False
    if label.term == "date":
        return labels.day(text) is not None
    if label.term in {"time", "end"}:
        return CLOCK.search(labels.without_days(text)) is not None
    if label.term == "reference":
        return re.search(r"\d", text) is not None
    return not (labels.day(text) or CLOCK.fullmatch(text))


def _below(run: list[tuple[Line, Label]], rest: Passage, labels: Labels) -> list[Line]:
    """Return the lines right below a run of labels if they are values of more than its last one."""
    below: list[Line] = []
    for line in rest:
        before = below[-1] if below else run[-1][0]
        if line.index != before.index + 1 or labels.label(line) or len(line.stripped) > _LONGEST_VALUE:
            break
        below.append(line)
    certain = any(label.term in _CERTAIN for _, label in run[:-1])
    return below if certain and len(below) > 1 else []
