"""`mkdocs serve`, as a clerk starts it: what is saved is seen, what is wrong is told, and nothing is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from socket import socket
from time import monotonic, sleep
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from tests.building import Project
from tests.interrupting import mkdocs

ITEM = (
    "---\nnumber: 1\ntitle: {title}\nkind: decision\ndecision:\n  - {{outcome: adopted, text: Godkendt.}}\n---\n\n"
    "## Sagsfremstilling\n\nOrd.\n"
)
FILES = {
    "docs/index.md": "# Testby\n\n<!-- archive -->\n",
    "meetings/raad/organization.yml": "name: Rådet\nclassification: council\n",
    "meetings/raad/2024-03-04/meeting.yml": "start: 2024-03-04\nstate: minutes\n",
    "meetings/raad/2024-03-04/01-skole.md": ITEM.format(title="Ny skole"),
}
PATIENCE = 120


class Served:
    def __init__(self, project: Project, process: subprocess.Popen[str], base: str, log: Path) -> None:
        self.project, self.process, self.base, self.log = project, process, base, log

    def get(self, address: str) -> str:
        try:
            with urlopen(f"{self.base}{address}", timeout=PATIENCE) as answer:  # noqa: S310 - on this machine
                return answer.read().decode()
        except HTTPError as error:
            with error:
                return f"{error.code}"
        except OSError:  # of a server that has not begun
            return ""

    def until(self, address: str, met: Callable[[str], bool]) -> None:
        end = monotonic() + PATIENCE
        while not met(said := self.get(address)):
            assert monotonic() < end, f"{said}\n{self.log.read_text(encoding='utf-8')}"
            sleep(0.05)


@contextmanager
def serving(folder: Path, files: Mapping[str, str], said: str) -> Iterator[Served]:
    """Serve a town, and give it once its server has said something."""
    project = Project.of_small_town(folder / "town", files)
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = folder / "log"
    temporary = folder / "temporary"
    temporary.mkdir()
    with log.open("w") as out:
        process = subprocess.Popen(
            mkdocs("serve", "--dev-addr", f"127.0.0.1:{port}"),
            cwd=project.folder,
            env={
                "PATH": "",
                "NO_MKDOCS_2_WARNING": "1",
                "TMPDIR": str(temporary),
                "HOME": str(folder),
                "XDG_CACHE_HOME": os.environ["XDG_CACHE_HOME"],  # what follows from the dictionary is read off it once
            },
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        end = monotonic() + PATIENCE
        while said not in log.read_text(encoding="utf-8"):
            assert process.poll() is None, log.read_text(encoding="utf-8")
            assert monotonic() < end, log.read_text(encoding="utf-8")
            sleep(0.05)
        yield Served(project, process, f"http://127.0.0.1:{port}/", log)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(PATIENCE)
    assert "Traceback" not in log.read_text(encoding="utf-8")
    assert [path.name for path in temporary.iterdir()] == []


@pytest.fixture
def served(tmp_path) -> Iterator[Served]:
    with serving(tmp_path, FILES, "Serving on") as serves:
        yield serves


def test_a_clerk_sees_what_is_saved_what_is_wrong_and_the_town_s_own_pages(served):
    assert "Ny skole" in served.get("moeder/raad/2024-03-04/punkt-1/")

    served.project.write({"meetings/raad/2024-03-04/01-skole.md": ITEM.format(title="Ingen skole")})
    served.until("moeder/raad/2024-03-04/punkt-1/", lambda page: "Ingen skole" in page)
    served.until("", lambda page: "Ingen skole" in page)  # which only a build makes

    served.project.write({"meetings/raad/2024-03-04/02-vej.md": ITEM.format(title='"Vejen')})
    served.until("moeder/raad/2024-03-04/", lambda page: "02-vej.md:3" in page and "livereload" in page)
    served.project.write({"meetings/raad/2024-03-04/02-vej.md": ITEM.format(title="Vejen").replace(": 1", ": 2")})
    served.until("moeder/raad/2024-03-04/punkt-2/", lambda page: "Vejen" in page)

    served.project.write({"docs/hjaelp.md": "# Sådan gør du\n"})
    served.until("hjaelp/", lambda page: "Sådan gør du" in page)
    served.project.write({"meetings/raad/2024-03-04/01-skole.md": ITEM.format(title='"Skolen')})
    served.until("hjaelp/", lambda page: "01-skole.md:3" in page)  # which no build tells
    served.project.write({"meetings/raad/2024-03-04/01-skole.md": ITEM.format(title="Skolen")})
    served.until("moeder/raad/2024-03-04/punkt-1/", lambda page: "Skolen" in page)

    (served.project.folder / "meetings/raad/2024-03-04/02-vej.md").unlink()
    served.until("moeder/raad/2024-03-04/punkt-2/", lambda page: page == "404")


def test_a_server_of_wrong_records_tells_what_to_mend_and_goes_on_when_that_is_done(tmp_path, browser):
    item = "meetings/raad/2024-03-04/01-skole.md"
    page = browser.new_page()
    with serving(tmp_path, {**FILES, item: ITEM.format(title='"Ny')}, "Ret fejlene") as served:
        served.until("", lambda page: "01-skole.md:3" in page)
        page.goto(f"{served.base}moeder/raad/2024-03-04/punkt-1/")

        served.project.write({item: ITEM.format(title="Ny skole").replace("kind: decision", "kind: decisoin")})
        page.get_by_text("01-skole.md:4").wait_for()

        served.project.write({item: ITEM.format(title="Ny skole")})
        page.get_by_role("heading", name="Ny skole").wait_for()
    page.close()


def test_a_server_that_waits_for_right_records_can_be_ended(tmp_path):
    with serving(tmp_path, {**FILES, "meetings/raad/organization.yml": "name: Rådet\n"}, "Ret fejlene") as served:
        served.until("", lambda page: "organization.yml" in page)
