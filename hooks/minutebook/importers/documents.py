"""Attachments: the list of them in an item, and where each begins in the pages that follow."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from minutebook.importers.account import Passage
from minutebook.importers.drafts import ListedDocument
from minutebook.importers.layout import Footer
from minutebook.importers.lines import LONGEST_LABEL, Line

_ENTRY = re.compile(
    r"(?:(?:bilag|vedlegg|bilaga) )?(\d{1,3})(?:[.):]|\s)\s*(?:(?:åben|(?P<closed>lukket))\s+)?(?P<title>\S.*)",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"(?P<title>.*\S)\s+(?P<reference>\d{1,4}/\d{3,}(?:[-/]\d+)?)")
"""The number of an attachment in the case system, which stands after its title: `31/88231`."""
_BULLET = re.compile(r"[•●▪◦–*-]\s+(\S.*)")
_WRAPS_FROM = 60
_FIRST_LINES = 12

MOST_WORDS = 0.6
"""The share of a title's words that make a cut certain if they stand among the first lines."""
POSSIBLE = 0.55
"""The score from which a cut is made at all; below it the text is kept together."""


def listed(lines: Passage) -> tuple[list[tuple[ListedDocument, Passage]], Passage]:
    """Return the entries at the start of some lines, each with its own, and the lines after the last."""
    entries: list[tuple[ListedDocument, Passage]] = []
    for at, line in enumerate(lines):
        before = lines[at - 1] if at else None
        text = line.stripped
        if len(text) > LONGEST_LABEL or (before and line.page != before.page):
            return entries, lines[at:]
        if found := _ENTRY.fullmatch(text):
            entries.append((_entry(found[1], found["title"], public=not found["closed"]), (line,)))
        elif found := _BULLET.fullmatch(text):
            entries.append((ListedDocument(str(len(entries) + 1), found[1]), (line,)))
        elif entries and before and line.index == before.index + 1 and len(before.stripped) >= _WRAPS_FROM:
            document, passage = entries[-1]
            more = _entry(document.number, text)
            document.title, document.reference = f"{document.title} {more.title}", more.reference or document.reference
            entries[-1] = (document, (*passage, line))
        else:
            return entries, lines[at:]
    return entries, ()


def _entry(number: str, title: str, *, public: bool = True) -> ListedDocument:
    found = _REFERENCE.fullmatch(title)
    if found is None:
        return ListedDocument(number, title, public=public)
    return ListedDocument(number, found["title"], reference=found["reference"], public=public)


@dataclass(frozen=True)
class _Page:
    """A page of what follows the items, with what its first lines and its typesetting look like."""

    number: int
    lines: Passage
    opening: str
    words: frozenset[str]
    all_words: frozenset[str]
    style: tuple[float, ...]

    @property
    def may_begin(self) -> bool:
        """Tell whether a document may begin here: a page that goes on in the middle of a sentence begins none."""
        first = next((letter for letter in self.opening if letter.isalpha()), "")
        return not first.islower()


def match(
    tail: Passage, expected: Sequence[tuple[str, ListedDocument]], footers: Sequence[Footer]
) -> tuple[Passage, list[tuple[ListedDocument, bool]]]:
    """Give pages to the documents that items list, in their order; return the lines left over, and which cuts are sure.

    What a footer says of its page is certain. Otherwise the words of the title among the first lines, a letterhead and
    a change in how pages are set speak for a beginning.
    """
    pages = _pages(tail)
    if not pages or not expected:
        return tail, []
    fixed = _fixed(pages, expected, footers)
    rarity = _rarity(pages)
    scores = [
        [_score(pages, at, document, fixed.get(which), rarity) for at in range(len(pages))]
        for which, (_, document) in enumerate(expected)
    ]
    starts = _best(scores, len(pages))
    found = sorted((at, which) for which, at in starts.items())
    for (at, which), (end, _) in pairwise((*found, (len(pages), -1))):
        document = expected[which][1]
        document.text = tuple(line for page in pages[at:end] for line in page.lines)
        document.first_page = pages[at].number
    before = pages[: found[0][0]] if found else pages
    rest = tuple(line for page in before for line in page.lines)
    cuts = [(expected[which][1], which in fixed or _names(pages[at], expected[which][1])) for at, which in found]
    return rest, cuts


def _names(page: _Page, document: ListedDocument) -> bool:
    """Tell whether a page names the document that is said to begin there."""
    wanted = _stems(document.title)
    return _is_exact(page, document) or len(wanted & page.words) >= len(wanted) * MOST_WORDS > 1


def _is_exact(page: _Page, document: ListedDocument) -> bool:
    letters = re.sub(r"\W+", "", document.title.casefold())
    return len(letters) > 8 and letters in re.sub(r"\W+", "", page.opening.casefold())  # noqa: PLR2004


def _pages(tail: Passage) -> list[_Page]:
    pages: dict[int, list[Line]] = {}
    for line in tail:
        pages.setdefault(line.page, []).append(line)
    return [_page(number, tuple(lines)) for number, lines in pages.items()]


def _page(number: int, lines: Passage) -> _Page:
    opening = " ".join(line.stripped for line in lines[:_FIRST_LINES])
    lengths = [len(line.stripped) for line in lines]
    gaps = sum(after.index - before.index > 1 for before, after in pairwise(lines))
    style = (
        min(sum(lengths) / len(lines) / 100, 1),
        sum(line.text[-1:] in " \t" for line in lines) / len(lines),
        gaps / len(lines),
        min(sum(letter.isdigit() for line in lines for letter in line.text) / (sum(lengths) or 1) * 3, 1),
    )
    everything = _stems(" ".join(line.stripped for line in lines))
    return _Page(number, lines, opening, _stems(opening), everything, style)


def _stems(text: str) -> frozenset[str]:
    plain = text.replace("_", " ").casefold()
    return frozenset(word[:6] for word in re.findall(r"[^\W\d_]{2,}|\d+", plain) if len(word) > 2 or word.isdigit())  # noqa: PLR2004


def _rarity(pages: Sequence[_Page]) -> Mapping[str, float]:
    counts = Counter(word for page in pages for word in page.words)
    return {word: 1 / count for word, count in counts.items()}


def _fixed(
    pages: Sequence[_Page], expected: Sequence[tuple[str, ListedDocument]], footers: Sequence[Footer]
) -> Mapping[int, int]:
    """Return for documents that footers name where they begin, as a place among the pages."""
    place = {page.number: at for at, page in enumerate(pages)}
    found: dict[int, Counter[int]] = {}
    for footer in footers:
        if footer.page not in place or footer.number is None or footer.attachment is None:
            continue
        start = place[footer.page] - footer.number + 1
        for which, (item, document) in enumerate(expected):
            if document.number == footer.attachment and footer.item in {None, item} and start >= 0:
                found.setdefault(which, Counter())[start] += 1
    return {which: starts.most_common(1)[0][0] for which, starts in found.items()}


def _score(
    pages: Sequence[_Page], at: int, document: ListedDocument, fixed: int | None, rarity: Mapping[str, float]
) -> float:
    """Say how much speaks for a document beginning on a page."""
    page = pages[at]
    if fixed is not None:
        return 3.0 if at == fixed else 0.0
    if not page.may_begin:
        return 0.0
    wanted = _stems(document.title)
    found = sum(rarity[word] for word in wanted & page.words)
    title = min(1.0, found * 1.5) * len(wanted & page.words) / (len(wanted) or 1)
    exact = _is_exact(page, document)
    changed = sum(abs(a - b) for a, b in zip(page.style, pages[at - 1].style, strict=True)) if at else 1.0
    head = page.opening.split("  ")[0][:40]
    letterhead = 0.3 if head.isupper() or re.match(r"[A-ZÆØÅ-]{4,} [A-ZÆØÅ]{4,}", head) else 0.0
    setting = min(changed, 1.0) * 0.9 - (0.3 if changed < 0.25 else 0.0)  # noqa: PLR2004
    title += 0.2 * len(wanted & page.all_words) / (len(wanted) or 1)
    return title + (1.0 if exact else 0.0) + setting + letterhead


def _best(scores: Sequence[Sequence[float]], count: int) -> Mapping[int, int]:
    """Return the beginnings, in the order of the list, that together have most to speak for them."""
    table = [[0.0] * (count + 1) for _ in range(len(scores) + 1)]
    for which in range(len(scores) - 1, -1, -1):
        for at in range(count - 1, -1, -1):
            taken = scores[which][at] - POSSIBLE + table[which + 1][at + 1]
            table[which][at] = max(table[which][at + 1], table[which + 1][at], taken)
    starts: dict[int, int] = {}
    which = at = 0
    while which < len(scores) and at < count:
        if table[which][at] == scores[which][at] - POSSIBLE + table[which + 1][at + 1] and scores[which][at] > POSSIBLE:
            starts[which] = at
            which, at = which + 1, at + 1
        elif table[which][at] == table[which + 1][at]:
            which += 1
        else:
            at += 1
    return starts
