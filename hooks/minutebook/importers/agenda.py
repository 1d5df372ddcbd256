"""Where the items of a packet begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from minutebook.importers.account import Account, Passage, layout
from minutebook.importers.labels import Labels
from minutebook.importers.lines import LONGEST_LABEL, Line
from minutebook.importers.meeting import decision_head

CONTENTS, MARKER = layout("contents"), layout("item-number")
_STYLES = ("markers", "titled", "numbered")
_WRAPS_FROM, _MOST_TITLE_LINES = 50, 4


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
    the label right after them.
    """
    place = {line.index: position for position, line in enumerate(lines)}
    kept: list[Opening] = []
    for opening, following in zip(found, (*found[1:], None), strict=False):
        start = place[opening.line.index] + 1
        end = place[following.line.index] if following else len(lines)
        if style == "numbered":
            end = min(end, start + _MOST_TITLE_LINES)
        if kept and not _follows(kept[-1].number, opening.number, closely=style == "numbered"):
            continue
        if any(_opens_part(line, labels) for line in lines[start:end]):
            kept.append(opening)
    return kept


def _follows(before: str, number: str, *, closely: bool) -> bool:
    """Tell whether an item may come after another: numbers rise, and a second agenda may begin at 1 again."""
    first, second = (int(found[0]) if (found := re.search(r"\d+", each)) else 0 for each in (before, number))
    return second == first + 1 if closely else second >= first or second == 1


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
    without_page = re.sub(r"[\s.·…]+\d{1,4}$", "", line.stripped)
    bare = _letters(re.sub(r"^\W*(?:\w+\.? )?(?:nr\.? )?\d+[a-z]?\W+", "", without_page))
    return len(bare) > 5 and any(bare in title for title in titles)  # noqa: PLR2004


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text.casefold())


def _spans(account: Account, confirmed: Sequence[Opening], labels: Labels) -> tuple[Passage, tuple[Span, ...]]:
    lines = account.open(account.lines)
    place = {line.index: position for position, line in enumerate(lines)}
    starts = [place[opening.line.index] for opening in confirmed]
    spans = []
    for opening, start, end in zip(confirmed, starts, (*starts[1:], len(lines)), strict=True):
        head, title, text = _title(opening, lines[start:end], labels)
        used = len(head) + len(title)
        spans.append(Span(opening.number, head, title, text, lines[start + used : end]))
    return lines[: starts[0]], tuple(spans)


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
