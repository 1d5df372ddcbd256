"""Packets in the layouts that municipalities use, all invented. Adding a case is adding a file to `packets/`.

`<layout>.txt` is the packet and `<layout>.expected` what an import makes of it. `UPDATE_CASES=1 pytest` writes the
second anew and fails; read the difference before it is committed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from minutebook.importers.drafts import Away, ItemDraft, Named

from tests.importers.importing import INVENTED, PACKETS, Imported, assert_accounted_for, invented


@pytest.mark.parametrize("name", INVENTED)
def test_a_packet_becomes_the_records_that_its_layout_means(name: str, tmp_path: Path):
    imported = Imported.of(invented(name), tmp_path / "meetings")
    assert_accounted_for(imported)
    told = "".join(f"{line}\n" for line in (*summary(imported), *imported.write()))
    expected = PACKETS / f"{name}.expected"
    if os.environ.get("UPDATE_CASES"):
        expected.write_text(told, encoding="utf-8")
        pytest.fail(f"wrote {expected.name}; read the difference")
    assert expected.read_text(encoding="utf-8") == told


def summary(imported: Imported) -> Iterator[str]:
    """Yield what an import made of a packet: the facts of the meeting, its items, and what a clerk has to look at."""
    meeting = imported.cut.meeting
    yield f"{meeting.identity.organization}, {meeting.identity.day} ({imported.cut.labels.language})"
    yield f"  start {meeting.start or '-'}, end {meeting.end or '-'}, at {meeting.location or '-'}"
    yield f"  present: {'; '.join(map(person, meeting.present)) or '-'}"
    yield f"  absent: {'; '.join(map(away, meeting.away)) or '-'}"
    yield f"  staff: {'; '.join(meeting.staff) or '-'}"
    for item in meeting.items:
        yield from of_item(item)
    for note in meeting.notes:
        yield f"look over: {note.code} {note.lines} {' '.join(f'{key}={value}' for key, value in note.facts)}".rstrip()


def of_item(item: ItemDraft) -> Iterator[str]:
    yield f"{item.number} | {item.title} | {item.kind if item.public else f'closed: {item.ground}'}"
    if item.reference:
        yield f"  reference: {item.reference}"
    if item.asked:
        yield f"  asked: {person(item.asked.who)}, {item.asked.day}, {item.asked.how}"
    for each in item.competence:
        yield f"  authority: {each.points or 'all'}: {each.organization}"
    if item.proposal:
        yield f"  proposed by {item.proposal.by}: {item.proposal.lead}"
        yield from (f"    {point}. {words}" for point, words in item.proposal.points)
    for decision in item.decision:
        yield f"  decided {decision.points or 'all'}: {decision.outcome}: {decision.text}"
    if item.away:
        yield f"  absent: {'; '.join(map(away, item.away))}"
    for part in item.parts:
        yield f"  section {part.kind or '-'} “{part.heading}”, {len(part.passage)} lines"
    for document in item.documents:
        pages = f", pages {document.text[0].page}-{document.text[-1].page}" if document.text else ""
        kept = "" if document.public else ", withheld"
        number = f" ({document.reference})" if document.reference else ""
        yield f"  attachment {document.number}: {document.title}{number}{pages}{kept}"
    for line in item.leftover:
        yield f"  not placed: {line.text}"


def person(who: Named) -> str:
    return f"{who.name} ({who.party})" if who.party else who.name


def away(one: Away) -> str:
    came = f", {person(one.substitute)} came" if one.substitute else ""
    return f"{person(one.who)}, {one.kind}{came}"
