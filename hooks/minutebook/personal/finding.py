"""What the gate finds: something personal at a place in a text, of a kind, and how certain it is."""

from __future__ import annotations

from dataclasses import dataclass

TIERS = ("high", "medium", "low")
"""How certain a finding is, the most certain first."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something personal in a text, from `start` to `end`.

    `kind` is `cpr`, or the kind of other personal data; `reasons` are keys of the locales; `mask` is what may be shown.
    """

    start: int
    end: int
    kind: str
    tier: str
    reasons: tuple[str, ...]
    mask: str
