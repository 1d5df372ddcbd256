"""`minutebook import`: from files to written records, with a plan to look at and a difference to approve in between.

Exit codes: 0 all well, 1 written but `minutebook check` objects, or not approved, 2 a file cannot be imported.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from minutebook.checks import check
from minutebook.importers import attaching, report
from minutebook.importers.cutting import cut
from minutebook.importers.lines import ImportRefusedError, Packet
from minutebook.importers.planning import Plan, plan
from minutebook.importers.reading import read
from minutebook.problems import as_text, has_errors, printable
from minutebook.records.loading import load
from minutebook.text import Locale, locale

DONE, OBJECTED, REFUSED = 0, 1, 2


@dataclass(frozen=True)
class Import:
    """One run of the command."""

    records: Path
    locale: Locale
    organization: str | None = None
    dry: bool = False
    approved: bool = False
    ocr: bool = False

    def run(self, files: Sequence[Path]) -> int:
        """Import files, each with its own report, and return the exit code. A file that is refused stops no other."""
        packets, documents = attaching.sorted_out(files)
        codes = [DONE]
        for at, file in enumerate(packets, 1):
            try:
                packet = self._read(file, f" ({at}/{len(packets)})" if len(packets) > 1 else "")
                codes.append(self._one(packet, documents if len(packets) == 1 else ()))
            except ImportRefusedError as refusal:
                click.echo(self.locale(f"import.refusal.{refusal.code}", **refusal.facts), err=True)
                codes.append(REFUSED)
        if documents and len(packets) != 1:
            for file in documents:
                click.echo(self.locale("import.refusal.no-owner", file=file.name), err=True)
            codes.append(REFUSED)
        return max(codes)

    def _read(self, file: Path, which: str) -> Packet:
        """Read a file; a bar shows how far, page by page. `which` says which file of several it is."""
        if not sys.stderr.isatty():
            return read(file, ocr=self.ocr)
        label = self.locale("import.reading", file=f"{file.name}{which}")
        with click.progressbar(length=1, label=label, file=sys.stderr) as bar:

            def told(page: int, pages: int) -> None:
                bar.length = pages
                bar.update(page - bar.pos)

            packet = read(file, ocr=self.ocr, told=told)
            bar.update(bar.length - bar.pos if bar.length else 0)
            return packet

    def _one(self, packet: Packet, documents: Sequence[Path]) -> int:
        with_files = attaching.attach(cut(packet, self.organization), documents, ocr=self.ocr)
        records_language = locale(with_files.cut.labels.language)
        planned = plan(with_files.cut, self.records, records_language, self.organization, with_files.files)
        for line in report.told(planned, self.locale):
            click.echo(line)
        for refused in with_files.refused:
            click.echo(self.locale(f"import.refusal.{refused.code}", **refused.facts), err=True)
        code = self._write(planned)
        return max(code, REFUSED if with_files.refused else DONE)

    def _write(self, planned: Plan) -> int:
        if planned.asks:
            click.echo("")
            for line in report.differences(planned, self.locale):
                click.echo(line)
        if self.dry:
            click.echo(self.locale("import.dry"))
            return DONE
        kinds = (*(change.kind for change in planned.changes), *planned.originals.values())
        writing = [kind for kind in kinds if kind != "same"]
        if not writing:
            planned.carry_out(self.records)
            click.echo(self.locale("import.nothing"))
            return self._checked(planned)
        if planned.asks and not self.approved and not self._approve():
            click.echo(self.locale("import.refused"), err=True)
            return OBJECTED
        planned.carry_out(self.records)
        files = self.locale.plural("import.files", len(writing))
        click.echo(self.locale("import.written", files=files, folder=printable(planned.folder.as_posix())))
        return self._checked(planned)

    def _approve(self) -> bool:
        return sys.stdin.isatty() and click.confirm(self.locale("import.approve"))

    def _checked(self, planned: Plan) -> int:
        """Check what was written, and say what is wrong in this meeting."""
        root = self.records.absolute().parent
        here = planned.folder.absolute().relative_to(root).as_posix()
        around = {f"{self.records.name}/{change.name}" for change in planned.changes}
        found = [
            one
            for one in check(load(root, self.records.name), root)
            if one.path.startswith(f"{here}/") or one.path in around
        ]
        for one in found:
            click.echo(as_text(one, self.locale), err=True)
        return OBJECTED if has_errors(found) else DONE
