"""Saved e-mails: headers, every part, and what is attached."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator

from minutebook.privacy.carriers.archives import Deeper
from minutebook.privacy.carriers.budget import Budget
from minutebook.privacy.passage import Gap, Passage, RefusalError


def read(data: bytes, budget: Budget, deeper: Deeper) -> Iterator[Passage | Gap]:
    """Yield the headers of a message and what its parts hold."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        headers = "\n".join(f"{name}: {value}" for name, value in message.items())
        parts = [(part.get_filename() or "", part.get_payload(decode=True)) for part in message.walk()]
    except (ValueError, LookupError, IndexError, AttributeError, TypeError, RecursionError) as error:
        raise RefusalError("broken") from error
    yield Passage(headers, (("headers", ""),))
    for name, held in parts:
        if isinstance(held, bytes):
            for found in deeper(budget.take([held]), name or "part.txt", budget):
                yield found.inside(("member", name)) if name else found
