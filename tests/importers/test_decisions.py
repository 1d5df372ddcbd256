"""What the words of a packet say was decided, in each language, and where one outcome cannot be told."""

from __future__ import annotations

import pytest
from minutebook.importers.labels import languages


@pytest.mark.parametrize(
    ("language", "words", "expected"),
    [
        ("da", "Udvalget udsætter behandlingen.", {"postponed"}),
        ("da", "Liste Æ tiltræder ikke indstillingen.", set()),
        ("nb", "Innstillingen ble vedtatt.", {"adopted"}),
        ("nb", "Innstillingen ble ikke vedtatt.", {"rejected"}),
        ("nb", "Formannskapet vedtok ikke forslaget.", {"rejected"}),
        ("nb", "Planen kan ikke godkjennes.", {"rejected"}),
        ("nb", "Planen godkjennes ikke.", {"rejected"}),
        ("nb", "Forslaget fikk ikke flertall.", {"rejected"}),
        ("nb", "Forslaget falt.", {"rejected"}),
        ("nb", "Søknaden avslås.", {"rejected"}),
        ("nb", "Utvalget valgte å utsette saken.", {"postponed"}),
        ("nb", "Utvalget anbefaler ikke planen.", set()),
        ("nb", "Enstemmig godkjent.", {"adopted"}),
        ("sv", "Nämnden godkänner planen.", {"adopted"}),
        ("sv", "Nämnden godkänner inte planen.", {"rejected"}),
        ("sv", "Nämnden beslutar att inte anta planen.", {"rejected"}),
        ("sv", "Nämnden avslog ansökan.", {"rejected"}),
    ],
)
def test_words_state_their_outcome_in_the_language_of_the_packet(language: str, words: str, expected: set[str]):
    assert expected == languages()[language].outcomes(words)
