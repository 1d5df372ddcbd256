"""The manual's page of figures, made from the newest full run of the benchmark: `make reference` writes it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from minutebook.text import LANGUAGES, locale

from tests.benchmarks import history

MANUAL = Path(__file__).parents[2] / "docs/manual"
TEXTS = Path(__file__).with_name("chapter_texts")
WHOLE = ("cold", "cold-search", "hugo", "pagefind", "zensical", "mkdocs", "floor")
CHANGED = (
    *("nothing", "body", "title", "new-meeting", "meeting-deleted", "time-stamps", "shell"),
    *("output-lost", "cache-lost"),
)
"""What stands in which table, and in which order."""

UNKNOWN = "—"

Texts = dict[str, Any]


def chapters(entry: history.Entry | None) -> Iterator[tuple[str, str]]:
    """Yield the page in each language, the file's name and its text, for a run or for none."""
    for language in LANGUAGES:
        texts = _texts(language)
        head = [f"# {texts['title']}", texts["generated"], texts["lead"].strip()]
        told = [_where(entry, language), *tables(entry, language)] if entry else [texts["nothing-yet"]]
        variant = "" if language == LANGUAGES[0] else f".{language}"
        yield f"figures{variant}.md", "\n\n".join([*head, *told, texts["method"].strip()]) + "\n"


def tables(entry: history.Entry, language: str) -> Iterator[str]:
    """Yield headings and tables of a run: whole builds, builds after a change, a server, growth, and promises."""
    texts = _texts(language)
    results = entry["results"]
    size = entry["size"]
    at_size = {one["what"]: one for one in results if one["size"] == size}
    sizes = sorted({one["size"] for one in results if one["what"] in WHOLE})
    yield f"## {texts['heading']['whole']}"
    rows = [
        _whole(one, language)
        for items in sizes
        for what in WHOLE
        for one in results
        if (one["what"], one["size"]) == (what, items)
    ]
    yield _table(texts["column"], ("what", "items", "seconds", "range", "cpu", "memory", "files", "megabytes"), rows)
    changed = [_changed(at_size[what], entry["of_hugo"], language) for what in CHANGED if what in at_size]
    if changed:
        yield f"## {texts['heading']['changed'].format(items=_number(size, language))}"
        yield _table(texts["column"], ("change", "seconds", "range", "of-hugo", "cpu", "of-hugo-cpu"), changed)
    if "served" in at_size:
        served = at_size["served"]
        yield f"## {texts['heading']['served'].format(items=_number(size, language))}"
        row = texts["what"]["served"], _seconds(served["wall"], language), _range(served, language)
        yield _table(texts["column"], ("change", "seconds", "range"), [row])
    grown = [_grown(one, results, language) for one in results if one["what"] == "growth"]
    if grown:
        yield f"## {texts['heading']['growth']}"
        yield _table(texts["column"], ("items", "rounds", "seconds", "each", "memory", "hugo"), grown)
    yield f"## {texts['heading']['promised']}"
    promised = [_promised(one, texts, language) for one in entry["verdicts"]]
    yield _table(texts["column"], ("promise", "measured", "limit", "verdict"), promised)


def _where(entry: history.Entry, language: str) -> str:
    machine, texts = entry["machine"], _texts(language)
    versions = ", ".join(f"{name} {version}" for name, version in sorted(entry["versions"].items()))
    said = str(
        texts["where"].format(
            day=locale(language).day(date.fromisoformat(entry["date"])),
            commit=entry["commit"],
            runs=entry["runs"],
            versions=versions,
            cores=machine["cores"],
            processor=machine["processor"],
            memory=_number(round(machine["memory"] / 2**30), language),
            system=machine["system"],
            python=machine["python"],
        )
    )
    return f"{said}{texts['busy']}" if history.BUSY_REMARK in entry["remarks"] else said


def _whole(one: dict[str, Any], language: str) -> Sequence[str]:
    return (
        _texts(language)["what"][one["what"]],
        _number(one["size"], language),
        _seconds(one["wall"], language),
        _range(one, language),
        _seconds(one["cpu"], language),
        _megabytes(one["memory"], language),
        _number(one["files"], language),
        _megabytes(one["bytes"], language),
    )


def _changed(one: dict[str, Any], of_hugo: dict[str, dict[str, float]], language: str) -> Sequence[str]:
    what = one["what"]
    wall, cpu = (_ratio(of_hugo[of][what], language) if what in of_hugo[of] else UNKNOWN for of in ("wall", "cpu"))
    seconds, busy = _seconds(one["wall"], language), _seconds(one["cpu"], language)
    return _texts(language)["what"][what], seconds, _range(one, language), wall, busy, cpu


def _grown(one: dict[str, Any], results: Sequence[dict[str, Any]], language: str) -> Sequence[str]:
    beside = [each for each in results if (each["what"], each["size"]) == ("growth-hugo", one["size"])]
    return (
        _number(one["size"], language),
        str(one["runs"]),
        _seconds(one["wall"], language),
        _fixed(1000 * one["wall"] / one["size"], 2, language),
        _megabytes(one["memory"], language),
        _seconds(beside[0]["wall"], language) if beside else UNKNOWN,
    )


def _promised(verdict: dict[str, Any], texts: Texts, language: str) -> Sequence[str]:
    value = verdict["value"]
    write = _megabytes if verdict["name"] == "memory-large" else _ratio
    if value is None:
        said = "unknown"
    elif not verdict["counts"]:
        said = "small"
    else:
        said = "kept" if value <= verdict["limit"] else "missed"
    return (
        texts["promise"][verdict["name"]],
        UNKNOWN if value is None else write(value, language),
        write(verdict["limit"], language),
        texts["verdict"][said],
    )


def _range(one: dict[str, Any], language: str) -> str:
    return f"{_seconds(one['fastest'], language)}–{_seconds(one['slowest'], language)}"


def _seconds(seconds: float, language: str) -> str:
    return _fixed(seconds, 1 if seconds >= 10 else 2, language)


def _ratio(value: float, language: str) -> str:
    return _fixed(value, 2 if value >= 0.1 else 3, language)


def _megabytes(size: float, language: str) -> str:
    return _number(round(size / 1e6), language)


def _fixed(value: float, decimals: int, language: str) -> str:
    return locale(language).number(Decimal(f"{value:.{decimals}f}"))


def _number(value: int, language: str) -> str:
    return locale(language).number(value)


def _table(names: dict[str, str], columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [[names[column] for column in columns], ["---", *("---:" for _ in columns[1:])], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


@cache
def _texts(language: str) -> Texts:
    return tomllib.loads((TEXTS / f"{language}.toml").read_text(encoding="utf-8"))


def main() -> None:
    """Write the page into the manual."""
    for name, text in chapters(history.newest_full(history.read())):
        (MANUAL / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
