"""What a meeting says of its day and its people has to hold together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from minutebook.model import Archive, Attendance, Meeting, Moment, Organization, covers
from minutebook.problems import Problem, problem
from minutebook.records.scalars import NO_DAY


def check(archive: Archive) -> Iterator[Problem]:
    """Yield the problems of every meeting and organization."""
    for organization in archive.organizations.values():
        yield from _check_periods(organization)
    for meeting in archive.meetings:
        if meeting.completeness != "complete" and not meeting.source:
            yield problem(meeting.path, "partial-without-source", field="completeness", found=meeting.completeness)
        if meeting.start.day == NO_DAY:
            continue
        organization = archive.organizations[meeting.organization]
        yield from _check_day(meeting, organization)
        if meeting.attendance:
            yield from _check_attendance(meeting, meeting.path, meeting.attendance, organization)
        for item in meeting.items:
            if item.attendance:
                yield from _check_attendance(meeting, item.path, item.attendance, organization)


def _check_periods(organization: Organization) -> Iterator[Problem]:
    yield from _check_order(organization.path, "end", organization.start, organization.end)
    for index, membership in enumerate(organization.memberships):
        yield from _check_order(organization.path, f"memberships[{index}].end", membership.start, membership.end)


def _check_order(path: str, field: str, start: date | None, end: date | None) -> Iterator[Problem]:
    if start and end and end < start:
        yield problem(path, "end-before-start", field=field, found=str(end), start=str(start))


def _check_day(meeting: Meeting, organization: Organization) -> Iterator[Problem]:
    day = str(meeting.start.day)
    if day != meeting.folder[:10]:
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


def _check_attendance(
    meeting: Meeting, path: str, attendance: Attendance, organization: Organization
) -> Iterator[Problem]:
    for index, absence in enumerate(attendance.absent):
        partly = absence.from_item or absence.to_item
        if absence.person and absence.person in attendance.present and not partly:
            yield problem(path, "present-and-absent", field=f"attendance.absent[{index}].person", found=absence.person)
    if not organization.memberships:
        return
    members = {one.person for one in organization.memberships if covers(one.start, one.end, meeting.start.day)}
    substitutes = {absence.substitute for one in (meeting.attendance, attendance) if one for absence in one.absent}
    for field, person in _named(attendance):
        if person and person not in members | substitutes:
            day = str(meeting.start.day)
            yield problem(path, "no-membership", field=field, found=person, organization=organization.id, day=day)


def _named(attendance: Attendance) -> Iterator[tuple[str, str | None]]:
    """Yield everyone who takes part as a member, with where they are named."""
    yield "attendance.chair", attendance.chair
    for index, person in enumerate(attendance.present):
        yield f"attendance.present[{index}]", person
    for index, absence in enumerate(attendance.absent):
        yield f"attendance.absent[{index}].person", absence.person
