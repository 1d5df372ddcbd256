"""The build as MkDocs runs it. The only module that imports mkdocs; each function is one step of `hooks/archive.py`."""

from __future__ import annotations

import logging
import posixpath
import re
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, cast

from jinja2 import Environment
from mkdocs.__main__ import State
from mkdocs.commands.build import build, get_context
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Link, Navigation, Section
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import CountHandler
from mkdocs.utils.yaml import yaml_load

from minutebook import pages, site, urls
from minutebook.checks.links import links_to_nothing
from minutebook.garbage import leave_to_the_system
from minutebook.privacy.company import company
from minutebook.privacy.logs import keep_numbers_out_of_logs, let_hear, tell, tell_waived
from minutebook.privacy.policy import protected
from minutebook.problems import Problem, has_errors
from minutebook.rebuild.lock import OccupiedError
from minutebook.rebuild.room import Making, Room
from minutebook.rebuild.searching import begin_search, write_search
from minutebook.rebuild.staging import Stage, room_of
from minutebook.rebuild.templates import listing_less
from minutebook.rebuild.texts import ChangedError
from minutebook.rebuild.town import wrong_in_town
from minutebook.rebuild.work import NoRecordsError, Work
from minutebook.search.documents import Document
from minutebook.search.header import client_files
from minutebook.serving.service import Service
from minutebook.settings import read_settings
from minutebook.text import LANGUAGES, locale
from minutebook.workforce import ClusterError

if TYPE_CHECKING:  # what only a server needs takes its time to load
    from mkdocs.livereload import LiveReloadServer

    from minutebook.serving.follower import Server

_FRONT_LINE = re.compile(r"^<!-- archive -->$", re.MULTILINE)
"""A line of a page in docs/ in whose place the archive's ways in and latest decisions are set."""

log = get_plugin_logger("archive")


@dataclass
class _Work(Work):
    """What one build works with, and what MkDocs gives it."""

    nav: Navigation = field(init=False)
    files: Files = field(init=False)
    warnings: CountHandler = field(init=False)


_service = Service()

_work: _Work


def start(command: str) -> None:
    """Remember whether this is a server, which shows its site while records are written."""
    _service.is_on = command == "serve"


def read_and_check(config: MkDocsConfig) -> None:
    """Read all records and check them. A problem that this build may not have ends it, all problems told."""
    keep_numbers_out_of_logs()
    settings_file = Path(config.config_file_path or "mkdocs.yml").absolute()
    words, root = locale(str(config.theme["language"])), settings_file.parent
    if config.theme["language"] not in LANGUAGES:
        facts = {"found": str(config.theme["language"]), "expected": ", ".join(LANGUAGES)}
        log.warning("%s: theme.language: %s", settings_file.name, words("build.no-language", **facts))
    settings, problems = read_settings(config.extra.get("archive", {}), settings_file.name)
    config.plugins.events["shutdown"].append(_service.end)
    published = _service.published(settings_file, Path(config.site_dir), config.dev_addr.port)
    others = company(settings_file, Path(config.docs_dir), config.theme.custom_dir, config.exclude_docs, yaml_load)

    def look() -> list[Problem]:
        global _work  # noqa: PLW0603
        room = Room(room_of(published), root)
        _work = _Work(root, others, words, settings, room, Stage(published, room.folder))
        # A strict build fails of what MkDocs warns of from here on, but only after its last event.
        _work.warnings = CountHandler(level=logging.WARNING)
        let_hear(_work.warnings, __name__)
        return [*problems, *_work.look(_site_url(config))]

    found = look()
    while _service.is_starting and not (config.strict or problems) and has_errors(found):
        _work.leave()
        _service.wait_for_mending(found, _work, (config.dev_addr.host, config.dev_addr.port), log)
        found = look()
    _require_none(found, config)
    _work.tell_day(settings_file.name, log)


def _require_none(problems: list[Problem], config: MkDocsConfig) -> None:
    """Tell of problems, and end a build that may not have them."""
    tell(problems, _work.locale, log)
    if has_errors(problems) or (problems and config.strict):
        raise PluginError(_work.locale.plural("build.problems", len(problems)))


def _site_url(config: MkDocsConfig) -> str:
    return f"{config.site_url.rstrip('/')}/" if config.site_url else "/"


def set_stage(config: MkDocsConfig) -> None:
    """Build beside the published site, so that a build that fails leaves it as it was.

    The tree is begun no sooner: a build whose records are wrong would lose the one that the next build begins with.
    """
    if not _work.records.unchanged:
        _work.stage.open_ahead(_work.records.ledger.left)
    _work.searching = begin_search(_work.room, _work.records, _work.stage)
    config.site_dir = str(_work.stage.made)


def set_theme(config: MkDocsConfig) -> MkDocsConfig:
    """Put our partial templates before the theme's own, our styles after its, and its switches into our words."""
    config.theme.dirs.insert(len(config.theme.dirs) - 2, str(resources.files("minutebook") / "theme"))
    config.theme.get_env = listing_less(config.theme.get_env)  # type: ignore[method-assign] # no event comes between
    config.extra_css.append(pages.stylesheet()[0])
    palette = config.theme.get("palette") or []
    for toggle in [option["toggle"] for option in palette if isinstance(option, dict) and "toggle" in option]:
        toggle["name"] = _work.locale.texts.get(f"palette.{toggle['name']}", toggle["name"])
    return config


def choose_language(files: Files, config: MkDocsConfig) -> Files:
    """Let `about.en.md` stand for `about.md` in an English archive, and leave other languages' pages out."""
    for file in list(files.documentation_pages()):
        stem, _, variant = file.src_uri.removesuffix(".md").rpartition(".")
        if not stem or variant not in urls.LANGUAGES:
            continue
        plain = files.get_file_from_path(f"{stem}.md")
        if variant == _work.locale.language and plain is not None:
            plain.abs_src_path = file.abs_src_path
        if variant != _work.locale.language or plain is not None:
            files.remove(file)
    for place, content in (pages.stylesheet(), *(client_files() if _work.settings.search else ())):
        files.append(File.generated(config, place, content=content))
    return files


class _RecordFiles(Files):
    """Files that also know the pages of the records, under the paths that the records have in the repository."""

    config: MkDocsConfig

    def get_file_from_path(self, path: str) -> File | None:
        return super().get_file_from_path(path) or self._page(path.removeprefix("../"))

    def _page(self, path: str) -> File | None:
        if (address := _work.records.page_of(path)) is None:
            return None
        return File.generated(self.config, f"{address}index.md", content="", inclusion=InclusionLevel.NOT_IN_NAV)


def add_records(files: Files, config: MkDocsConfig) -> Files:
    """Let relative links from docs/ to record files lead to their pages."""
    known = _RecordFiles(list(files))
    known.config = config
    return known


def add_ways_in(nav: Navigation) -> Navigation:
    """Put the archive's own pages into the navigation, after the front page, and name the town's sections."""
    words = _work.locale
    for item in nav.items:
        if isinstance(item, Section):
            item.title = words.texts.get(f"nav.{item.title}", item.title)
    front = [item for item in nav.items if isinstance(item, MkDocsPage) and item.is_homepage]
    for page in front:
        page.title = words("nav.home")
    sections = _work.records.ask("sections", lambda: pages.sections_in_use(_work.records.views))
    ways = [Link(words(f"nav.{name}"), getattr(_work.addresses, name)()) for name in sections]
    nav.items = [*front, *ways, *(item for item in nav.items if item not in front)]
    _work.nav = nav
    return nav


def set_front(markdown: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    """Set the archive's latest into the page that asks for it, and tell of links to records that do not exist."""
    place = (page.file.content_string, page.file.src_uri, _work.settings.records)
    for line, found in links_to_nothing(*place, files.get_file_from_path):
        text = _work.locale("build.no-record", found=found)
        log.warning("%s/%s:%d: %s", posixpath.basename(config.docs_dir), page.file.src_uri, line, text)
    return _FRONT_LINE.sub(lambda _: _work.records.front(page.url.removeprefix("./")), markdown)


def set_content(html: str, page: MkDocsPage) -> str:
    """Let a keyboard scroll the tables of docs/ too, as it does those of the records. Keep what it says, for search."""
    _work.documents.append(Document(page.url.removeprefix("./"), str(page.title or ""), html))
    return pages.finished(pages.with_scrolling_tables(html, _work.locale), page.url.removeprefix("./"))


def keep_shell(env: Environment, files: Files, config: MkDocsConfig) -> None:
    """Look at the town's pages once MkDocs has read all; keep what is needed to render the theme's around ours."""
    town = [(f.abs_src_path, f.page.content, f.content_string, f.url) for f in files.documentation_pages() if f.page]
    _require_none(wrong_in_town(town, _work.records, _work.room.folder / "town"), config)
    _work.env, _work.files = env, files
    env.bytecode_cache = _work.room.templates
    about = next((item.children for item in _work.nav.items if isinstance(item, Section)), [])
    env.globals["archive"] = _work.surroundings([page for page in about if isinstance(page, MkDocsPage)])


def write_pages(config: MkDocsConfig) -> None:
    """Write every page of the records that may have changed, each body in a shell rendered once for many."""
    made, records = Path(config.site_dir), _work.records
    places = {*pages.SHELL_OF.values(), *((depth, "search") for depth in (1, 2, 3))}
    shells = {place: _render_shell(*place, config) for place in sorted(places)}
    _work.making = Making(_work.room, _work.stage, records, shells)
    written = [file.url.removeprefix("./") for file in _work.files.documentation_pages()]
    written += _work.making.make_pages()
    _work.making.place_attached()
    for address, sheet in records.sheets():
        site.write_file(made / address, sheet)
    if _work.settings.search:
        written += write_search(_work.making, records, _work.documents, _work.searching)
    site.write_sitemaps(made, _site_url(config), written)
    _work.making.take_made()


def _render_shell(depth: int, section: str, config: MkDocsConfig) -> site.Shell:
    """Let the theme render its page around marks, for pages so many folders deep."""
    page = MkDocsPage(site.TITLE, File.generated(config, f"{'-/' * depth}index.md", content=""), config)
    page.meta = {"description": site.DESCRIPTION, "hide": ["navigation", "toc"]}
    page.content = site.BODY
    page.toc = TableOfContents([AnchorLink("", pages.MAIN_HEADING, 1)])  # where the theme's skip link leads
    page.edit_url = None
    page.canonical_url = f"{config.site_url.rstrip('/')}/{site.ADDRESS}" if config.site_url else None
    current = getattr(_work.addresses, section)()
    ways = [item for item in _work.nav.items if isinstance(item, Link)]
    for way in ways:
        way.active = way.url == current
    html = protect(_work.env.get_template("main.html").render(get_context(_work.nav, _work.files, config, page)))
    for way in ways:
        way.active = False
    return site.Shell(html)


def protect(html: str, content: str | None = None) -> str:
    """Let a page say what it may load and run; no code in its content may run."""
    return protected(html, content or "", reloading=_service.is_on)


def publish(config: MkDocsConfig) -> None:
    """Swap the finished site in, unless this strict build has told of a warning. Say what it lets through."""
    tell_waived(_work.waived, _work.locale, log)
    if config.strict and not _service.is_on and _work.warnings.get_counts():
        _work.stage.drop()
    else:
        _work.making.publish()
        config.site_dir = str(_work.stage.published)
    _work.room.leave()
    _service.keep(_work)
    if not _service.is_on:
        leave_to_the_system(_work)


def follow(server: LiveReloadServer, config: MkDocsConfig) -> None:
    """Let pages of records follow their files at once, and the whole site a little later."""
    watched = config.docs_dir, config.config_file_path
    again = partial(build_again, str(config.config_file_path), str(config.site_url))
    _service.follow(cast("Server", server), _work, watched, again, log)


def build_again(config_file: str, site_url: str, site: Path) -> None:
    """Build a server's site from a process of its own, which says only what is wrong."""
    _state = State(level=logging.WARNING)  # type: ignore[no-untyped-call] # its handler goes when it does
    config = load_config(config_file, site_dir=str(site))
    config.site_url = site_url
    config.plugins.on_startup(command="serve", dirty=False)
    _service.publish_into(site)
    build(config)


def clear_stage(error: Exception) -> None:
    """Remove what a build that failed had written so far. Say what to do where it could not begin."""
    with suppress(NameError):  # of a build that failed before it had anything to work with
        _work.leave()
    if isinstance(error, ChangedError | ClusterError | NoRecordsError | OccupiedError):
        raise PluginError(_work.locale(error.text, **error.facts)) from error
