"""The facts of a generated town: meetings with their items and attachments, people, matters and topics.

Proportions are those of a Danish municipality: sixteen organizations that meet every third week, some seven items a
meeting, 1,900 items a year. One item in three opens a matter, and more take up one that is open. One in five has an
attachment in text, one in fifty a file. The same number of items gives the same town.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from random import Random

from tests.benchmarks.council import COUNCIL, ORGANIZATIONS, Person, elected, seats
from tests.benchmarks.wording import body, pages, phrase, title
from tests.planting import pdf

LAST_DAY = date(2024, 12, 29)
WEEKS_BETWEEN = 3
TOPICS = 40
OUTCOMES = {  # each with how often it comes and its words
    "adopted": (34, "Godkendt."),
    "noted": (18, "Taget til efterretning."),
    "recommended": (15, "Anbefales godkendt."),
    "discussed": (8, "Drøftet."),
    "postponed": (5, "Udsat."),
    "adopted-by-vote": (4, "Godkendt ved afstemning."),
    "adopted-amended": (3, "Godkendt med den bemærkning, at sagen følges."),
    "hearing": (3, "Sendes i høring."),
    "referred": (2, "Oversendes til behandling."),
    "returned": (2, "Sendes tilbage til forvaltningen."),
    "rejected": (2, "Ikke godkendt."),
    "withdrawn": (1, "Taget af dagsordenen."),
    "elected": (1, "Medlemmerne blev valgt."),
    "none": (1, "Ingen beslutning."),
}


@dataclass(frozen=True)
class Matter:
    """A matter that items belong to."""

    id: str
    title: str
    topic: str


@dataclass(frozen=True)
class Attachment:
    """An attachment: its pages in Markdown, or the bytes of a file under its name."""

    id: str
    title: str
    pages: tuple[str, ...] = ()
    file: str = ""
    content: bytes = b""


@dataclass(frozen=True)
class Item:
    """An agenda item. `matter` is empty where it belongs to none; `closed` is the ground on which it is closed.

    Of a closed item, only number, title and ground count.
    """

    number: int
    title: str
    topics: tuple[str, ...]
    matter: str
    outcome: str
    words: str
    points: tuple[str, ...]
    body: str
    attachments: tuple[Attachment, ...]
    requested_by: str = ""
    closed: str = ""


@dataclass(frozen=True)
class Meeting:
    """A meeting of an organization on a day."""

    organization: str
    day: date
    chair: str
    absent: tuple[str, ...]
    items: tuple[Item, ...]

    @property
    def key(self) -> str:
        return f"{self.organization}/{self.day}"


class Town:
    """A town whose archive holds so many items, the newest of them at the end of 2024."""

    def __init__(self, items: int) -> None:
        self.items = items

    @cached_property
    def sizes(self) -> tuple[int, ...]:
        """How many items each meeting has, the oldest meeting first."""
        random = Random(f"sizes {self.items}")
        sizes: list[int] = []
        left = self.items
        while left:
            size = min(left, random.choice((3, 4, 5, 6, 6, 7, 7, 8, 8, 9, 10, 11)))
            sizes.append(size)
            left -= size
        return tuple(sizes)

    @cached_property
    def sittings(self) -> tuple[tuple[str, date], ...]:
        """Which organization meets when, the oldest meeting first: a few of them each Monday to Thursday."""
        names = list(ORGANIZATIONS)
        found: list[tuple[str, date]] = []
        week = LAST_DAY - timedelta(days=LAST_DAY.weekday())
        while len(found) < len(self.sizes):
            turn = (week.toordinal() // 7) % WEEKS_BETWEEN
            for place, name in enumerate(names):
                if place % WEEKS_BETWEEN == turn:
                    found.append((name, week + timedelta(days=place // WEEKS_BETWEEN % 4)))
            week -= timedelta(weeks=1)
        return tuple(sorted(found, key=lambda one: (one[1], one[0]))[-len(self.sizes) :])

    @cached_property
    def years(self) -> range:
        """The years in which there are meetings."""
        return range(self.sittings[0][1].year, LAST_DAY.year + 1)

    @cached_property
    def people(self) -> tuple[Person, ...]:
        """Everyone who had a seat."""
        return elected(self.years)

    @cached_property
    def _seats(self) -> dict[tuple[str, int], list[Person]]:
        return seats(self.people, self.years)

    def members(self, organization: str, year: int) -> list[Person]:
        """Return who sat in an organization in a year: all of the council, and some ten of it in each committee."""
        return self._seats[organization, year]

    @property
    def topics(self) -> dict[str, str]:
        """The names of topics by their ids."""
        random = Random("topics")
        return {f"emne-{number}": phrase(random, 1) for number in range(TOPICS)}

    @cached_property
    def matters(self) -> tuple[Matter, ...]:
        """Every matter that may be taken up; only those that an item of the archive belongs to count."""
        random = Random(f"matters {self.items}")
        return tuple(
            Matter(f"sag-{number}", phrase(random, random.randint(3, 7)), _topic(random))
            for number in range(max(self.items // 3, 1))
        )

    def meetings(self) -> Iterator[Meeting]:
        """Yield all meetings, the oldest first. One is in memory at a time."""
        opened = 0
        for number, ((organization, day), size) in enumerate(zip(self.sittings, self.sizes, strict=True)):
            random = Random(f"{self.items}/{number}")
            opened = min(opened + max(size // 3, 1), len(self.matters))
            yield self._meeting(random, organization, day, size, opened)

    def _meeting(self, random: Random, organization: str, day: date, size: int, opened: int) -> Meeting:
        members = [person.id for person in self.members(organization, day.year)]
        absent = tuple(sorted(random.sample(members[1:], k=min(random.choice((0, 0, 1, 1, 2)), len(members) - 1))))
        items = []
        for place in range(1, size + 1):
            recent = max(0, opened - 1 - int(random.expovariate(1 / 25)))
            matter = self.matters[recent] if random.random() < 0.8 else None
            item = _item(random, place, matter, decides=organization == COUNCIL)
            asked = random.choice(members) if random.random() < 0.04 else ""
            ground = "Offentlighedsloven § 30, nr. 1" if place == size > 3 and random.random() < 0.3 else ""
            items.append(replace(item, requested_by=asked, closed=ground))
        return Meeting(organization, day, members[0], absent, tuple(items))


def _item(random: Random, number: int, matter: Matter | None, *, decides: bool) -> Item:
    """Make an open item of an organization that decides in the end, or recommends to one that does."""
    outcome = random.choices(list(OUTCOMES), weights=[often for often, _ in OUTCOMES.values()])[0]
    if outcome == "recommended" and decides:
        outcome = "adopted"
    return Item(
        number=number,
        title=title(random),
        topics=tuple(dict.fromkeys((*((matter.topic,) if matter else ()), _topic(random)))),
        matter=matter.id if matter else "",
        outcome=outcome,
        words=OUTCOMES[outcome][1],
        points=tuple(phrase(random, random.randint(6, 14)) for _ in range(random.choice((1, 1, 2, 2, 3, 4)))),
        body=body(random),
        attachments=tuple(_attachments(random)),
    )


def _topic(random: Random) -> str:
    """A few topics are everywhere and most are rare."""
    return f"emne-{min(int(random.expovariate(1 / 9)), TOPICS - 1)}"


def _attachments(random: Random) -> Iterator[Attachment]:
    for number in range(1, random.choices((0, 1, 2), weights=(80, 15, 5))[0] + 1):
        yield Attachment(str(number), phrase(random, 4), pages=tuple(pages(random)))
    chance = random.random()
    if chance < 0.014:
        lines = ["\n".join(phrase(random, 9) for _ in range(35)) for _ in range(2)]
        yield Attachment("8", phrase(random, 4), file="oversigt.pdf", content=pdf(*lines))
    elif chance < 0.02:
        rows = "".join(f"{phrase(random, 2)};{random.randint(1, 999)}\n" for _ in range(30))
        yield Attachment("9", phrase(random, 4), file="tal.csv", content=rows.encode())
