"""Whatever happens to the records and to what was kept: the next index is, to the byte, what a first one would be."""

from __future__ import annotations

import os

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.rebuild.test_any_changes import LONG, RUNS, AnyChanges


class AnyChangesWithSearch(AnyChanges):
    """The same changes, with an index and the pages of search in the site."""

    search = True

    @precondition(lambda self: hasattr(self, "work"))
    @rule(pick=st.integers(0, 1000), share=st.sampled_from([0, 0.5, 1]), at=st.floats(0, 0.99))
    def what_search_kept_is_damaged(self, pick, share, at):
        files = sorted(file for file in (self.work.room / "search").rglob("*") if file.is_file())
        if not files:
            return
        file = files[pick % len(files)]
        os.truncate(file, int(file.stat().st_size * share))
        data = bytearray(file.read_bytes())
        if data:
            data[int(len(data) * at)] ^= 255
            file.write_bytes(data)


AnyChangesWithSearch.TestCase.settings = settings(RUNS, max_examples=LONG or 2)
TestAnyChangesWithSearch = AnyChangesWithSearch.TestCase
