"""Where the texts of the archive speak of a partner; each meeting's texts are searched once, however often one asks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from minutebook.model import Meeting, Partner, Section
from minutebook.page_marks import PAGE_MARK
from minutebook.views.listing import Handling
from minutebook.views.references import Place

LONGEST_EXCERPT = 240
FIRST_HITS = 5
_MARKUP = re.compile(r"<!--.*?-->|\[([^\]]*)\]\([^)]*\)|[*_`#>|]+|^\s*(?:[-+]|[0-9]+\.)\s", re.DOTALL | re.MULTILINE)
_SENTENCE_END = re.compile(r"(?<=[a-zæøå0-9)][.!?])\s+(?=[A-ZÆØÅ»])|\n\s*\n|\n(?=\s*(?:[-*+|#]|[0-9]+\.)\s?)")


@dataclass(frozen=True, slots=True)
class Mention:
    """An item or attachment that speaks of a partner: how often, in what words first, and on which of its pages."""

    place: Place
    times: int
    excerpt: str
    page: str | None = None


@dataclass(frozen=True, slots=True)
class _Hit:
    text: str
    start: int
    page: str | None


@dataclass(frozen=True, slots=True)
class Saying:
    """What a text says of a partner, by its id: the text of an item, by its key, or of an attachment of that item."""

    partner: str
    item: str
    attachment: str | None
    times: int
    excerpt: str
    page: str | None = None


@dataclass(frozen=True)
class Names:
    """The names that partners are found by, each with its partner's id."""

    of: Mapping[str, str]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What finds them: longest first, so that a name is not taken for the shorter one that it begins with.

        Nothing stands before the names, so that the search can skip from one of their first letters to the next.
        """
        longest_first = sorted(self.of, key=lambda name: (-len(name), name))
        return re.compile(f"(?:{'|'.join(map(re.escape, longest_first))})s?(?!\\w)")


Search = Callable[[Names, Sequence[Handling]], tuple[Saying, ...]]
"""Searches the texts of a meeting by its handlings, and returns what they say of the partners."""


class Sayings:
    """What the texts of meetings say of partners: of the same meeting always the same, whoever asks."""

    def __init__(self, search: Search | None = None) -> None:
        """Take what searches the texts of a meeting that nobody has asked for yet."""
        self._search = search or said_in
        self._names = Names({})
        self._of: dict[int, tuple[Meeting, tuple[Saying, ...]]] = {}

    def of(self, names: Names, handlings: Sequence[Handling]) -> tuple[Saying, ...]:
        """Return what the texts of a meeting say, in the order of its handlings, of which there is one at least."""
        meeting = handlings[0].meeting
        if names != self._names:
            self._names, self._of = names, {}
        known = self._of.get(id(meeting))
        if known is None:
            known = self._of[id(meeting)] = meeting, self._search(names, handlings)
        return known[1]


def find_mentions(
    handlings: Iterable[Handling], partners: Iterable[Partner], sayings: Sayings
) -> Mapping[str, tuple[Mention, ...]]:
    """Return what speaks of each partner, by its id, in the order of the handlings."""
    names = Names({name: partner.id for partner in partners for name in (partner.name, *partner.also_called)})
    found: dict[str, list[Mention]] = {}
    for _, row in groupby(handlings if names.of else (), key=lambda handling: id(handling.meeting)):
        of_meeting = tuple(row)
        for saying in sayings.of(names, of_meeting):
            item = next(handling.item for handling in of_meeting if handling.key == saying.item)
            attachment = next((each for each in item.attachments if each.id == saying.attachment), None)
            mention = Mention(Place(of_meeting[0].meeting, item, attachment), saying.times, saying.excerpt, saying.page)
            found.setdefault(saying.partner, []).append(mention)
    return {partner: tuple(mentions) for partner, mentions in found.items()}


def said_in(names: Names, handlings: Sequence[Handling]) -> tuple[Saying, ...]:
    """Search the texts of some handlings, and return what they say of the partners."""
    return tuple(
        Saying(partner, handling.key, attachment, times, excerpt, page)
        for handling in handlings
        for attachment, title, sections in texts_of(handling)
        for partner, times, excerpt, page in _in_text(names, title, sections)
    )


def texts_of(handling: Handling) -> Iterator[tuple[str | None, str, Sequence[Section]]]:
    """Yield the title and the text of an item, and those of its attachments, each with its id."""
    item = handling.item
    yield None, item.title, item.sections
    for attachment in item.attachments:
        yield attachment.id, attachment.title, attachment.sections


def _in_text(names: Names, title: str, sections: Sequence[Section]) -> Iterator[tuple[str, int, str, str | None]]:
    """Yield the partners that a text speaks of: how often, in what words first, and on which page."""
    hits: dict[str, list[_Hit]] = {}
    for partner, hit in _hits(names, title, sections):
        hits.setdefault(partner, []).append(hit)
    for partner, found in hits.items():
        # A sentence tells more than a heading or a cell of a table; but the first hits have to do, however many.
        told = [(hit, _sentence(hit.text, hit.start)) for hit in found[:FIRST_HITS]]
        hit, excerpt = next(((hit, words) for hit, words in told if words.endswith(".")), told[0])
        yield partner, len(found), excerpt, hit.page


def _hits(names: Names, title: str, sections: Sequence[Section]) -> Iterator[tuple[str, _Hit]]:
    page: str | None = None
    for text in (title, *(f"{section.heading or ''}\n\n{section.markdown}" for section in sections)):
        marks = [(mark.start(), mark[1]) for mark in PAGE_MARK.finditer(text)]
        for match in names.pattern.finditer(text):
            if match.start() and (text[match.start() - 1].isalnum() or text[match.start() - 1] in "/_"):
                continue
            name = match[0] if match[0] in names.of else match[0].removesuffix("s")
            on_page = next((mark for at, mark in reversed(marks) if at < match.start()), page)
            yield names.of[name], _Hit(text, match.start(), on_page)
        page = marks[-1][1] if marks else page


def _sentence(text: str, start: int) -> str:
    """Return the sentence around a place, without the marks of Markdown."""
    begins, ends = 0, len(text)
    for match in _SENTENCE_END.finditer(text):
        if match.end() <= start:
            begins = match.end()
        else:
            ends = match.start()
            break
    words = " ".join(_MARKUP.sub(lambda mark: mark[1] or " ", text[begins:ends]).split())
    if len(words) <= LONGEST_EXCERPT:
        return words
    return f"{words[:LONGEST_EXCERPT].rsplit(' ', 1)[0].rstrip(' ,;:')} …"
