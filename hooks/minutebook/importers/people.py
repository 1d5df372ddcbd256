"""Names in a line, who was absent, and who asked for an item. What is not surely a name is not taken for one."""

from __future__ import annotations

import re
from functools import cache

from minutebook.importers.drafts import Asked, Away, Named
from minutebook.importers.labels import PERSON, Labels

_NAMED = re.compile(rf"({PERSON})(?: ?[(\[]([A-ZÆØÅÄÖa-zæøåäö]{{1,4}})[)\]]|, ?([A-ZÆØÅ]{{1,3}}))?")


def names(text: str, labels: Labels) -> tuple[Named, ...]:
    """Return everyone that a text lists, or nobody if any part of it is no name."""
    ands = "|".join(labels.data["and"])
    found = []
    for part in re.split(rf"\s*[,;]\s*(?:(?:{ands})\s+)?|\s+(?:{ands})\s+", text.strip(" .:,;")):
        match = _row(labels).fullmatch(part.strip()) or _NAMED.fullmatch(_untitled(part.strip(), labels))
        if not match:
            return ()
        found.append(Named(match[1], match[2] or match[3]))
    return tuple(dict.fromkeys(found))


@cache
def _row(labels: Labels) -> re.Pattern[str]:
    """Return the pattern of a row in a table of members: name, function, party."""
    functions = "|".join(map(re.escape, labels.data["functions"]))
    return re.compile(rf"({PERSON}?) (?i:{functions}) (?:([A-ZÆØÅÄÖ]{{1,4}})|([A-ZÆØÅÄÖ][a-zæøåäö]{{1,3}}))")


def _untitled(text: str, labels: Labels) -> str:
    """Return a name without the office before it: `Rådmand Vibe Kjær` is `Vibe Kjær`."""
    first, _, rest = text.partition(" ")
    return rest if first.casefold() in labels.data["titles"] else text


def away(text: str, kind: str, labels: Labels) -> tuple[Away, ...]:
    """Return those whom a text lists as absent, with their substitutes, or nobody if any part of it is no name."""
    words = "|".join(labels.data["substitutes"])
    stood_in = re.compile(rf"\s*[,(;]\s*(?:{words}):?\s+((?:[^,;()]|\([^)]{{1,4}}\))+)\)?", re.IGNORECASE)
    substitutes = [names(found[1], labels) for found in stood_in.finditer(text)]
    absent = names(stood_in.sub("", text), labels)
    if not substitutes:
        return tuple(Away(who, kind) for who in absent)
    # Whose substitute somebody is, is certain where each of the absent has one.
    if len(substitutes) != len(absent) or any(len(each) != 1 for each in substitutes):
        return ()
    return tuple(Away(who, kind, each[0]) for who, each in zip(absent, substitutes, strict=True))


def absences(text: str, labels: Labels) -> tuple[Away, ...]:
    """Return who a sentence says was absent, or nobody if it is no such sentence or not all of it can be read."""
    if len(text) > 600:  # noqa: PLR2004
        return ()
    for pattern in labels.each("absent"):
        if match := pattern.fullmatch(text.strip()):
            who = away(match["names"], absence_kind(text, labels), labels)
            if who:
                return who
    return ()


def absence_kind(text: str, labels: Labels) -> str:
    """Return the vocabulary's term for how an absence is stated."""
    plain = text.casefold()
    if any(word in plain for word in labels.data["unexcused"]):
        return "unexcused"
    return "excused" if any(word in plain for word in labels.data["excused"]) else "unknown"


def asked(text: str, labels: Labels) -> Asked | None:
    """Return who asked for an item, if a text says so."""
    pattern = labels.patterns([labels.data["requested"]], find=True)
    found = pattern.search(text[:2000])
    if not found:
        return None
    party = re.match(r" ?\(([^)]{1,4})\)", text[found.end("name") : found.end("name") + 8])
    means = labels.data["means"]
    how = next((means[word] for word in means if re.search(rf"\b{re.escape(word)}", found["how"].casefold())), None)
    return Asked(Named(found["name"], party[1] if party else None), labels.day(found["how"]), how)
