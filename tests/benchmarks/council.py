"""The people of a generated town: who sits in which of its organizations, and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

ORGANIZATIONS = {
    "byraadet": "Byrådet",
    "oekonomi": "Økonomiudvalget",
    "teknik": "Teknik- og Miljøudvalget",
    "boern": "Børne- og Skoleudvalget",
    "social": "Social- og Sundhedsudvalget",
    "kultur": "Kultur- og Fritidsudvalget",
    "beskaeftigelse": "Beskæftigelsesudvalget",
    "klima": "Klima- og Naturudvalget",
    "byudvikling": "Byudviklingsudvalget",
    "trafik": "Trafikudvalget",
    "erhverv": "Erhvervsudvalget",
    "ungdom": "Ungdomsudvalget",
    "aeldre": "Seniorrådet",
    "handicap": "Handicaprådet",
    "integration": "Integrationsrådet",
    "udsatte": "Udsatterådet",
}
COUNCIL = "byraadet"
SEATS = 31
SEATS_IN_COMMITTEE = 11
TERM = 4
"""Years between elections, which were at the end of years like 2003 and 2007."""

FIRST_NAMES = (
    "Agnes Anders Asta Bent Birgit Bo Carla Dagny Ejnar Ellen Emil Erna Finn Frida Gerda Gunnar Hanne Helge Inga Ivar "
    "Jens Johanne Kaj Karla Lis Ludvig Maja Mogens Nanna Niels Oda Ole Petra Poul Rigmor Sigurd Tove Ulla Viggo Yrsa"
)
SURNAMES = (
    "Agerbo Birkelund Bøgevang Dalsgård Egholt Elmose Fjordside Granhøj Hasselbæk Hedevig Højmark Kildebo Klitgård "
    "Lindevang Lyngdal Mosebjerg Nørrevig Overdrev Pilemark Ravnsø Rosenkær Skovgård Solbakke Sønderlund Tangsø "
    "Tornebo Vestervang Vibeholt Ådalen Åkjær"
)


@dataclass(frozen=True)
class Person:
    """A member of the council from the beginning of one year to the end of another."""

    id: str
    name: str
    start: int
    end: int

    def sits_in(self, organization: str) -> bool:
        """Everyone sits in the council, and in a third of the committees."""
        random = Random(f"{self.id} in {organization}")
        return organization == COUNCIL or random.random() < SEATS_IN_COMMITTEE / SEATS


def elected(years: Sequence[int]) -> tuple[Person, ...]:
    """Return everyone who had a seat in these years: at each election some are new, as many as have left."""
    random = Random("people")
    first, last = FIRST_NAMES.split(), SURNAMES.split()
    found: list[Person] = []
    for start in range(years[0] // TERM * TERM, years[-1] + 1, TERM):
        sitting = sum(person.end >= start for person in found)
        for number in range(len(found), len(found) + SEATS - sitting):
            name = f"{first[number % len(first)]} {random.choice(last)}"
            end = start + TERM * random.choice((1, 1, 2, 3)) - 1
            found.append(Person(f"person-{number}", name, start, end))
    return tuple(found)


def seats(people: Sequence[Person], years: Sequence[int]) -> dict[tuple[str, int], list[Person]]:
    """Return who sat in an organization in a year."""
    found = {}
    for year in years:
        council = [person for person in people if person.start <= year <= person.end]
        for organization in ORGANIZATIONS:
            found[organization, year] = [person for person in council if person.sits_in(organization)]
    return found
