"""The build as MkDocs runs it. The only module that imports mkdocs; each function is one step of `hooks/archive.py`."""

from __future__ import annotations

import logging
import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import blake2b
from importlib import resources
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Link, Navigation, Section
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import CountHandler
from mkdocs.utils.templates import TemplateContext

from minutebook import pages, site, urls
from minutebook.checks import check
from minutebook.model import Archive
from minutebook.pages.page import SECTIONS
from minutebook.privacy import publishable
from minutebook.problems import Problem, Severity, as_text
from minutebook.records.loading import load
from minutebook.settings import Settings, read_settings
from minutebook.text import Locale, locale
from minutebook.views import Views

log = get_plugin_logger("archive")
FRONT = "<!-- archive -->"
"""A line of a page in docs/ in whose place the archive's ways in and latest decisions are set."""


@dataclass
class _State:
    """What one event leaves for the next. Made anew in `on_config`, since a server builds many times in one process."""

    serving: bool = False
    archive: Archive | None = None
    views: Views | None = None
    locale: Locale = field(default_factory=lambda: locale("da"))
    settings: Settings = field(default_factory=Settings)
    stage: site.Stage | None = None
    warnings: CountHandler = field(default_factory=CountHandler)
    nav: Navigation | None = None
    files: Files | None = None
    env: Environment | None = None

    @property
    def addresses(self) -> urls.Addresses:
        return urls.addresses(self.locale.language)


_state = _State()


def start(command: str) -> None:
    """Remember whether this is a server, whose pages go to a folder that MkDocs throws away."""
    _state.serving = command == "serve"


def read_and_check(config: MkDocsConfig) -> None:
    """Read all records and check them. A problem that this build may not have ends it, all problems told."""
    global _state  # noqa: PLW0603
    logging.getLogger("mkdocs").removeHandler(_state.warnings)
    _state = _State(serving=_state.serving, locale=locale(str(config.theme["language"])))
    _state.settings, wrong = read_settings(config.extra.get("archive", {}), config.config_file_path or "mkdocs.yml")
    root = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
    reading = load(root, _state.settings.records)
    problems = [*wrong, *check(reading, root)]
    _tell(problems)
    if any(one.severity is Severity.ERROR or config.strict for one in problems):
        raise PluginError(_state.locale.plural("build.problems", len(problems)))
    _state.archive = publishable(reading.archive)
    _state.views = Views(_state.archive, _state.settings.today)
    _state.warnings.setLevel(logging.WARNING)
    logging.getLogger("mkdocs").addHandler(_state.warnings)


def _tell(problems: Iterable[Problem]) -> None:
    for one in problems:
        level = logging.ERROR if one.severity is Severity.ERROR else logging.WARNING
        log.log(level, "%s", as_text(one, _state.locale))


def set_stage(config: MkDocsConfig) -> None:
    """Build beside the published site, so that a build that fails leaves it as it was."""
    if _state.serving:
        return
    _state.stage = site.Stage(Path(config.site_dir))
    _state.stage.clear()
    config.site_dir = str(_state.stage.folder)


def set_theme(config: MkDocsConfig) -> MkDocsConfig:
    """Put our partial templates before the theme's own, and our styles after its."""
    config.theme.dirs.insert(len(config.theme.dirs) - 2, str(resources.files("minutebook") / "theme"))
    config.extra_css.append(_stylesheet()[0])
    return config


def _stylesheet() -> tuple[str, str]:
    """Return the address of our styles, which names their content, and the file they are in."""
    file = Path(str(resources.files("minutebook") / "pages" / "assets" / "archive.css"))
    return f"assets/archive.{blake2b(file.read_bytes(), digest_size=4).hexdigest()}.css", str(file)


def choose_language(files: Files, config: MkDocsConfig) -> Files:
    """Let `about.en.md` stand for `about.md` in an English archive, and leave other languages' pages out."""
    language = _state.locale.language
    for file in list(files.documentation_pages()):
        stem, _, variant = file.src_uri.removesuffix(".md").rpartition(".")
        if not stem or variant not in urls.LANGUAGES:
            continue
        plain = files.get_file_from_path(f"{stem}.md")
        if variant == language and plain is not None:
            plain.abs_src_path = file.abs_src_path
        if variant != language or plain is not None:
            files.remove(file)
    address, path = _stylesheet()
    files.append(File.generated(config, address, abs_src_path=path))
    return files


class _RecordFiles(Files):
    """Files that also know the pages of the records, under the paths that the records have in the repository."""

    records: dict[str, File]

    def get_file_from_path(self, path: str) -> File | None:
        return super().get_file_from_path(path) or self.records.get(path.removeprefix("../"))


def add_records(files: Files, config: MkDocsConfig) -> Files:
    """Let relative links from docs/ to record files lead to their pages."""
    known = _RecordFiles(list(files))
    known.records = {
        path: File.generated(config, f"{address}index.md", content="", inclusion=InclusionLevel.NOT_IN_NAV)
        for path, address in pages.record_addresses(_archive(), _state.addresses)
    }
    return known


def add_ways_in(nav: Navigation, config: MkDocsConfig) -> Navigation:
    """Put the archive's own pages into the navigation, after the front page."""
    addresses = _state.addresses
    for item in nav.items:
        if isinstance(item, Section):
            item.title = _state.locale.texts.get(f"nav.{item.title}", item.title)
    links = [Link(_state.locale(f"nav.{name}"), getattr(addresses, name)()) for name in SECTIONS]
    first = [item for item in nav.items if getattr(item, "is_homepage", False)]
    for page in first:
        page.title = _state.locale("nav.home")
    rest = [item for item in nav.items if item not in first]
    nav.items = [*first, *links, *rest]
    _state.nav = nav
    return nav


def set_front(markdown: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    """Set the archive's latest into the page that asks for it, and tell of links to records that do not exist."""
    for number, line in enumerate(page.file.content_string.split("\n"), 1):
        for found in re.findall(rf"\]\(((?:\.\./)+{re.escape(_state.settings.records)}/[^)#\s]+)", line):
            if files.get_file_from_path(posixpath.normpath(posixpath.join(posixpath.dirname(page.file.src_uri), found))) is None:
                text = _state.locale("build.no-record", found=found)
                log.warning("%s/%s:%d: %s", posixpath.basename(config.docs_dir), page.file.src_uri, number, text)
    if FRONT not in markdown:
        return markdown
    assert _state.views is not None
    address = page.url if page.url != "./" else ""
    fragment = pages.render_front(_state.views, _state.locale, _state.addresses, _state.settings.latest, address)
    return markdown.replace(FRONT, fragment)


def keep_shell(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Keep what is needed to render the theme's page around ours, once MkDocs has read all of its own."""
    _state.env, _state.files = env, files
    municipality = _archive().municipality
    about = _first_section()
    env.globals["archive"] = {
        "municipality": municipality.name,
        "licence": municipality.licence,
        "links": [page for page in about.children if isinstance(page, MkDocsPage)] if about else [],
    }


def _first_section() -> Section | None:
    """Return the section of the navigation that tells about the archive: the town's own pages."""
    sections = (item for item in _state.nav.items if isinstance(item, Section)) if _state.nav else ()
    return next(iter(sections), None)


def write_pages(config: MkDocsConfig) -> None:
    """Write every page of the records, each body in a shell that was rendered once for its depth and section."""
    folder = Path(config.site_dir)
    root = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
    shells: dict[tuple[int, str], site.Shell] = {}
    written = [page.url for page in _state.files.documentation_pages()] if _state.files else []
    assert _state.views is not None
    for page in pages.render_pages(_state.views, _state.locale, _state.addresses):
        key = (urls.depth(page.address), page.section)
        if key not in shells:
            shells[key] = _render_shell(*key, config)
        site.write_page(folder, page.address, shells[key].wrap(page))
        written.append(page.address)
    for source, address in pages.attached_files(_archive(), _state.addresses):
        site.place_file(root / source, folder / address)
    site.write_sitemaps(folder, config.site_url or "", [address.removeprefix("./") for address in written])


def _render_shell(depth: int, section: str, config: MkDocsConfig) -> site.Shell:
    """Let the theme render its page around marks, for pages so many folders deep."""
    assert _state.nav is not None
    assert _state.files is not None
    assert _state.env is not None
    file = File.generated(config, "/".join(["-"] * depth) + "/index.md", content="")
    page = MkDocsPage(site.TITLE, file, config)
    page.meta = {"description": site.DESCRIPTION, "hide": ["navigation", "toc"], "record": True}
    page.content = f"<!-- <h1 --> {site.BODY}"
    page.toc = TableOfContents([AnchorLink("", pages.MAIN_HEADING, 1)])  # where the theme's skip link leads
    page.edit_url = None
    if config.site_url:
        page.canonical_url = config.site_url.rstrip("/") + "/" + site.ADDRESS
    else:
        page.canonical_url = None
    for item in _state.nav.items:
        if isinstance(item, Link):
            item.active = item.url == getattr(_state.addresses, section)()
    context: Any = TemplateContext(
        nav=_state.nav,
        pages=_state.files.documentation_pages(),
        base_url="/".join([".."] * depth) or ".",
        extra_css=[],
        extra_javascript=[],
        mkdocs_version="",
        build_date_utc=None,  # type: ignore[typeddict-item]
        config=config,
        page=page,
    )
    html = _state.env.get_template("main.html").render(context)
    for item in _state.nav.items:
        item.active = False
    return site.Shell(html)


def publish(config: MkDocsConfig) -> None:
    """Swap the finished site in, unless this strict build has told of a warning."""
    if _state.stage is None:
        return
    if config.strict and _state.warnings.get_counts():
        return
    _state.stage.publish()
    config.site_dir = str(_state.stage.published)


def _archive() -> Archive:
    assert _state.archive is not None
    return _state.archive
