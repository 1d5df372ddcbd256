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
        what: finding
        for what, finding in _found(read_html(html, "", Budget()), roles, rules)
        if rules.verdict(finding.kind, finding.tier) != "none"
    }
    if found:
        for text in page.passed():
            for what, _ in _found(passages(text.encode(), "page.md", Budget()), roles, rules):
                found.pop(what, None)
    return [_told(page.path, one, rules) for one in found.values()]


def _found(texts: Iterable[Passage | Gap], roles: Roles, rules: Rules) -> Iterator[tuple[tuple[str, str], Finding]]:
    for one in texts:
        if isinstance(one, Passage):
            for finding in (*cpr_numbers(one.text), *personal_data(one.text, roles, initials=rules.initials)):
                yield (finding.kind, re.sub(r"[\W_]", "", one.text[finding.start : finding.end])), finding


def _told(path: str, one: Finding, rules: Rules) -> Problem:
    seen = Sighting(0, (("finished", ""),), one.kind, one.tier, one.reasons, one.mask, "")
    return sighted(path, seen, rules.verdict(one.kind, one.tier))
