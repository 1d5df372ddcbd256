"""Packets that nobody wrote: every part of one drawn by chance, laid out in one of several ways."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st

_WORDS = """
sagen omhandler stien broen havnen skolen plejehjem budget høringssvar beboerne ønsker svar følges årligt større
æblehaven øvrige lokalplan 2031 4,8 mio. kr. pct. (bilag) [sic] *bemærk* _kort_ #1 <5 & 'x' – § 8 a/b "citat"
"""
WORDS = st.sampled_from(_WORDS.split())
PARAGRAPH = st.lists(WORDS, min_size=3, max_size=30, unique=True).map(
    lambda words: f"Det gælder at {' '.join(words)} x."
)
TITLE = st.lists(WORDS, min_size=1, max_size=8).map(lambda words: f"Sag om {' '.join(words)} i byen")
LABELS = st.sampled_from(["Sagsfremstilling", "Resumé", "Økonomi", "Høring", "Lovgrundlag", "SAGSFREMSTILLING"])
OUTCOMES = st.sampled_from(
    ["Godkendt.", "Anbefales.", "Drøftet.", "Udsat.", "Taget til efterretning.", "Ordet er frit."]
)
WIDTHS = st.sampled_from([48, 72, 96])


@dataclass(frozen=True)
class Generated:
    """A packet, and what has to be found again in its records: the words of its prose, and its titles."""

    text: str
    titles: tuple[str, ...]
    prose: tuple[str, ...]


@st.composite
def packets(draw: st.DrawFn) -> Generated:
    width, colon, gap = draw(WIDTHS), draw(st.sampled_from(["", ":"])), "\n" * draw(st.integers(1, 3))
    opening = draw(st.sampled_from(["Sag nr. {n}\n{n}. {title}", "Punkt {n}: {title}", "Pkt. {n}\n{title}"]))
    heading = draw(
        st.sampled_from(["Havneudvalget den 5. maj 2031", "Beslutning i Havneudvalget den 05-05-2031:", "Beslutning"])
    )
    first = draw(st.sampled_from([1, 44, 301]))
    lines = ["Havneudvalget", "05-05-2031", ""]
    titles: list[str] = []
    prose: list[str] = []
    for number in range(first, first + draw(st.integers(1, 4))):
        titles.append(draw(TITLE))
        lines += [*opening.format(n=number, title=titles[-1]).split("\n"), ""]
        for label in draw(st.lists(LABELS, min_size=1, max_size=3, unique_by=str.casefold)):
            lines.append(label + colon)
            for paragraph in draw(st.lists(PARAGRAPH, max_size=3)):
                prose.append(paragraph)
                lines += [*set_in(paragraph, width), *gap.split("\n")[1:]]
        if draw(st.booleans()):
            points = draw(st.lists(PARAGRAPH, min_size=1, max_size=4))
            lines += [f"Indstilling{colon}", "Forvaltningen indstiller,"]
            for at, point in enumerate(points, 1):
                prose.append(point)
                lines += set_in(f"{at}. {point}", width)
        lines += ["", heading, draw(OUTCOMES), ""]
        if draw(st.booleans()):
            lines += ["Bente Bro (A) og Carl Cort (V) var fraværende.", ""]
        if draw(st.booleans()):
            lines += ["\f"]
    return Generated("\n".join(lines), tuple(titles), tuple(prose))


def set_in(text: str, width: int) -> list[str]:
    """Break a text into lines of a width, hyphenating a word where it does not fit."""
    lines = [""]
    for word in text.split(" "):
        room = width - len(lines[-1]) - 1
        if len(word) <= room or not lines[-1]:
            lines[-1] = f"{lines[-1]} {word}".strip()
        elif word.isalpha() and word.islower() and len(word) > 7 and room > 5:
            lines[-1] += f" {word[:4]}-"
            lines.append(word[4:])
        else:
            lines.append(word)
    return lines
