"""Golden cases: a small archive, what is laid over it, and what `minutebook check` then says.

A case is a YAML file. `change` replaces a passage of a file of the base archive, which has to stand there once; `write`
lays down whole files, as text or as described in `content`; `remove` takes files away, `link` lays symbolic links.
`expected` holds the lines that are printed, in Danish. All paths are seen from `meetings/`. The cases of reading, in
`tests/records/`, are of the same form; there `show` names a record, and `expected` is a picture of what was read.

`UPDATE_CASES=1 pytest tests/checks` writes into each case what is printed now, and fails, so that nobody takes it for a
run of the tests: read the difference before it is committed.
"""

from __future__ import annotations

import os
import shutil
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from click.testing import CliRunner
from minutebook.cli import main

HERE = Path(__file__).parent
CASES_BASE = HERE / "base" / "meetings"
UPDATE = bool(os.environ.get("UPDATE_CASES"))


@dataclass(frozen=True)
class Case:
    """A case as its file states it."""

    file: Path
    facts: dict[str, Any]

    @property
    def code(self) -> str:
        return self.file.parent.name

    @property
    def expected(self) -> list[str]:
        return self.facts["expected"].splitlines()

    def lay_out(self, folder: Path) -> Path:
        """Make the archive of this case in an empty folder and return the folder of its records."""
        records = folder / "meetings"
        shutil.copytree(CASES_BASE, records)
        for path in self.facts.get("remove", ()):
            (records / path).unlink()
        for path, changes in self.facts.get("change", {}).items():
            text = (records / path).read_text(encoding="utf-8")
            for old, new in changes.items():
                assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
                text = text.replace(old, new)
            (records / path).write_text(text, encoding="utf-8", newline="\n")
        for path, described in self.facts.get("write", {}).items():
            (records / path).parent.mkdir(parents=True, exist_ok=True)
            (records / path).write_bytes(content(described))
        for path, target in self.facts.get("link", {}).items():
            (records / path).symlink_to(target)
        return records

    def update(self, lines: list[str]) -> None:
        """Set what is printed into the case's file, below everything that a person wrote there."""
        head, _, _ = self.file.read_text(encoding="utf-8").partition("\nexpected:")
        told = "".join(f"  {line}".rstrip() + "\n" for line in lines)
        self.file.write_text(
            f"{head.rstrip()}\nexpected: {f'|{chr(10)}{told}' if told else chr(34) * 2 + chr(10)}", "utf-8"
        )


def cases(of: str = "checks") -> list[Case]:
    files = sorted((HERE.parent / of / "cases").rglob("*.yml"))
    return [Case(file, yaml.safe_load(file.read_text(encoding="utf-8"))) for file in files]


def content(described: str | dict[str, Any]) -> bytes:
    """Return the bytes of a file: a text, a text in another guise, bytes in hexadecimal, or a text many times over."""
    if isinstance(described, str):
        return described.encode()
    if "hex" in described:
        return bytes.fromhex(described["hex"])
    text = (
        described.get("text", "") + described.get("repeat", "") * described.get("times", 0) + described.get("end", "")
    )
    text = unicodedata.normalize(described.get("form", "NFC"), text).replace("\n", described.get("line_end", "\n"))
    return text.encode(described.get("encoding", "utf-8"))


def told(records: Path, *options: str) -> list[str]:
    """Return the lines that `minutebook check` prints."""
    result = CliRunner().invoke(main, ["check", str(records), *options], catch_exceptions=False)
    assert result.exit_code == bool(result.stdout.strip()), result.output
    return result.stdout.splitlines()
