"""Pages: views in, HTML out, one page at a time."""

from minutebook.pages.edition import Edition
from minutebook.pages.filling import keep_compiled
from minutebook.pages.front import sections_in_use
from minutebook.pages.page import MAIN_HEADING, Page, finished
from minutebook.pages.prose import with_scrolling_tables
from minutebook.pages.rendering import SHELL_OF, Task, render, render_front, render_pages, render_sheets, tasks
from minutebook.pages.styles import stylesheet

__all__ = [
    "MAIN_HEADING",
    "SHELL_OF",
    "Edition",
    "Page",
    "Task",
    "finished",
    "keep_compiled",
    "render",
    "render_front",
    "render_pages",
    "render_sheets",
    "sections_in_use",
    "stylesheet",
    "tasks",
    "with_scrolling_tables",
]
