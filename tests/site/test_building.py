"""What a build does with what a town writes, beyond the pages of its records."""

from __future__ import annotations

import shutil

from tests.building import REPOSITORY, SMALL_TOWN

MEETING = {
    "meetings/raad/organization.yml": "name: Testby Råd\nclassification: council\n",
    "meetings/raad/2024-05-01/meeting.yml": "start: 2024-05-01\nstate: minutes\n",
    "meetings/raad/2024-05-01/01-skole.md": (
        "---\nnumber: 1\ntitle: Ny skole\nkind: decision\n"
        "attachments:\n  - {id: 1, title: Tegning, kind: map, file: tegning.txt}\n"
        "  - {id: 2, title: Tilbud, kind: contract, public: false, withheld_reason: Forretningsforhold}\n"
        "decision:\n  - {outcome: adopted, text: Godkendt.}\n---\n\n## Sagsfremstilling\n\nSkolen bygges.\n"
    ),
    "meetings/raad/2024-05-01/attachments/tegning.txt": "en streg\n",
}
MANY = """\
from pathlib import Path

from minutebook.rebuild import searching

searching.FEW = 0
begin = searching._beside


def told(*given):
    process = begin(*given)
    print("a process beside" if process else "no process beside")
    return process


searching._beside = told
exec(Path({hook!r}).read_text(encoding="utf-8"))
"""
"""The hook of a town in which even one meeting is many."""

CLOSED = (
    "---\nnumber: 2\ntitle: Lukket punkt\nkind: decision\npublic: false\n"
    "closed_ground: Offentlighedsloven § 30, nr. 1\n---\n"
)


def test_a_link_from_docs_to_a_record_leads_to_its_page(build_site):
    link = "[skolen](../meetings/raad/2024-05-01/01-skole.md)"
    site = build_site({**MEETING, "docs/index.md": f"# Testby\n\nSe {link}.\n"})

    assert 'href="moeder/raad/2024-05-01/punkt-1/"' in site.html("")


def test_a_town_that_says_nothing_of_plugins_has_mkdocs_own_search_beside_the_archives(build_site):
    settings = SMALL_TOWN["mkdocs.yml"].replace("plugins: []\n", "")
    site = build_site({**MEETING, "mkdocs.yml": settings})

    assert "Testby" in site.file("search/search_index.json").read_text(encoding="utf-8")
    assert "Ny skole" in site.text("moeder/raad/2024-05-01/punkt-1/")


def test_a_link_from_docs_to_no_record_is_told_with_its_line(project):
    build = project({**MEETING, "docs/index.md": "# Testby\n\n[x](../meetings/raad/2024-05-01/09-x.md)\n"}).build()

    assert not build.ok
    assert "docs/index.md:3: fandt et link til ../meetings/raad/2024-05-01/09-x.md" in build.log


def test_the_archive_stands_where_the_front_page_asks_for_it(build_site):
    site = build_site({**MEETING, "docs/index.md": "# Testby\n\nFør.\n\n<!-- archive -->\n\nEfter.\n"})
    text = site.text("")

    assert text.index("Før.") < text.index("Ny skole") < text.index("Efter.")


def test_all_problems_of_all_records_are_told_and_nothing_is_published(project):
    broken = {
        "meetings/people.yml": "- id: Anna\n  name: Anna\n",
        "meetings/raad/2024-05-01/01-skole.md": "---\nnumber: 1\ntitle: Ny skole\nkind: beslutning\n---\n",
    }
    build = project({**MEETING, **broken}).build()

    assert not build.ok
    assert "meetings/people.yml:1: [0].id: " in build.log
    assert "meetings/raad/2024-05-01/01-skole.md:4: kind: " in build.log
    assert "Traceback" not in build.log
    assert not build.site.folder.exists()


def test_a_warning_of_mkdocs_leaves_the_published_site_as_it_was(project):
    town = project(MEETING)
    before = town.publish().fingerprints()
    town.write({"docs/index.md": "# Testby\n\n[x](findes-ikke.md)\n"})

    assert not town.build().ok
    assert before == town.build().site.fingerprints()


def test_a_build_whose_records_are_wrong_leaves_the_tree_that_the_next_one_begins_with(project):
    item = "meetings/raad/2024-05-01/01-skole.md"
    town = project(MEETING)
    town.publish()
    town.write({item: MEETING[item].replace("Ny skole", "Anden skole")})
    town.publish()
    spare = town.folder / ".cache/minutebook/site/spare"
    before = spare.stat().st_ino
    town.write({item: MEETING[item].replace("kind: decision", "kind: beslutning")})

    assert not town.build().ok
    assert before == spare.stat().st_ino


def test_an_attached_file_is_published_and_a_withheld_one_is_only_named(build_site):
    site = build_site(MEETING)
    text = site.text("moeder/raad/2024-05-01/punkt-1/")

    assert "en streg\n" == site.file("moeder/raad/2024-05-01/punkt-1/filer/tegning.txt").read_text(encoding="utf-8")
    assert "Tilbud" in text
    assert "Forretningsforhold" in text


def test_a_closed_item_is_an_honest_stub(build_site):
    site = build_site({**MEETING, "meetings/raad/2024-05-01/02-lukket.md": CLOSED})

    assert "Offentlighedsloven § 30, nr. 1" in site.text("moeder/raad/2024-05-01/punkt-2/")


def test_a_setting_that_does_not_exist_is_a_problem(project):
    settings = f"{SMALL_TOWN['mkdocs.yml']}extra: {{archive: {{todat: 2024-01-01}}}}\n"
    build = project({**MEETING, "mkdocs.yml": settings}).build()

    assert not build.ok
    assert "extra.archive.todat" in build.log
    assert "today" in build.log


def test_a_folder_of_records_that_is_not_there_is_told(project):
    settings = f"{SMALL_TOWN['mkdocs.yml']}extra: {{archive: {{records: moeder}}}}\n"
    build = project({**MEETING, "mkdocs.yml": settings}).build()

    assert not build.ok
    assert "extra.archive.records: fandt ingen mappe moeder" in build.log
    assert "Traceback" not in build.log


def test_what_a_build_keeps_lies_in_one_hidden_folder_beside_the_published_site(project):
    town = project(MEETING)
    town.publish()

    assert [".cache"] == [path.name for path in town.folder.iterdir() if path.name.startswith(".")]


def test_where_a_link_stands_for_the_site_its_folder_is_published_each_time(project):
    town = project(MEETING)
    folder = town.folder.parent / "www" / "arkiv"
    (town.folder / "site").symlink_to(folder)
    item = MEETING["meetings/raad/2024-05-01/01-skole.md"]
    for title in ("Ny skole", "Ingen skole", "Anden skole", "Skolen"):
        town.write({"meetings/raad/2024-05-01/01-skole.md": item.replace("Ny skole", title)})
        assert title in town.publish().text("moeder/raad/2024-05-01/punkt-1/")

    assert (folder / "index.html").is_file()
    assert (town.folder / "site").is_symlink()
    assert ["arkiv"] == [path.name for path in (folder.parent / ".cache" / "minutebook").iterdir()]


def test_a_language_that_the_site_does_not_exist_in_is_told(project):
    settings = SMALL_TOWN["mkdocs.yml"].replace("language: da", "language: sv")
    build = project({"mkdocs.yml": settings}).build()

    assert "mkdocs.yml: theme.language: " in build.log
    assert "da, en" in build.log


def test_the_navigation_leads_to_what_the_archive_has_and_not_to_empty_rooms(build_site):
    links = {link.attrs.get("href") for link in build_site(MEETING).document("").query(".md-nav a")}

    assert {"moeder/", "beslutninger/", "udvalg/", "aabne-sager/", "daekning/"} <= links
    assert not {"planer/", "samarbejder/", "emner/", "personer/", "sager/"} & links


def test_an_index_of_many_meetings_that_is_put_together_beside_the_register_is_the_same(project):
    town = project(MEETING)
    expected = town.publish().fingerprints()
    shutil.rmtree(town.folder / ".cache")
    shutil.rmtree(town.folder / "site")
    (town.folder / "hooks").unlink()
    town.write({"hooks/archive.py": MANY.format(hook=str(REPOSITORY / "hooks" / "archive.py"))})

    build = town.build()

    assert "a process beside" in build.log.splitlines()
    assert expected == build.site.fingerprints()


def test_a_town_that_has_another_search_can_do_without_ours(build_site):
    settings = "extra:\n  archive:\n    search: false\n"
    site = build_site({**MEETING, "mkdocs.yml": SMALL_TOWN["mkdocs.yml"] + settings})

    assert [] == [address for address in site.addresses if address.startswith("soeg/")]
    assert 'class="find"' not in site.html("")
    assert [] == list(site.folder.glob("assets/search.*"))
