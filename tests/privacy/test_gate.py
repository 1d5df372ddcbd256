"""What is closed or withheld leaves nothing behind but what the public is meant to see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date, time
from decimal import Decimal
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from hypothesis import given, settings
from hypothesis import strategies as st
from minutebook.model import (
    AgendaItem,
    Archive,
    Attachment,
    Commitment,
    Correction,
    Deadline,
    Fact,
    HearingResponse,
    Revision,
    Survey,
)
from minutebook.privacy import publishable
from minutebook.views import Views

from tests.builders import (
    archive,
    attachment,
    decision,
    item,
    matter,
    meeting,
    partner,
    plan,
    prose,
    status,
)

HIDDEN = "hemmeligt"


def closed(number: str = "1", title: str = "Salg af ejendom", **facts: Any) -> AgendaItem:
    return item(number, title, public=False, closed_ground="Styrelseslovens § 10", **facts)


def only_item(records: Archive) -> AgendaItem:
    ((_, found),) = records.handled_items()
    return found


def test_a_closed_item_keeps_its_number_id_order_title_kind_and_ground_and_nothing_else() -> None:
    records = archive(meeting("ebu/2014-09-09", replace(filled(AgendaItem), public=False, number="7", id="7", order=7)))

    expected = AgendaItem(
        path="",
        key="ebu/2014-09-09/7",
        id="7",
        order=7,
        number="7",
        title=HIDDEN,
        kind=HIDDEN,
        public=False,
        closed_ground=HIDDEN,
    )
    assert expected == only_item(publishable(records))


def test_a_withheld_attachment_keeps_its_id_title_kind_and_reason_and_nothing_else() -> None:
    withheld = replace(filled(Attachment), public=False, id="2", public_title="Brev", kind="letter")
    withheld = replace(withheld, withheld_reason="Privat")
    records = archive(meeting("ebu/2014-09-09", item(attachments=(withheld,))))

    expected = Attachment(path="", id="2", title="Brev", kind="letter", public=False, withheld_reason="Privat")
    assert (expected,) == only_item(publishable(records)).attachments


def test_an_attachment_with_a_reason_to_withhold_it_is_withheld_even_if_it_says_it_is_public() -> None:
    wavering = attachment("1", withheld_reason="Privat", file="brev.pdf", sections=prose(HIDDEN))
    passed = only_item(publishable(archive(meeting("ebu/2014-09-09", item(attachments=(wavering,)))))).attachments[0]

    assert (False, None, ()) == (passed.public, passed.file, passed.sections)


@settings(deadline=None)  # how long a case takes is up to the machine
@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=6), st.data())
def test_no_word_of_what_is_closed_or_withheld_can_be_reached(
    kinds: list[tuple[bool, bool]], data: st.DataObject
) -> None:
    keys = [f"ebu/2014-09-09/{number}" for number in range(1, len(kinds) + 1)]
    hidden = {key for key, (public, _) in zip(keys, kinds, strict=True) if not public}
    references = st.lists(st.sampled_from(keys), max_size=3).map(tuple)
    items = [
        _public_item(str(number), data.draw(references), withheld=withheld) if public else _closed_item(str(number))
        for number, (public, withheld) in enumerate(kinds, start=1)
    ]
    secret_matters = [matter(HIDDEN, summary=HIDDEN)] if hidden else []
    records = archive(meeting("ebu/2014-09-09", *items), matters=[*secret_matters, matter("turisme")])

    passed = publishable(records)

    assert [] == [text for text in strings_of(passed) if HIDDEN in text]
    assert [] == [reference for _, each in passed.handled_items() for reference in each.follows if reference in hidden]


def _public_item(number: str, follows: tuple[str, ...], *, withheld: bool) -> AgendaItem:
    secret = replace(filled(Attachment), public=False, id="1", public_title="Bilag", kind="memo")
    secret = replace(secret, withheld_reason="Privat")
    return item(number, matter="turisme", follows=follows, attachments=(secret,) if withheld else (attachment("1"),))


def _closed_item(number: str) -> AgendaItem:
    public_face = {"id": number, "order": int(number), "number": number, "public_title": "Lukket", "kind": "decision"}
    return replace(filled(AgendaItem), public=False, closed_ground="§ 10", **public_face)


def test_references_to_closed_items_go() -> None:
    records = archive(
        meeting("ebu/2014-06-10", closed("1")),
        meeting("ebu/2014-09-09", item(follows=("ebu/2014-06-10/1",))),
        plans=[
            plan(
                "plan",
                "2014-01-01",
                "2014-12-31",
                documents=("ebu/2014-06-10/1/1", "ebu/2014-09-09/1/1"),
                status=(status("1", "ebu/2014-06-10/1"), status("1", "ebu/2014-09-09/1")),
                revisions=(
                    Revision(date(2014, 6, 10), "ny", source="ebu/2014-06-10/1"),
                    Revision(date(2014, 6, 11), "x"),
                ),
                responses=(
                    HearingResponse("LO", "enig", attachment="ebu/2014-06-10/1/2"),
                    HearingResponse("DA", "uenig"),
                ),
            )
        ],
        partners=[
            partner("visit", facts=(Fact("Pris?", "1", "ebu/2014-06-10/1"), Fact("Hvem?", "Alle", "ebu/2014-09-09/1")))
        ],
        surveys={"s": Survey("", "s", "Rundspørge", "ebu/2014-06-10/1/1", (), ())},
    )

    passed = publishable(records)

    assert [] == [text for text in strings_of(passed) if text.startswith("ebu/2014-06-10/1/")]
    assert () == passed.items["ebu/2014-09-09/1"][1].follows
    assert ("ebu/2014-09-09/1/1",) == passed.plans["plan"].documents
    assert (status("1", "ebu/2014-09-09/1"),) == passed.plans["plan"].status
    assert ["x"] == [revision.what for revision in passed.plans["plan"].revisions]
    assert ["DA"] == [response.from_ for response in passed.plans["plan"].responses]
    assert ["Hvem?"] == [fact.question for fact in passed.partners["visit"].facts]
    assert {} == passed.surveys


def test_a_promise_that_a_closed_item_kept_is_kept_by_its_meeting() -> None:
    kept = "ebu/2014-10-07/3"
    promising = item(
        deadlines=(Deadline(date(2014, 10, 1), "svar", fulfilled_by=kept),),
        commitments=(Commitment("svar", "Forvaltningen", fulfilled_by=kept),),
    )
    passed = publishable(archive(meeting("ebu/2014-09-09", promising), meeting("ebu/2014-10-07", closed("3"))))

    promised = passed.items["ebu/2014-09-09/1"][1]
    assert ("ebu/2014-10-07", "ebu/2014-10-07") == (
        promised.deadlines[0].fulfilled_by,
        promised.commitments[0].fulfilled_by,
    )
    assert () == Views(passed).open_loops


def test_a_reference_to_a_withheld_attachment_stays_for_the_attachment_is_listed() -> None:
    records = archive(
        meeting("ebu/2014-09-09", item(attachments=(attachment("1", public=False, withheld_reason="Privat"),))),
        plans=[plan("plan", "2014-01-01", "2014-12-31", documents=("ebu/2014-09-09/1/1",))],
    )

    assert records.plans == publishable(records).plans


def test_a_matter_that_only_closed_items_belong_to_is_not_published() -> None:
    records = archive(
        meeting(
            "ebu/2014-09-09", closed("1", matter="salg"), closed("2", matter="turisme"), item("3", matter="turisme")
        ),
        matters=[matter("salg"), matter("turisme"), matter("ny-sag")],
    )

    assert ["turisme", "ny-sag"] == list(publishable(records).matters)


def test_a_matter_that_a_plan_names_is_published_even_if_its_items_are_closed() -> None:
    records = archive(
        meeting("ebu/2014-09-09", closed("1", matter="planen")),
        matters=[matter("planen")],
        plans=[plan("plan", "2014-01-01", "2014-12-31", matter="planen")],
    )

    assert ["planen"] == list(publishable(records).matters)


def test_a_correction_that_names_the_file_or_the_key_of_a_closed_item_goes() -> None:
    corrections = tuple(
        Correction(date(2014, 9, 10), where, "tastefejl")
        for where in ("ebu/2014-09-09/1", "beslutning i 01-salg-af-grund.md.", "punkt 2")
    )
    records = archive(
        meeting("ebu/2014-09-09", closed("1", matter="salg-af-grund"), item("2"), corrections=corrections)
    )

    assert ["punkt 2"] == [each.where for each in publishable(records).meetings[0].corrections]


def test_a_correction_that_names_a_file_of_what_is_closed_or_withheld_goes_however_it_is_written() -> None:
    withheld = attachment("5", title="Opsigelse", public=False, withheld_reason="Privat", file="Opsigelse af Bo.pdf")
    withheld = replace(withheld, path="meetings/ebu/2014-09-09/attachments/2.5-opsigelse-bo.md")
    open_one = attachment("6", path="meetings/ebu/2014-09-09/attachments/2.6-kort.md", file="2.6-kort.pdf")
    inside = attachment("7", public=False, withheld_reason="Privat", path="meetings/ebu/2014-09-09/02-sag.md")
    corrections = tuple(
        Correction(date(2014, 9, 10), where, reason)
        for where, reason in (
            ("attachments/2.5-opsigelse-bo.md", "tastefejl"),
            ("»2.5-opsigelse-bo.md«.", "tastefejl"),
            ("[bilag](attachments/2.5-opsigelse-bo.md)", "tastefejl"),
            ("bilaget 2.5-opsigelse-bo", "tastefejl"),
            ("Opsigelse af Bo.pdf", "tastefejl"),
            ('"01-salg-af-grund.md"', "tastefejl"),
            ("punkt 1", "omdøbt fra 01-salg-af-grund.md"),
            ("attachments/1.1-pris.pdf", "tastefejl"),
            ("attachments/2.6-kort.md", "tastefejl"),
            ("02-sag.md", "tastefejl"),
        )
    )
    secret = closed("1", matter="salg-af-grund", attachments=(attachment("1", file="1.1-pris.pdf"),))
    records = archive(
        meeting(
            "ebu/2014-09-09",
            secret,
            item("2", matter="sag", attachments=(withheld, open_one, inside)),
            corrections=corrections,
        )
    )

    expected = ["attachments/2.6-kort.md", "02-sag.md"]
    assert expected == [each.where for each in publishable(records).meetings[0].corrections]


def test_a_correction_in_which_a_word_is_what_a_withheld_file_is_called_stays() -> None:
    withheld = attachment("1", public=False, withheld_reason="Privat", file="Notat.pdf")
    corrections = (Correction(date(2014, 9, 10), "punkt 2", "notat vedlagt"),)
    gone = Correction(date(2014, 9, 10), "notat.pdf", "tastefejl")
    records = archive(
        meeting("ebu/2014-09-09", item("2", attachments=(withheld,)), corrections=(*corrections, gone)),
    )

    assert corrections == publishable(records).meetings[0].corrections


def test_a_public_archive_passes_unchanged() -> None:
    records = archive(
        meeting(
            "ebu/2014-09-09", item(decision=(decision("noted"),), attachments=(attachment("1"),), matter="turisme")
        ),
        matters=[matter("turisme")],
    )

    assert records == publishable(records)


def test_what_has_passed_the_gate_passes_it_again_unchanged() -> None:
    records = archive(meeting("ebu/2014-09-09", closed("1"), item("2", follows=("ebu/2014-09-09/1",))))

    once = publishable(records)

    assert once == publishable(once)


def strings_of(thing: object) -> Iterator[str]:
    """Yield every text that can be reached from a thing, keys of mappings too."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, Mapping):
        for key, value in thing.items():
            yield from strings_of(key)
            yield from strings_of(value)
    elif isinstance(thing, Sequence):
        for each in thing:
            yield from strings_of(each)
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from strings_of(getattr(thing, field.name))


def filled(kind: type, *, texts: str = HIDDEN) -> Any:
    """Make a record with a value in each of its fields, also in those that the model may get later."""
    hints = get_type_hints(kind)
    return kind(**{field.name: _value(hints[field.name], texts) for field in fields(kind)})


def _value(hint: Any, texts: str) -> Any:
    plain = {str: texts, bool: True, int: 7, date: date(2014, 9, 9), time: time(17), Decimal: Decimal(7)}
    if hint in plain:
        return plain[hint]
    if is_dataclass(hint):
        return filled(hint, texts=texts)
    if get_origin(hint) in {UnionType, Union}:
        return _value(get_args(hint)[0], texts)
    if get_origin(hint) in {tuple, Sequence}:
        return (_value(get_args(hint)[0], texts),)
    if get_origin(hint) is Mapping:
        return {texts: _value(get_args(hint)[1], texts)}
    raise AssertionError(hint)


def test_a_private_person_who_answered_in_a_hearing_is_named_only_with_consent() -> None:
    responses = (
        HearingResponse("Ane Marie Bjerg", "enig"),
        HearingResponse("Bo Dahl", "enig", consent="Mail af 3. maj 2014"),
        HearingResponse("Dansk Erhverv", "uenig"),
        HearingResponse("LO Hovedstaden", "uenig"),
    )
    passed = publishable(archive(plans=[plan("plan", "2014-01-01", "2014-12-31", responses=responses)]))

    assert ["", "Bo Dahl", "Dansk Erhverv", "LO Hovedstaden"] == [
        response.from_ for response in passed.plans["plan"].responses
    ]
