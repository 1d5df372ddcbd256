"""From lines to the text of a record: paragraphs in the words of the packet, in Markdown that shows them so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from minutebook.importers.account import Passage
from minutebook.importers.lines import LONGEST_LABEL, Line

_HYPHENS = "-\u2010\u00ad"
_LAST_WORD = re.compile(rf"([^\W_]+)[{_HYPHENS}]$")
_FIRST_WORD = re.compile(r"[^\W_]+")
_HYPHENATED = re.compile(r"[^\W\d_]+-[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
_REST_OF_ADDRESS = re.compile(r"(?!https?:)[\w%.~-]*[/_][\w%./~-]+")
_LIST = re.compile(r"(?:[•●▪◦–\-*·]\s|\(?\d{1,3}[.)]\s|[a-zA-Z][.)]\s)")
_TWICE = re.compile(r"(\S.{10,}\S)\1|([•●▪◦–*-] .{10,}?) +\2")
_FULL, _SHORTEST, _ONE_EMPTY_LINE = 0.9, 12, 2
_ENOUGH = 7
"""Lines that it takes to see how wide a page is set."""


@dataclass(frozen=True)
class Typography:
    """What a packet's own words show of how it is set: its words, and those that it hyphenates inside a line."""

    suspending: frozenset[str] = frozenset()
    months: frozenset[str] = frozenset()
    words: Counter[str] = field(default_factory=Counter)
    hyphenated: Counter[str] = field(default_factory=Counter)
    widths: Mapping[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, lines: Iterable[Line], suspending: Iterable[str], months: Iterable[str]) -> Typography:
        """Gather what the lines of a packet show; `suspending` are words such as `og`, before which a hyphen stays."""
        words: Counter[str] = Counter()
        hyphenated: Counter[str] = Counter()
        pages: dict[int, list[Line]] = {}
        for line in lines:
            text = line.stripped.casefold()
            words.update(_WORD.findall(text))
            hyphenated.update(_HYPHENATED.findall(text))
            if text:
                pages.setdefault(line.page, []).append(line)
        widths = {page: _width(tuple(each)) for page, each in pages.items() if len(each) > _ENOUGH}
        return cls(frozenset(suspending), frozenset(months), words, hyphenated, widths)

    def join(self, lines: Sequence[str]) -> str:
        """Join the lines of one paragraph; a word that was broken over a line end becomes whole again."""
        pieces = [lines[0]]
        for before, after in pairwise(lines):
            dropped, between = self._seam(before, after)
            pieces[-1] = pieces[-1][: len(pieces[-1]) - dropped]
            pieces += [between, after]
        return "".join(pieces)

    def _seam(self, before: str, after: str) -> tuple[int, str]:
        """Return how many letters at the end of a line are the line's and not the word's, and what stands between."""
        last, start = before.rpartition(" ")[2], _FIRST_WORD.match(after)
        if _runs_on(last, after):
            return 0, ""
        broken = _LAST_WORD.search(last)
        if not broken or not start:
            return 0, " "
        if before[-1] == "\u00ad":
            return 1, ""
        if start[0].casefold() in self.suspending:
            return 0, " "
        return (0, "") if self._stays(broken[1], start[0]) else (1, "")

    def _stays(self, before: str, after: str) -> bool:
        """Tell whether a hyphen at the end of a line is the word's own: before a name, a number, or after letters."""
        if after[0].isupper() or after[0].isdigit() or before[-1].isdigit() or (len(before) > 1 and before.isupper()):
            return True
        first, second = before.casefold(), after.casefold()
        return self.hyphenated[f"{first}-{second}"] > self.words[first + second]


def paragraphs(passage: Passage, typography: Typography) -> list[tuple[Line, str]]:
    """Return the paragraphs of a passage, each with the line on which it begins.

    Where lines lie next to each other, a line goes on with the one before if its first word would not have fitted
    there. That tells paragraphs, list entries and the rows of a table apart where the text alone is left.
    """
    setting = _settings(passage, typography)
    whole: list[tuple[Line, list[str]]] = []
    before: Line | None = None
    for line in passage:
        if before is not None and _goes_on(before, line, setting[before.page], typography.months):
            whole[-1][1].append(once(line.stripped))
        else:
            whole.append((line, [once(line.stripped)]))
        before = line
    return [(start, typography.join(lines)) for start, lines in whole]


def once(text: str) -> str:
    """Return a text that came out twice within one line as it was: `A. A.` is `A.`."""
    doubled = _TWICE.fullmatch(text) if len(text) <= LONGEST_LABEL else None
    unit = (doubled[1] or doubled[2]) if doubled else ""
    return unit if " " in unit else text


def is_doubled(text: str) -> bool:
    """Tell whether a text came out twice within one line."""
    return once(text) != text


@dataclass(frozen=True, slots=True)
class _Setting:
    """How a page is set: how wide its lines are, those of the passage alone, and whether they are double spaced."""

    width: int
    own: int
    spaced: bool


def _settings(passage: Passage, typography: Typography) -> dict[int, _Setting]:
    """Return how each page is set. A few lines say nothing of a width: then those around them on the page do."""
    pages: dict[int, list[Line]] = {}
    for line in passage:
        pages.setdefault(line.page, []).append(line)
    of_all = _width(passage)
    found = {}
    for page, lines in pages.items():
        own = _width(tuple(lines)) if len(lines) > _ENOUGH else of_all
        width = own if len(lines) > _ENOUGH else typography.widths.get(page, own)
        found[page] = _Setting(width, own, _double_spaced(tuple(lines)))
    return found


def _width(passage: Passage) -> int:
    lengths = sorted(len(once(line.stripped)) for line in passage)
    return lengths[int(len(lengths) * _FULL)] if len(lengths) > 1 else 0


def _double_spaced(passage: Passage) -> bool:
    """Tell whether an empty line lies between most lines and says nothing."""
    gaps = [after.index - before.index for before, after in pairwise(passage)]
    return len(gaps) > 2 and sum(gap > 1 for gap in gaps) > len(gaps) * 0.6  # noqa: PLR2004


def _goes_on(before: Line, line: Line, setting: _Setting, months: frozenset[str]) -> bool:
    gap = line.index - before.index
    text, above = line.stripped, once(before.stripped)
    over_page = before.page != line.page
    if line.heading or before.heading or _is_listed(text, months) or len(above) < _SHORTEST:
        return False
    if before.size and line.size and abs(before.size - line.size) > 1:
        return False
    mid_sentence = above[-1:] not in ".:;!?" and text[:1].islower()
    if gap > (2 if setting.spaced else 1) and not over_page:
        broken = _runs_on(above.rpartition(" ")[2], text) or (mid_sentence and _fits_not(above, text, setting.own))
        return gap == _ONE_EMPTY_LINE and broken
    if over_page and not mid_sentence:
        return False
    if above[-1:] in _HYPHENS and above[-2:-1].isalpha() and text[:1].islower():
        return True
    return _fits_not(above, text, setting.width) or (mid_sentence and _fits_not(above, text, setting.own))


def _fits_not(above: str, text: str, width: int) -> bool:
    """Tell whether the first word of a line would not have fitted on the one above."""
    return len(above) + 1 + len(text.split(" ", 1)[0]) > width - width // 10


def _is_listed(text: str, months: frozenset[str]) -> bool:
    """Tell whether an entry of a list begins here; `9. september` is none."""
    return _LIST.match(text) is not None and not any(text.split(" ", 2)[1:2] == [month] for month in months)


def _runs_on(last: str, after: str) -> bool:
    """Tell whether an address was broken over a line end."""
    return _ADDRESS.match(last) is not None and (last[-1] in "-/_=&?" or _REST_OF_ADDRESS.match(after) is not None)


_INLINE = re.compile(r"[\\`*\[\]<]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")
_LEADING = re.compile(r"(?:#|>|[-+](?=\s|$|[-+])|=+$|:|~~~|\|)")
_NUMBERED = re.compile(r"(\d+)([.)])(?=\s|$)")


def escape(text: str) -> str:
    """Write a text so that Markdown shows its characters and takes none of them for its own."""
    pieces: list[str] = []
    end = 0
    for address in _ADDRESS.finditer(text):
        pieces += [_escape_words(text[end : address.start()]), re.sub(r"[\\`\[\]]", r"\\\g<0>", address[0])]
        end = address.end()
    pieces.append(_escape_words(text[end:]))
    return _escape_start("".join(pieces))


def _escape_words(text: str) -> str:
    return _INLINE.sub(lambda found: {"<": "&lt;", "&": "&amp;"}.get(found[0], f"\\{found[0]}"), text)


def _escape_start(text: str) -> str:
    if numbered := _NUMBERED.match(text):
        return f"{numbered[1]}\\{text[numbered.end(1) :]}"
    if _LEADING.match(text):
        return f"&#{ord(text[0])};{text[1:]}" if text[0] in "=:~|" else f"\\{text}"
    return text


def plain(passage: Passage, typography: Typography) -> str:
    """Return a passage as the text of a field; its paragraphs stand apart."""
    return "\n\n".join(text for _, text in paragraphs(passage, typography))


def markdown(
    passage: Sequence[Line],
    typography: Typography,
    page: Callable[[Line], str] | None = None,
) -> str:
    """Return a passage as Markdown. `page` names a line's page of the original; a mark shows where each begins."""
    blocks: list[str] = []
    marked = ""
    for start, text in paragraphs(tuple(passage), typography):
        here = page(start) if page else ""
        if here != marked:
            blocks.append(f"<!-- page {here} -->")
            marked = here
        blocks.append(escape(text))
    return "\n\n".join(blocks)
