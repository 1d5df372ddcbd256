"""Views that note what a page reads of them, so that nobody has to say, and can forget to say, what it depends on.

A note is a fact: what was asked, and by which key. `("people", "p-hansen")` is one person's record, `("people", ALL)`
all of them, in their order; `("trail()", ("ebu/2014-09-09/2",))` is the answer to a question. Whatever is no mapping,
no set and no question is noted as a whole. A fact has a value in every archive, and a page whose facts all have the
values that they had is the page that it was. Who only goes through the keys of a mapping depends on no more than those.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, ItemsView, Iterator, KeysView, Mapping, Sequence, ValuesView
from collections.abc import Set as AbstractSet
from datetime import date
from typing import Any

from minutebook.model import AgendaItem, Archive, Meeting
from minutebook.rebuild.texts import Texts, leaves_of, noted
from minutebook.views import Views
from minutebook.views.matters import Origins
from minutebook.views.references import Places

Fact = tuple[str, Hashable]
ALL = "*"
"""The key of a whole mapping. No mapping has it as a key of its own: `*` is no id, no path and no year."""

KEYS = "* keys"
"""The key of the keys of a whole mapping, in their order, whatever they lead to."""

MISSING = ("missing",)
"""The value of a fact that an archive does not know."""


TEXTS = "* texts"
"""The path of the texts that were read. No part of the views has a name like it."""


class Watch:
    """Takes notes: `facts` are those since the last page."""

    def __init__(self) -> None:
        self.facts: set[Fact] = set()

    def taken(self) -> set[Fact]:
        """Return the facts noted so far, and begin anew."""
        facts, self.facts = self.facts, set()
        return facts

    def note(self, texts: Texts) -> None:
        """Note that a text was read. A record is the same whatever its texts say, so that listings need not know."""
        self.facts.add((TEXTS, texts.fact))


class WatchedObject:
    """Views, an archive, or something else with parts: each part that is asked for is watched in its own way."""

    def __init__(self, of: object, watch: Watch, path: str = "") -> None:
        self._of, self._watch, self._path = of, watch, path

    def __getattr__(self, name: str) -> Any:
        with noted(None):  # what a view has read shows in what it answers
            value = getattr(self._of, name)
        path = f"{self._path}{name}"
        if isinstance(value, Archive | Places):
            watched: object = WatchedObject(value, self._watch, f"{path}.")
        elif isinstance(value, Mapping):
            watched = WatchedMapping(value, self._watch, path)
        elif isinstance(value, frozenset):
            watched = WatchedSet(value, self._watch, path)
        elif callable(value):
            watched = _watched_question(value, self._watch, path)
        else:
            self._watch.facts.add((path, ALL))
            return value
        self.__dict__[name] = watched
        return watched


class WatchedMapping(Mapping[Any, Any]):
    """A mapping that notes each key that it is asked for, there or not."""

    def __init__(self, of: Mapping[Any, Any], watch: Watch, path: str) -> None:
        self._of, self._watch, self._path = of, watch, path

    def __getitem__(self, key: Hashable) -> Any:
        self._watch.facts.add((self._path, key))
        return self._of[key]

    def get(self, key: Hashable, default: Any = None) -> Any:
        self._watch.facts.add((self._path, key))
        return self._of.get(key, default)

    def __contains__(self, key: object) -> bool:
        self._watch.facts.add((self._path, key))
        return key in self._of

    def _whole(self) -> Mapping[Any, Any]:
        self._watch.facts.add((self._path, ALL))
        return self._of

    def __iter__(self) -> Iterator[Any]:
        return iter(self.keys())

    def __len__(self) -> int:
        return len(self.keys())

    def keys(self) -> KeysView[Any]:
        self._watch.facts.add((self._path, KEYS))
        return self._of.keys()

    def values(self) -> ValuesView[Any]:
        return self._whole().values()

    def items(self) -> ItemsView[Any, Any]:
        return self._whole().items()


class WatchedSet(AbstractSet[Any]):
    """A set that notes what it is asked to hold."""

    def __init__(self, of: frozenset[Any], watch: Watch, path: str) -> None:
        self._of, self._watch, self._path = of, watch, path

    def __contains__(self, key: object) -> bool:
        self._watch.facts.add((self._path, key))
        return key in self._of

    def __iter__(self) -> Iterator[Any]:
        self._watch.facts.add((self._path, ALL))
        return iter(self._of)

    def __len__(self) -> int:
        self._watch.facts.add((self._path, ALL))
        return len(self._of)


def _watched_question(ask: Callable[..., Any], watch: Watch, path: str) -> Callable[..., Any]:
    def asked(*given: Any) -> Any:
        watch.facts.add((f"{path}()", tuple(map(_named, given))))
        with noted(None):
            return ask(*given)

    return asked


def _named(given: Any) -> Hashable:
    """Name what a question is about, so that it can be asked again of another archive."""
    if isinstance(given, Meeting):
        return "meeting", given.key
    if isinstance(given, AgendaItem):
        return "item", given.key
    if given is None or isinstance(given, str | int | date):
        return given
    message = f"a question to the views is about {type(given).__name__}, which has no name to ask by again"
    raise TypeError(message)


def _found(views: Views, given: Any) -> Any:
    if isinstance(given, tuple):
        kind, key = given
        return views.meetings[key] if kind == "meeting" else views.handling[key].item
    return given


def watched(views: Views, watch: Watch) -> Views:
    """Return views that note what is read of them."""
    return WatchedObject(views, watch)  # type: ignore[return-value] # it answers as they do


def values(views: Views, path: str, keys: Sequence[Any]) -> list[Any]:
    """Return the value of each fact of one path, by its key."""
    if path == TEXTS:
        leaves = leaves_of(views.archive.meetings)
        return [leaves[folder].digest(place) if folder in leaves else MISSING for folder, place in keys]
    part: Any = views
    for name in path.removesuffix("()").split("."):
        part = getattr(part, name)
    if path.endswith("()"):
        return [_answer(views, part, given) for given in keys]
    if isinstance(part, Mapping):
        whole = {ALL: tuple(part.items()), KEYS: tuple(part)} if {ALL, KEYS} & set(keys) else {}
        return [part.get(key, MISSING) if key not in whole else whole[key] for key in keys]
    if isinstance(part, frozenset):
        return [part if key == ALL else key in part for key in keys]
    return [part] * len(keys)


def origins(views: Views, path: str) -> Origins | None:
    """Return what the answers to a dear question follow from; `None` where views have no such thing."""
    return getattr(views, f"{path.removesuffix('()')}_origins", None) if path.endswith("()") else None


def _answer(views: Views, ask: Callable[..., Any], given: tuple[Any, ...]) -> Any:
    try:
        answer = ask(*(_found(views, one) for one in given))
    except LookupError:
        return MISSING
    return tuple(answer) if isinstance(answer, Iterator) else answer
