"""Files made to hurt whoever reads them: each is told by its name, and the next one is read as if nothing had been."""

from __future__ import annotations

import gzip
import io
import json
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from minutebook.personal.others import Roles
from minutebook.privacy.carriers.budget import MOST_MEMBERS
from minutebook.privacy.examination import UNCHECKED, Desk, files_below
from minutebook.privacy.inspection import Report
from minutebook.privacy.supervision import PACKAGES, Limits, examine
from minutebook.workforce import Workforce
from pypdf import PdfWriter

from tests.planting import WORD, docx, hyphened, numbers, pdf, zipped

PLANTED = hyphened(next(numbers(1)))
MEGABYTE = 1024 * 1024


def nested(depth: int) -> bytes:
    held = PLANTED.encode()
    for level in range(depth):
        held = zipped({f"{level}.zip": held})
    return held


def laughing_docx() -> bytes:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return docx(
        word_comments=f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "{PLANTED}">{entities}]><x {WORD}><p>&a9;</p></x>'
    )


def test_what_only_calls_itself_markdown_is_opened_by_a_child_and_never_here(tmp_path):
    """The form is told by the content, so a record's ending must not bring a hostile PDF into the build's process."""
    (tmp_path / "01-sag.md").write_bytes(pdf(f"CPR {PLANTED}"))
    (tmp_path / "02-sag.md").write_text(f"CPR {PLANTED}\n", encoding="utf-8")
    look = (
        "import sys; from pathlib import Path; from minutebook.privacy.examination import Desk\n"
        "from minutebook.workforce import Workforce\n"
        "files = [(file, file.name) for file in sorted(Path(sys.argv[1]).iterdir())]\n"
        "seen = list(Desk(workforce=Workforce(count=1)).look(files))\n"
        "print([len(one.report.sightings) for one in seen], 'pypdf' in sys.modules, 'pypdfium2' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", look, tmp_path], capture_output=True, encoding="utf-8", check=True)

    assert "[1, 1] False False\n" == run.stdout


def locked_pdf() -> bytes:
    writer, held = PdfWriter(io.BytesIO(pdf("Hemmeligt"))), io.BytesIO()
    writer.encrypt("kodeord", algorithm="RC4-128")
    writer.write(held)
    return held.getvalue()


def locked_zip() -> bytes:
    data = bytearray(zipped({"a.txt": "x"}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(mark) + place
        data[at : at + 2] = struct.pack("<H", 1)
    return bytes(data)


def endless_pages() -> bytes:
    return pdf("x").replace(b"/Kids [10 0 R]", b"/Kids [ 2 0 R]")


HOSTILE = {
    "a zip that unpacks to more than there is room for": (
        "a.zip",
        lambda: zipped({"a.txt": bytes(300 * MEGABYTE)}),
        {"too-large"},
    ),
    "a gzip that does the same": ("a.gz", lambda: gzip.compress(bytes(300 * MEGABYTE), 1), {"too-large"}),
    "zips within zips": ("a.zip", lambda: nested(30), {"too-deep"}),
    "a zip of more files than are looked at": (
        "a.zip",
        lambda: zipped({str(number): "" for number in range(MOST_MEMBERS + 1)}),
        {"too-many-members"},
    ),
    "a zip that ends in the middle": ("a.zip", lambda: zipped({"a.txt": PLANTED * 1000})[:60], {"broken"}),
    "a zip under a password": ("a.zip", locked_zip, {"encrypted"}),
    "a PDF under a password": ("a.pdf", locked_pdf, {"encrypted"}),
    "a PDF that is none": ("a.pdf", lambda: b"%PDF-1.7\n" + bytes(range(256)) * 100, {"broken"}),
    "a PNG whose text does the same": (
        "a.png",
        lambda: (
            b"\x89PNG\r\n\x1a\n"
            + _chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(300 * MEGABYTE), 1))
            + _chunk(b"IEND", b"")
        ),
        {"too-large"},
    ),
    "an archive of a form that nobody here reads": ("a.7z", lambda: b"7z\xbc\xaf\x27\x1c" + bytes(100), {"packed"}),
}

HARMLESS = {
    "a document of entities within entities": ("a.docx", laughing_docx),
    "a PDF whose pages hold themselves": ("a.pdf", endless_pages),
    "a PDF that unpacks to a thousand times its size": (
        "a.pdf",
        lambda: pdf("x", streams={"/Type /Metadata": bytes(16 * MEGABYTE)}),
    ),
    "a thousand lists within one another": ("a.html", lambda: b"<html>" + b"<ul><li>" * 100_000),
    "XML that goes deep": ("a.svg", lambda: b"<svg>" + b"<g>" * 200_000),
    "brackets without end": ("a.pdf", lambda: pdf("x", beside=f"/A {'[' * 5000}")),
    "a mail of parts within parts": ("a.eml", lambda: b"From: x\nContent-Type: multipart/mixed; boundary=a\n\n" * 3000),
    "a table without end": ("a.csv", lambda: b"a;b\n" + b"1;2\n" * 50_000),
    "an expression's nightmare": ("a.txt", lambda: (b"a@" * 50_000) + b" " + b"A" * 100_000 + b"vej 1"),
}


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_is_told_by_its_name_and_the_next_one_is_read(tmp_path, kind):
    name, make, reasons = HOSTILE[kind]
    (tmp_path / name).write_bytes(make())

    told = {gap.reason for gap in seen_before_another_file(tmp_path)[name].gaps}

    assert told == reasons
    assert told <= UNCHECKED


@pytest.mark.parametrize("kind", HARMLESS)
def test_what_only_looks_hostile_is_read_or_told_and_the_next_one_is_read(tmp_path, kind):
    name, make = HARMLESS[kind]
    (tmp_path / name).write_bytes(make())

    assert "crashed" not in {gap.reason for gap in seen_before_another_file(tmp_path)[name].gaps}


def test_a_file_of_gigabytes_is_told_without_being_read(tmp_path):
    with (tmp_path / "a.txt").open("wb") as stream:
        stream.truncate(2 * 1024 * MEGABYTE)

    assert [gap.reason for gap in seen_before_another_file(tmp_path)["a.txt"].gaps] == ["too-large"]


def seen_before_another_file(folder: Path) -> dict[str, Report]:
    (folder / "zz.txt").write_text(PLANTED)
    seen = {one.path: one.report for one in Desk(workforce=Workforce(count=1)).look(list(files_below(folder, folder)))}
    assert [one.tier for one in seen["zz.txt"].sightings] == ["high"]
    return seen


def test_a_file_that_takes_too_long_is_stopped_and_the_next_one_is_read(tmp_path):
    slow, next_one = tmp_path / "a.txt", tmp_path / "b.txt"
    slow.write_text("010180-1238 x " * 4_000_000)
    next_one.write_text(PLANTED)

    first, second = examine([slow, next_one], Roles(), workforce=Workforce(count=1), limits=Limits(seconds=6))

    assert [gap.reason for gap in first.gaps] == ["time"]
    assert [one.tier for one in second.sightings] == ["high"]


def test_an_examiner_ends_with_whoever_asked_it_whatever_it_is_at(tmp_path):
    slow = tmp_path / "a.txt"
    slow.write_text("010180-1238 x " * 500_000)
    task = {"names": [], "addresses": [], "initials": False, "memory": Limits().memory}
    run = subprocess.run(
        [sys.executable, "-m", "minutebook.privacy.examiner"],
        input=f"{json.dumps(task)}\n{json.dumps(str(slow))}\n",
        stdout=subprocess.PIPE,
        cwd=PACKAGES,
        encoding="utf-8",
        check=True,
    )

    assert "" == run.stdout  # it was not done when there was nobody any more to ask


def test_a_file_that_needs_too_much_memory_is_stopped_and_the_next_one_is_read(tmp_path):
    large, next_one = tmp_path / "a.gz", tmp_path / "b.txt"
    large.write_bytes(gzip.compress(bytes(120 * MEGABYTE), 1))
    next_one.write_text(PLANTED)

    first, second = examine(
        [large, next_one], Roles(), workforce=Workforce(count=1), limits=Limits(memory=200 * MEGABYTE)
    )

    assert {gap.reason for gap in first.gaps} <= {"memory", "crashed"}
    assert first.gaps
    assert [one.tier for one in second.sightings] == ["high"]


def test_a_link_to_another_file_is_not_followed(tmp_path):
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "a.txt").write_text(PLANTED)
    (tmp_path / "open").mkdir()
    (tmp_path / "open" / "file.txt").symlink_to(tmp_path / "secret" / "a.txt")
    (tmp_path / "open" / "folder").symlink_to(tmp_path / "secret")

    seen = {one.path: one.report for one in Desk().look(list(files_below(tmp_path / "open", tmp_path / "open")))}

    assert {path: [gap.reason for gap in report.gaps] for path, report in seen.items()} == {
        "file.txt": ["link"],
        "folder": ["link"],
    }
