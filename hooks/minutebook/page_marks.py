"""The marks in an attachment's text that say where a page of the original begins: `<!-- page 15 -->`."""

from __future__ import annotations

import re

from minutebook.model import AgendaItem, Attachment

PAGE_MARK = re.compile(r"^[ \t]*<!--\s*page\s+([\w.-]{1,12})\s*-->[ \t]*$", re.MULTILINE)


def marked_pages(text: AgendaItem | Attachment) -> tuple[str, ...]:
    """Return the pages of the original that a public text has marks for, in order."""
    return tuple(page for section in text.sections for page in PAGE_MARK.findall(section.markdown))
