"""Who answered in a hearing: a private person's name is not published, unless the record notes a consent.

The name tells by its form: two to four words that begin with a capital, none of which an organization calls itself by.
An organization that is taken for a person is published once its record notes that it is one, as `consent`.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from minutebook.model import Archive, HearingResponse

_NAME = re.compile(
    r"[A-ZÆØÅÉ][a-zæøåéüö]+(?:-[A-ZÆØÅ][a-zæøåéüö]+)?(?: (?:af|de|van|von|[A-ZÆØÅ]\.|[A-ZÆØÅ][a-zæøåéüö-]+)){1,3}"
)
_ORGANIZATION = re.compile(
    r"(?:kommune|region|forening|råd|nævn|udvalg|center|fond|forbund|klub|skole|kirke|parti|politi|styrelse|ministeri|"
    r"bestyrelse|netværk|gruppe|selskab|handel|erhverv|industri|hospital|universitet|gymnasi|bibliotek|museum|laug|lav|"
    r"bank|firma|advokat|arkitekt|organisation|samvirke|stift|kollegi|bolig|afdeling|repræsentant|forvaltning|job|"
    r"council|society|association|company|board)\w*|(?<!\w)(?:dansk\w*|danmark\w*|nord\w*|hovedstaden\w*|visit\w*|ældre\w*|"
    r"ungdom\w*|handicap\w*|arbejd\w*|kbh|københavn\w*|danish)",
    re.IGNORECASE,
)


def anonymised(response: HearingResponse, known: Collection[str]) -> HearingResponse:
    """Return an answer without the name of a private person who has not agreed; pages then say so instead."""
    return replace(response, from_="") if is_private(response, known) else response


def is_private(response: HearingResponse, known: Collection[str]) -> bool:
    """Tell whether an answer names a private person who has not agreed. `known` are names that may stand."""
    name = " ".join(response.from_.split())
    looks_so = response.kind == "person" or (_NAME.fullmatch(name) is not None and _ORGANIZATION.search(name) is None)
    return looks_so and not response.consent and name.lower() not in known


def known_names(archive: Archive) -> frozenset[str]:
    """Return the names that may stand: of people in public roles, of organizations and of partners."""
    named = (
        *(person.name for person in archive.people.values()),
        *(organization.name for organization in archive.organizations.values()),
        *(partner.name for partner in archive.partners.values()),
    )
    return frozenset(name.lower() for name in named)
