"""What an import tells: the plan, the account, the difference to approve, and what a clerk has to look at."""

from __future__ import annotations

from collections.abc import Iterator

from minutebook.importers.account import Destination
from minutebook.importers.drafts import Note
from minutebook.importers.planning import Plan
from minutebook.text import Locale


def told(plan: Plan, locale: Locale) -> Iterator[str]:
    """Yield the report of a plan, line by line."""
    meeting = plan.cut.meeting
    yield locale(
        "import.plan",
        file=plan.cut.packet.name,
        organization=meeting.identity.organization,
        day=locale.day(meeting.identity.day),
        items=locale.plural("import.items", len(meeting.items)),
    )
    for change in plan.changes:
        yield f"  {locale(f'import.change.{change.kind}'):<9} {change.name}"
    for name, kind in plan.originals.items():
        yield f"  {locale(f'import.change.{kind}'):<9} {_beside(plan, name)}"
    yield ""
    yield from account(plan, locale)
    notes = [note(each, locale) for each in meeting.notes]
    notes += [
        locale("import.note.kept", file=change.name, block=block or change.name)
        for change in plan.changes
        for block in change.kept
    ]
    if notes:
        yield ""
        yield locale("import.look-over")
        yield from (f"  - {each}" for each in notes)


def account(plan: Plan, locale: Locale) -> Iterator[str]:
    """Yield the account: how many lines came in, and how many went to each place."""
    balance = plan.cut.account.balance()
    total = sum(count for _, count in balance)
    lines = locale.plural("import.lines", len(plan.cut.packet.lines))
    yield locale("import.account", lines=lines, placed=locale.number(total))
    for destination, count in balance:
        yield f"  {locale.number(count):>7}  {_place(destination, locale)}"


def _place(destination: Destination, locale: Locale) -> str:
    kind = locale(f"import.destination.{destination.kind}")
    if destination.kind == "layout":
        return f"{kind}: {locale(f'import.layout.{destination.name}')}"
    return " ".join(part for part in (kind, destination.record, destination.name) if part and part != destination.kind)


def note(each: Note, locale: Locale) -> str:
    """Write what a clerk has to look at."""
    return locale(f"import.note.{each.code}", lines=each.lines, **dict(each.facts))


def differences(plan: Plan, locale: Locale) -> Iterator[str]:
    """Yield what would change in files that are there: records as `diff -u` shows it, and originals by their sizes."""
    for change in plan.overwriting:
        yield from change.difference()
    for name, kind in plan.originals.items():
        if kind == "changed":
            before = locale.number((plan.folder / "attachments" / name).stat().st_size)
            after = locale.number(plan.files[name].stat().st_size)
            yield locale("import.other-file", file=_beside(plan, name), before=before, after=after)


def _beside(plan: Plan, name: str) -> str:
    return f"{plan.folder.parent.name}/{plan.folder.name}/attachments/{name}"
