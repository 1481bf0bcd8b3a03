from datetime import date

import attrs
import pytest

from asn_kinerja.appraisals.distribution import check_patterns
from asn_kinerja.records.periods import Period

YEAR = Period("2025")


@pytest.fixture
def appraisals(office, make, appraised):
    """Lurah and Kasi rated, the Camat too, the staff not."""
    rated = make.with_records(
        office,
        ratings=[
            make.rated("p-camat", make.above, make.above),
            make.rated("p-lurah", make.expected, make.expected),
            make.rated("p-kasi", make.above, make.above),
        ],
    )
    return tuple(appraised(rated).values())


def test_each_led_unit_has_its_counts(appraisals, policies):
    """People count where their appraiser leads; who is not rated or has no unit does not."""
    found = check_patterns(appraisals, YEAR, policy=policies.pattern)
    assert [(item.id, item.unit_id, item.counts) for item in found] == [
        ("kecamatan/2025", "kecamatan", (0, 1, 0, 0, 0)),
        ("terjun/2025", "terjun", (1, 0, 0, 0, 0)),
    ]


def test_the_peak_is_advice(appraisals, policies, make):
    """Whether the largest group fits is told where the rule tells it."""
    found = check_patterns(appraisals, YEAR, policy=policies.pattern)
    assert [item.peak_fits for item in found] == [True, False]
    silent = make.rule(lambda _: {"sesuai_pola": True}, "predikat_organisasi")
    assert [item.peak_fits for item in check_patterns(appraisals, YEAR, policy=silent)] == [
        None, None,
    ]  # fmt: skip
    assert silent.asked[0][1] == date(2025, 12, 31)


def test_only_the_period_counts(appraisals, policies):
    """Appraisals of other periods are left aside."""
    other = [attrs.evolve(item, period=Period("2024")) for item in appraisals]
    assert check_patterns(other, YEAR, policy=policies.pattern) == ()


def test_a_unit_without_result_has_no_pattern(appraisals, policies):
    """Without the achievement of the unit nothing is compared."""
    blind = [attrs.evolve(item, organisation_predicate=None) for item in appraisals]
    assert check_patterns(blind, YEAR, policy=policies.pattern) == ()
