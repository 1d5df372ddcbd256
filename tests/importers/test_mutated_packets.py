"""Whatever a packet looks like, an import gives records that check, or says why not; it never loses a line."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from minutebook.importers.lines import ImportRefusedError
from minutebook.text import LANGUAGES, locale

from tests.importers.importing import INVENTED, Imported, assert_accounted_for, invented
from tests.importers.mutating import mutate

COUNT = int(os.environ.get("MUTATIONS", "240"))
REASONS = {"no-items", "no-day", "no-organization"}
SHARES = 8
"""The mutations are dealt out to so many tests, which run side by side."""


@pytest.mark.parametrize("share", range(SHARES))
def test_a_mutated_packet_becomes_records_that_check_or_is_refused_with_a_reason(share: int, tmp_path: Path):
    for seed in range(share, COUNT, SHARES):
        text = mutate(invented(INVENTED[seed % len(INVENTED)]), seed)
        try:
            imported = Imported.of(text, tmp_path / str(seed) / "meetings")
        except ImportRefusedError as error:
            refusal = error
        else:
            assert_accounted_for(imported)
            assert (seed, []) == (seed, imported.errors())
            continue
        assert refusal.code in REASONS, (seed, refusal.code, refusal.facts)
        assert all(locale(each)(f"import.refusal.{refusal.code}", **refusal.facts) for each in LANGUAGES)
