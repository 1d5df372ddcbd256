"""What the gate found, in words: where it stands in a file, what it is, and what speaks for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from minutebook.text import Locale


def in_words(facts: Mapping[str, str], locale: Locale) -> dict[str, str]:
    """Return the facts of a problem with place, kind and reasons as people read them."""
    words = dict(facts)
    if "place" in facts:
        words["place"] = place(facts["place"], locale)
    if "kind" in facts:
        words["kind"] = locale(f"gate.kind.{facts['kind']}")
    if "reasons" in facts:
        words["reasons"] = reasons(facts["reasons"].split(), locale)
    return words


def reasons(keys: Iterable[str], locale: Locale) -> str:
    """Return what speaks for a finding, as people read it."""
    return ", ".join(locale(f"gate.reason.{key}") for key in keys)


def place(way: str, locale: Locale) -> str:
    """Return the way to a place inside a file, ` (side 3)`, or nothing where the file itself is the place."""
    steps = [step.partition(":") for step in way.split(" > ") if step]
    said = [_step(kind, name, locale) for kind, _, name in steps]
    return f" ({', '.join(said)})" if said else ""


def _step(kind: str, name: str, locale: Locale) -> str:
    unnamed = f"gate.place-unnamed.{kind}"
    return locale(unnamed) if not name and unnamed in locale.texts else locale(f"gate.place.{kind}", name=name)
