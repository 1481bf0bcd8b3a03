"""The credit ledger in a store: each month once, nothing twice, and 0 after a rise."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from asn_kinerja.appraisals.credits import ConvertedMonths
from asn_kinerja.errors import InvalidInput, InvalidRecord, NotFound
from asn_kinerja.legal.terms import (
    EmploymentStatus,
    FunctionalLevel,
    GolonganPppk,
    GolonganRuang,
    PredikatKinerja,
)
from asn_kinerja.records.appraisals import Appraisal, AppraisalOutcome
from asn_kinerja.records.credits import CreditBasis, CreditEntry
from asn_kinerja.records.identifiers import Nip
from asn_kinerja.records.people import Employee
from asn_kinerja.records.periods import Period
from asn_kinerja.services.credits import convert_credit, credit_balance, open_credit
from asn_kinerja.workspace import open_workspace

FIRST, SECOND = FunctionalLevel.AHLI_PERTAMA, FunctionalLevel.AHLI_MUDA
BAIK, BEST = PredikatKinerja.BAIK, PredikatKinerja.SANGAT_BAIK
REST, DIFFERENCE, REFUSE = ConvertedMonths
YEAR, QUARTER = Period("2025"), Period("2025-Q1")


def _appraisal(period, predicate):
    judged = AppraisalOutcome.DINILAI if predicate else AppraisalOutcome.BELUM_DINILAI
    return Appraisal(
        id=f"a1/{period}",
        employee_id="e1",
        assignment_id="a1",
        unit_id="u1",
        period=Period(period),
        outcome=judged,
        predicate=predicate,
    )


@pytest.fixture
def workspace():
    """A store with one functional official: a good quarter, a better year, one year to come."""
    person = {"name": "Sinta Contoh", "appointed_on": date(2020, 1, 1)}
    with open_workspace(actor="admin") as opened:
        with opened.unit_of_work(recorded_at=datetime(2026, 1, 1, tzinfo=UTC)) as unit:
            unit.repository(Employee).put(
                Employee(
                    id="e1",
                    nip=Nip("199001012020011001"),
                    status=EmploymentStatus.PNS,
                    grade=GolonganRuang.III_A,
                    **person,
                )
            )
            unit.repository(Employee).put(
                Employee(
                    id="e2",
                    nip=Nip("199001012020211001"),
                    status=EmploymentStatus.PPPK,
                    grade=GolonganPppk.IX,
                    contract_until=date(2030, 1, 1),
                    **person,
                )
            )
            unit.repository(Appraisal).put_all(
                [
                    _appraisal("2025-Q1", BAIK),
                    _appraisal("2025", BEST),
                    _appraisal("2026", None),
                    _appraisal("2026-Q1", BAIK),
                ]
            )
            unit.commit(action="prepare")
        yield opened


@pytest.fixture
def context(workspace):
    """What a service is handed."""
    return workspace.services(actor="kepegawaian", now=lambda: datetime(2026, 2, 1, tzinfo=UTC))


def _convert(context, period, treatment=REST, level=FIRST, **more):
    return convert_credit(
        context, "e1", period=Period(period), level=level, treatment=treatment, **more
    )


def _ledger(context):
    with context.reading() as unit:
        return list(unit.repository(CreditEntry).scan())


def _audit(context):
    with context.reading() as unit:
        return [entry.action for entry in unit.scan_audit()]


def test_a_year_converts_its_twelve_months(context):
    """A year of Sangat Baik gives an Ahli Pertama 18,75, with its reasons kept."""
    entry = _convert(context, "2025")
    assert (entry.amount, len(entry.months)) == (Fraction("18.75"), 12)
    assert entry.explanation["value"] == "18.75"
    assert _ledger(context) == [entry]
    assert credit_balance(context, "e1", level=FIRST) == Fraction("18.75")


def test_converting_twice_changes_nothing(context):
    """The second run writes no entry and no line of the audit."""
    first = _convert(context, "2025")
    audit = _audit(context)
    assert _convert(context, "2025") == first
    assert _audit(context) == audit
    assert len(_ledger(context)) == 1


def test_the_year_may_convert_the_months_that_are_left(context):
    """Three months of Baik keep their credit, nine of Sangat Baik join them."""
    _convert(context, "2025-Q1")
    entry = _convert(context, "2025", REST)
    assert [str(month) for month in entry.months][:1] == ["2025-04"]
    assert credit_balance(context, "e1", level=FIRST) == Fraction(25, 8) + Fraction(225, 16)
    assert _convert(context, "2025", REST) == entry
    assert _convert(context, "2025-Q1").amount == Fraction(25, 8)
    assert len(_ledger(context)) == 2


def test_the_year_may_bring_all_months_to_its_predicate(context):
    """The difference makes the balance that of twelve months of Sangat Baik; twice is once."""
    _convert(context, "2025-Q1")
    entry = _convert(context, "2025", DIFFERENCE)
    assert [str(month) for month in entry.corrected] == ["2025-01", "2025-02", "2025-03"]
    assert credit_balance(context, "e1", level=FIRST) == Fraction("18.75")
    assert _convert(context, "2025", DIFFERENCE) == entry
    assert len(_ledger(context)) == 2


def test_the_year_may_be_refused(context):
    """Who refuses doubled months is told which they are."""
    _convert(context, "2025-Q1")
    with pytest.raises(InvalidInput, match="2025-01, 2025-02, 2025-03"):
        _convert(context, "2025", REFUSE)
    assert len(_ledger(context)) == 1


def test_how_converted_months_are_treated_has_no_default(context):
    """The caller must say what the law does not."""
    with pytest.raises(TypeError, match="treatment"):
        convert_credit(context, "e1", period=YEAR, level=FIRST)


@pytest.mark.parametrize("treatment", ConvertedMonths)
def test_a_month_converts_once(context, treatment):
    """A quarter of a year that was converted gives nothing more, whatever was chosen."""
    _convert(context, "2025", treatment)
    assert _convert(context, "2025-Q1", treatment) is None
    assert len(_ledger(context)) == 1


def test_another_choice_for_the_same_year_is_refused(context):
    """An entry is never changed, so the second choice is an error and not a new entry."""
    _convert(context, "2025-Q1")
    _convert(context, "2025", REST)
    before = _ledger(context)
    with pytest.raises(InvalidInput, match="already holds another entry"):
        _convert(context, "2025", DIFFERENCE)
    assert _ledger(context) == before


def test_the_balance_is_nothing_after_a_rise(context):
    """Credit stays with its level; the months of a year divide where the level changed."""
    early = [Period(f"2025-{month:02}") for month in range(1, 7)]
    late = [Period(f"2025-{month:02}") for month in range(7, 13)]
    _convert(context, "2025", months=early)
    assert credit_balance(context, "e1", level=FIRST) == Fraction("9.375")
    assert credit_balance(context, "e1", level=SECOND) == 0
    _convert(context, "2025", level=SECOND, months=late)
    assert credit_balance(context, "e1", level=SECOND) == Fraction("18.75")
    assert credit_balance(context, "e1", level=FIRST) == 0


def test_a_level_that_is_left_and_held_again_starts_anew(context):
    """What was gathered before another level is not taken up again."""
    for month, level in (("2023-01", FIRST), ("2024-01", SECOND), ("2025-01", FIRST)):
        open_credit(
            context, "e1", level=level, month=Period(month), amount=Fraction(10), reason="SK 1"
        )
    assert credit_balance(context, "e1", level=FIRST) == 10


def test_a_balance_is_brought_forward_once(context):
    """Credit on entry is an entry like any other: the same again is no change."""
    given = {"level": FIRST, "month": Period("2025-01"), "amount": Decimal(50), "reason": "SK 7"}
    entry = open_credit(context, "e1", **given)
    assert entry.basis is CreditBasis.AWAL
    assert open_credit(context, "e1", **given) == entry
    _convert(context, "2025")
    assert credit_balance(context, "e1", level=FIRST) == Fraction("68.75")
    with pytest.raises(InvalidInput, match="already holds"):
        open_credit(context, "e1", **{**given, "amount": Decimal(60)})


def test_what_was_not_judged_is_not_converted(context):
    """Without a predicate there is nothing to convert, and the message says which period."""
    for period in ("2026", "2024"):
        with pytest.raises(NotFound, match=period):
            _convert(context, period)
    with pytest.raises(NotFound):
        convert_credit(context, "e9", period=YEAR, level=FIRST, treatment=REST)
    assert _ledger(context) == []


def test_no_rule_gives_credit_before_2023(context):
    """A year before the regulation has no rule that converts it."""
    with pytest.raises(NotFound, match="2022"):
        _convert(context, "2022")


def test_months_of_another_period_are_refused(context):
    """Months must lie in the period that was judged."""
    for months in ([Period("2026-01")], []):
        with pytest.raises(InvalidInput, match="months"):
            _convert(context, "2025", months=months)


def test_a_pppk_has_no_credit(workspace, context):
    """The rule refuses who has neither grade nor level, and nothing is kept."""
    with workspace.unit_of_work(recorded_at=datetime(2026, 1, 2, tzinfo=UTC)) as unit:
        other = _appraisal("2025", BAIK)
        unit.repository(Appraisal).put(
            Appraisal(
                id="a2/2025",
                employee_id="e2",
                assignment_id="a2",
                unit_id="u1",
                period=other.period,
                outcome=other.outcome,
                predicate=other.predicate,
            )
        )
        unit.commit(action="prepare")
    with pytest.raises(InvalidInput, match="pppk"):
        convert_credit(context, "e2", period=YEAR, level=FIRST, treatment=REST)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"amount": 1.5}, "wrong_type"),
        ({"amount": -1}, "out_of_bounds"),
        ({"predicate": None}, "credit_basis"),
        ({"months": ()}, "credit_basis"),
        ({"basis": CreditBasis.AWAL}, "credit_basis"),
        ({"months": (QUARTER,)}, "credit_months_outside"),
        ({"months": (Period("2024-12"),)}, "credit_months_outside"),
        ({"months": (Period("2025-01"), Period("2025-01"))}, "duplicate"),
    ],
)
def test_an_entry_that_cannot_be_is_refused(fields, code):
    """Amounts are exact, months lie in the period and stand once, and a basis has its facts."""
    whole = {
        "id": "x",
        "employee_id": "e1",
        "level": FIRST,
        "period": YEAR,
        "amount": Fraction(1),
        "months": (Period("2025-01"),),
        "predicate": BAIK,
    }
    with pytest.raises(InvalidRecord) as caught:
        CreditEntry(**{**whole, **fields})
    assert [problem.code for problem in caught.value.problems] == [code]
