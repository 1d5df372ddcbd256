"""What holds for any text at all: reading ends, never raises, loses nothing and guesses nothing."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from minutebook import outcomes
from minutebook.problems import CODES
from minutebook.records import marked, prose
from minutebook.records.prose import cut_sections, split_front_matter
from minutebook.vocabulary import OUTCOMES

YAML_SYNTAX = st.lists(
    st.sampled_from(
        [*list("[]{}:,-?&*!|>'\"%@`#~<= \n\t\\"), "- ", ": ", "---", "...", "<<", "\n  ", "a", "ø", "\\x00", "\\U"]
    )
).map("".join)
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co", "Cn", "Zl", "Zp"]), max_size=20)
NESTED = st.recursive(
    WORDS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4), max_leaves=20
)
MARKDOWN = st.lists(
    st.sampled_from(
        [
            "## Høring",
            "##  Beslutning:",
            "### 1. Et",
            "### 2) To ###",
            "## Andet",
            "```",
            "~~~",
            "",
            "Tekst.",
            "# ",
            "##",
        ]
    )
    | WORDS,
    max_size=20,
).map("\n".join)


@given(st.text() | YAML_SYNTAX)
@example("\x00")
@example('"\\ud800"')
@example('"\\UFFFFFFFF"')
@example("%YAML 9.9\n---\na")
@example("? {a: b}\n: c")
@example("\ufeffa: b")
@example("!<tag:a,b:c> x")
def test_no_text_makes_parsing_raise(text: str):
    node, problems = marked.parse(text, "x.yml")
    assert node is None or isinstance(node, marked.Node)
    assert {problem.code for problem in problems} <= set(CODES)
    assert all(1 <= problem.line <= text.count("\n") + 1 for problem in problems if "\x85" not in text)


@given(st.text() | YAML_SYNTAX)
@example("\x00")
@example('"\\ud800"')
@example('"\\UFFFFFFFF"')
@example("? {a: b}\n: c")
def test_no_text_makes_parsing_raise_without_the_c_library_either(text: str):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(marked, "_Loader", yaml.SafeLoader)
        marked.parse(text, "x.yml")


@given(NESTED)
def test_what_another_program_writes_as_text_reads_as_that_text(data: object):
    written = yaml.safe_dump(data, allow_unicode=True)
    node, problems = marked.parse(written, "x.yml")
    assert problems == []
    assert node is None or plain(node) == data


def plain(node: marked.Node) -> object:
    if isinstance(node, marked.Scalar):
        return node.text
    if isinstance(node, marked.Sequence):
        return [plain(item) for item in node.items]
    return {key: plain(value) for key, value in node.entries.items()}


@given(yaml_text=MARKDOWN, body=MARKDOWN)
def test_splitting_front_matter_loses_no_line(yaml_text: str, body: str):
    text = f"---\n{yaml_text}\n---\n{body}"
    parts, problems = split_front_matter(text, "x.md")
    assert problems == []
    assert text == f"---\n{parts.yaml}\n---\n{parts.body}"
    lines = text.split("\n")
    assert parts.body.split("\n")[0] == lines[parts.body_line - 1]


@given(body=MARKDOWN, announcements=st.booleans())
def test_cutting_sections_loses_no_word(body: str, *, announcements: bool):
    sections = cut_sections(body, 1, announcements=announcements)
    kept = "".join(f"{section.number or ''}{section.heading or ''}{section.markdown}" for section in sections)
    assert letters(body) == letters(kept)
    lines = body.split("\n")
    for section in sections:
        if section.markdown:
            assert section.markdown.split("\n")[0] == lines[section.line - 1]


def letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


@given(st.text())
def test_any_words_state_known_outcomes_or_none(text: str):
    assert outcomes.infer(text) <= set(OUTCOMES.terms)


HOSTILE: dict[str, Callable[[int], str]] = {
    "open brackets": lambda size: "[" * size,
    "open braces": lambda size: "{a: " * size,
    "closed brackets": lambda size: "[" * size + "]" * size,
    "hyphens": lambda size: "- " * size,
    "question marks": lambda size: "? " * size,
    "indentation": lambda size: "".join(f"{' ' * depth}a:\n" for depth in range(size // 100)),
    "keys": lambda size: "".join(f"k{number}: v\n" for number in range(size)),
    "the same key": lambda size: "k: v\n" * size,
    "flow keys": lambda size: "{" + ",".join(f"k{number}: v" for number in range(size)) + "}",
    "anchors": lambda size: "".join(f"k{number}: &a{number} [*a{number - 1}]\n" for number in range(1, size)),
    "one long word": lambda size: "a" * size,
    "a quotation mark": lambda size: '"' + "a\n" * size,
    "comments": lambda size: "# x\n" * size,
    "colons": lambda size: ":" * size,
    "spaces and hashes": lambda size: "## " + "# " * size + "x",
    "hashes": lambda size: "## " + "#" * size + "x",
    "dots and digits": lambda size: "### " + "1." * size,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_reading_a_hostile_text_takes_time_that_grows_with_its_length(name: str):
    def seconds(size: int) -> float:
        text = HOSTILE[name](size)
        start = time.process_time()
        marked.parse(text, "x.yml")
        split_front_matter(f"---\n{text}\n---\n{text}", "x.md")
        cut_sections(text, 1, announcements=True)
        return time.process_time() - start

    small, large = (min(seconds(size) for _ in range(2)) for size in (5_000, 40_000))
    assert large <= 24 * small + 0.05


BRACKETS = st.text(st.sampled_from(list("[]()>-*+1. \t\n\na")), max_size=200)


@given(
    BRACKETS | st.integers(0, 60).map(lambda depth: "> " * depth) | st.integers(0, 60).map(lambda depth: "([" * depth)
)
@example("\t" * 21 + "- a")
@example("-" + "\t" * 20 + "- a")
def test_a_text_that_is_not_looked_at_for_nesting_has_none(body: str):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(prose, "_may_nest", lambda _: True)
        looked = prose.find_nesting(body, 1, "x.md")
    assert looked == prose.find_nesting(body, 1, "x.md")
