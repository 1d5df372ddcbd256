"""Pages: views in, HTML out, one page at a time."""

from minutebook.pages.edition import Edition
from minutebook.pages.front import sections_in_use
from minutebook.pages.page import MAIN_HEADING, Page, finished
from minutebook.pages.prose import with_scrolling_tables
from minutebook.pages.rendering import render_front, render_pages, render_sheets
from minutebook.pages.styles import stylesheet

__all__ = [
    "MAIN_HEADING",
    "Edition",
    "Page",
    "finished",
    "render_front",
    "render_pages",
    "render_sheets",
    "sections_in_use",
    "stylesheet",
    "with_scrolling_tables",
]
