"""Which record is published where: what links between records, and links to them, go by; nothing else has a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from posixpath import dirname

from minutebook.model import AgendaItem, Archive
from minutebook.urls import Addresses


@dataclass(frozen=True, slots=True)
class Published:
    """A file of the repository that prose can link to by its path.

    Its address is not known before somebody asks for it: a check that only asks what can be linked to works on any
    record, whatever else is wrong with it.
    """

    path: str
    kind: Callable[..., str]
    keys: tuple[str, ...]

    def address(self, addresses: Addresses) -> str:
        """Return where it stands on the site."""
        return self.kind(addresses, *self.keys)


def published(archive: Archive) -> Iterator[Published]:
    """Yield everything that prose can link to."""
    yield from published_records(archive)
    yield from published_files(archive)


def published_records(archive: Archive) -> Iterator[Published]:
    """Yield every record that has a page of its own."""
    for organization in archive.organizations.values():
        yield Published(organization.path, Addresses.organization, (organization.id,))
    for meeting in archive.meetings:
        yield Published(meeting.path, Addresses.meeting, (meeting.key,))
        for item in meeting.items:
            yield Published(item.path, Addresses.item, (item.key,))
            for attachment in item.attachments:
                if attachment.path != item.path:
                    yield Published(attachment.path, Addresses.attachment, (item.key, attachment.id))
    for plan in archive.plans.values():
        yield Published(plan.path, Addresses.plan, (plan.id,))
    for partner in archive.partners.values():
        yield Published(partner.path, Addresses.partner, (partner.id,))
    for survey in archive.surveys.values():
        yield Published(survey.path, Addresses.partner, (survey.id,))


def published_files(archive: Archive) -> Iterator[Published]:
    """Yield every attached file that the public may have."""
    for _, item in archive.handled_items():
        for attachment in item.attachments:
            if attachment.file and attachment.public and item.public:
                path = attached_path(item, attachment.file)
                yield Published(path, Addresses.attached_file, (item.key, attachment.file))


def attached_path(item: AgendaItem, file: str) -> str:
    """Return the path of a file that is attached to an item, seen from the root, whichever record names it."""
    return f"{dirname(item.path)}/attachments/{file}"
