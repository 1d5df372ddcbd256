"""What a town can set for its site, beside the records: `extra.archive` in `mkdocs.yml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from minutebook.privacy.rules import Rules
from minutebook.problems import Problem
from minutebook.records import marked
from minutebook.records.fields import Field, ListOf, Place, Shape
from minutebook.records.scalars import WEB_ADDRESS, Day, Flag, Pattern, Term, Text, Whole
from minutebook.vocabulary import VERDICTS


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a site. What each means stands in the locales, under `field.settings.<name>`."""

    records: str = "meetings"
    today: date | None = None
    latest: int = 8
    search: bool = True
    synonyms: tuple[str, ...] = ()
    peers: tuple[str, ...] = ()
    cpr_high: str = "error"
    cpr_medium: str = "warning"
    cpr_low: str = "none"
    personal_data: str = "warning"
    initials: bool = False
    cluster: str = field(default="", repr=False)  # who does the work is no matter for what comes out

    @property
    def rules(self) -> Rules:
        """What the publication gate does about what it finds."""
        return Rules(self.cpr_high, self.cpr_medium, self.cpr_low, self.personal_data, self.initials)


_SCHEDULER = r"^(tcp|tls)://([\w.-]+|\[[0-9a-fA-F:.]+\]):[0-9]{1,5}$"


class SchedulerAddress(Pattern):
    """The address of a scheduler. Nothing means that there is none: it may come from an environment that has none."""

    def read(self, node: marked.Node, place: Place) -> str:
        return "" if node.empty else str(super().read(node, place))


SETTINGS = Shape(
    "settings",
    Settings,
    {
        "records": Field(Text("meetings")),
        "today": Field(Day()),
        "latest": Field(Whole("8")),
        "search": Field(Flag()),
        "synonyms": Field(ListOf(Text("LBR, Det Lokale Beskæftigelsesråd"))),
        "peers": Field(ListOf(WEB_ADDRESS)),
        "cpr_high": Field(Term(VERDICTS)),
        "cpr_medium": Field(Term(VERDICTS)),
        "cpr_low": Field(Term(VERDICTS)),
        "personal_data": Field(Term(VERDICTS)),
        "initials": Field(Flag()),
        "cluster": Field(SchedulerAddress("scheduler-address", "bad-address", _SCHEDULER, "tcp://scheduler:8786")),
    },
)


def read_settings(given: object, path: str) -> tuple[Settings, list[Problem]]:
    """Read what `extra.archive` holds. `path` names the file to people."""
    if not given:
        return Settings(), []
    place = Place(path, [], "extra.archive")
    return Settings(**SETTINGS.read(_marked(given), place)), place.problems


def _marked(value: object) -> marked.Node:
    """Turn what MkDocs' own YAML reading made of a value back into text, as the fields read it; it keeps no lines."""
    if isinstance(value, Mapping):
        entries = {str(key): _marked(entry) for key, entry in value.items()}
        return marked.Mapping(0, entries, dict.fromkeys(entries, 0))
    if isinstance(value, list):
        return marked.Sequence([_marked(entry) for entry in value], 0)
    if isinstance(value, datetime):
        return marked.Scalar(f"{value:%Y-%m-%d %H:%M}", 0)
    if isinstance(value, bool):
        return marked.Scalar(str(value).lower(), 0)
    return marked.Scalar("" if value is None else str(value), 0)
