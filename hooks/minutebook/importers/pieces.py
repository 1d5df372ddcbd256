"""The pieces of an item: lines under one label each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from minutebook.importers.account import Passage
from minutebook.importers.labels import Label, Labels
from minutebook.importers.lines import LONGEST_LABEL, Line
from minutebook.importers.meeting import decision_head
from minutebook.importers.prose import once


@dataclass(frozen=True)
class Piece:
    """Lines under one label: its kind, the term, how it is printed, the line of the label, and those below."""

    kind: str
    term: str
    printed: str
    label: Passage
    lines: Passage


def pieces_of(lines: Passage, labels: Labels) -> Iterator[Piece]:
    """Cut the lines of an item at its labels. The line of a label with words behind it is also the first below it."""
    label: Label | None = None
    at: Passage = ()
    below: list[Line] = []
    in_sections = False
    for line in lines:
        within = (label.kind, label.term) if label else ("", "")
        here = _label_at(line, labels, within, in_sections=in_sections)
        if here is None:
            below.append(line)
            continue
        says = here.term == "recommendation" and labels.proposes(here.printed)
        if says and within == ("sections", "recommendation") and not below:
            below.append(line)
            continue
        if label or below:
            yield _piece(label, at, below)
        in_sections = in_sections or here.kind in {"sections", "decided"}
        label, at, below = here, (line,), [line] if here.rest or says else []
    if label or below:
        yield _piece(label, at, below)


_KEEP_ABSENCES = {("decided", ""), ("sections", "decision")}
"""Labels below which an absence is one of the paragraphs."""


def _label_at(line: Line, labels: Labels, within: tuple[str, str], *, in_sections: bool) -> Label | None:
    if len(line.text) > LONGEST_LABEL:
        return None
    if decision_head(line, labels):
        return Label("decided", "", line.stripped.rstrip(" :."), "")
    label = labels.label(line)
    if label is None or label.kind == "head" or (in_sections and label.kind in {"facts", "openness"}):
        return None
    return None if within in _KEEP_ABSENCES and label.kind == "absence" else label


def _piece(label: Label | None, at: Passage, below: Sequence[Line]) -> Piece:
    if label is None:
        return Piece("", "", "", (), tuple(below))
    return Piece(label.kind, label.term, label.printed, at, tuple(below))


def inline_label(piece: Piece, labels: Labels) -> str:
    """Return the label on a line that goes on with words, its colon included."""
    label = labels.label(piece.label[0])
    text = piece.label[0].stripped
    return text[: len(text) - len(label.rest)] if label and label.rest and piece.printed else ""


def rest_of(piece: Piece, labels: Labels) -> str:
    """Return the words behind a label on its own line, or else the first line below it."""
    label = labels.label(piece.label[0]) if piece.label else None
    return (label.rest if label and label.rest else piece.lines[0].stripped if piece.lines else "").strip()


def without_label(piece: Piece, texts: list[tuple[Line, str]]) -> list[tuple[Line, str]]:
    """Return paragraphs, the first without the label that stands on its line."""
    if texts and piece.label and piece.label == piece.lines[:1]:
        start, text = texts[0]
        texts[0] = (start, once(text).removeprefix(piece.printed).lstrip(" :"))
    return texts
