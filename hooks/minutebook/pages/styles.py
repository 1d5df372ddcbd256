"""The styles of the pages, which are published as one sheet."""

from __future__ import annotations

from hashlib import blake2b
from importlib import resources

_CHOSEN = '[data-md-color-scheme="slate"]'
_UNASKED = ".no-js [data-md-color-scheme]"
"""Without JavaScript nobody can choose the dark look, so the reader's system is asked."""


def stylesheet() -> tuple[str, str]:
    """Return the address of the styles, which names their content, and the styles: all sheets in one."""
    assets = resources.files("minutebook.pages") / "assets"
    sheets = sorted((one for one in assets.iterdir() if one.name.endswith(".css")), key=lambda one: one.name)
    styles = "\n".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
    dark = (assets / "dark.css").read_text(encoding="utf-8").replace(_CHOSEN, _UNASKED)
    styles += f"\n@media screen and (prefers-color-scheme: dark) {{\n{dark}}}\n"
    return f"assets/archive.{blake2b(styles.encode(), digest_size=4).hexdigest()}.css", styles
