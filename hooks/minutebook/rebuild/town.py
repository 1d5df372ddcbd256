"""The town's own pages, each looked at once as it leaves; what was looked at is known by a digest."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from hashlib import blake2b
from pathlib import Path

from minutebook.privacy.finished import FinishedPage, wrong_in
from minutebook.privacy.records import roles
from minutebook.problems import Problem
from minutebook.rebuild import memory
from minutebook.rebuild.records import Records
from minutebook.records.desk import seen_from


def wrong_in_town(
    pages: Iterable[tuple[str | None, str | None, str, str]], records: Records, kept: Path
) -> list[Problem]:
    """Return what stands in finished pages of the town's and has not passed the gate.

    Each page comes as its file, its HTML, the text of its file, and its address. `kept` is the file where digests of
    pages are kept in which there was nothing.
    """
    known, clean = memory.recall(kept) or set(), set()
    found: list[Problem] = []
    public, rules = records.ask("roles", lambda: roles(records.reading.archive)), records.settings.rules
    whom = f"{sorted(public.names)}\n{sorted(public.addresses)}\n{rules}\n"
    for file, html, text, address in pages:
        digest = blake2b(f"{whom}{html}".encode(), digest_size=16).digest()
        passed = partial(_passed, text, records, address.removeprefix("./"))
        page = FinishedPage(seen_from(str(records.sources.root), file or address), html or "", passed)
        wrong = [] if digest in known else wrong_in(page, public, rules)
        found += wrong
        if not wrong:
            clean.add(digest)
    if clean != known:
        memory.keep(kept, clean)
    return found


def _passed(text: str, records: Records, address: str) -> tuple[str, str]:
    """Return the text of a page's file, and what the archive may have set into it."""
    return text, records.front(address)
