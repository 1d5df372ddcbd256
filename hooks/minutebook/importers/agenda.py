"""Where the items of a packet begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from minutebook.importers.account import Account, Passage, layout
from minutebook.importers.labels import Labels
from minutebook.importers.lines import LONGEST_LABEL, Line
from minutebook.importers.meeting import decision_head

CONTENTS, MARKER = layout("contents"), layout("item-number")
_STYLES = ("markers", "titled", "numbered")
_WRAPS_FROM, _MOST_TITLE_LINES = 50, 4
_SURE, _LIKELY = 2, 1
"""What speaks for an opening: a label below it, or only that it is known to have none or stands in the contents."""


@dataclass(frozen=True)
class Opening:
    """A line that looks as if an item began there. `title` is what stands on the same line."""

    style: str
    number: str
    line: Line
    title: str = ""


@dataclass(frozen=True)
class Span:
    """An item: its number, the lines of its title (with what precedes it on its first line), and all lines after."""

    number: str
    head: Passage
    title: Passage
    title_text: str
    lines: Passage


def cut(account: Account, labels: Labels) -> tuple[Passage, tuple[Span, ...]]:
    """Cut a packet into what comes before the first item, and the items, the last of which runs to the end."""
    lines = account.open(account.lines)
    for style in _STYLES:
        found = list(_openings(lines, labels, style))
        confirmed = _confirmed(found, lines, labels, style)
        if confirmed:
            before, spans = _spans(account, confirmed, labels)
            _place_contents(before, spans, account, labels)
            return account.open(before), spans
    return lines, ()


def _openings(lines: Passage, labels: Labels, style: str) -> Iterator[Opening]:
    for line in lines:
        text = line.stripped
        if len(text) > LONGEST_LABEL or not text[:1].strip():
            continue
        for pattern in labels.each(style):
            if found := pattern.fullmatch(text):
                title = found.groupdict().get("title") or ""
                begins = not title or title[0].isupper() or not title[0].isalpha()
                if begins and labels.body(title) != title.strip(" ."):
                    yield Opening(style, found["number"], line, title)
                break


def _confirmed(found: Sequence[Opening], lines: Passage, labels: Labels, style: str) -> list[Opening]:
    """Return the openings after which, and before the next, a section or a decision begins.

    Entries of a table of contents have none. Numbered lines are so common that they also have to come in order, and
    the label right after them; or they say what often has no labels at all, or what the table of contents says.
    """
    place = {line.index: position for position, line in enumerate(lines)}
    closely = style == "numbered"
    kept: list[tuple[Opening, int]] = []
    seen: set[tuple[str, str]] = set()
    for opening, following in zip(found, (*found[1:], None), strict=False):
        start = place[opening.line.index] + 1
        end = place[following.line.index] if following else len(lines)
        if closely:
            end = min(end, start + _MOST_TITLE_LINES)
        elif kept and not _follows(kept[-1][0].number, opening.number):
            continue
        entry = opening.number, _letters(opening.title)
        if any(_opens_part(line, labels) for line in lines[start:end]):
            kept.append((opening, _SURE))
        elif closely and (labels.often_bare(opening.title) or entry in seen):
            kept.append((opening, _LIKELY))
        elif closely:
            seen.add(entry)
    return _in_order(kept) if closely else [opening for opening, _ in kept]


def _in_order(openings: Sequence[tuple[Opening, int]]) -> list[Opening]:
    """Return the row of openings whose numbers rise by one that has most to speak for it; of equals, the first."""
    best: dict[int, tuple[int, int]] = {}
    before: list[int | None] = []
    last: tuple[int, int | None] = (0, None)
    for at, (opening, weight) in enumerate(openings):
        number = _ordinal(opening.number)
        told, previous = best.get(number - 1, (0, None))
        before.append(previous)
        best[number] = max(best.get(number, (0, at)), (told + weight, at), key=lambda row: row[0])
        last = max(last, (told + weight, at), key=lambda row: row[0])
    row: list[Opening] = []
    place = last[1]
    while place is not None:
        row.append(openings[place][0])
        place = before[place]
    return row[::-1]


def _ordinal(number: str) -> int:
    return int(found[0]) if (found := re.search(r"\d+", number)) else 0


def _follows(before: str, number: str) -> bool:
    """Tell whether an item may come after another: numbers rise, and begin anew with a second agenda or other letters.

    In Norway `RS 3/31` comes after `PS 12/31`.
    """
    if _letters_of(before) != _letters_of(number):
        return True
    first, second = _ordinal(before), _ordinal(number)
    return second >= first or second == 1


def _letters_of(number: str) -> str:
    return (re.match(r"[^\W\d_]*(?= )", number) or [""])[0]


def _opens_part(line: Line, labels: Labels) -> bool:
    label = labels.label(line)
    return bool(label and label.kind in {"sections", "facts", "openness"}) or decision_head(line, labels) is not None


def _place_contents(before: Passage, spans: Sequence[Span], account: Account, labels: Labels) -> None:
    """Place a table of contents before the first item: lines that say nothing but what the titles of items say."""
    titles = [_letters(" ".join(line.stripped for line in span.title)) for span in spans]
    listed = [line for line in before if _is_listed(line, titles)]
    if listed:
        headings = (line for line in before if line.stripped.casefold().rstrip(" :.") in labels.data["contents"])
        account.place(account.open({line.index: line for line in (*headings, *listed)}.values()), CONTENTS)


def _is_listed(line: Line, titles: Sequence[str]) -> bool:
    without_page = re.sub(r"[\s.·…]+(?:\d{1,4}|[ivxl]{1,6})$", "", line.stripped)
    bare = _letters(re.sub(r"^\W*(?:\w+\.? )?(?:nr\.? )?\d+[a-z]?\W+", "", without_page))
    return len(bare) > 5 and any(bare in title for title in titles)  # noqa: PLR2004


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text.casefold())


def _spans(account: Account, confirmed: Sequence[Opening], labels: Labels) -> tuple[Passage, tuple[Span, ...]]:
    lines = account.open(account.lines)
    place = {line.index: position for position, line in enumerate(lines)}
    starts = [place[opening.line.index] for opening in confirmed]
    begins = [start - _says_before(lines, start, before, labels) for before, start in pairwise((-1, *starts))]
    spans: list[Span] = []
    for opening, start, end in zip(confirmed, starts, (*begins[1:], len(lines)), strict=True):
        head, title, text = _title(opening, lines[start:end], labels)
        used = len(head) + len(title)
        spans.append(
            Span(opening.number, head, title, text, (*lines[begins[len(spans)] : start], *lines[start + used : end]))
        )
    return lines[: begins[0]], tuple(spans)


def _says_before(lines: Passage, start: int, before: int, labels: Labels) -> bool:
    """Tell whether the line before an item says whether the item is open.

    It does not if it may be said of the item before, which then says nothing else of that and nothing at all below it.
    """
    above = labels.label(lines[start - 1]) if start else None
    if above is None or above.kind != "openness":
        return False
    own = [labels.label(line) for line in lines[max(0, before) : start - 1]]
    return before < 0 or any(label is not None and label.kind in {"sections", "openness"} for label in own)


def _title(opening: Opening, lines: Passage, labels: Labels) -> tuple[Passage, Passage, str]:
    """Return the lines of an item's number alone, those of its title, and what precedes the title on its first line."""
    head: Passage = () if opening.title else lines[:1]
    rest = lines[len(head) :]
    title: list[Line] = []
    for line in rest[:_MOST_TITLE_LINES]:
        if title and (not _wraps(title[-1], line) or _opens_part(line, labels)):
            break
        if not title and not opening.title and _opens_part(line, labels):
            break
        title.append(line)
    if not title:
        return head, (), ""
    if opening.title:
        return head, tuple(title), title[0].stripped.removesuffix(opening.title)
    repeated = re.match(rf"{re.escape(opening.number)} ?[.:)]\s+", title[0].stripped)
    return head, tuple(title), repeated[0] if repeated else ""


def _wraps(before: Line, line: Line) -> bool:
    """Tell whether a title goes on: right on the next line, after one that is long enough to have been broken."""
    return line.index == before.index + 1 and len(before.stripped) >= _WRAPS_FROM
