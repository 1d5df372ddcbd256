"""What the tests share: built sites, a server for them, and a browser."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from filelock import FileLock
from hypothesis import settings
from playwright.sync_api import Browser

from tests.building import REPOSITORY, Project, Site
from tests.serving import chromium, served

Once = Callable[[str, Callable[[Path], None]], Path]

# How long a case takes is no matter of tests: on a busy machine a plain one waits for half a second now and then.
settings.register_profile("minutebook", deadline=None)
settings.load_profile("minutebook")


def pytest_collection_finish() -> None:
    """Look seldom for garbage, and not among three thousand tests: that took a tenth of those that wait for nobody."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(scope="session", autouse=True)
def _cache_of_its_own(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[None]:
    """Keep what the publication gate has cleared where the tests are, and not where the user's own archives keep it."""
    base = tmp_path_factory.getbasetemp()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str((base if worker_id == "master" else base.parent) / "cache"))
        yield


@pytest.fixture
def project(tmp_path: Path) -> Callable[[Mapping[str, str]], Project]:
    """Lay out a small project of the files given; `tests.building` says what it has without being told."""
    return lambda files: Project.of_small_town(tmp_path / "project", files)


@pytest.fixture
def build_site(project: Callable[[Mapping[str, str]], Project]) -> Callable[[Mapping[str, str]], Site]:
    """Build a small site of the files given."""
    return lambda files: project(files).publish()


@pytest.fixture(scope="session")
def sample_site(built_once: Callable[[str, str], Site]) -> Site:
    """Return this repository's own archive, in Danish."""
    return built_once("sample", "")


@pytest.fixture(scope="session")
def english_site(built_once: Callable[[str, str], Site]) -> Site:
    """Return this repository's own archive with its one setting for the language changed."""
    return built_once("english", "theme:\n  language: en\n")


@pytest.fixture(scope="session")
def built_once(once: Once) -> Callable[[str, str], Site]:
    """Build this repository's archive with some settings, once for all the processes that the tests run in."""

    def build(name: str, settings: str) -> Site:
        def fill(folder: Path) -> None:
            result = Project.of_this_repository(folder, settings=settings).build()
            (folder / "log").write_text("" if result.ok else result.log, encoding="utf-8")

        folder = once(name, fill)
        said = (folder / "log").read_text(encoding="utf-8")
        assert not said, said
        return Site(folder / "site")

    return build


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Once:
    """Fill a folder of some name once for all the processes that the tests run in, and give it to each."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent

    def filled(name: str, fill: Callable[[Path], None]) -> Path:
        folder, done = shared / name, shared / f"{name}.done"
        with FileLock(shared / f"{name}.lock"):
            if not done.exists():
                folder.mkdir()
                fill(folder)
                done.touch()
        return folder

    return filled


@pytest.fixture(scope="session")
def sample_server(sample_site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the archive below the path that it is published at, and give the address of its front page.

    What is not found is answered by a page that may stand at any depth, and names its styles from the root.
    """
    settings = (REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8")
    site_url = re.search(r"^site_url: *(\S+)", settings, re.MULTILINE)
    path = urlsplit(site_url[1]).path.strip("/") if site_url else ""
    host = tmp_path_factory.mktemp("host")
    if path:
        (host / path).parent.mkdir(parents=True, exist_ok=True)
        (host / path).symlink_to(sample_site.folder, target_is_directory=True)
    with served(host if path else sample_site.folder) as address:
        yield f"{address}{path}/" if path else address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start one Chromium for all tests of a process."""
    with chromium() as browser:
        yield browser
