"""What the words of a packet say was decided, in each language, and where one outcome cannot be told."""

from __future__ import annotations

from pathlib import Path

import pytest
from minutebook.importers.labels import languages

from tests.importers.importing import Imported, assert_accounted_for

MINUTES = """Teknikudvalget
Referat af mødet den 3. marts 2031

1. Cykelsti langs Møllebækken

Sagsfremstilling
Stien er smal.

Indstilling
Forvaltningen indstiller,
1. at stien anlægges.
2. at lyset betales af puljen.

Beslutning
{decision}

2. Eventuelt

Sagsfremstilling
Intet.
"""


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


def test_roman_numbers_are_no_points_since_records_have_none_such(tmp_path: Path):
    text = (
        MINUTES.format(decision="Godkendt.")
        .replace("1. at stien", "i) at stien")
        .replace("2. at lyset", "ii) at lyset")
    )
    imported = Imported.of(text, tmp_path / "meetings")
    proposal = imported.cut.meeting.items[0].proposal
    assert proposal
    assert ("Forvaltningen indstiller,\n\ni) at stien anlægges.\n\nii) at lyset betales af puljen.", ()) == (
        proposal.lead,
        proposal.points,
    )


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        ("Godkendt.", [("", "adopted", "Godkendt.")]),
        ("Drøftet. Udsat til næste møde.", [("", "postponed", "Drøftet. Udsat til næste møde.")]),
        ("Drøftet og taget til efterretning.", [("", "noted", "Drøftet og taget til efterretning.")]),
        ("Godkendt. Forslaget sendes i høring.", [("", "adopted", "Godkendt. Forslaget sendes i høring.")]),
        ("Godkendt. 4 stemmer for, 3 imod.", [("", "adopted-by-vote", "Godkendt. 4 stemmer for, 3 imod.")]),
        ("Punkt 1 godkendt, punkt 2 udsat.", [("1", "adopted", "godkendt"), ("2", "postponed", "udsat.")]),
        ("Punkt 1 godkendt,\npunkt 2 udsat.", [("1", "adopted", "godkendt"), ("2", "postponed", "udsat.")]),
        ("Ad 1: Godkendt. Ad 2: Udsat.", [("1", "adopted", "Godkendt."), ("2", "postponed", "Udsat.")]),
        ("Punkt 1 godkendt, mens punkt 2 blev udsat.", []),
        ("Punkt 1 godkendt, punkt 7 udsat.", []),
        ("Godkendt. Lyset blev ikke godkendt.", []),
        (
            "Ad 1-2: Godkendt. Punkt 2 er dyrt.",
            [("1-2", "adopted", "Godkendt. Punkt 2 er dyrt.")],
        ),
    ],
)
def test_a_decision_is_what_all_its_sentences_say(decision: str, expected: list[tuple[str, str, str]], tmp_path: Path):
    imported = Imported.of(MINUTES.format(decision=decision), tmp_path / "meetings")
    item = imported.cut.meeting.items[0]
    assert expected == [(each.points, each.outcome, each.text) for each in item.decision]
    assert (expected == []) == ("no-outcome" in {note.code for note in imported.cut.meeting.notes})
    assert_accounted_for(imported)
    assert [] == imported.errors()
