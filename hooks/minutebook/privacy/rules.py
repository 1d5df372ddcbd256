"""What a town lets the publication gate do about what it finds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rules:
    """What is done about a finding, by how certain it is: `error`, `warning` or `none`."""

    high: str = "error"
    medium: str = "warning"
    low: str = "none"
    personal_data: str = "warning"
    initials: bool = False

    def verdict(self, kind: str, tier: str) -> str:
        """Return what is done about something of a kind that is so certain."""
        if kind == "cpr":
            return {"high": self.high, "medium": self.medium, "low": self.low}[tier]
        return self.personal_data
