"""Facts that are each well written and cannot all be true."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from minutebook.checks.landmarks import Landmarks
from minutebook.model import AgendaItem, Archive, Attendance, Meeting, Municipality
from minutebook.problems import Problem, nearest, problem
from minutebook.records.loading import Reading
from minutebook.records.scalars import NO_DAY

_NOT_HELD = {"planned", "agenda", "cancelled"}


def check(archive: Archive) -> Iterator[Problem]:
    """Yield the contradictions of the municipality."""
    yield from _check_time_zone(archive.municipality)


def check_meeting(meeting: Meeting, reading: Reading, landmarks: Landmarks) -> Iterator[Problem]:
    """Yield the contradictions of a meeting and its items."""
    places = {name: place for place, item in enumerate(meeting.items) for name in (item.number, item.id)}
    whole = meeting.completeness != "partial" and not any(reading.doubts(item.path) for item in meeting.items)
    for path, attendance in ((meeting.path, meeting.attendance), *((i.path, i.attendance) for i in meeting.items)):
        if attendance:
            yield from _check_absences(path, attendance, places, whole=whole)
    for item in meeting.items:
        if item.decision and meeting.state in _NOT_HELD:
            yield problem(item.path, "decision-without-meeting", field="decision", found=meeting.state)
        yield from _check_follows(meeting, item, landmarks)


def _check_time_zone(municipality: Municipality) -> Iterator[Problem]:
    found = municipality.time_zone
    if not found or _is_city(found):
        return
    zones = available_timezones()  # empty on a machine that has no list of them
    if zones and found not in zones:
        meant = nearest(found, zones)
        yield problem(municipality.path, "unknown-time-zone", field="time_zone", found=found, nearest=meant)


def _is_city(zone: str) -> bool:
    """Tell whether a zone is surely one, `Europe/Copenhagen`: to list them all takes longer than to check a meeting."""
    if "/" not in zone or not all(part[:1].isupper() for part in zone.split("/")):
        return False
    try:
        ZoneInfo(zone)
    except (OSError, ValueError, ZoneInfoNotFoundError):
        return False
    return True


def _check_absences(path: str, attendance: Attendance, places: Mapping[str, int], *, whole: bool) -> Iterator[Problem]:
    told: dict[str, list[tuple[str | None, str | None]]] = {}
    for index, absence in enumerate(attendance.absent):
        way = f"attendance.absent[{index}]"
        bounds = (absence.from_item, absence.to_item)
        for key, named in zip(("from_item", "to_item"), bounds, strict=True):
            if whole and named and named not in places:
                yield problem(path, "not-on-agenda", field=f"{way}.{key}", found=named)
        first, last = (places.get(named or "") for named in bounds)
        if first is not None and last is not None and first > last:
            found, start = str(absence.to_item), str(absence.from_item)
            yield problem(path, "absence-reversed", field=f"{way}.to_item", found=found, start=start)
        before = told.setdefault(absence.person, [])
        if absence.person and before and (bounds in before or (None, None) in (bounds, *before)):
            yield problem(path, "absent-twice", field=f"{way}.person", found=absence.person)
        before.append(bounds)


def _check_follows(meeting: Meeting, item: AgendaItem, landmarks: Landmarks) -> Iterator[Problem]:
    before = {one.key for one in meeting.items[: meeting.items.index(item)]}
    beside = {one.key for one in meeting.items}
    for index, key in enumerate(item.follows):
        day = landmarks.day_of(key)
        if day is None or NO_DAY in (day, meeting.start.day):
            continue
        if day > meeting.start.day or key in beside - before:
            yield problem(item.path, "follows-later", field=f"follows[{index}]", found=key)
