"""Where the texts of the archive speak of a partner, found in one pass over all of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from minutebook.model import Partner, Section
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


def find_mentions(handlings: Iterable[Handling], partners: Iterable[Partner]) -> Mapping[str, tuple[Mention, ...]]:
    """Return what speaks of each partner, by its id, in the order of the handlings."""
    names = {name: partner.id for partner in partners for name in (partner.name, *partner.also_called)}
    if not names:
        return {}
    # Longest first, so that a name is not taken for the shorter one that it begins with. Nothing stands before the
    # names, so that the search can skip from one of their first letters to the next.
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    pattern = re.compile(f"(?:{'|'.join(map(re.escape, longest_first))})s?(?!\\w)")
    found: dict[str, list[Mention]] = {}
    for handling in handlings:
        for place, title, sections in _texts(handling):
            for partner, mention in _in_text(pattern, names, place, title, sections):
                found.setdefault(partner, []).append(mention)
    return {partner: tuple(mentions) for partner, mentions in found.items()}


def _texts(handling: Handling) -> Iterator[tuple[Place, str, Sequence[Section]]]:
    item = handling.item
    yield Place(handling.meeting, item), item.title, item.sections
    for attachment in item.attachments:
        yield Place(handling.meeting, item, attachment), attachment.title, attachment.sections


def _in_text(
    pattern: re.Pattern[str], names: Mapping[str, str], place: Place, title: str, sections: Sequence[Section]
) -> Iterator[tuple[str, Mention]]:
    hits: dict[str, list[_Hit]] = {}
    for partner, hit in _hits(pattern, names, title, sections):
        hits.setdefault(partner, []).append(hit)
    for partner, found in hits.items():
        # A sentence tells more than a heading or a cell of a table; but the first hits have to do, however many.
        told = [(hit, _sentence(hit.text, hit.start)) for hit in found[:FIRST_HITS]]
        hit, excerpt = next(((hit, words) for hit, words in told if words.endswith(".")), told[0])
        yield partner, Mention(place, len(found), excerpt, hit.page)


def _hits(
    pattern: re.Pattern[str], names: Mapping[str, str], title: str, sections: Sequence[Section]
) -> Iterator[tuple[str, _Hit]]:
    page: str | None = None
    for text in (title, *(f"{section.heading or ''}\n\n{section.markdown}" for section in sections)):
        marks = [(mark.start(), mark[1]) for mark in PAGE_MARK.finditer(text)]
        for match in pattern.finditer(text):
            if match.start() and (text[match.start() - 1].isalnum() or text[match.start() - 1] in "/_"):
                continue
            name = match[0] if match[0] in names else match[0].removesuffix("s")
            on_page = next((mark for at, mark in reversed(marks) if at < match.start()), page)
            yield names[name], _Hit(text, match.start(), on_page)
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
