"""A page as the shell takes it, and how a body is finished for its place in the site."""

from __future__ import annotations

from dataclasses import dataclass

from minutebook.urls import to_root

ROOT = "\ue000"
"""Stands in a body for the way up to the site's root, which differs from page to page."""

TABLE = "\ue001"
"""Stands in a body for the number of a table on its page."""


MAIN_HEADING = "page-title"
"""The id of every page's main heading, where a skip link leads."""


@dataclass(frozen=True, slots=True)
class Page:
    """The body of one page, with what the shell needs to know of it.

    `section` is the part of the site that it stands in, one of `SECTIONS`; `kind` is the sort of page: `meeting`,
    `item`, …; `body` is HTML for the main content area, all of whose links are relative.
    """

    address: str
    title: str
    description: str
    section: str
    body: str
    kind: str


SECTIONS = (
    "meetings",
    "decisions",
    "matters",
    "organizations",
    "people",
    "topics",
    "plans",
    "partners",
    "open",
    "coverage",
)


SECTION_OF = {
    "meetings": "meetings",
    "meeting": "meetings",
    "item": "meetings",
    "attachment": "meetings",
    "decisions": "decisions",
    "decisions-year": "decisions",
    "decisions-month": "decisions",
    "matters": "matters",
    "matter": "matters",
    "organizations": "organizations",
    "organization": "organizations",
    "organization-year": "organizations",
    "people": "people",
    "person": "people",
    "topics": "topics",
    "topic": "topics",
    "topic-year": "topics",
    "plans": "plans",
    "plan": "plans",
    "goal": "plans",
    "partners": "partners",
    "partner": "partners",
    "survey": "partners",
    "open": "open",
    "coverage": "coverage",
}
"""The part of the site that each kind of page stands in."""


def finished(body: str, address: str) -> str:
    """Set a body down at its address: links find the root from there, and tables get their numbers."""
    if TABLE in body:
        first, *rest = body.split(TABLE)
        body = first + "".join(f"{number}{part}" for number, part in enumerate(rest, 1))
    return body.replace(ROOT, to_root(address))


def capitalised(text: str) -> str:
    """Let a text that stands alone begin with a capital letter."""
    return text[:1].upper() + text[1:]


def shortened(text: str, length: int = 160) -> str:
    """Cut a text at a word so that it fits where little room is: a description for those who link to the page."""
    words = " ".join(text.split())
    if len(words) <= length:
        return words
    return f"{words[: length - 1].rsplit(' ', 1)[0].rstrip(' ,;:.–-')}…"
