"""Plans, with the reports of their status tables; partners, and the surveys among them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from minutebook.model import GoalStatus, Partner, Plan, Survey
from minutebook.problems import nearest
from minutebook.records import marked
from minutebook.records.desk import ID_FOLDER, Desk
from minutebook.records.fields import Place
from minutebook.records.plan_tables import GOAL_STATUS, PARTNER_SHAPE, PLAN, SURVEY
from minutebook.records.status_sheet import SUFFIX, Row, read_sheet
from minutebook.urls import slug


def load_plans(desk: Desk, folder: Path) -> Mapping[str, Plan]:
    """Read the plans of a folder by their ids."""
    files = list(_records(desk, (entry for entry in desk.listing(folder) if not entry.name.endswith(SUFFIX))))
    ids = {file.stem for file in files}
    for entry in desk.listing(folder):
        plan = entry.name.removesuffix(SUFFIX)
        if entry.name.endswith(SUFFIX) and plan not in ids:
            meant = nearest(plan, ids)
            desk.report(entry, "unexpected-file", found=entry.name, nearest=f"{meant}{SUFFIX}" if meant else "")
    return {file.stem: Plan(path=desk.path(file), id=file.stem, **_plan(desk, file)) for file in files}


def _plan(desk: Desk, file: Path) -> dict[str, Any]:
    """Read a plan; what its status table reports comes after what its own file does."""
    values = desk.values(file, PLAN)
    sheet = file.with_name(f"{file.stem}{SUFFIX}")
    text = desk.text(sheet) if sheet.is_file() else None
    if text is None:
        return values
    rows, problems = read_sheet(text, desk.path(sheet))
    desk.problems += problems
    reports: list[GoalStatus] = list(values.get("status", ()))
    place = Place(desk.path(file), desk.problems, "status")
    placed: dict[int, Row] = {}
    for row, entry in rows:
        placed[len(reports)] = row
        reports.append(GoalStatus(**GOAL_STATUS.read(entry, place.at(len(reports)))))
    desk.rows[desk.path(file)] = placed
    return {**values, "status": tuple(reports)}


def load_partners(desk: Desk, folder: Path) -> tuple[Mapping[str, Partner], Mapping[str, Survey]]:
    """Read the partners and, among them, the surveys: files that put questions."""
    partners: dict[str, Partner] = {}
    surveys: dict[str, Survey] = {}
    for file in _records(desk, desk.listing(folder)):
        node, path, place = desk.tree(file), desk.path(file), desk.place(file)
        if isinstance(node, marked.Mapping) and "questions" in node.entries:
            surveys[file.stem] = Survey(path=path, id=file.stem, **SURVEY.read(node, place))
        else:
            partners[file.stem] = Partner(path=path, id=file.stem, **PARTNER_SHAPE.read(node, place))
    return partners, surveys


def _records(desk: Desk, entries: Iterator[Path]) -> Iterator[Path]:
    for file in entries:
        if file.suffix != ".yml" or not file.is_file():
            desk.report(file, "unexpected-file", found=file.name)
        elif not ID_FOLDER.fullmatch(file.stem):
            desk.report(file, "bad-file-name", found=file.name, example=f"{slug(file.stem) or 'plan-2015'}.yml")
        else:
            yield file
