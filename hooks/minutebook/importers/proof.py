"""The proof: every line that was placed in a record is looked for in what was written, before the disk sees any of it.

The account says where a line went; this says that it arrived. It reads the files as the archive reads them, and so
would also notice a character that YAML or Markdown took for its own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from minutebook.importers.account import Destination
from minutebook.importers.cutting import Cut
from minutebook.importers.lines import Line
from minutebook.importers.pairing import CLOCK
from minutebook.importers.prose import once
from minutebook.records import marked
from minutebook.records.prose import split_front_matter

_MARK = re.compile(r"^<!-- page \S+ -->$", re.MULTILINE)
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()>#+.!-])|&#(\d+);|&(lt|amp);")


def lost(cut: Cut, files: Mapping[str, str], people: Mapping[str, str] | None = None) -> tuple[Line, ...]:
    """Return the lines that were placed in a record and are not found there; there should be none.

    `files` are all that was written, by name; `people` are the names, by id, of those whom the archive knew before.
    """
    texts = {name: _letters("".join(_read(name, text))) for name, text in files.items()}
    known = people or {}
    named = "".join(name for key, name in sorted(known.items()) if _letters(key) in texts.get("meeting.yml", ""))
    texts["people.yml"] = texts.get("people.yml", "") + _letters(named)
    return tuple(line for line in cut.account.lines if not _arrived(line, cut, texts))


def _arrived(line: Line, cut: Cut, texts: Mapping[str, str]) -> bool:
    destination = cut.account[line]
    if not destination.written:
        return True
    there = [text for name, text in texts.items() if _is_record(name, destination, cut)]
    wanted = once(line.stripped)
    if destination.kind == "field" and not destination.record:
        return _told(wanted, destination.name, cut, "".join(there)) or any(
            _letters(wanted) in it for it in texts.values()
        )
    if destination.kind == "field":
        return all(any(word in text for text in there) for word in _words(wanted, destination, cut))
    skipped = cut.labels.label(line)
    whole, rest = _letters(wanted), _letters(skipped.rest if skipped and skipped.rest else wanted)
    return any(whole in text or rest in text for text in there)


def _is_record(name: str, destination: Destination, cut: Cut) -> bool:
    if destination.kind == "attachment":
        return name.startswith(f"attachments/{destination.record}-")
    if not destination.record:
        return name in {"meeting.yml", "people.yml"}
    if destination.name.startswith("attachments."):
        number = destination.name.split(".")[1]
        if name.startswith(f"attachments/{destination.record}.{number}-"):
            return True
    place = next(at for at, item in enumerate(cut.meeting.items, 1) if item.key == destination.record)
    return re.match(rf"0*{place}-", name) is not None


def _words(text: str, destination: Destination, cut: Cut) -> Iterator[str]:
    """Yield the words of a field's line without those that only say which field it is."""
    if destination.name == "decision":
        text = re.sub(rf"(?:^|(?<=[,.;])\s+){cut.labels.data['points']}(?=\d)", " ", text, flags=re.IGNORECASE)
        text = re.sub(r"[,;](?=\s|$)", "", text)
    elif destination.name != "title" and not destination.name.startswith("attachments."):
        label = cut.labels.label(Line(0, text))
        number = cut.labels.reference(Line(0, text)) if destination.name == "reference" else None
        text = number or (label.rest if label else text)
    elif destination.name == "title":
        opened = next(
            (
                found
                for style in ("titled", "numbered")
                for each in cut.labels.each(style)
                if (found := each.fullmatch(text))
            ),
            None,
        )
        text = opened["title"] if opened else text
    elif found := re.match(r"(?:\w+ )?\d+(?:[.):]|\s)\s*(?:(?:åben|lukket)\s+)?|[•●▪◦–*-]\s+", text, re.IGNORECASE):
        text = text[found.end() :]
    yield from (_letters(word) for word in text.split())


def _told(text: str, field: str, cut: Cut, record: str) -> bool:
    """Tell whether a meeting's record says what a line at the head of the packet says: its day, times, place, people.

    The words for a document and the letters of parties are left aside.
    """
    labels = cut.labels
    label = labels.label(Line(0, text))
    rest = label.rest if label else text
    if field.startswith("attendance."):
        if field != "attendance.staff":
            rest = re.sub(r"[(\[][^)\]]{1,4}[)\]]", " ", rest)
            besides = {*labels.data["titles"], *labels.data["and"], *" ".join(labels.data["substitutes"]).split()}
            # In a table of members the function and the party stand behind the name.
            row = re.split(rf" (?:{'|'.join(labels.data['functions'])}) ", rest, maxsplit=1, flags=re.IGNORECASE)
            rest = re.sub(r", ?[A-ZÆØÅÄÖ]{1,3}(?=[,;]|$)", " ", row[0])
            words = re.findall(r"[^\W\d_][\w’'-]*", rest)
            return all(word.casefold() in besides or _letters(word) in record for word in words)
        return all(_letters(word) in record for word in rest.split())
    day = labels.day(rest)
    clocks = [f"{int(hour):02}{minute}" for hour, minute in CLOCK.findall(labels.without_days(rest))]
    if (day and _letters(str(day)) not in record) or any(clock not in record for clock in clocks):
        return False
    said = (word.strip(".,:;–-") for word in CLOCK.sub(" ", labels.without_days(rest)).casefold().split())
    known = ("weekdays", "at", "about", "masthead")
    besides = {word for key in known for words in labels.data[key] for word in words.split()}
    besides |= set(cut.meeting.identity.organization.casefold().split())
    return all(word in besides or _letters(word) in record for word in said)


def _read(name: str, text: str) -> Iterator[str]:
    """Yield the texts of a record in their order, as the archive reads them."""
    front, body = (text, "") if name.endswith(".yml") else ("", text)
    if body:
        parts, problems = split_front_matter(text, name)
        if parts is None or problems:
            return
        front, body = parts.yaml, parts.body
    node, problems = marked.parse(front, name)
    if problems:
        return
    yield from _scalars(node)
    yield _ESCAPED.sub(_unescaped, _MARK.sub("", body))


def _scalars(node: marked.Node | None) -> Iterator[str]:
    if isinstance(node, marked.Scalar):
        yield f"{node.text}\n"
    elif isinstance(node, marked.Sequence):
        for item in node.items:
            yield from _scalars(item)
    elif isinstance(node, marked.Mapping):
        for key, value in node.entries.items():
            yield f"{key}\n"
            yield from _scalars(value)


def _unescaped(found: re.Match[str]) -> str:
    if found[1]:
        return found[1]
    return chr(int(found[2])) if found[2] else {"lt": "<", "amp": "&"}[found[3]]


def _letters(text: str) -> str:
    """Return letters, digits and signs without blanks, and without what line ends and labels add or take."""
    return re.sub(r"[\s\u2010\u00ad()#:.*-]+", "", unicodedata.normalize("NFC", text)).casefold()
