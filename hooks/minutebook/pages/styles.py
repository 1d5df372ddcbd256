"""The styles of the pages, which are published as one sheet."""

from __future__ import annotations

from hashlib import blake2b
from importlib import resources


def stylesheet() -> tuple[str, str]:
    """Return the address of the styles, which names their content, and the styles: all sheets in one."""
    assets = resources.files("minutebook.pages") / "assets"
    sheets = sorted((one for one in assets.iterdir() if one.name.endswith(".css")), key=lambda one: one.name)
    styles = "\n".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
    return f"assets/archive.{blake2b(styles.encode(), digest_size=4).hexdigest()}.css", styles
