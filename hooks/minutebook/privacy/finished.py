"""The town's own pages as they leave: an extension of Markdown may set a text into one that no file of it holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from minutebook.personal.cpr import cpr_numbers
from minutebook.personal.finding import Finding
from minutebook.personal.others import Roles, personal_data
from minutebook.privacy.carriers.budget import Budget
from minutebook.privacy.carriers.forms import passages
from minutebook.privacy.carriers.markup import read_html
from minutebook.privacy.examination import sighted
from minutebook.privacy.inspection import Sighting
from minutebook.privacy.passage import Gap, Passage
from minutebook.privacy.rules import Rules
from minutebook.problems import Problem

_DRAWN = re.compile(r"""\s(?:d|points|viewBox|transform)=(?:"[^"]*"|'[^']*')""")
"""Attributes of icons, which are measures and nobody's digits."""


@dataclass(frozen=True)
class FinishedPage:
    """A page of the town's: its path as people see it, its HTML, and the texts in it that have passed the gate."""

    path: str
    html: str
    passed: Callable[[], Iterable[str]]


def wrong_in(page: FinishedPage, roles: Roles, rules: Rules) -> list[Problem]:
    """Return what stands in a finished page, should not be published, and in none of the texts that have passed."""
    html = _DRAWN.sub("", page.html).encode()
    found = {
        (finding.kind, said): finding
        for said, finding in _found(read_html(html, "", Budget()), roles, rules)
        if rules.verdict(finding.kind, finding.tier) != "none"
    }
    for text in page.passed() if found else ():
        there, seen = _plain(text), {(one.kind, _plain(said)) for said, one in _of_file(text, roles, rules)}
        for kind, said in list(found):
            # What tells an office's number from another is how its lines stand, and that is other in a page.
            is_there = said in text or (kind != "cpr" and _plain(said) in there)
            if is_there or (kind, _plain(said)) in seen:
                del found[kind, said]
    told = {(kind, _plain(said)): _told(page.path, one, rules) for (kind, said), one in found.items()}
    return list(told.values())


def _of_file(text: str, roles: Roles, rules: Rules) -> Iterator[tuple[str, Finding]]:
    return _found(passages(text.encode(), "page.md", Budget()), roles, rules)


def _found(texts: Iterable[Passage | Gap], roles: Roles, rules: Rules) -> Iterator[tuple[str, Finding]]:
    for one in texts:
        if isinstance(one, Passage):
            for finding in (*cpr_numbers(one.text), *personal_data(one.text, roles, initials=rules.initials)):
                yield one.text[finding.start : finding.end], finding


def _plain(text: str) -> str:
    return re.sub(r"[\W_]", "", text)


def _told(path: str, one: Finding, rules: Rules) -> Problem:
    seen = Sighting(0, (("finished", ""),), one.kind, one.tier, one.reasons, one.mask, "")
    return sighted(path, seen, rules.verdict(one.kind, one.tier))
