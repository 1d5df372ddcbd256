"""What texts say of partners is searched where a text has changed, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest
from minutebook.rebuild import sayings
from minutebook.views.listing import Handling

from tests.rebuilding import Workplace

ITEM = "---\nnumber: 1\ntitle: Turisme {day}\nkind: discussion\n---\n\n{words}\n"
DAYS = ("2024-03-04", "2024-04-08", "2024-05-06")


@pytest.fixture
def work(tmp_path: Path) -> Workplace:
    """Give a town with a partner, of whom the first of three meetings has spoken, as it was built."""
    town = Workplace(tmp_path, tmp_path / "site", tmp_path / "room")
    town.found()
    name(town, "VisitKysten")
    town.write("raad/organization.yml", "name: Testby Råd\nclassification: council\n")
    for day in DAYS:
        town.write(f"raad/{day}/meeting.yml", f"start: {day}\nstate: minutes\n")
        speak(town, day, "VisitKysten er med." if day == DAYS[0] else "Intet nyt.")
    assert town.build().problems == ()
    return town


def name(town: Workplace, name: str, more: str = "") -> None:
    town.write("partners/visit.yml", f"name: {name}\nclassification: association\n{more}")


def speak(town: Workplace, day: str, words: str) -> None:
    town.write(f"raad/{day}/01-turisme.md", ITEM.format(day=day, words=words))


@pytest.fixture
def searched(monkeypatch) -> list[str]:
    """Give a list of the days whose texts have been searched."""
    days: list[str] = []
    search = sayings.said_in

    def noted(names, handlings: tuple[Handling, ...]):
        days.append(handlings[0].meeting.folder)
        return search(names, handlings)

    monkeypatch.setattr(sayings, "said_in", noted)
    return days


def page(town: Workplace) -> str:
    return (town.site / "samarbejder/visit/index.html").read_text(encoding="utf-8")


def test_only_the_texts_of_a_meeting_that_changed_are_searched(work, searched):
    speak(work, DAYS[1], "Også VisitKysten deltog.")
    work.build()

    assert searched == [DAYS[1]]
    assert ["Også VisitKysten deltog." in page(work), "VisitKysten er med." in page(work)] == [True, True]


def test_a_partner_with_another_name_is_looked_for_everywhere(work, searched):
    name(work, "VisitKysten", "also_called: [Intet nyt]\n")
    work.build()

    assert sorted(searched) == sorted(DAYS)
    assert page(work).count("Intet nyt.") == 2


def test_what_was_kept_and_is_damaged_is_searched_again(work, searched):
    file = work.room / "sayings"
    file.write_bytes(file.read_bytes()[:-1])
    speak(work, DAYS[1], "Stadig intet.")
    work.build()

    assert set(searched) == set(DAYS)
    assert "VisitKysten er med." in page(work)
