"""What the gate says to whoever runs a build, and what no log of it may hold."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from minutebook.personal.cpr import masked
from minutebook.privacy.examination import Waived
from minutebook.problems import Problem, Severity, as_text
from minutebook.text import Locale

Log = logging.Logger | logging.LoggerAdapter[logging.Logger]


def tell(problems: Iterable[Problem], words: Locale, log: Log) -> None:
    """Log what is wrong, each as its code asks for."""
    for one in problems:
        log.log(logging.ERROR if one.severity is Severity.ERROR else logging.WARNING, "%s", as_text(one, words))


def tell_waived(waived: Iterable[Waived], words: Locale, log: Log) -> None:
    """Log what is published under a waiver, and who decided so."""
    for one in waived:
        facts = {"path": one.path, "reason": one.waiver.reason, "decided_by": one.waiver.decided_by}
        log.info("%s", masked(words("gate.waived", **facts, expires=words.day(one.waiver.expires))))


def keep_numbers_out_of_logs() -> None:
    """Mask numbers in whatever is logged from here on: MkDocs names files, and a name may hold one."""
    logger = logging.getLogger("mkdocs")
    for handler in logger.handlers:
        if not any(isinstance(known, _Mask) for known in handler.filters):
            handler.addFilter(_Mask())


def let_hear(handler: logging.Handler, name: str) -> None:
    """Let a handler hear what MkDocs logs from here on, in place of a former one of that name."""
    logger = logging.getLogger("mkdocs")
    logger.handlers[:] = [one for one in logger.handlers if one.name != name]
    handler.name = name
    logger.addHandler(handler)


class _Mask(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = masked(record.getMessage()), ()
        return True
