"""Packets as nobody would publish them: real ones with lines lost, doubled, broken, shuffled and filled with noise."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from minutebook.importers.labels import languages

NOISE = (
    "---", "- - -", "```", "# Overskrift", "> citat", "| a | b |", "|---|---|", "<script>alert(1)</script>",
    "<!-- page 9 -->", "<!--", "&amp;lt;", "[x](y)", "![x](y)", "**fed**", "_under_", "1. Noget", "1) Noget",
    "Punkt 1", "Punkt 99: ", "Sag nr. 2", "Beslutning", "Indstilling:", "Bilag", "Bilagsfortegnelse", "Fraværende:",
    "Lukket punkt", "Ad. 1-2 Godkendt.", "Ad 9 Godkendt.", "Side 3 af 4", "Bilag 1 - Side -15 af 22", "!tag", "&anker",
    "*stjerne", "key: value", "- liste", "{a: b}", "[a, b]", "%YAML 1.1", "'", '"', "\\", "\\_", "\ttab", "\x00nul",
    "\x1b[31m", "\u202e", "\u2028", "\ufeff", "🙂", "e\u0301", "x" * 5000, "a " * 900, "=====", "~~~", "null", "true",
    "00-00-0000", "31. februar 2031", "Økonomiudvalget den 31-02-2031", "\x85", "\ud7ff", "\u00a0", "\u00ad", "12",
)  # fmt: skip


def mutate(text: str, seed: int) -> str:
    """Return a text with some mutations, always the same ones for a seed."""
    chance = Random(seed)
    lines = text.split("\n")
    for _ in range(chance.choice((1, 1, 2, 3, 5, 8, 20))):
        lines = chance.choice(MUTATIONS)(lines, chance) or [""]
    return "\n".join(lines)


def _some(lines: list[str], chance: Random) -> tuple[int, int]:
    start = chance.randrange(len(lines))
    return start, min(len(lines), start + chance.choice((1, 1, 1, 2, 5, 30)))


def _lose(lines: list[str], chance: Random) -> list[str]:
    start, end = _some(lines, chance)
    return lines[:start] + lines[end:]


def _double(lines: list[str], chance: Random) -> list[str]:
    start, end = _some(lines, chance)
    return lines[:end] + lines[start:]


def _move(lines: list[str], chance: Random) -> list[str]:
    start, end = _some(lines, chance)
    rest = lines[:start] + lines[end:]
    place = chance.randrange(len(rest) + 1)
    return rest[:place] + lines[start:end] + rest[place:]


def _insert(lines: list[str], chance: Random) -> list[str]:
    place = chance.randrange(len(lines) + 1)
    return [*lines[:place], chance.choice(NOISE), *lines[place:]]


def _within(lines: list[str], chance: Random) -> list[str]:
    place = chance.randrange(len(lines))
    cut = chance.randrange(len(lines[place]) + 1)
    changed = lines[place][:cut] + chance.choice(NOISE) + lines[place][cut:]
    return [*lines[:place], changed, *lines[place + 1 :]]


def _join(lines: list[str], chance: Random) -> list[str]:
    start, end = _some(lines, chance)
    return [*lines[:start], " ".join(lines[start:end]), *lines[end:]]


def _break(lines: list[str], chance: Random) -> list[str]:
    place = chance.randrange(len(lines))
    cut = chance.randrange(len(lines[place]) + 1)
    return [*lines[:place], lines[place][:cut], lines[place][cut:], *lines[place + 1 :]]


def _shout(lines: list[str], chance: Random) -> list[str]:
    start, end = _some(lines, chance)
    return [*lines[:start], *(line.upper() for line in lines[start:end]), *lines[end:]]


def _close_up(lines: list[str], chance: Random) -> list[str]:
    return [line for line in lines if line.strip() or chance.random() < 0.3]


def _indent(lines: list[str], chance: Random) -> list[str]:
    start, end = _some(lines, chance)
    return [*lines[:start], *(" " * chance.randrange(1, 6) + line for line in lines[start:end]), *lines[end:]]


def _label(lines: list[str], chance: Random) -> list[str]:
    place = chance.randrange(len(lines) + 1)
    data = chance.choice(list(languages().values())).data
    words = [word for kind in ("sections", "facts", "head") for each in data[kind].values() for word in each]
    return [*lines[:place], chance.choice(words).capitalize() + chance.choice(("", ":", ": x")), *lines[place:]]


def _truncate(lines: list[str], chance: Random) -> list[str]:
    return lines[: chance.randrange(len(lines)) + 1]


MUTATIONS: tuple[Callable[[list[str], Random], list[str]], ...] = (
    _lose, _double, _move, _insert, _within, _join, _break, _shout, _close_up, _indent, _label, _truncate,
)  # fmt: skip
