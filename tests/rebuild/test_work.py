"""What a change costs: pages are counted, not seconds. It is the same in an archive of any size."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rebuilding import Workplace

SMALL, LARGE = 3, 12


def archive(folder: Path, years: int, others: tuple[Path, ...] = ()) -> Workplace:
    """Write the records of so many years, of which each is like the others: two organizations, meetings, matters."""
    work = Workplace(folder, folder / "site", folder / "room", others=others)
    work.found()
    work.write("people.yml", "".join(f"- id: p{year}\n  name: Person {year}\n" for year in range(years)))
    work.write("topics.yml", "- id: skole\n  label: {da: Skole, en: School}\n")
    for name in ("raad", "udvalg"):
        work.write(f"{name}/organization.yml", f"name: {name}\nclassification: committee\n")
        for year in range(years):
            for day in (f"{2023 - year}-03-04", f"{2023 - year}-05-06"):
                work.write(f"{name}/{day}/meeting.yml", f"start: {day}\nstate: minutes\n")
                write_item(work, f"{name}/{day}", "Ny skole", year)
    work.build()
    return work


def write_item(work: Workplace, meeting: str, title: str, year: int, text: str = "Ord.") -> None:
    work.write(
        f"{meeting}/01-skole.md",
        f"---\nnumber: 1\ntitle: {title}\nkind: decision\nmatter: sag-{year}\n"
        f"requested_by: {{person: p{year}}}\n"
        f"decision:\n  - {{outcome: adopted, text: Godkendt.}}\n---\n\n{text}\n",
    )


def another_title(work: Workplace) -> None:
    write_item(work, "raad/2023-05-06", "Ingen skole", 0)


def another_text(work: Workplace) -> None:
    write_item(work, "raad/2023-05-06", "Ny skole", 0, "Andre ord.")


def another_name(work: Workplace) -> None:
    file = work.root / "meetings" / "people.yml"
    work.write("people.yml", file.read_text(encoding="utf-8").replace("Person 0", "Hanne Hansen"))


def a_new_meeting(work: Workplace) -> None:
    work.write("raad/2023-09-01/meeting.yml", "start: 2023-09-01\nstate: minutes\n")
    write_item(work, "raad/2023-09-01", "Endnu en skole", 0)


def a_withdrawn_meeting(work: Workplace) -> None:
    for name in ("meeting.yml", "01-skole.md"):
        (work.root / "meetings/raad/2023-05-06" / name).unlink()
    (work.root / "meetings/raad/2023-05-06").rmdir()


@pytest.fixture(scope="module")
def archives(tmp_path_factory) -> list[Workplace]:
    return [archive(tmp_path_factory.mktemp(f"years-{years}"), years) for years in (SMALL, LARGE)]


@pytest.mark.parametrize("change", [another_title, another_text, another_name, a_new_meeting, a_withdrawn_meeting])
def test_a_change_makes_as_many_pages_anew_in_a_large_archive_as_in_a_small_one(archives, change):
    made = []
    for work in archives:
        change(work)
        made.append(sorted(work.build().rendered))

    assert made[0] == made[1]


def test_another_text_makes_the_pages_anew_that_show_it_and_no_listing(archives):
    for work in archives:
        write_item(work, "udvalg/2023-05-06", "Ny skole", 0, "Helt andre ord.")

        meeting = "moeder/udvalg/2023-05-06"
        assert work.build().rendered == (f"{meeting}/index.html", f"{meeting}/punkt-1/index.html")


def test_a_renamed_person_changes_the_pages_that_name_that_person_and_no_others(archives):
    for work in archives:
        file = work.root / "meetings" / "people.yml"
        work.write("people.yml", file.read_text(encoding="utf-8").replace("Person 1", "Ib Iversen"))
        changes = work.build().changes
        naming = {path for path in work.fingerprints() if "Ib Iversen" in (work.site / path).read_text("utf-8")}

        assert naming == set(changes.changed)
        assert not changes.added + changes.removed


def test_of_a_busy_topic_and_of_a_busy_year_only_the_pages_of_what_changed_are_made_anew(tmp_path, monkeypatch):
    monkeypatch.setattr("minutebook.pages.topic.MOST_ON_PAGE", 2)
    monkeypatch.setattr("minutebook.pages.register.MOST_ON_PAGE", 2)
    work = archive(tmp_path, 3)
    item = "---\nnumber: 1\ntitle: {}\nkind: decision\ntopics: [skole]\n"
    item += "decision:\n  - {{outcome: adopted, text: Ja.}}\n---\n"
    for year in (2021, 2022, 2023):
        for month in ("03-04", "05-06"):
            work.write(f"raad/{year}-{month}/01-skole.md", item.format("Ny skole"))
    work.build()
    work.write("raad/2022-05-06/01-skole.md", item.format("Ingen skole"))

    rendered = work.build().rendered

    apart = [path for path in rendered if path.startswith(("emner/skole/2", "beslutninger/2022/0"))]
    assert ["beslutninger/2022/05/index.html", "emner/skole/2022/index.html"] == sorted(apart)
