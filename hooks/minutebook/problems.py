"""What can be wrong with the records: every code, how a problem is told, and in which formats.

A code is permanent and an anchor in the manual. Its texts stand in the locales under `problem.<code>`: `message` with
the facts of the case filled in, `title`, `cause` and `cure` for the manual and for `minutebook explain`.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from minutebook.personal.cpr import masked
from minutebook.personal.wording import in_words
from minutebook.text import Locale


class Severity(StrEnum):
    """An error fails every build; a warning fails a strict one."""

    ERROR = "error"
    WARNING = "warning"


_ERROR_CODES = (
    # a file as such
    "bad-encoding",
    "bad-file-name",
    "bad-folder-name",
    "bad-csv",
    "csv-row",
    "empty-file",
    "file-too-large",
    "folder-for-file",
    "link-not-allowed",
    "missing-file",
    "unexpected-file",
    "unclaimed-file",
    "file-not-found",
    # YAML and front matter
    "bad-yaml",
    "duplicate-key",
    "front-matter-missing",
    "front-matter-open",
    "too-deep",
    "yaml-anchor",
    "yaml-tag",
    # a key and its value
    "bad-address",
    "bad-boolean",
    "bad-date",
    "bad-file",
    "bad-hash",
    "bad-id",
    "bad-language",
    "bad-moment",
    "bad-number",
    "bad-points",
    "bad-reference",
    "bad-whole-number",
    "empty-value",
    "missing-key",
    "unknown-key",
    "unknown-outcome",
    "unknown-term",
    "unknown-format-version",
    "wrong-type",
    # references
    "unknown-attachment",
    "unknown-goal",
    "unknown-item",
    "unknown-matter",
    "unknown-organization",
    "unknown-partner",
    "unknown-page",
    "unknown-person",
    "unknown-point",
    "unknown-predecessor",
    "unknown-question",
    "unknown-response",
    "unknown-time-zone",
    "unknown-topic",
    # rules across fields and records
    "absence-reversed",
    "absent-twice",
    "answered-twice",
    "broken-link",
    "closed-item-text",
    "closed-without-ground",
    "continues-later",
    "cpr-number",
    "date-differs",
    "decided-twice",
    "decision-without-meeting",
    "duplicate-address",
    "duplicate-id",
    "duplicate-number",
    "end-before-start",
    "follows-later",
    "no-content",
    "no-membership",
    "not-on-agenda",
    "organization-inactive",
    "partial-without-source",
    "person-without-consent",
    "present-and-absent",
    "unchecked-file",
    "voted-twice",
    "waiver-expired",
    "withheld-text",
    "withheld-without-reason",
)
_WARNING_CODES = (
    "adopted-elsewhere",
    "item-without-decision",
    "outcome-differs",
    "partly-checked-file",
    "personal-data",
    "possible-cpr-number",
    "prose-differs",
    "state-differs",
    "unknown-anchor",
    "votes-differ",
    "waiver-unused",
)

CODES: Mapping[str, Severity] = {
    **dict.fromkeys(_ERROR_CODES, Severity.ERROR),
    **dict.fromkeys(_WARNING_CODES, Severity.WARNING),
}

LONGEST_QUOTE = 60
LONGEST_SLIP = 80
"""Characters. Nobody mistypes a word longer than this, and comparing long texts takes long."""

_BREAKS = re.compile("[\x00-\x20\x7f-\xa0\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]+")
"""What would break a line in a terminal or a log, steer the terminal, or turn the order of the words around."""

_STUB = frozenset({"number", "id", "order", "title", "public_title", "public", "closed_ground", "withheld_reason"})
"""Fields that are shown of a record that is not public, whatever stands in them."""

_QUOTED = frozenset({"found", "text"})
_QUOTES_NOTHING = frozenset({"wrong-type", "file-too-large", "bad-encoding"})
"""Codes whose `found` comes from no text."""

_PLAIN_STEP = re.compile(r"([a-z_]{1,30}|[0-9]{1,3})?(\[[0-9]+\])*")
"""A step of the way to a field that is a key such as records have, and no text."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something wrong in a record.

    `path` is seen from the project's root; `line` counts from 1 and is 0 while nobody has looked it up; `field` is the
    way to the value (`decision[0].outcome`), empty where the whole file is meant; `facts` fill in the message.
    """

    path: str
    line: int
    field: str
    code: str
    facts: tuple[tuple[str, str], ...] = ()

    @property
    def severity(self) -> Severity:
        """Return the severity of the code."""
        return CODES[self.code]


def problem(path: str, code: str, *, line: int = 0, field: str = "", **facts: str) -> Problem:
    """Describe something wrong; `nearest`, among the facts, is what was probably meant."""
    return Problem(path, line, field, code, tuple(sorted((name, one_line(fact)) for name, fact in facts.items())))


def has_errors(problems: Iterable[Problem]) -> bool:
    """Tell whether there is a problem that fails every build."""
    return any(one.severity is Severity.ERROR for one in problems)


def within(path: str, entry: str) -> str:
    """Name an entry of a record, `attachments[0]`, beside records that are named by their paths."""
    return f"{path}\n{entry}"


def hush(problems: Iterable[Problem], closed: Collection[str]) -> Iterator[Problem]:
    """Take out of the problems with what is `closed` what they quote from it; what a stub shows may stand.

    What is closed are files, and entries of files that are open.
    """
    for told in problems:
        entry, _, inner = told.field.partition("]")
        field = told.field if told.path in closed else inner[1:] if within(told.path, f"{entry}]") in closed else None
        if field is None or field in _STUB or told.code in _QUOTES_NOTHING:
            yield told
            continue
        facts = {name: "…" if name in _QUOTED else fact for name, fact in told.facts if name != "nearest"}
        steps = [step if _PLAIN_STEP.fullmatch(step) else "…" for step in told.field.split(".")]
        if told.code in {"unknown-key", "duplicate-key"}:
            facts["found"] = steps[-1]
        yield replace(told, field=".".join(steps), facts=tuple(facts.items()))


def one_line(text: str) -> str:
    """Make a text from a record fit to be shown in a terminal, a log, or a workflow command."""
    return _BREAKS.sub(" ", printable(text)).strip(" ")


def printable(text: str) -> str:
    """Write out in ASCII what no encoding has, such as a byte in the name of a file that was no UTF-8."""
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode()


def quote(text: str) -> str:
    """Cut a text from a record to what fits into a message."""
    line = masked(one_line(text))
    return line if len(line) <= LONGEST_QUOTE else f"{line[: LONGEST_QUOTE - 1]}…"


def nearest(found: str, known: Iterable[str]) -> str:
    """Return the known word that was probably meant, or an empty text."""
    if len(found) > LONGEST_SLIP:
        return ""
    lowered = {word.lower(): word for word in sorted(known)}
    matches = difflib.get_close_matches(found.lower(), lowered, n=1, cutoff=0.6)
    return lowered[matches[0]] if matches else ""


def message(told: Problem, locale: Locale) -> str:
    """Say what was found, what was expected and an example that is right, in one line."""
    facts = dict(told.facts)
    meant = facts.pop("nearest", "")
    if told.code == "wrong-type":
        facts = {**facts, "found": locale(f"type.{facts['found']}"), "expected": locale(f"type.{facts['expected']}")}
    if told.code == "bad-yaml":
        known = f"yaml.{re.sub('[^a-z]+', '-', facts['reason'].lower()).strip('-')}"
        facts = {**facts, "reason": locale(known) if known in locale.texts else facts["reason"]}
    text = locale(f"problem.{told.code}.message", **in_words(facts, locale))
    return masked(f"{text}{locale('problem.nearest', nearest=meant)}" if meant else text)


def as_text(told: Problem, locale: Locale) -> str:
    """Return `path:line: field: message [code]`."""
    place = f"{told.path}:{told.line}: " if told.line else f"{told.path}: "
    field = f"{told.field}: " if told.field else ""
    return masked(one_line(f"{place}{field}{message(told, locale)} [{told.code}]"))


def as_github(told: Problem, locale: Locale) -> str:
    """Return a workflow command that GitHub shows on the line of the change."""
    line = f",line={told.line}" if told.line else ""
    field = f"{told.field}: " if told.field else ""
    title = _escape_property(f"{told.severity}: {told.code}")
    text = _escape_data(masked(printable(f"{field}{message(told, locale)}")))
    return f"::{told.severity} file={_escape_property(masked(printable(told.path)))}{line},title={title}::{text}"


def as_json(problems: Iterable[Problem], locale: Locale) -> str:
    """Return all problems as one JSON array."""
    objects = [
        {
            "path": masked(printable(told.path)),
            "line": told.line or None,
            "field": masked(printable(told.field)) or None,
            "code": told.code,
            "severity": str(told.severity),
            "message": message(told, locale),
        }
        for told in problems
    ]
    return json.dumps(objects, ensure_ascii=False, indent=2)


def _escape_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape_data(text).replace(":", "%3A").replace(",", "%2C")
