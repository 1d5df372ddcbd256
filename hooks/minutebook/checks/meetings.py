"""What a meeting says of its day and its people has to hold together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from minutebook.model import Archive, Attendance, Meeting, Moment, Organization, covers
from minutebook.problems import Problem, problem
from minutebook.records.loading import Reading
from minutebook.records.scalars import NO_DAY, folder_day


def check(archive: Archive) -> Iterator[Problem]:
    """Yield the problems of the periods of every organization."""
    for organization in archive.organizations.values():
        yield from _check_periods(organization)


def check_meeting(meeting: Meeting, reading: Reading) -> Iterator[Problem]:
    """Yield the problems of a meeting's day and people."""
    if meeting.start.day == NO_DAY:
        return
    archive = reading.archive
    organization = archive.organizations[meeting.organization]
    yield from _check_day(meeting, organization)
    members = _members(reading, organization, meeting)
    for path, attendance in ((meeting.path, meeting.attendance), *((i.path, i.attendance) for i in meeting.items)):
        if attendance:
            yield from _check_presence(path, attendance)
            for field, person in _named(attendance):
                if members is not None and person in archive.people and person not in members:
                    facts = {"found": person, "organization": organization.id, "day": str(meeting.start.day)}
                    yield problem(path, "no-membership", line=0, field=field, **facts)


def _check_periods(organization: Organization) -> Iterator[Problem]:
    yield from _check_order(organization.path, "end", organization.start, organization.end)
    for index, membership in enumerate(organization.memberships):
        yield from _check_order(organization.path, f"memberships[{index}].end", membership.start, membership.end)


def _check_order(path: str, field: str, start: date | None, end: date | None) -> Iterator[Problem]:
    if start and end and end < start:
        yield problem(path, "end-before-start", field=field, found=str(end), start=str(start))


def _check_day(meeting: Meeting, organization: Organization) -> Iterator[Problem]:
    day = str(meeting.start.day)
    if day != meeting.folder[:10] and folder_day(meeting.folder):
        yield problem(meeting.path, "date-differs", field="start", found=day, expected=meeting.folder[:10])
    if not covers(organization.start, organization.end, meeting.start.day):
        yield problem(meeting.path, "organization-inactive", field="start", found=day, organization=organization.id)
    if meeting.end and _is_before(meeting.end, meeting.start):
        found, start = _written(meeting.end), _written(meeting.start)
        yield problem(meeting.path, "end-before-start", field="end", found=found, start=start)


def _is_before(end: Moment, start: Moment) -> bool:
    if end.day != start.day:
        return end.day < start.day
    return bool(start.time and end.time and end.time < start.time)


def _written(moment: Moment) -> str:
    return f"{moment.day} {moment.time:%H:%M}" if moment.time else str(moment.day)


def _members(reading: Reading, organization: Organization, meeting: Meeting) -> set[str] | None:
    """Return who may take part in a meeting, members and their substitutes; `None` if that is not known."""
    paths = [organization.path, meeting.path, *(item.path for item in meeting.items)]
    if not organization.memberships or any(reading.doubts(path, "memberships", "attendance") for path in paths):
        return None
    if any(one.person not in reading.archive.people for one in organization.memberships):
        return None
    attendances = [one for one in (meeting.attendance, *(item.attendance for item in meeting.items)) if one]
    substitutes = {absence.substitute for one in attendances for absence in one.absent if absence.substitute}
    return substitutes | {
        one.person for one in organization.memberships if covers(one.start, one.end, meeting.start.day)
    }


def _check_presence(path: str, attendance: Attendance) -> Iterator[Problem]:
    for index, absence in enumerate(attendance.absent):
        partly = absence.from_item or absence.to_item
        if absence.person and absence.person in attendance.present and not partly:
            yield problem(path, "present-and-absent", field=f"attendance.absent[{index}].person", found=absence.person)


def _named(attendance: Attendance) -> Iterator[tuple[str, str]]:
    """Yield everyone who takes part as a member, with where they are named."""
    if attendance.chair:
        yield "attendance.chair", attendance.chair
    for index, person in enumerate(attendance.present):
        yield f"attendance.present[{index}]", person
    for index, absence in enumerate(attendance.absent):
        yield f"attendance.absent[{index}].person", absence.person
