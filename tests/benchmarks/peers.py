"""The programs that are measured beside ours: how each gets the same town, and how it is run.

They are installed in a virtual environment of their own (`requirements/bench.txt`). What is not there is said, and has
no line in the table.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from shutil import copytree

from tests.benchmarks.hugo_site import write_hugo_site
from tests.benchmarks.measuring import Run, measure, weigh
from tests.benchmarks.plain_site import write_plain_site

LAYOUTS = Path(__file__).parent / "hugo"


@dataclass(frozen=True)
class Peer:
    """A program beside ours. `program` is the path it starts by, `prepare` writes its site, `build` measures one build.

    `build` takes the program, the site and a folder for the output that does not exist yet.
    `most` is the largest number of items that it is given, where it takes too long with more; `packages` are those
    whose versions are told.
    """

    name: str
    program: Path
    packages: tuple[str, ...]
    prepare: Callable[[Path, int], None]
    build: Callable[[Path, Path, Path], Run]
    site_packages: Path
    most: int | None = None

    def version(self, package: str) -> str:
        """Return the version of one of the packages, as its wheel tells it."""
        (found,) = metadata.distributions(name=package, path=[str(self.site_packages)])
        return found.version


def _hugo_site(folder: Path, items: int) -> None:
    copytree(LAYOUTS, folder, dirs_exist_ok=True)
    write_hugo_site(folder, items)


def _hugo(program: Path, project: Path, output: Path) -> Run:
    command = [program, "build", "--noBuildLock", "--destination", output]
    return measure(command, project, output, HUGO_CACHEDIR=str(project / ".hugo-cache"))


def _pagefind(program: Path, site: Path, output: Path) -> Run:
    """Index a finished site; its output stands beside the site, so that the next program finds the site as it was."""
    return measure([program, "--site", site, "--output-path", output, "--quiet"], site.parent, output)


def _mkdocs(program: Path, project: Path, output: Path) -> Run:
    return measure([program, "build", "--quiet", "--site-dir", output], project, output)


def _zensical(program: Path, project: Path, output: Path) -> Run:
    """It writes where its settings say, and keeps a cache beside them: both are moved out of the way."""
    for left in ("site", ".cache"):
        if (project / left).exists():
            (project / left).rename(output.with_name(f"{output.name}{left}"))
    run = measure([program, "build"], project, project / "site")
    return Run(run.wall, run.cpu, run.memory, *weigh(project / "site"))


def find_peers(bin_folder: Path) -> tuple[list[Peer], list[str]]:
    """Return the peers that can be started from a virtual environment's folder of programs, and why others cannot."""
    bin_folder = bin_folder.absolute()
    packages = next(bin_folder.parent.glob("lib*/**/site-packages"), bin_folder)
    hugo, pagefind = packages / "hugo/binaries/hugo", packages / "pagefind_bin/pagefind"
    mkdocs, zensical = bin_folder / "mkdocs", bin_folder / "zensical"
    plain = write_plain_site
    peers = [
        Peer("hugo", hugo, ("hugo",), _hugo_site, _hugo, packages),
        Peer("pagefind", pagefind, ("pagefind-bin",), lambda *_: None, _pagefind, packages),
        Peer("mkdocs", mkdocs, ("mkdocs", "mkdocs-material"), plain, _mkdocs, packages, most=2_000),
        Peer("zensical", zensical, ("zensical",), plain, _zensical, packages, most=5_000),
    ]
    missing = {peer.name: why for peer in peers if (why := _why_not(peer.program))}
    if "hugo" in missing and "pagefind" not in missing:
        missing["pagefind"] = "it indexes Hugo's output"
    said = [f"{name} is left out: {why}" for name, why in missing.items()]
    return [peer for peer in peers if peer.name not in missing], said


def _why_not(program: Path) -> str:
    """Return why a program cannot be started, or nothing where it can."""
    if not program.exists():
        return "it is not installed here"
    argument = "version" if program.name == "hugo" else "--version"
    try:
        subprocess.run([program, argument], capture_output=True, check=True, timeout=60)
    except (OSError, subprocess.SubprocessError) as error:
        return f"it does not start ({type(error).__name__})"
    return ""
