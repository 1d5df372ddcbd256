"""What the gate says to whoever runs a build, and what no log of it may hold."""

from __future__ import annotations

import logging

from minutebook.privacy.cpr import masked
from minutebook.privacy.examination import Waived
from minutebook.text import Locale


def as_waived(waived: Waived, locale: Locale) -> str:
    """Say that something is published under a waiver, and whose."""
    waiver = waived.waiver
    facts = {"path": waived.path, "reason": waiver.reason, "decided_by": waiver.decided_by}
    return masked(locale("gate.waived", **facts, expires=locale.day(waiver.expires)))


def keep_numbers_out_of_logs() -> None:
    """Mask numbers in whatever is logged from here on: MkDocs names files, and a name may hold one."""
    logger = logging.getLogger("mkdocs")
    for handler in logger.handlers:
        if not any(isinstance(known, _Mask) for known in handler.filters):
            handler.addFilter(_Mask())


class _Mask(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = masked(record.getMessage()), ()
        return True
