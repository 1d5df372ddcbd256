"""Writing waivers: the entries of `waivers.yml` for what the gate found in a file."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from datetime import date

from minutebook.privacy.examination import Examined, Rules


def entries(
    examined: Examined, rules: Rules, known: Collection[tuple[str, str]], *, reason: str, decided_by: str, expires: date
) -> Iterator[str]:
    """Yield an entry of `waivers.yml` for each place in a file that a verdict falls on and no waiver is known for."""
    seen = [one.place for one in examined.report.sightings if rules.verdict(one) != "none"]
    for place in dict.fromkeys([*seen, *(gap.place for gap in examined.report.gaps)]):
        if (examined.path, place) in known:
            continue
        facts = {"file": examined.path, "place": place, "reason": reason, "decided_by": decided_by}
        lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in facts.items()]
        yield "- " + "\n  ".join((*lines, f"expires: {expires.isoformat()}")) + "\n"
