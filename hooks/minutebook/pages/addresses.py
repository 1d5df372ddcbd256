"""Which record is published where: what links between records, and links to them, go by."""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import dirname

from minutebook.model import Archive
from minutebook.urls import Addresses


def record_addresses(archive: Archive, addresses: Addresses) -> Iterator[tuple[str, str]]:
    """Yield the path of every record that has a page of its own, and the page's address."""
    for organization in archive.organizations.values():
        yield organization.path, addresses.organization(organization.id)
    for meeting in archive.meetings:
        yield meeting.path, addresses.meeting(meeting.key)
        for item in meeting.items:
            yield item.path, addresses.item(item.key)
            for attachment in item.attachments:
                if attachment.path != item.path:
                    yield attachment.path, addresses.attachment(item.key, attachment.id)
    for plan in archive.plans.values():
        yield plan.path, addresses.plan(plan.id)
    for partner in archive.partners.values():
        yield partner.path, addresses.partner(partner.id)
    for survey in archive.surveys.values():
        yield survey.path, addresses.partner(survey.id)


def attached_files(archive: Archive, addresses: Addresses) -> Iterator[tuple[str, str]]:
    """Yield the path of every attached file that the public may have, and the address it is published at."""
    for _, item in archive.handled_items():
        for attachment in item.attachments:
            if attachment.file and attachment.public and item.public:
                path = f"{dirname(item.path)}/attachments/{attachment.file}"
                yield path, addresses.attached_file(item.key, attachment.file)


def published_paths(archive: Archive, addresses: Addresses) -> Iterator[tuple[str, str]]:
    """Yield everything that prose can link to by its path in the repository."""
    yield from record_addresses(archive, addresses)
    yield from attached_files(archive, addresses)
