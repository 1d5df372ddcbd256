"""The templates of the pages, compiled once for a language, and the one way to fill them."""

from __future__ import annotations

from functools import cache, partial
from importlib import resources

from jinja2 import BytecodeCache, Environment, FunctionLoader, StrictUndefined
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import Call, Expr, Filter
from markupsafe import Markup

from minutebook.pages.values import Values, shown
from minutebook.text import Locale

_HTML = frozenset(("value", "badge", "badges", "inline", "paragraphs"))
"""Filters of ours whose answers are HTML."""


class _Writer(CodeGenerator):
    """Writes the Python of a template: `shown` does what `escape` does, and a macro is called as it is.

    Jinja calls everything by way of its context, for those who ask for that; none of ours does.
    """

    def visit_Call(self, node: Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: FBT001, FBT002, N802
        if forward_caller or node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: object) -> None:  # noqa: ARG002
        self.write("(" if isinstance(node, Filter) and node.name in _HTML else "environment.shown(")


class _Environment(Environment):
    """Jinja as it is, but for the `Markup` that it makes of each value on its way into a page."""

    code_generator_class = _Writer
    shown = staticmethod(shown)


_kept: BytecodeCache | None = None


def keep_compiled(cache: BytecodeCache) -> None:
    """Let templates be kept as Jinja has compiled them, for those that are compiled from here on."""
    global _kept  # noqa: PLW0603 - whoever fills templates need not know that a build remembers
    _kept = cache


@cache
def templates(locale: Locale, recorded: str) -> Templates:
    """Return the templates for a language, and for records in the language `recorded`: always the same ones."""
    return Templates(locale, recorded)


class Templates:
    """The templates of the package. A value that a template asks for and does not get is an error."""

    def __init__(self, locale: Locale, recorded: str) -> None:
        """Prepare the templates for one language.

        In all of them `t` makes a key its text, and `value` and its like show what stands in `parts.py`. These are
        filters and no functions, since Jinja works out a filter of a constant once, when it compiles the template.
        `recorded` is the language of the records. Where it is another one, `lang` marks what is said in it, so that a
        voice that reads the page aloud changes with it.
        """
        lang = Markup(' lang="{}"').format(recorded) if recorded != locale.language else Markup()
        self._environment = _Environment(
            loader=FunctionLoader(partial(_source, f"{locale.language} {recorded}")),
            bytecode_cache=_kept,
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._environment.globals.update(lang=lang)
        values = Values(lang)
        self._environment.filters.update(
            t=locale,
            value=values.value,
            badge=values.badge,
            badges=values.badges,
            inline=values.inline,
            paragraphs=paragraphs,
        )
        # A template that imports another has Jinja work out anew in each page that both know the same globals.
        for shared, name in (("parts", "parts.html"), ("plans", "plan-parts.html")):
            self._environment.globals[shared] = self._environment.get_template(name).module

    def fill(self, name: str, **context: object) -> str:
        """Return a template filled with plain values."""
        return self._environment.get_template(name).render(context)


def _source(edition: str, name: str) -> tuple[str, str, None]:
    """Return a template, and the name by which what is compiled of it is kept: it holds the texts of an edition."""
    source = (resources.files("minutebook.pages") / "templates" / name).read_text(encoding="utf-8")
    return source, f"{edition} {name}", None


def paragraphs(text: str) -> Markup:
    """Show plain text as it was written: blank lines part paragraphs, single ends of lines stay ends of lines."""
    blocks = (block.strip() for block in text.replace("\r", "").split("\n\n"))
    lines = ("<br>".join(shown(line.strip()) for line in block.split("\n")) for block in blocks if block)
    return Markup("".join(f"<p>{block}</p>" for block in lines))  # noqa: S704
