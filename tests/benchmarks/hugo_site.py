"""The same town as the content of a Hugo site: meetings, items, attachments, and terms with their names.

The layouts beside it (`hugo/`) make of it the pages that ours has: each item and each attachment, each meeting with
its whole minutes, lists by organization, year, topic, matter, person and outcome, and feeds of what people follow.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.council import ORGANIZATIONS
from tests.benchmarks.synthetic import in_yaml, write
from tests.benchmarks.town import Attachment, Item, Meeting, Town

FOLLOWED = '\noutputs: ["html", "rss"]'
"""In the front matter of lists that have a feed: those that ours has one of, and no more."""


def write_hugo_site(folder: Path, items: int) -> None:
    """Write the content of so many agenda items into a folder that has the layouts."""
    town = Town(items)
    for name, text in _terms(town):
        write(folder / "content" / name / "_index.md", f"---\n{text}\n---\n")
    for meeting in town.meetings():
        for name, content in _meeting(meeting):
            write(folder / name, content)


def _terms(town: Town) -> Iterator[tuple[str, str]]:
    yield ".", "title: Testby"
    yield "moeder", "title: Møder"
    for key, name in ORGANIZATIONS.items():
        yield f"moeder/{key}", f"title: {name}"
        years = list(reversed(town.years))
        yield f"udvalg/{key}", f"title: {name}\norganization: {key}\nyears: {years}{FOLLOWED}"
        for year in town.years:
            yield f"udvalgsaar/{key}-{year}", f"title: {name} {year}"
    for key, name in town.topics.items():
        yield f"emner/{key}", f"title: {name}{FOLLOWED}"
    for matter in town.matters:
        yield f"sager/{matter.id}", f"title: {matter.title}"
    for person in town.people:
        yield f"personer/{person.id}", f"title: {person.name}"


def _meeting(meeting: Meeting) -> Iterator[tuple[str, str | bytes]]:
    folder = f"content/moeder/{meeting.key}"
    name = ORGANIZATIONS[meeting.organization]
    people = json.dumps([meeting.chair, *meeting.absent])
    yield (
        f"{folder}/_index.md",
        (
            f"---\ntype: meeting\ntitle: {name} den {meeting.day}\ndate: {meeting.day}\norganization: {name}\n"
            f"udvalg: [{meeting.organization}]\npersoner: {people}\n---\n"
        ),
    )
    for item in meeting.items:
        yield f"{folder}/punkt-{item.number}.md", _item(meeting, item)
        for attachment in () if item.closed else item.attachments:
            if attachment.file:
                yield f"static/moeder/{meeting.key}/punkt-{item.number}/filer/{attachment.file}", attachment.content
            else:
                name = f"{folder}/punkt-{item.number}-bilag-{attachment.id}.md"
                yield name, _attachment(meeting, item, attachment)


def _item(meeting: Meeting, item: Item) -> str:
    year = meeting.day.year
    lines = [
        "type: item",
        f"title: {in_yaml(item.title)}",
        f"date: {meeting.day}",
        f"number: {item.number}",
        f"weight: {item.number}",
        f"udvalgsaar: [{meeting.organization}-{year}]",
        f'beslutninger: ["{year}"]',
    ]
    if item.closed:
        return "\n".join(["---", *lines, f"closed: {item.closed}", "---", ""])
    lines += [
        "kind: Beslutningssag",
        f"outcome: {item.outcome}",
        f"words: {item.words}",
        f"udfald: [{item.outcome}]",
        f"emner: [{', '.join(item.topics)}]",
        "points:",
        *(f"  - {point}" for point in item.points),
    ]
    if item.matter:
        lines.append(f"sager: [{item.matter}]")
    if item.requested_by:
        lines.append(f"personer: [{item.requested_by}]")
    if item.attachments:
        lines.append("documents:")
        lines += [f"  - {{title: {one.title}, address: {_address(meeting, item, one)}}}" for one in item.attachments]
    return "\n".join(["---", *lines, "---", "", item.body, ""])


def _attachment(meeting: Meeting, item: Item, attachment: Attachment) -> str:
    head = (
        f"type: attachment\ntitle: {attachment.title}\ndate: {meeting.day}\n"
        f"item: /moeder/{meeting.key}/punkt-{item.number}/\nitem_title: {in_yaml(item.title)}"
    )
    pages = "\n\n".join(f"#### Side {number}\n\n{text}" for number, text in enumerate(attachment.pages, 1))
    return f"---\n{head}\n---\n\n{pages}\n"


def _address(meeting: Meeting, item: Item, attachment: Attachment) -> str:
    page = f"/moeder/{meeting.key}/punkt-{item.number}"
    return f"{page}/filer/{attachment.file}" if attachment.file else f"{page}-bilag-{attachment.id}/"
