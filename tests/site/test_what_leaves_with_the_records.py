"""Whatever else a build publishes has passed the gate, too: the theme's part, the settings, hidden files, pages."""

from __future__ import annotations

from pathlib import Path

from minutebook.personal.others import Roles
from minutebook.privacy.finished import FinishedPage, wrong_in
from minutebook.privacy.rules import Rules

from tests.building import SMALL_TOWN
from tests.planting import hyphened, numbers

PLANTED = [hyphened(digits) for digits in numbers(8, seed=9)]


OF_ITS_OWN = SMALL_TOWN["mkdocs.yml"].replace("  font: false\n", "  font: false\n  custom_dir: tema\n")


def test_the_towns_part_of_the_theme_what_settings_inherit_and_hidden_files_are_looked_at(project):
    town = project(
        {
            "mkdocs.yml": f"INHERIT: basis/town.yml\n{OF_ITS_OWN}exclude_docs: '!.fil.txt'\n",
            "basis/town.yml": f"INHERIT: ../other.yml\nsite_description: CPR-nr. {PLANTED[0]}\n",
            "other.yml": f"copyright: CPR-nr. {PLANTED[1]}\n",
            "tema/bilag.txt": f"CPR-nr. {PLANTED[2]}\n",
            "tema/partials/copyright.html": f"<p>CPR-nr. {PLANTED[3]}</p>\n",
            "docs/.fil.txt": f"CPR-nr. {PLANTED[4]}\n",
            "docs/.DS_Store": "\0\0\0\1Bud1",
            "docs/.kladde.txt": f"CPR-nr. {PLANTED[5]}\n",
        }
    )

    built = town.build()

    looked_at = ("basis/town.yml", "other.yml", "tema/bilag.txt", "tema/partials/copyright.html", "docs/.fil.txt")
    assert (False, []) == (built.ok, [path for path in looked_at if f"{path}:" not in built.log])
    assert ([], []) == (
        [path for path in (".DS_Store", ".kladde.txt") if path in built.log],
        [number for number in PLANTED if number in built.log],
    )


def test_a_text_that_an_extension_sets_into_a_page_is_looked_at(project):
    more = "markdown_extensions:\n  - pymdownx.snippets: {base_path: [stumper]}\n"
    files = {
        "mkdocs.yml": SMALL_TOWN["mkdocs.yml"] + more,
        "docs/index.md": '# Testby\n\n<!-- archive -->\n\n--8<-- "kontakt.txt"\n',
        "stumper/kontakt.txt": "Ring til rådhuset.\n",
    }
    town = project(files)
    assert town.build().ok
    before = town.build().site.fingerprints()

    (town.folder / "stumper/kontakt.txt").write_text(f"CPR-nr. {PLANTED[6]}", encoding="utf-8")
    built = town.build()

    assert (False, True, False) == (
        built.ok,
        "docs/index.md: fandt et CPR-nummer" in built.log,
        PLANTED[6] in built.log,
    )
    assert before == built.site.fingerprints()


def wrong(html: str, *passed: str) -> list[str]:
    return [one.code for one in wrong_in(FinishedPage("docs/om.md", html, lambda: passed), Roles(), Rules())]


def test_what_stands_in_the_pages_own_file_has_passed_or_is_waived() -> None:
    assert [] == wrong(f"<p>CPR-nr. {PLANTED[0]}</p>", f"CPR-nr. **{PLANTED[0]}**")
    assert ["cpr-number"] == wrong(f"<p>CPR-nr. {PLANTED[0]}</p>", f"CPR-nr. {PLANTED[1]}")


def test_a_number_that_only_the_page_puts_together_is_found() -> None:
    day, serial = PLANTED[0].split("-")

    assert ["cpr-number"] == wrong(f"<p>{day}<!-- a>b -->-{serial}</p>", f"{day} og {serial}")


def test_an_offices_number_is_one_in_whatever_lines_the_page_sets_it() -> None:
    html = "<p>Testby</p><p>Telefon<br>22 33 44 55, +45 22 33 44 55</p>"

    assert ["personal-data"] == wrong(html)
    assert [] == wrong(html, "Testby Kommune, telefon 22 33 44 55")


def test_the_measures_of_a_drawing_are_nobodys() -> None:
    assert [] == wrong(f'<svg viewBox="0 0 24 24"><path d="M{PLANTED[0].replace("-", "")}z"/></svg>')


def test_a_page_that_was_looked_at_is_known_until_it_says_something_else(project):
    town = project({"docs/index.md": "# Testby\n"})
    kept = Path(".cache/minutebook/site/town")
    town.publish()
    first = (town.folder / kept).read_bytes()
    town.publish()
    assert first == (town.folder / kept).read_bytes()

    town.write({"docs/index.md": "# Testby\n\nNyt.\n"})
    town.publish()
    assert first != (town.folder / kept).read_bytes()
