"""The page of an attachment: what it is, its text with the pages of the original, or why it may not be read."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from minutebook.model import AgendaItem, Attachment, Meeting
from minutebook.pages.edition import Edition
from minutebook.pages.item import crumbs
from minutebook.pages.notices import Notice, notices
from minutebook.pages.page import Page
from minutebook.pages.parts import Download, Fact, Link, Outside, Pager
from minutebook.pages.sections import first_words, parts
from minutebook.urls import may_run


def attachment_page(edition: Edition, meeting: Meeting, item: AgendaItem, attachment: Attachment) -> Page:
    """Return the page of an attachment; of one that is withheld it shows the reason and nothing else."""
    t, addresses = edition.t, edition.addresses
    number = t("attachment.numbered", number=attachment.id)
    kind = t.label("attachment-kind", attachment.kind)
    opening = t("attachment.description", kind=kind, item=item.title, meeting=edition.meeting_title(meeting))
    shown = attachment.public and item.public
    return edition.page(
        "attachment",
        addresses.attachment(item.key, attachment.id),
        attachment.title,
        f"{opening} {first_words(attachment.sections) if shown else ''}",
        crumbs=(*crumbs(edition, meeting), edition.item(item, edition.number(item))),
        here=number,
        kicker=(number, kind),
        language=attachment.language or "",
        item=edition.item(item),
        notices=_notices(edition, attachment) if shown else (),
        withheld=not shown,
        reason=t("attachment.withheld-reason", reason=attachment.withheld_reason) if attachment.withheld_reason else "",
        body=parts(edition, attachment) if shown else (),
        download=_download(edition, item, attachment) if shown else None,
        facts=tuple(_facts(edition, meeting, item, attachment)),
        pager=_pager(edition, item, attachment),
    )


def _notices(edition: Edition, attachment: Attachment) -> tuple[Notice, ...]:
    usual = notices(edition, attachment.completeness, attachment.source, "attachment")
    if attachment.scanned:
        name = "scanned-all" if attachment.scanned == "all" else "scanned-pages"
        return (*usual, Notice(edition.t(f"notice.{name}", pages=attachment.scanned)))
    return (Notice(edition.t("notice.only-file")),) if attachment.only_file else usual


def _download(edition: Edition, item: AgendaItem, attachment: Attachment) -> Download | Outside | None:
    t = edition.t
    if attachment.file:
        form = attachment.file.rpartition(".")[2].upper()
        address = edition.addresses.attached_file(item.key, attachment.file)
        if may_run(attachment.file):
            return Download(t("attachment.save-file", form=form), address, attachment.file)
        return Download(t("attachment.open-file", form=form), address)
    if attachment.url and attachment.url.startswith(("http://", "https://")):
        return Outside(t("attachment.open-address"), attachment.url)
    return None


def _facts(edition: Edition, meeting: Meeting, item: AgendaItem, attachment: Attachment) -> Iterator[Fact]:
    t = edition.t
    yield Fact(t("attachment.kind"), (t.label("attachment-kind", attachment.kind),))
    if attachment.date:
        yield Fact(t("attachment.date"), (edition.day(attachment.date),))
    if attachment.author:
        yield Fact(t("attachment.author"), (attachment.author,))
    if attachment.reference:
        yield Fact(t("item.reference"), (attachment.reference,))
    yield Fact(t("attachment.item"), (edition.item(item, f"{item.number}. {item.title}"),))
    yield Fact(t("item.meeting"), (edition.meeting(meeting),))
    citations = edition.views.citations.get(f"{item.key}/{attachment.id}", ())
    for kind, of_kind in groupby(citations, key=lambda citation: citation.kind):
        page = edition.addresses.plan if kind == "plan" else edition.addresses.partner
        links = tuple(Link(one.title, page(one.id), recorded=True) for one in of_kind)
        yield Fact(t(f"attachment.cited-{kind}"), links)
    if attachment.source and attachment.completeness == "complete":
        yield Fact(t("source.title"), (edition.source(attachment.source),))


def _pager(edition: Edition, item: AgendaItem, attachment: Attachment) -> Pager:
    t, row = edition.t, item.attachments
    place = row.index(attachment)
    before = row[place - 1] if place else None
    after = row[place + 1] if place + 1 < len(row) else None
    return Pager(
        t("attachment.pager"),
        t("attachment.previous"),
        t("attachment.next"),
        edition.attachment(item, before) if before else None,
        edition.attachment(item, after) if after else None,
    )
