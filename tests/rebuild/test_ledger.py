"""What a ledger knows of pages is known again, whenever it was packed."""

from __future__ import annotations

import pickle
from array import array

from minutebook.rebuild.ledger import Ledger
from minutebook.rebuild.press import Sheet
from minutebook.rebuild.trees import Print

PRINT = Print(1, 2, b"digest")


def entered(ledger: Ledger, kind: str, *keys: str) -> Ledger:
    facts = [(kind, key) for key in keys]
    sheet = Sheet([(f"{kind}/index.html", PRINT)], facts, [array("I", range(len(facts)))], frozenset())
    ledger.enter([(kind,)], [sheet])
    return ledger


def recalled(ledger: Ledger) -> Ledger:
    return pickle.loads(pickle.dumps(ledger))  # noqa: S301 - it was just made


def test_a_ledger_is_recalled_as_it_was_kept():
    kept = entered(entered(Ledger("da", "/"), "meetings", "ebu", "social"), "people", "social")

    assert recalled(kept) == kept


def test_what_is_entered_or_struck_after_a_ledger_was_packed_is_kept():
    kept = entered(Ledger("da", "/"), "meetings", "ebu")
    kept.pack()
    entered(kept, "people", "p-hansen")
    assert recalled(kept) == kept

    kept.pack()
    kept.strike([("people",)])
    assert list(recalled(kept).pages) == [("people",)]
