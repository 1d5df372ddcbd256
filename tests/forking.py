"""Builds in processes of their own, forked from one that has loaded MkDocs and the program beforehand."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from minutebook.rebuild.staging import room_of

PROGRAM = """
import json, os, sys
before = dict(os.environ)
import material.plugins.search.plugin, mkdocs.__main__, mkdocs.commands.build, mkdocs.config.defaults
import minutebook.build, minutebook.search.site
from minutebook.records.prose import section_kinds
from simplemma.strategies.dictionaries.dictionary_factory import DEFAULT_DICTIONARY_FACTORY

DEFAULT_DICTIONARY_FACTORY.get_dictionary("da")
section_kinds()  # which reads the texts of all languages
own = dict(os.environ.items() - before.items())  # what the program sets when it is loaded, which is done here
for line in sys.stdin:
    folder, environment, log = json.loads(line)
    child = os.fork()
    if not child:
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(environment | own)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        written = os.open(log, os.O_WRONLY | os.O_CREAT)
        os.dup2(written, 1)
        os.dup2(written, 2)
        sys.argv = ["mkdocs", "build", "--strict"]
        sys.exit(mkdocs.__main__.cli())
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""
"""To load the libraries and the dictionary takes longer than all the rest of a small build."""

CAN_FORK = hasattr(os, "fork")


def build(folder: Path, environment: Mapping[str, str]) -> tuple[int, str]:
    """Run `mkdocs build --strict` in a folder; return what it ended with and all that it said."""
    parent, kept = _parent(), _kept() / "templates"
    room = room_of(folder / "site")
    if kept.exists() and not room.exists():
        room.mkdir(parents=True)
        shutil.copy(kept, room)
    log = _kept() / "log"
    log.unlink(missing_ok=True)
    parent.stdin.write(json.dumps([str(folder), dict(environment), str(log)]) + "\n")
    parent.stdin.flush()
    code = int(parent.stdout.readline())
    if not kept.exists() and (room / "templates").exists():
        shutil.copy(room / "templates", kept)
    return code, log.read_text(encoding="utf-8")


@cache
def _kept() -> Path:
    """Return a folder for the templates as a build has compiled them, which takes half of a small first build."""
    folder = TemporaryDirectory()
    atexit.register(folder.cleanup)
    return Path(folder.name)


@cache
def _parent() -> subprocess.Popen[str]:
    """Start the process that has everything loaded; it ends with this one."""
    parent = subprocess.Popen(
        [sys.executable, "-c", PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    )
    atexit.register(parent.communicate)
    return parent
