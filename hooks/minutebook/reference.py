"""The manual's chapters of reference, made from what the program goes by: fields, problems, terms and settings.

A heading is the name that a clerk meets in a file or a message, so that its anchor is the same on the site and on a
forge.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from minutebook.problems import CODES
from minutebook.records import tables
from minutebook.records.fields import FieldType, ListOf, MapOf, Record, Shape
from minutebook.records.scalars import Reference, Term
from minutebook.records.schema import shapes_within
from minutebook.settings import SETTINGS
from minutebook.text import LANGUAGES, Locale, locale
from minutebook.vocabulary import OUTCOMES, VOCABULARIES

MAIN_LANGUAGE = LANGUAGES[0]


def chapters() -> Iterator[tuple[str, str]]:
    """Yield every generated chapter of the manual: its file name and its text."""
    writers: Mapping[str, Callable[[Locale], Iterator[str]]] = {
        "record-format": _record_format,
        "problems": _problems,
        "vocabulary": _vocabulary,
        "settings": _settings,
    }
    for name, write in writers.items():
        for language in LANGUAGES:
            words = locale(language)
            variant = "" if language == MAIN_LANGUAGE else f".{language}"
            head = (
                f"# {words(f'reference.{name}.title')}",
                words("reference.generated"),
                words(f"reference.{name}.lead"),
            )
            yield f"{name}{variant}.md", "\n\n".join((*head, *write(words))) + "\n"


def _record_format(words: Locale) -> Iterator[str]:
    nested: dict[str, Shape] = {}
    for kind, shape in tables.FILES:
        nested |= {one.name: one for one in shapes_within(shape)}
        yield f"## {kind}"
        yield f"{words(f'shape.{shape.name}')}: {words(f'reference.file.{kind}')}"
        yield _table_of_fields(shape, words)
    yield f"## {words('reference.record-format.nested')}"
    for shape in sorted(nested.values(), key=lambda one: one.name):
        yield f"### {shape.name}"
        yield f"{words(f'shape.{shape.name}')}."
        yield _table_of_fields(shape, words)


def _table_of_fields(shape: Shape, words: Locale) -> str:
    rows = [
        (
            f"`{key}`",
            words("reference.yes") if one.required else "",
            _holds(one.type, words),
            f"`{_cell(one.type.example)}`",
            words(f"field.{shape.name}.{key}"),
        )
        for key, one in shape.fields.items()
    ]
    return _table(
        [words(f"reference.column.{name}") for name in ("key", "required", "holds", "example", "meaning")], rows
    )


def _holds(kind: FieldType, words: Locale) -> str:
    """Say what a field can hold, with a link to where its terms or its own keys are listed."""
    if isinstance(kind, ListOf):
        return words("reference.list-of", of=_holds(kind.of, words))
    if isinstance(kind, MapOf):
        return words("reference.map-of", key=_holds(kind.key, words), of=_holds(kind.of, words))
    if isinstance(kind, Record):
        return f"[{words(f'shape.{kind.shape.name}').lower()}](#{kind.shape.name})"
    if isinstance(kind, Term):
        return f"[{words('type.term')}](vocabulary.md#{kind.vocabulary.name})"
    if isinstance(kind, Reference):
        return words(f"reference.to.{kind.to}")
    return words(f"type.{kind.name}")


def _problems(words: Locale) -> Iterator[str]:
    for code, severity in sorted(CODES.items()):
        yield f"## {code}"
        yield f"**{words(f'problem.{code}.title')}** ({words(f'severity.{severity}')})"
        yield words(f"problem.{code}.cause")
        yield words(f"problem.{code}.cure")


def _vocabulary(words: Locale) -> Iterator[str]:
    for vocabulary in VOCABULARIES:
        yield f"## {vocabulary.name}"
        yield words(f"reference.vocabulary.{vocabulary.name}")
        columns = ["term", "label", "meaning"]
        rows = [
            (f"`{term}`", words.label(vocabulary.name, term) or "—", words(f"meaning.{vocabulary.name}.{term}"))
            for term in vocabulary.terms
        ]
        yield _table([words(f"reference.column.{name}") for name in columns], rows)
        if vocabulary is OUTCOMES:
            yield words("reference.vocabulary.inferred")


def _settings(words: Locale) -> Iterator[str]:
    for key, one in SETTINGS.fields.items():
        yield f"## {key}"
        yield f"{words(f'field.settings.{key}')} {words('reference.example', example=f'{key}: {one.type.example}')}"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(head)} |", f"| {' | '.join('---' for _ in head)} |"]
    return "\n".join([*lines, *(f"| {' | '.join(_cell(value) for value in row)} |" for row in rows)])


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
