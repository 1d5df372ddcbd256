"""The examination: every file that may leave is looked at, and what is found becomes problems, or is waived.

Short text files are read here; everything else by examiners, in processes of their own.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from hashlib import blake2b
from itertools import chain
from pathlib import Path
from stat import S_ISLNK

from minutebook.model import Waiver
from minutebook.personal.others import Roles
from minutebook.privacy import inspection
from minutebook.privacy.carriers.forms import is_our_text
from minutebook.privacy.cleared import Cleared
from minutebook.privacy.inspection import Report, Sighting
from minutebook.privacy.passage import Gap, Step
from minutebook.privacy.rules import Rules
from minutebook.privacy.supervision import Limits, examine
from minutebook.problems import Problem, problem
from minutebook.records.desk import seen_from
from minutebook.workforce import HERE, Workforce

_READ_HERE = (".md", ".yml", ".yaml")
_MOST_READ_HERE = 1 << 20
MANY = 1_000
"""Files. Fewer than these are looked at before other processes have started."""

_CHUNK = 128
_AT_ONCE = 32
"""Files that are read before they are looked at: by system calls one after another, each takes half its time."""

_MOST_DIGESTED = 1 << 26
NO_FOLDERS = {".git", ".hg", ".svn"}
UNCHECKED = {
    "broken",
    "broken-page",
    "crashed",
    "encrypted",
    "link",
    "memory",
    "packed",
    "time",
    "too-deep",
    "too-large",
    "too-many-members",
    "unreadable",
}
"""Gaps that are errors: what could not be read may hold anything. Others leave a part of a file in doubt."""


@dataclass(frozen=True, slots=True)
class Waived:
    """A finding that is published because somebody decided so."""

    path: str
    waiver: Waiver


@dataclass(frozen=True, slots=True)
class Examined:
    """A file that was looked at, by its path as people see it, and what was seen."""

    path: str
    report: Report


@dataclass(frozen=True, slots=True)
class Examination:
    """What is wrong with what is about to leave, and what was waived."""

    problems: tuple[Problem, ...] = ()
    waived: tuple[Waived, ...] = ()


@dataclass(frozen=True)
class Desk:
    """How files are looked at: by which rules, knowing whom, by whom, and what need not be looked at again."""

    rules: Rules = field(default_factory=Rules)
    roles: Roles = field(default_factory=Roles)
    workforce: Workforce = HERE
    limits: Limits = field(default_factory=Limits)
    cleared: Cleared = field(default_factory=Cleared)
    seen: Callable[[], object] = bool

    def look(self, files: Sequence[tuple[Path, str]]) -> Iterator[Examined]:
        """Yield what was seen in each file and in its name, in their order; a file comes with its path for people."""
        reports = dict(zip((path for _, path in files), self._at_once([file for file, _ in files]), strict=True))
        for report in reports.values():
            if report is not None:
                self.seen()
        others = [(file, path) for file, path in files if reports[path] is None]
        found = examine(
            [file for file, _ in others],
            self.roles,
            initials=self.rules.initials,
            workforce=self.workforce,
            limits=self.limits,
            seen=self.seen,
        )
        for (file, path), report in zip(others, found, strict=True):
            reports[path] = report
            if report.clean:
                self.cleared.add(file, self.whom)
        examined = [Examined(path, self._whole(file, path, reports[path] or Report())) for file, path in files]
        self.cleared.save()
        yield from examined

    def _whole(self, file: Path, path: str, report: Report) -> Report:
        """Return what is to be said of a file and of its name."""
        gaps = tuple(replace(gap, place=_digest(gap.reason, file)) for gap in report.gaps)
        whole = Report((*inspection.names(path).sightings, *report.sightings), gaps)
        if whole.clean:
            self.cleared.note(file, self.whom)
        return whole

    @cached_property
    def whom(self) -> str:
        """Name all that decides what is personal in a text: the rules, and who has a public role."""
        known = (*sorted(self.roles.names), *sorted(self.roles.addresses), str(self.rules.initials))
        return blake2b("\n".join(known).encode(), digest_size=16).hexdigest()

    def _at_once(self, files: Sequence[Path]) -> Iterator[Report | None]:
        """Look at those of some files that need no examiner; many of them are shared out among processes."""
        inspector = _Inspector(self.roles, initials=self.rules.initials)
        here = Workforce(count=self.workforce.count)
        with nullcontext() if len(files) < MANY else here.gathered(inspector, joining=True) as crew:
            chunks = [files[start : start + _CHUNK] for start in range(0, len(files), _CHUNK)]
            seen = crew.results(_Inspector.look, chunks) if crew else map(inspector.look, chunks)
            for file, report in zip(files, chain.from_iterable(seen), strict=True):
                yield Report() if report is None and self.cleared.holds(file, self.whom) else report


@dataclass(frozen=True)
class _Inspector:
    """Looks at texts that are read as they stand."""

    roles: Roles
    initials: bool

    def look(self, files: Sequence[Path]) -> list[Report | None]:
        """Return what was seen in each file; nothing of one that an examiner has to open."""
        reports: list[Report | None] = []
        for start in range(0, len(files), _AT_ONCE):
            some = files[start : start + _AT_ONCE]
            reports += map(self._look, some, list(map(_read, some)))
        return reports

    def _look(self, file: Path, data: bytes | Report | None) -> Report | None:
        if isinstance(data, bytes) and is_our_text(data, file.name):
            return inspection.inspect(data, file.name, self.roles, initials=self.initials)
        return data if isinstance(data, Report) else None


def _read(file: Path) -> bytes | Report | None:
    """Return what a short text file holds; of a link, the report, and of anything else nothing."""
    path, status = str(file), os.lstat(file)
    if S_ISLNK(status.st_mode):
        return Report(gaps=(Gap("link"),))
    if not path.endswith(_READ_HERE) or status.st_size > _MOST_READ_HERE:
        return None
    with open(path, "rb", buffering=0) as stream:  # noqa: PTH123 - by the tens of thousands
        return stream.read()


def judge(examined: Iterable[Examined], rules: Rules, waivers: Sequence[Waiver], path: str, today: date) -> Examination:
    """Return what is wrong with what was seen, but for what is waived; an expired waiver waives nothing.

    `path` is that of the file that the waivers stand in.
    """
    problems: list[Problem] = []
    waived: list[Waived] = []
    valid = {(waiver.file, waiver.place): waiver for waiver in waivers if waiver.place and waiver.expires >= today}
    used: set[Waiver] = set()
    for one in examined:
        for seen in one.report.sightings:
            verdict = rules.verdict(seen.kind, seen.tier)
            waiver = valid.get((one.path, seen.place))
            if waiver and verdict != "none":
                waived += [] if waiver in used else [Waived(one.path, waiver)]
                used.add(waiver)
            elif verdict != "none":
                problems.append(sighted(one.path, seen, verdict))
        for gap in one.report.gaps:
            waiver = valid.get((one.path, gap.place))
            if waiver:
                waived.append(Waived(one.path, waiver))
                used.add(waiver)
            else:
                problems.append(_unchecked(one.path, gap))
    problems += _about_waivers(waivers, path, used, today)
    return Examination(tuple(problems), tuple(waived))


def _digest(reason: str, file: Path) -> str:
    """Return a digest of a file that could not be looked at; of one that is too large to be read, its beginning.

    That of a link holds on to where it points and to what lies there. A link to anything but a file has none, since
    what lies below a folder comes and goes.
    """
    digest = blake2b(f"{reason}\n".encode(), digest_size=8)
    if file.is_symlink():
        if file.exists() and not file.is_file():
            return ""
        digest.update(os.fsencode(file.readlink()))
    if file.is_file():
        size = file.stat().st_size
        with file.open("rb") as stream:
            digest.update(stream.read(min(size, _MOST_DIGESTED)))
        digest.update(str(size).encode())
    return digest.hexdigest()


def sighted(path: str, seen: Sighting, verdict: str) -> Problem:
    """Return what was seen in a file as a problem; `verdict` is what the rules say of it."""
    code = "personal-data" if seen.kind != "cpr" else "cpr-number" if verdict == "error" else "possible-cpr-number"
    facts = {"mask": seen.mask, "kind": seen.kind, "place": written(seen.way), "reasons": " ".join(seen.reasons)}
    return problem(path, code, line=seen.line, **facts)


def _unchecked(path: str, gap: Gap) -> Problem:
    code = "unchecked-file" if gap.reason in UNCHECKED else "partly-checked-file"
    return problem(path, code, place=written(gap.way), reasons=gap.reason)


def _about_waivers(waivers: Sequence[Waiver], path: str, used: set[Waiver], today: date) -> Iterator[Problem]:
    for index, waiver in enumerate(waivers):
        if waiver.expires < today:
            yield problem(path, "waiver-expired", field=f"[{index}].expires", found=f"{waiver.expires}")
        elif waiver not in used:
            yield problem(path, "waiver-unused", field=f"[{index}].place", found=waiver.file)


def written(way: tuple[Step, ...]) -> str:
    """Return the way to a place as a fact of a problem, which `personal.wording` puts into words."""
    return " > ".join(f"{kind}:{name.replace('>', '»')}" for kind, name in way)


def files_below(folder: Path, root: Path) -> Iterator[tuple[Path, str]]:
    """Yield every file below a folder with its path from the root, in order; links are yielded, and never followed."""
    for path in paths_below(str(folder)):
        yield Path(path), seen_from(str(root), path)


def paths_below(folder: str) -> Iterator[str]:
    """Yield the path of every file and link below a folder, those of a folder before those of the folders in it."""
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    inner = [entry for entry in entries if entry.is_dir(follow_symlinks=False)]
    yield from (entry.path for entry in entries if not entry.is_dir(follow_symlinks=False))
    for entry in inner:
        if entry.name not in NO_FOLDERS:
            yield from paths_below(entry.path)
