"""The texts of the pages: the same in every language, and all of them in use."""

from __future__ import annotations

import re
import string
import tomllib
from importlib import resources
from pathlib import Path
from typing import Any

from minutebook.text import LANGUAGES

PAGES = Path(str(resources.files("minutebook.pages")))


def texts(language: str) -> dict[str, str]:
    file = resources.files("minutebook") / "locales" / language / "site.toml"
    return flat(tomllib.loads(file.read_text(encoding="utf-8")))


def flat(table: dict[str, Any], prefix: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in table.items():
        found.update(flat(value, f"{prefix}{key}.") if isinstance(value, dict) else {f"{prefix}{key}": value})
    return found


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_all_languages_have_the_same_texts():
    keys = {language: set(texts(language)) for language in LANGUAGES}

    assert keys["da"] == keys["en"]


def test_a_text_has_the_same_blanks_in_all_languages():
    danish, english = texts("da"), texts("en")

    assert {key: blanks(text) - {"count"} for key, text in danish.items()} == {
        key: blanks(text) - {"count"} for key, text in english.items()
    }


def test_no_text_is_left_over():
    code = "\n".join(
        file.read_text(encoding="utf-8") for file in sorted(PAGES.rglob("*")) if file.suffix in {".py", ".html"}
    )
    keys = {key for text in (code, named(code)) for key in re.findall(r"[a-z]+\.[a-z{}.-]+", text)}
    used = re.compile("|".join(re.escape(key).replace(r"\{\}", r"[\w-]+") for key in sorted(keys)))

    assert [key for key in texts("da") if not used.fullmatch(re.sub(r"\.(one|other)$", "", key))] == []


def named(code: str) -> str:
    """Let the fields of formatted keys stand for any word: `open.{kind}-words` becomes `open.{}-words`."""
    return re.sub(r"\{[^{}]*\}", "{}", code)


def test_anchors_can_stand_in_an_address():
    for language in LANGUAGES:
        anchors = {key: text for key, text in texts(language).items() if key.startswith("anchor.")}

        assert [text for text in anchors.values() if not re.fullmatch(r"[a-z]+(-[a-z]+)*", text)] == []
        assert len(set(anchors.values())) == len(anchors)
