"""Measuring a stored year with the real rules, and the same computed again in plain Python."""

import random
import statistics
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import attrs
import pytest

from asn_kinerja.records.periods import Period
from asn_kinerja.records.programme import Programme
from asn_kinerja.records.surveys import (
    MotivationIndex,
    MotivationResponse,
    SatisfactionIndex,
    SatisfactionResponse,
    Wave,
)
from asn_kinerja.services.surveys import measure_effect
from asn_kinerja.workspace import open_workspace

YEAR = Period("2025")
UNITS = {"terjun": 0.0, "rengas": 0.1, "paya": 0.0}


def _answers():
    """Three units, 30 respondents a wave; one unit has gaps. Motivation of 40 people."""
    chance = random.Random(11)  # noqa: S311 - a seeded sample, no secret
    for wave, low in zip(Wave, (2, 3), strict=True):
        for unit_id, gaps in UNITS.items():
            for number in range(30):
                answers = tuple(
                    None if chance.random() < gaps else chance.randint(low, 4) for _ in range(9)
                )
                yield SatisfactionResponse(
                    id=f"{unit_id}-{wave}-{number}",
                    unit_id=unit_id,
                    period=YEAR,
                    wave=wave,
                    answers=answers,
                )
        for number in range(40):
            level = chance.randint(2, 4)
            yield MotivationResponse(
                id=f"m-{wave}-{number}",
                token=f"t{number if wave is Wave.SEBELUM else number + 4}",
                period=YEAR,
                wave=wave,
                group="kecil" if number < 3 else f"g{number % 3}",
                answers=tuple(chance.randint(level - 1, level + 1) for _ in range(12)),
            )


@pytest.fixture
def answers():
    """All answers."""
    return tuple(_answers())


@pytest.fixture
def context(answers):
    """A store in memory that holds a programme and the answers."""
    now = datetime(2026, 2, 1, 8, tzinfo=UTC)
    programme = Programme(
        id="program",
        name="Program Contoh",
        period=YEAR,
        office="Kecamatan Contoh",
        region="Kota Contoh",
        root_unit_id="kecamatan",
        city="Contoh",
        signed_on=date(2026, 1, 30),
        signatory="Ayu Contoh",
        signatory_title="Camat",
        large_share=Decimal("0.5"),
        small_share=Decimal("0.25"),
    )
    with open_workspace(actor="penguji") as workspace:
        with workspace.unit_of_work(recorded_at=now) as unit:
            for record in (programme, *answers):
                unit.repository(type(record)).put(record)
            unit.commit(action="import")
        yield workspace.services(now=lambda: now)


def _stored(context, record_type):
    with context.reading() as unit:
        return {record.id: record for record in unit.repository(record_type).scan()}


def _rounded(value, places="0.01"):
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal(places), ROUND_HALF_UP)


def _means(rows):
    columns = [
        [answer for answer in column if answer is not None] for column in zip(*rows, strict=True)
    ]
    return [Fraction(sum(column), len(column)) for column in columns]


@pytest.mark.parametrize("wave", list(Wave))
@pytest.mark.parametrize("unit_id", [*UNITS, None])
def test_satisfaction_is_what_plain_python_finds(context, answers, wave, unit_id):
    """Mean of each element by those who answered it, mean of nine, times 25, half up."""
    measure_effect(context, YEAR)
    rows = [
        record.answers
        for record in answers
        if isinstance(record, SatisfactionResponse)
        and record.wave is wave
        and unit_id in {None, record.unit_id}
    ]
    name = f"{unit_id}/" if unit_id else ""
    found = _stored(context, SatisfactionIndex)[f"{name}2025/{wave}"]
    index = _rounded(sum(_means(rows)) / 9 * 25)
    assert (found.index, found.respondents) == (index, len(rows))
    assert found.means == tuple(_rounded(mean, "0.0001") for mean in _means(rows))
    bounds = {"a": "88.31", "b": "76.61", "c": "65", "d": "25"}
    grade = next(letter for letter, low in bounds.items() if index >= Decimal(low))
    assert found.grade == grade
    assert found.explanation["kind"] == "policy"


@pytest.mark.parametrize("wave", list(Wave))
def test_motivation_is_what_plain_python_finds(context, answers, wave):
    """Mean of all answers on 0-100, three items a dimension, alpha by sample variances."""
    measure_effect(context, YEAR)
    rows = [
        record.answers
        for record in answers
        if isinstance(record, MotivationResponse) and record.wave is wave
    ]
    found = _stored(context, MotivationIndex)[f"2025/{wave}"]
    assert (found.index, found.respondents) == (_rounded((sum(_means(rows)) / 12 - 1) * 25), 40)
    means = _means(rows)
    parts = [means[start : start + 3] for start in (0, 3, 6, 9)]
    assert found.dimensions == tuple(_rounded((sum(part) / 3 - 1) * 25) for part in parts)
    total = statistics.variance([Fraction(sum(row)) for row in rows])
    spread = sum(statistics.variance(map(Fraction, column)) for column in zip(*rows, strict=True))
    assert found.reliability == _rounded(Fraction(12, 11) * (1 - spread / total), "0.001")
    assert found.paired == 36


def test_small_groups_are_withheld(context):
    """The group of three shows nothing, and neither does the next smallest."""
    summary = measure_effect(context, YEAR)
    hidden = {item.group for item in summary.motivation if item.index is None}
    assert "kecil" in hidden
    assert len(hidden) == 2


def test_a_second_run_changes_nothing(context):
    """Neither records nor audit grow when nothing is new."""
    first = measure_effect(context, YEAR)
    with context.reading() as unit:
        entries = len(list(unit.scan_audit()))
    assert first.changed == 8 + 10
    assert measure_effect(context, YEAR) == attrs.evolve(first, changed=0)
    with context.reading() as unit:
        assert len(list(unit.scan_audit())) == entries


def test_a_unit_that_vanishes_takes_its_index_along(context, answers):
    """Indices whose answers are gone are removed."""
    measure_effect(context, YEAR)
    with context.transaction("change") as unit:
        for record in answers:
            if isinstance(record, SatisfactionResponse) and record.unit_id == "paya":
                unit.repository(SatisfactionResponse).delete(record.id)
    measure_effect(context, YEAR)
    assert not [key for key in _stored(context, SatisfactionIndex) if key.startswith("paya")]
