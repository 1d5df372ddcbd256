"""What is on a page for the eye only: empty lines, running heads, footers, page numbers, lines that came out twice.

Such lines are placed as the kind of layout they are. What merely might be layout is left where it is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from minutebook.importers.account import Account, layout
from minutebook.importers.labels import Labels
from minutebook.importers.lines import LONGEST_LABEL, Line, Packet
from minutebook.importers.meeting import Identity, same

BLANK, RUNNING_HEAD, FOOTER, PAGE_NUMBER, REPEATED = (
    layout(name) for name in ("blank", "running-head", "footer", "page-number", "repeated")
)
_PAGE_NUMBER = re.compile(r"[-–—]? ?(\d{1,4}) ?[-–—]?")
_EDGE, _AT_TOP, _AT_BOTTOM = 3, 0.1, 0.9
_TOO_SHORT_TO_REPEAT = 12


@dataclass(frozen=True, slots=True)
class Footer:
    """What the foot of a page says: which page it is of which attachment of which item."""

    page: int
    item: str | None = None
    attachment: str | None = None
    number: int | None = None
    pages: int | None = None


def pages(packet: Packet) -> Mapping[int, tuple[Line, ...]]:
    """Return the lines of each page that have something on them."""
    found: dict[int, list[Line]] = {}
    for line in packet.lines:
        if not line.blank:
            found.setdefault(line.page, []).append(line)
    return {page: tuple(lines) for page, lines in found.items()}


def clear(packet: Packet, account: Account, labels: Labels, identity: Identity) -> tuple[Footer, ...]:
    """Place what is layout, and return what the feet of the pages said."""
    account.place((line for line in packet.lines if line.blank), BLANK)
    footers = _footers(packet, account, labels)
    on_pages = pages(packet)
    _running_heads(on_pages, account, labels, identity)
    _page_numbers(on_pages, account, footers)
    _repeated(packet, account)
    return footers


def _footers(packet: Packet, account: Account, labels: Labels) -> tuple[Footer, ...]:
    facts: dict[int, dict[str, str]] = {}
    for line in account.open(packet.lines):
        if len(line.text) > LONGEST_LABEL:
            continue
        for pattern in labels.each("footers"):
            found = pattern.fullmatch(line.stripped)
            if found and account.is_open(line) and _is_footer(pattern, line, packet):
                account.place((line,), FOOTER)
                facts.setdefault(line.page, {}).update(
                    {name: text for name, text in found.groupdict().items() if text and name != "body"}
                )
    return tuple(
        Footer(page, said.get("item"), said.get("attachment"), _whole(said.get("page")), _whole(said.get("pages")))
        for page, said in sorted(facts.items())
    )


def _is_footer(pattern: re.Pattern[str], line: Line, packet: Packet) -> bool:
    """Tell a foot that names an item from a heading: it stands above one that names a page of an attachment."""
    if "item" not in pattern.groupindex:
        return True
    below = packet.lines[line.index + 1 : line.index + 3]
    return any(re.search(r"\d+ (?:af|av) \d+\W*$", other.text) for other in below)


def _whole(text: str | None) -> int | None:
    return int(text) if text else None


def _running_heads(
    on_pages: Mapping[int, tuple[Line, ...]], account: Account, labels: Labels, identity: Identity
) -> None:
    """Place the names and dates of the meeting that stand over pages, and what the layout shows to be on most pages."""
    for lines in on_pages.values():
        for line in lines[:_EDGE]:
            text = line.stripped
            if not account.is_open(line):
                continue
            is_date = len(text) < 30 and labels.day(text) == identity.day and not re.search(r"[^\W\d_]{4}", text)  # noqa: PLR2004
            if is_date or same(text, identity.organization):
                account.place((line,), RUNNING_HEAD)
    edges = Counter(
        _shape(line)
        for lines in on_pages.values()
        for line in {_shape(one): one for one in lines if _at_edge(one)}.values()
    )
    often = {shape for shape, count in edges.items() if count > 1 and count * 2 >= len(on_pages)}
    for lines in on_pages.values():
        running = (line for line in lines if _at_edge(line) and _shape(line) in often and not labels.label(line))
        account.place(account.open(running), RUNNING_HEAD)


def _at_edge(line: Line) -> bool:
    return line.top is not None and not _AT_TOP <= line.top <= _AT_BOTTOM and len(line.text) <= LONGEST_LABEL


def _shape(line: Line) -> str:
    return re.sub(r"\d+", "#", line.stripped)


def _page_numbers(on_pages: Mapping[int, tuple[Line, ...]], account: Account, footers: tuple[Footer, ...]) -> None:
    """Place a number that stands alone first or last on a page, if it is the page's own or follows the page before."""
    numbered = {footer.page: footer.number for footer in footers if footer.number}
    for page, lines in on_pages.items():
        for line in {lines[0].index: lines[0], lines[-1].index: lines[-1]}.values():
            found = _PAGE_NUMBER.fullmatch(line.stripped)
            if not found or not account.is_open(line):
                continue
            before = numbered.get(page - 1)
            if int(found[1]) == page or (before is not None and int(found[1]) == before + 1):
                account.place((line,), PAGE_NUMBER)
                numbered[page] = int(found[1])


def _repeated(packet: Packet, account: Account) -> None:
    """Place a line that came out a second time right under the first."""
    before: Line | None = None
    for line in account.open(packet.lines):
        if (
            before is not None
            and len(line.stripped) >= _TOO_SHORT_TO_REPEAT
            and line.stripped == before.stripped
            and line.page == before.page
        ):
            account.place((line,), REPEATED)
        else:
            before = line
