"""How plain values stand in a page: a link, a day, a badge.

They stand on every page by the dozen, and written here they cost a tenth of what a macro of a template costs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from markupsafe import Markup, escape

from minutebook.pages.parts import Badge, Day, Link, Value

_SPECIAL = re.compile("[&<>'\"]")


def shown(value: object) -> str:
    """Return any value as HTML that can be joined to a page.

    It does what `escape` does, but for making each piece of the page `Markup` on its way, which costs more than to
    escape it: most texts have nothing in them to escape.
    """
    if type(value) is str:
        return str.__str__(escape(value)) if _SPECIAL.search(value) else value
    if type(value) is Markup:
        return value
    return str(value) if type(value) is int else str.__str__(escape(value))


def _html(text: str) -> Markup:
    """Call a text HTML; `Markup` itself would first look what it is given, which takes three times as long."""
    return str.__new__(Markup, text)


class Values:
    """Shows values as HTML. `lang` is the attribute that marks what is said in the language of the records."""

    def __init__(self, lang: Markup) -> None:
        self.lang = lang

    def value(self, thing: Value) -> Markup:
        """Show a value by what it is."""
        return _html(self._value(thing))

    def badge(self, badge: Badge) -> Markup:
        """Show a term in its tone, with the points that it covers."""
        return _html(_badge(badge))

    def badges(self, badges: Iterable[Badge]) -> Markup:
        """Show terms beside each other."""
        return _html(" ".join(map(_badge, badges)))

    def inline(self, things: Iterable[Value], between: str = " · ") -> Markup:
        """Show values in a row."""
        return _html(shown(between).join(map(self._value, things)))

    def _value(self, thing: Value) -> str:
        if isinstance(thing, Link):
            lang = self.lang if thing.recorded else ""
            return f'<a href="{shown(thing.href)}"{lang}>{shown(thing.text)}</a>'
        if isinstance(thing, str):
            return shown(thing)
        if isinstance(thing, Day):
            return f'<time datetime="{shown(thing.iso)}">{shown(thing.text)}</time>'
        if isinstance(thing, Badge):
            return _badge(thing)
        return f'<a href="{shown(thing.href)}">{shown(thing.text)}</a>'


def _badge(badge: Badge) -> str:
    points = f' <span class="badge__points">{shown(badge.points)}</span>' if badge.points else ""
    return (
        f'<span class="badge badge--{shown(badge.tone)}" data-outcome="{shown(badge.term)}">'
        f'<span class="badge__label">{shown(badge.label)}</span>{points}</span>'
    )
