"""SKP of everybody, one for each assignment in the year, and realisations that fit a rating."""

from decimal import Decimal

from asn_kinerja.legal.terms import (
    AssignmentKind,
    BerakhlakValue,
    PlanApproach,
    ResultPriority,
    ResultRating,
)
from asn_kinerja.records.performance import (
    BehaviourExpectation,
    Direction,
    Indicator,
    NarrativeTarget,
    NumericTarget,
    PerformancePlan,
    Realisation,
    WorkResult,
)
from asn_kinerja.records.periods import Period
from marelan.cast import ABOVE, AS_EXPECTED, BELOW, END, START, Cast, Person
from marelan.duties import DUTIES, Duty, Measure

# The role whose results those of a role serve.
_SERVES = {
    "sekretaris": "camat", "kasi": "camat", "kasi_pelayanan": "camat", "lurah": "camat",
    "kasubbag_umum": "sekretaris", "kasubbag_keu": "sekretaris", "sekretaris_lurah": "lurah",
    "umum": "kasubbag_umum", "arsiparis": "kasubbag_umum", "keuangan": "kasubbag_keu",
    "administrasi": "kasi", "pelayanan": "kasi_pelayanan", "analis": "kasi_pelayanan",
    "prakom": "kasi_pelayanan",
}  # fmt: skip
_IN_WORDS = frozenset({"umum", "administrasi"})  # roles of which every third plan is a narrative
_ABSOLUTE = {(11, "IK-1a"), (31, "IK-1a")}  # two people promise too much, which draws a warning
_TOLD = {
    ABOVE: "Selesai lebih cepat dan lebih baik daripada yang diharapkan pimpinan",
    AS_EXPECTED: "Selesai sesuai dengan yang diharapkan pimpinan",
    BELOW: "Sebagian belum selesai sampai akhir periode",
}


def build_plans(cast: Cast) -> None:
    """Add a plan for each assignment in the year that asks for one."""
    for person in cast.people:
        for held in person.assignments:
            start = max(held.valid_from, START)
            end = min(held.valid_until or END, END)
            lawful = held.condition.has_plan and held.kind is AssignmentKind.DEFINITIF
            if lawful and start < end and "suspended" not in person.tags:
                plan = _plan(person, assignment_id=held.id, start=start, end=end)
                person.plans.append(plan)
                cast.records.append(plan)


def _plan(person: Person, *, assignment_id: str, start: object, end: object) -> PerformancePlan:
    in_words = person.role in _IN_WORDS and person.number % 3 == 0
    duties = DUTIES[person.role]
    above = DUTIES.get(_SERVES.get(person.role, ""), ())
    approach = PlanApproach.KUALITATIF if in_words else PlanApproach.KUANTITATIF
    number = f"{person.number:03}-{len(person.plans) + 1}"
    expectations = (
        (
            BehaviourExpectation(
                value=BerakhlakValue.BERORIENTASI_PELAYANAN,
                text="Menyapa lebih dahulu dan menjelaskan waktu penyelesaian layanan",
            ),
        )
        if person.role == "pelayanan"
        else ()
    )
    return PerformancePlan(
        id=f"SKP-{number}", employee_id=person.id, assignment_id=assignment_id, approach=approach,
        valid_from=start, valid_until=end, expectations=expectations,
        results=tuple(
            _result(duty, position, in_words=in_words, serves=above, absolute=person.number)
            for position, duty in enumerate(duties, 1)
        ),
    )  # fmt: skip


def _result(
    duty: Duty, position: int, *, in_words: bool, serves: tuple[Duty, ...], absolute: int
) -> WorkResult:
    return WorkResult(
        id=f"HK-{position}", text=duty.text, priority=duty.priority, control=duty.control,
        supports=serves[(position - 1) % len(serves)].text if serves else "",
        assigned_by="Wali Kota Medan" if duty in DUTIES["camat"] else "Pejabat penilai",
        indicators=tuple(
            _indicator(measure, f"IK-{position}{'abc'[place]}", in_words=in_words, person=absolute)
            for place, measure in enumerate(duty.measures)
        ),
    )  # fmt: skip


def _indicator(measure: Measure, name: str, *, in_words: bool, person: int) -> Indicator:
    text = f"Semua {measure.text.lower()}" if (person, name) in _ABSOLUTE else measure.text
    target: NarrativeTarget | NumericTarget = NumericTarget(
        direction=measure.direction, low=measure.low, high=measure.high, unit=measure.unit
    )
    if in_words:
        target = NarrativeTarget(text=f"{text} secara tertib, lengkap dan mudah ditelusuri")
    return Indicator(
        id=name, text=text, target=target, aspects=measure.aspects, perspective=measure.perspective
    )


def realise(cast: Cast, plan: PerformancePlan, period: Period, rating: ResultRating) -> None:
    """Add realisations from which the guide proposes a rating.

    Args:
        cast: The sample.
        plan: The plan.
        period: The period.
        rating: The rating that is to be proposed.
    """
    steps = {duty.text: duty for duties in DUTIES.values() for duty in duties}
    for result, status in zip(plan.results, _statuses(cast, plan, rating), strict=True):
        duty = steps[result.text]
        for item, measure in zip(result.indicators, duty.measures, strict=True):
            in_words = isinstance(item.target, NarrativeTarget)
            cast.records.append(
                Realisation(
                    id=f"{plan.id}/{item.id}/{period}", plan_id=plan.id, indicator_id=item.id,
                    period=period, figure=None if in_words else _figure(cast, measure, status),
                    narrative=_TOLD[status] if in_words else "",
                    judged=status if in_words else None,
                    evidence=f"Rekap {str(period).replace('-Q', ' triwulan ')}",
                )
            )  # fmt: skip


def _statuses(cast: Cast, plan: PerformancePlan, rating: ResultRating) -> list[ResultRating]:
    """Give each result a status: most of them the rating, none that would upset it."""
    count = len(plan.results)
    statuses = [rating] * count
    if count > 2:
        last = plan.results[-1].priority is ResultPriority.TAMBAHAN
        other = AS_EXPECTED
        if rating is AS_EXPECTED:
            other = BELOW if last and cast.chance.random() < 0.15 else ABOVE
        if rating is not AS_EXPECTED or cast.chance.random() < 0.5:
            statuses[-1] = other
    return statuses


def _figure(cast: Cast, measure: Measure, status: ResultRating) -> Decimal:
    """Draw a figure on the side of the target that gives the status, in tenths."""
    width = int((measure.high - measure.low) * 10)
    off = measure.step * cast.chance.randrange(5, 16) / 10
    better = status is ABOVE
    if status is AS_EXPECTED:
        figure = measure.low + Decimal(cast.chance.randrange(width + 1)) / 10
    elif (measure.direction is Direction.MORE_IS_BETTER) == better:
        figure = measure.high + off
    else:
        figure = measure.low - off
    figure = min(figure, Decimal(100)) if measure.unit == "%" else max(figure, Decimal("0.5"))
    return figure.quantize(Decimal("0.01")).normalize() + 0
