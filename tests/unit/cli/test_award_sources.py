"""Papers of an award get their words from what was judged."""

from datetime import date

import pytest

from asn_kinerja.awards.outcome import AwardOutcome
from asn_kinerja.cli.award_sources import from_run
from asn_kinerja.converters.award_files import award_example, read_award_text
from asn_kinerja.services.awards import AwardRun


@pytest.mark.parametrize(
    ("is_synthetic", "note", "shown"),
    [
        (False, "", ""),
        (False, "Rapat kedua", "Rapat kedua"),
        (True, "", "DATA SINTETIS"),
        (True, "Rapat kedua", "DATA SINTETIS. Rapat kedua"),
        (True, "DATA SINTETIS, rapat kedua", "DATA SINTETIS, rapat kedua"),
    ],
)
def test_a_note_never_hides_that_people_are_invented(is_synthetic, note, shown):
    """The mark stands before the note, once."""
    programme = read_award_text(award_example("marelan_tahun"), name="marelan_tahun")
    run = AwardRun(
        outcome=AwardOutcome(programme=programme, entries=(), selections=()),
        decided_on=date(2026, 1, 20),
        office="Kecamatan Contoh",
        units={},
        names={},
        is_synthetic=is_synthetic,
    )
    assert from_run(run, lang="id", note=note).note == shown
