"""What a meeting needs around it: the municipality, the organizations and the people, known already or to be entered.

Nothing that a clerk wrote is changed: registers get entries at their end, and organizations files of their own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from minutebook import FORMAT_VERSION
from minutebook.importers.drafts import Named
from minutebook.importers.labels import Labels
from minutebook.importers.lines import Packet
from minutebook.importers.meeting import same
from minutebook.model import Archive, covers
from minutebook.records.loading import load
from minutebook.urls import slug


@dataclass
class Known:
    """The people and organizations of an archive, and those that an import adds, in the order in which they came."""

    archive: Archive
    organizations: dict[str, str] = field(default_factory=dict)
    people: dict[str, Named] = field(default_factory=dict)

    @classmethod
    def of(cls, records: Path) -> Known:
        """Read what a folder of records knows; a folder that does not exist knows nothing."""
        return cls(load(records.absolute().parent, records.name).archive)

    def person(self, who: Named) -> str:
        """Return the id of a person, entering a new one."""
        plain = who.name.casefold()
        for each in self.archive.people.values():
            if each.name.casefold() == plain:
                return each.id
        person = slug(who.name)
        if person not in self.archive.people:
            before = self.people.get(person)
            self.people[person] = Named(before.name, before.party or who.party) if before else who
        return person

    def organization(self, name: str, given: str | None = None) -> str:
        """Return the id of an organization, entering a new one under the id given or one made of its name."""
        if given and given in self.archive.organizations:
            return given
        for each in self.archive.organizations.values():
            if not given and (same(each.name, name) or same(each.short_name or each.name, name)):
                return each.id
        for known, other in self.organizations.items():
            if known == given or (not given and same(other, name)):
                return known
        new = given or slug(name)
        self.organizations[new] = name
        return new

    def may_attend(self, organization: str, person: str, day: date) -> bool:
        """Tell whether someone may be said to have been absent: where members are recorded, only a member may."""
        known = self.archive.organizations.get(organization)
        members = known.memberships if known else ()
        return not members or any(one.person == person and covers(one.start, one.end, day) for one in members)


def municipality(packet: Packet, labels: Labels) -> dict[str, object]:
    """Return the record of the municipality that a packet names most; a clerk looks it over."""
    name = _most_named(packet, labels.patterns([labels.data["municipality"]], find=True))
    words = {"da": "{} Kommune", "nb": "{} kommune", "sv": "{} kommun"}
    if not name and (name := _most_named(packet, labels.patterns([labels.data["region"]], find=True))):
        words = {"da": "Region {}", "nb": "{} fylkeskommune", "sv": "Region {}"}
    return {
        "format_version": FORMAT_VERSION,
        "name": words[labels.language].format(name) if name else words[labels.language].format("").strip(),
        "country": labels.data["country"],
        "time_zone": labels.data["time_zone"],
        "languages": [labels.language],
    }


def _most_named(packet: Packet, pattern: re.Pattern[str]) -> str:
    """Return the name that a packet says most, spelt as it mostly is where it is not in capitals."""
    found: Counter[str] = Counter()
    for line in packet.lines:
        for match in pattern.finditer(line.text[:400]):
            found[match["name"].casefold()] += 1
    spelt = Counter(
        match["name"]
        for line in packet.lines
        for match in pattern.finditer(line.text[:400])
        if found and match["name"].casefold() == found.most_common(1)[0][0] and not match["name"].isupper()
    )
    return spelt.most_common(1)[0][0] if spelt else next((each.title() for each, _ in found.most_common(1)), "")


def person_entry(person: str, who: Named, source: Mapping[str, str]) -> dict[str, object]:
    """Return the entry of a person in the register."""
    party = [{"letter": who.party}] if who.party and re.fullmatch(r"\S{1,4}", who.party) else []
    return {"id": person, "name": who.name, "party": party, "source": dict(source)}


def organization_record(name: str, labels: Labels, source: Mapping[str, str]) -> dict[str, object]:
    """Return the record of an organization."""
    return {"name": name, "classification": labels.classification(name), "source": dict(source)}
