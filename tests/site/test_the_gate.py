"""What must not get out is in no byte of a built site, and in no line of what a build says."""

from __future__ import annotations

import re
import zlib
from pathlib import Path

import pytest
from click.testing import CliRunner
from minutebook.cli import main
from minutebook.urls import addresses

from tests.building import REPOSITORY, SMALL_TOWN, Build, Project
from tests.planting import docx, hyphened, numbers, paragraph, pdf, zipped

KEY = "raad/2024-05-01/1"
PLANTED = [hyphened(digits) for digits in numbers(12, seed=5)]
ORGANIZATION = "name: Byrådet\nclassification: council\n"
MEETING = "start: 2024-05-01\nstate: minutes\n"
ITEM = """\
---
number: 1
title: Ny bro
kind: decision
decision:
  - outcome: adopted
    text: Godkendt.
{more}---

## Sagsfremstilling

{prose}
"""
CLOSED = """\
---
number: 2
title: Lukket punkt
kind: decision
public: false
closed_ground: Offentlighedsloven § 30, nr. 1
---
"""
SECRETS = ("Hemmelighus", "Grevindesalget", "hemmelighus", "grevindesalget")
"""Words that stand only in what is closed or withheld."""


def town(*, more: str = "", prose: str = "Broen er ny.", **files: str) -> dict[str, str]:
    return {
        "meetings/raad/organization.yml": ORGANIZATION,
        "meetings/raad/2024-05-01/meeting.yml": MEETING,
        "meetings/raad/2024-05-01/01-bro.md": ITEM.format(more=more, prose=prose),
        **files,
    }


def attach(*names: str, **facts: str) -> str:
    said = "".join(f"    {key}: {value}\n" for key, value in facts.items())
    entries = (
        f"  - id: {number}\n    title: Bilag {number}\n    kind: other\n    file: {name}\n{said}"
        for number, name in enumerate(names, 1)
    )
    return "attachments:\n" + "".join(entries)


def lay(folder: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def says_no_number(build: Build) -> bool:
    parts = [part for planted in PLANTED for part in (planted, planted.replace("-", ""), planted[:6], planted[7:])]
    return [part for part in parts if re.search(rf"(?<!\d){part}(?!\d)", build.log)] == []


def test_numbers_planted_in_a_hostile_archive_stop_the_build_and_are_told_without_being_shown(project):
    attachments = "meetings/raad/2024-05-01/attachments"
    names = ["a.pdf", "b.docx", "c.zip", "d.svg", "e.png", "f.bin"]
    site = project(
        town(
            more=f"reference: {PLANTED[0]}\n{attach(*names)}",
            prose=f"Sagen om {PLANTED[1]}, se [her](https://example.dk/{PLANTED[2]}).",
            **{
                "docs/index.md": f"# Testby\n\nSkriv til {PLANTED[3]}.\n",
                "meetings/matters.yml": f"- id: bro\n  title: Bro for {PLANTED[4]}\n",
                "mkdocs.yml": f"{SMALL_TOWN['mkdocs.yml']}site_description: {PLANTED[5]}\n",
            },
        )
    )
    lay(
        site.folder,
        {
            f"{attachments}/a.pdf": pdf("Plan", hidden=PLANTED[6]),
            f"{attachments}/b.docx": docx(paragraph(PLANTED[7][:4], PLANTED[7][4:])),
            f"{attachments}/c.zip": zipped({"d.zip": zipped({"e.txt": PLANTED[8]})}),
            f"{attachments}/d.svg": f"<svg><desc>{PLANTED[9]}</desc></svg>".encode(),
            f"{attachments}/e.png": b"\x89PNG\r\n\x1a\n" + bytes(200) + f"Author {PLANTED[10]}".encode(),
            f"{attachments}/f.bin": bytes(range(1, 200)),
            f"docs/{PLANTED[11]}.pdf": pdf("Notat"),
        },
    )

    build = site.build()

    assert not build.ok
    assert says_no_number(build)
    assert build.log.count("[cpr-number]") == len(PLANTED)
    assert not (site.folder / "site").exists()


def test_what_is_closed_or_withheld_is_in_no_byte_of_the_site(project):
    site = project(
        town(
            more=attach("hemmelighus.txt", public="false", withheld_reason="Forretningsforhold"),
            **{
                "meetings/raad/2024-05-01/02-grevindesalget.md": CLOSED,
                "meetings/raad/2024-05-01/attachments/hemmelighus.txt": "Om Hemmelighus.\n",
            },
        )
    ).publish()

    assert leaks(site.folder) == []


def test_a_file_that_is_withheld_in_one_place_and_published_in_another_is_looked_at(project):
    both = attach("a.txt", public="false", withheld_reason="Privat") + attach("a.txt").partition("\n")[2].replace(
        "id: 1", "id: 2"
    )
    place = project(town(more=both, **{"meetings/raad/2024-05-01/attachments/a.txt": f"CPR {PLANTED[0]}\n"}))

    assert codes(place) == {"cpr-number"}


@pytest.mark.parametrize(
    ("held", "prose", "told"),
    [("", "Et notat.", {"cpr-number"}), ("public: false\nwithheld_reason: Privat\n", "", set())],
)
def test_a_file_that_a_record_in_markdown_names_is_looked_at_if_that_is_published(project, held, prose, told):
    folder = "meetings/raad/2024-05-01/attachments"
    record = f"---\ntitle: Notat\nkind: other\nfile: a.txt\n{held}---\n{prose}\n"
    elsewhere = attach("a.txt", public="false", withheld_reason="Privat").replace("id: 1", "id: 2")
    place = project(
        town(more=elsewhere, **{f"{folder}/1.1-notat.md": record, f"{folder}/a.txt": f"CPR {PLANTED[0]}\n"})
    )

    assert codes(place) == told


def test_a_file_that_is_withheld_may_hold_what_it_is_withheld_for(project):
    held = attach("a.txt", public="false", withheld_reason="Privat")
    place = project(town(more=held, **{"meetings/raad/2024-05-01/attachments/a.txt": f"CPR {PLANTED[0]}\n"}))

    assert codes(place) == set()


def test_what_was_public_yesterday_and_is_closed_today_is_gone_from_the_next_build(project):
    prose = "Om Grevindesalget og Hemmelighus."
    file = "meetings/raad/2024-05-01/attachments/hemmelighus.txt"
    place = project(town(more=attach("hemmelighus.txt"), prose=prose, **{file: "Om Hemmelighus.\n"}))
    assert leaks(place.publish().folder) != []

    (place.folder / file).unlink()
    place.write({"meetings/raad/2024-05-01/01-bro.md": CLOSED.replace("number: 2", "number: 1")})

    after = place.publish()
    assert leaks(after.folder) == []
    assert "Offentlighedsloven § 30, nr. 1" in after.text("moeder/raad/2024-05-01/punkt-1/")


def leaks(folder: Path) -> list[str]:
    """Return where a secret stands: in a file, or in the name of one."""
    return [
        f"{path.relative_to(folder)}: {word}"
        for path in sorted(folder.rglob("*"))
        for word in SECRETS
        if word in path.name or (path.is_file() and word.encode() in content(path))
    ]


def content(file: Path) -> bytes:
    """Return what is in a file; those of the search index are packed."""
    return zlib.decompress(file.read_bytes()) if file.suffix == ".bin" else file.read_bytes()


EXAMPLE = "Et eksempel på et CPR-nummer er 060731-8867."
BRIDGE = "meetings/raad/2024-05-01/01-bro.md"


def test_a_waived_finding_is_published_and_listed(project):
    place = project(town(prose=EXAMPLE))
    assert codes(place) == {"cpr-number"}
    waive(place, BRIDGE, "2999-12-31")

    build = place.build()

    assert build.ok, build.log
    assert "Et opdigtet nummer; besluttet af Borgmesteren" in build.log
    assert "060731-8867" not in build.log


def test_a_waiver_dies_when_the_words_around_it_change(project):
    place = project(town(prose=EXAMPLE))
    waive(place, BRIDGE, "2999-12-31")
    place.write(town(prose=f"Ansøgerens nummer. {EXAMPLE}"))

    assert codes(place) == {"cpr-number", "waiver-unused"}


def test_an_expired_waiver_is_an_error_and_waives_nothing(project):
    place = project(town(prose=EXAMPLE))
    waive(place, BRIDGE, "2001-12-31")

    assert codes(place) == {"cpr-number", "waiver-expired"}


def test_a_waiver_expires_by_the_calendar_though_the_archive_is_built_for_an_earlier_day(project):
    settings = f"{SMALL_TOWN['mkdocs.yml']}extra:\n  archive:\n    today: 2001-01-01\n"
    place = project(town(prose=EXAMPLE, **{"mkdocs.yml": settings}))
    waive(place, BRIDGE, "2001-12-31")

    built = place.build()

    assert (False, True) == (built.ok, "[waiver-expired]" in built.log)


def waive(place: Project, file: str, expires: str) -> None:
    options = ["--reason", "Et opdigtet nummer", "--decided-by", "Borgmesteren", "--expires", expires]
    records = str(place.folder / "meetings")
    run = CliRunner().invoke(main, ["waive", str(place.folder / file), "--records", records, *options])
    assert run.exit_code == 0, run.output


def codes(place: Project) -> set[str]:
    run = CliRunner().invoke(main, ["check", str(place.folder / "meetings")])
    return {line.rpartition("[")[2].strip("]") for line in run.stdout.splitlines()}


def test_what_a_town_lets_pass_is_a_setting(project):
    settings = f"{SMALL_TOWN['mkdocs.yml']}extra:\n  archive:\n    cpr_high: none\n    initials: true\n"
    build = project(town(prose="CPR 060731-8867. Sagsbehandler: KTH.", **{"mkdocs.yml": settings})).build()

    assert "[cpr-number]" not in build.log
    assert "[personal-data]" in build.log


SHOWN = "![Kort](attachments/kort.svg) [Sag](attachments/sag.html.en)"


def test_pictures_that_can_run_and_pages_are_saved_under_their_name_and_never_opened(project):
    place = project(town(more=attach("kort.svg", "side.html", "plan.txt", "sag.html.en"), prose=SHOWN))
    running = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
    attachments = "meetings/raad/2024-05-01/attachments"
    lay(
        place.folder,
        {
            f"{attachments}/kort.svg": running,
            f"{attachments}/side.html": b"<!doctype html><script>alert(1)</script>",
            f"{attachments}/sag.html.en": b"<!doctype html><script>alert(1)</script>",
            f"{attachments}/plan.txt": b"Plan",
        },
    )

    site = place.publish()

    files = sorted(path.name for path in (site.folder / "moeder/raad/2024-05-01/punkt-1/filer").iterdir())
    assert files == ["kort.svg.txt", "plan.txt", "sag.html.en.txt", "side.html.txt"]
    assert 'download="kort.svg"' in site.html("moeder/raad/2024-05-01/punkt-1/bilag-1/")
    assert 'filer/sag.html.en.txt" download="sag.html.en"' in site.html("moeder/raad/2024-05-01/punkt-1/bilag-4/")
    assert 'filer/sag.html.en.txt"' in site.html("moeder/raad/2024-05-01/punkt-1/")
    assert "<img" not in re.sub(r"(?s)^.*<article", "", site.html("moeder/raad/2024-05-01/punkt-1/"))


@pytest.mark.parametrize(
    "name",
    [
        *("a.html.en", "a.svg.en", "a.html.", "a.HTML ", "a.phtml", "a.pht", "a.php5", "a.rss", "a.kml", "a.mml"),
        *("a.opml", "1.2-kort.svg", "a.xml"),
    ],
)
def test_a_file_that_a_browser_or_a_server_may_run_gets_an_ending_that_neither_does(name):
    assert f"moeder/raad/2024-05-01/punkt-1/filer/{name}.txt" == addresses("da").attached_file(KEY, name)


@pytest.mark.parametrize("name", ["2.1-html.pdf", "svg.pdf", "1.2-plan.pdf", "kort.png", "a.txt", "php"])
def test_a_file_that_nobody_runs_keeps_its_name(name):
    assert f"moeder/raad/2024-05-01/punkt-1/filer/{name}" == addresses("da").attached_file(KEY, name)


def test_an_attachment_that_is_a_link_to_a_file_elsewhere_stops_the_build(project, tmp_path):
    place = project(town(more=attach("plan.txt")))
    (tmp_path / "secret.txt").write_text("Hemmelighus")
    link = place.folder / "meetings/raad/2024-05-01/attachments/plan.txt"
    link.parent.mkdir(parents=True)
    link.symlink_to(tmp_path / "secret.txt")

    build = place.build()

    assert not build.ok
    assert "[link-not-allowed]" in build.log


def test_every_page_says_what_it_may_run(sample_site):
    policies = {
        address: re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', sample_site.html(address))
        for address in sample_site.addresses
    }

    assert [address for address, found in policies.items() if len(found) != 1] == []
    assert [address for address, [policy] in policies.items() if "unsafe" in policy] == []
    assert [address for address, [policy] in policies.items() if "default-src &#39;none&#39;" not in policy] == []


PACKET = next((path for parent in REPOSITORY.parents for path in parent.glob("shared/packets/*.txt")), None)


@pytest.mark.skipif(PACKET is None, reason="the real packet is not here")
def test_the_real_packet_raises_no_error():
    run = CliRunner().invoke(main, ["gate", str(PACKET.parent), "--all"])

    assert [line for line in run.stdout.splitlines() if ": fejl: " in line] == []
    assert "0 fejl" in run.stderr
