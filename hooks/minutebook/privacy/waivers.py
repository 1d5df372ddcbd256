"""Writing waivers: the entries of `waivers.yml` for what the gate found in a file."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping

from minutebook.privacy.examination import Examined
from minutebook.privacy.rules import Rules


def entries(
    examined: Examined, rules: Rules, known: Collection[tuple[str, str]], decision: Mapping[str, str]
) -> Iterator[str]:
    """Yield an entry of `waivers.yml` for each place in a file that a verdict falls on and no waiver is known for.

    `decision` holds what each entry says of it: `reason`, `decided_by` and `expires`.
    """
    seen = [one.place for one in examined.report.sightings if rules.verdict(one.kind, one.tier) != "none"]
    for place in dict.fromkeys([*seen, *(gap.place for gap in examined.report.gaps if gap.place)]):
        if (examined.path, place) not in known:
            facts = {"file": examined.path, "place": place, **decision}
            lines = (f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in facts.items())
            yield "- " + "\n  ".join(lines) + "\n"
