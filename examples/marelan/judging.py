"""Achievements of units, feedback, reports, and the ratings that were given."""

from datetime import date, timedelta

from asn_kinerja.legal.terms import (
    BehaviourRating,
    BerakhlakValue,
    FeedbackGiver,
    OrganisationPredicate,
    ResultRating,
)
from asn_kinerja.records.appraisals import GivenRating, OrganisationResult
from asn_kinerja.records.performance import Feedback, PerformancePlan, PeriodicReport
from asn_kinerja.records.periods import Period
from marelan.cast import (
    ABOVE,
    AS_EXPECTED,
    B_ABOVE,
    B_AS_EXPECTED,
    B_BELOW,
    BELOW,
    END,
    QUARTERS,
    YEAR,
    Cast,
    Person,
)
from marelan.plans import realise

_GOOD, _BETTER = OrganisationPredicate.BAIK, OrganisationPredicate.ISTIMEWA
_NEEDS = OrganisationPredicate.BUTUH_PERBAIKAN
_LED = (
    "PEMKO", "KEC", "SET", "UMUM", "KEU", "TAPEM", "TRANTIB", "PMK", "KESSOS", "YANUM",
    "KEL-LBD", "KEL-PPS", "KEL-RGP", "KEL-T600", "KEL-TRJ",
)  # fmt: skip
_PRAISE = (
    "Pekerjaan selesai sebelum waktunya", "Hasilnya rapi dan dapat dipakai langsung",
    "Cepat menanggapi permintaan warga", "Laporan lengkap, tidak perlu dikembalikan",
    "Membantu rekan menyelesaikan berkas", "Penjelasan kepada warga mudah dipahami",
)  # fmt: skip
_BLAME = (
    "Beberapa berkas terlambat diselesaikan", "Laporan perlu diperbaiki dua kali",
    "Tindak lanjut pengaduan masih lambat", "Data belum mutakhir saat diminta",
)  # fmt: skip
_HIGHER = (
    "Target terkendala di luar kendali pegawai; mutu pekerjaan tetap sesuai ekspektasi",
    "Menyelesaikan tugas tambahan mendesak yang tidak ada dalam SKP",
)
_LOWER = "Angka tercapai, tetapi hasil beberapa kali dikembalikan untuk diperbaiki"
_GUARDS = "Menjadi teladan dan menegur dengan santun bila nilai dasar dilanggar"
_STEADY = frozenset({"camat", "misconduct", "rude", "tie1", "tie2", "weak1", "weak2"})
_MISCONDUCT = "Berulang kali tidak menaati jam pelayanan walaupun sudah diingatkan"


def build_judgements(cast: Cast) -> None:
    """Add everything that appraisals are made of."""
    _achievements(cast)
    _intend(cast)
    for person in cast.people:
        for period in (*QUARTERS, YEAR):
            _judge(cast, person, period)


def _achievements(cast: Cast) -> None:
    for unit in _LED:
        for period in (*QUARTERS, YEAR):
            word = _GOOD
            if unit == "YANUM" and period in {QUARTERS[3], YEAR}:
                word = _BETTER
            if unit == "KEL-PPS" and period in {QUARTERS[0], QUARTERS[1]}:
                word = _NEEDS
            basis = "LKjIP 2025" if period is YEAR else "Capaian rencana aksi"
            cast.records.append(
                OrganisationResult(
                    id=f"{unit}/{period}", unit_id=unit, period=period, predicate=word, basis=basis
                )
            )


def _intend(cast: Cast) -> None:
    """Decide what the year is to say of everybody: mostly good, a few at either end."""
    for person in cast.people:
        person.results, person.behaviour = cast.pick(
            ((ABOVE, B_ABOVE), 9), ((ABOVE, B_AS_EXPECTED), 14), ((AS_EXPECTED, B_ABOVE), 20),
            ((AS_EXPECTED, B_AS_EXPECTED), 53), ((BELOW, B_AS_EXPECTED), 4),
        )  # fmt: skip
        if person.tags & {"tie1", "tie2"}:
            person.results, person.behaviour = AS_EXPECTED, B_ABOVE
        elif person.tags & {"weak1", "weak2"}:
            person.results, person.behaviour = BELOW, B_AS_EXPECTED
        elif person.tags & {"misconduct", "rude"}:
            person.results, person.behaviour = AS_EXPECTED, B_BELOW
        elif person.tags & {"study", "cpns", "objects", "penalty", "examined", "camat", "unrated"}:
            person.results, person.behaviour = AS_EXPECTED, B_AS_EXPECTED


def _judge(cast: Cast, person: Person, period: Period) -> None:
    """Add what belongs to one person and period, for the plan that decides it."""
    plan = _deciding(person, period)
    if plan is None:
        return
    proposed, behaviour = person.results, person.behaviour
    if period is not YEAR and cast.chance.random() < 0.2 and not person.tags & _STEADY:
        proposed = cast.chance.choice((AS_EXPECTED, AS_EXPECTED, ABOVE))
    results, reason = proposed, ""
    if cast.chance.random() < 0.07 and not person.tags & _STEADY:
        results, reason = _override(cast, proposed)
    realise(cast, plan, period, proposed)
    _remarks(cast, person, period, proposed)
    _report(cast, plan, period)
    if period is YEAR and "unrated" in person.tags:
        return  # the appraiser has not decided yet
    _rate(cast, person, plan, period, results=results, behaviour=behaviour, reason=reason)


def _deciding(person: Person, period: Period) -> PerformancePlan | None:
    """Find the plan of the assignment that is held at the end of a period."""
    left = max((plan.valid_until for plan in person.plans), default=None)
    if left is None or left <= period.start:
        return None
    on_leave = any(
        not held.condition.has_plan and held.holds(period.end - timedelta(days=1))
        for held in person.assignments
    )
    if on_leave:
        return None
    return person.plan_on(min(left, period.end) - timedelta(days=1))


def _override(cast: Cast, proposed: ResultRating) -> tuple[ResultRating, str]:
    if proposed is ABOVE:
        return AS_EXPECTED, _LOWER
    better = AS_EXPECTED if proposed is BELOW else ABOVE
    return better, cast.chance.choice(_HIGHER)


def _remarks(cast: Cast, person: Person, period: Period, rating: ResultRating) -> None:
    good = rating is not BELOW
    givers = [FeedbackGiver.PIMPINAN]
    if cast.chance.random() < 0.5:
        givers.append(cast.chance.choice((FeedbackGiver.REKAN_KERJA, FeedbackGiver.PIHAK_LAIN)))
    for giver in givers:
        _remark(cast, person, period, giver=giver, positive=good)
    if cast.chance.random() < 0.25:
        value = cast.chance.choice(list(BerakhlakValue))
        kind = person.behaviour is not B_BELOW
        _remark(cast, person, period, giver=FeedbackGiver.REKAN_KERJA, positive=kind, value=value)


def _remark(  # noqa: PLR0913 - one argument a field
    cast: Cast,
    person: Person,
    period: Period,
    *,
    giver: FeedbackGiver,
    positive: bool,
    value: BerakhlakValue | None = None,
) -> None:
    number = sum(isinstance(record, Feedback) for record in cast.records) + 1
    day = period.end - timedelta(days=cast.chance.randrange(3, 25))
    cast.records.append(
        Feedback(
            id=f"UB-{number:04}", employee_id=person.id, period=period, giver=giver,
            positive=positive, given_on=day, value=value,
            text=cast.chance.choice(_PRAISE if positive else _BLAME),
        )
    )  # fmt: skip


def _report(cast: Cast, plan: PerformancePlan, period: Period) -> None:
    """Add the report that was due; some come late, a few never."""
    due = period.end + timedelta(days=9 if period is YEAR else 4)
    lateness = cast.pick((-2, 45), (-1, 30), (0, 17), (3, 5), (9, 2), (None, 1))
    submitted = None if lateness is None else due + timedelta(days=lateness)
    cast.records.append(
        PeriodicReport(
            id=f"{plan.id}/{period}", plan_id=plan.id, period=period, due_on=due,
            submitted_on=submitted, evidence="Folder bukti dukung unit" if submitted else "",
            response="Ditelaah; lanjutkan" if submitted else "",
        )
    )  # fmt: skip


def _rate(  # noqa: PLR0913 - one argument a field
    cast: Cast,
    person: Person,
    plan: PerformancePlan,
    period: Period,
    *,
    results: ResultRating,
    behaviour: BehaviourRating,
    reason: str,
) -> None:
    decided = period.end + timedelta(days=12 if period is YEAR else 7)
    decided = date(2026, 1, 20) if period is YEAR and plan.valid_until == END else decided
    objecting = period is YEAR and "objects" in person.tags
    final = None if objecting else decided + timedelta(days=0 if "camat" in person.tags else 14)
    guards = behaviour is B_ABOVE
    if guards and not reason and cast.chance.random() < 0.06:
        guards, reason = False, _GUARDS
    if behaviour is B_BELOW:
        reason = reason or _MISCONDUCT
    cast.records.append(
        GivenRating(
            id=f"{plan.id}/{period}", plan_id=plan.id, period=period, results=results,
            behaviour=behaviour, decided_on=decided, consistent=behaviour is not B_BELOW,
            guards_values=guards, reason=reason, final_on=final,
        )
    )  # fmt: skip
