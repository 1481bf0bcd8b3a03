"""A small office and rules of a few plain lines."""

from collections import Counter
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import attrs
import pytest

from asn_kinerja.appraisals.appraise import AppraisalPolicies, appraise
from asn_kinerja.appraisals.facts import AppraisalFacts
from asn_kinerja.legal.terms import (
    BehaviourRating,
    EmploymentStatus,
    FeedbackGiver,
    GolonganPppk,
    GolonganRuang,
    OrganisationPredicate,
    PlanApproach,
    PositionClass,
    ResultPriority,
    ResultRating,
)
from asn_kinerja.records.appraisals import GivenRating, OrganisationResult
from asn_kinerja.records.assignments import Assignment
from asn_kinerja.records.identifiers import Nip
from asn_kinerja.records.organisation import Unit
from asn_kinerja.records.people import Employee, ExternalPerson
from asn_kinerja.records.performance import (
    Direction,
    Feedback,
    Indicator,
    NarrativeTarget,
    NumericTarget,
    PerformancePlan,
    Realisation,
    WorkResult,
)
from asn_kinerja.records.periods import Period
from asn_kinerja.records.positions import Position
from asn_kinerja.records.programme import Programme

YEAR = Period("2025")
FIRST = date(2025, 1, 1)
AFTER = date(2026, 1, 1)
ABOVE, EXPECTED, BELOW = (rating.value for rating in ResultRating)

MATRIX = {
    (ABOVE, ABOVE): "sangat_baik",
    (ABOVE, EXPECTED): "baik",
    (EXPECTED, ABOVE): "baik",
    (EXPECTED, EXPECTED): "baik",
    (BELOW, ABOVE): "butuh_perbaikan",
    (BELOW, EXPECTED): "butuh_perbaikan",
    (ABOVE, BELOW): "kurang",
    (EXPECTED, BELOW): "kurang",
    (BELOW, BELOW): "sangat_kurang",
}


class PlainRule:
    """A policy of one function, which keeps what it was asked."""

    def __init__(self, rule, *names, sources=None):
        sources = sources or {}
        self.inputs = tuple(
            SimpleNamespace(name=name, source=sources.get(name, "")) for name in names
        )
        self.rule = rule
        self.asked = []

    def evaluate(self, inputs, *, as_of=None):
        """Apply the function and remember the question."""
        self.asked.append((dict(inputs), as_of))
        outputs = self.rule(inputs)
        explanation = SimpleNamespace(to_dict=lambda: {"inputs": sorted(inputs)})
        return SimpleNamespace(
            value=next(iter(outputs.values())),
            outputs=outputs,
            explanation=explanation,
            conflicts=(SimpleNamespace(id="contoh"),),
            unconfirmed=("angka",),
        )


def _predicate(inputs):
    return {
        "predikat_kinerja": MATRIX[inputs["rating_hasil_kerja"], inputs["rating_perilaku_kerja"]]
    }


def _proposal(inputs):
    statuses = [item["status"] for item in inputs.get("items", ())]
    most = Counter(statuses).most_common(1)[0][0] if statuses and None not in statuses else None
    consistent = inputs.get("konsisten")
    behaviour = None if consistent is None else EXPECTED if consistent else BELOW
    return {"usulan_hasil_kerja": most, "usulan_perilaku_kerja": behaviour}


@pytest.fixture
def policies():
    """The matrix, the most frequent status as proposal, and a pattern that looks at the peak."""
    counts = ("sangat_baik", "baik", "butuh_perbaikan", "kurang", "sangat_kurang")
    return AppraisalPolicies(
        predicate=PlainRule(_predicate, "rating_hasil_kerja", "rating_perilaku_kerja"),
        proposal=PlainRule(
            _proposal,
            *("items", "umpan_balik_positif", "konsisten", "menjaga_nilai"),
            *("batas_sebagian_besar", "batas_sebagian_kecil"),
        ),
        pattern=PlainRule(
            lambda inputs: {
                "sesuai_pola": True,
                "puncak_sesuai": max(counts, key=inputs.get) == inputs["predikat_organisasi"],
            },
            "predikat_organisasi",
            *counts,
        ),
    )


@pytest.fixture
def programme():
    """The programme of the office."""
    return Programme(
        id="programme",
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


def person(name, *, status=EmploymentStatus.PNS):
    """A synthetic person; contract staff serve until the end of 2027."""
    contract = status is EmploymentStatus.PPPK
    return Employee(
        id=name,
        nip=Nip("199001012022211001" if contract else "199001012015031001"),
        name=name.title(),
        status=status,
        grade=GolonganPppk.IX if contract else GolonganRuang.III_A,
        appointed_on=date(2022, 1, 1),
        contract_until=date(2028, 1, 1) if contract else None,
    )


def assigned(employee_id, position_id, appraiser_id, **more):
    """An assignment of the whole year and beyond, unless said otherwise."""
    named = {"id": f"a-{employee_id}", "valid_from": FIRST} | more
    return Assignment(
        employee_id=employee_id, position_id=position_id, appraiser_id=appraiser_id, **named
    )


def post(name, unit_id, position_class, **more):
    """A post."""
    return Position(id=name, name=name, unit_id=unit_id, position_class=position_class, **more)


def planned(employee_id, *results, **more):
    """A plan of the year for the assignment of that name."""
    named = {
        "id": f"p-{employee_id}",
        "assignment_id": f"a-{employee_id}",
        "approach": PlanApproach.KUANTITATIF,
        "valid_from": FIRST,
        "valid_until": AFTER,
    } | more
    return PerformancePlan(employee_id=employee_id, results=results, **named)


def measured(name, *, low=90, high=95, count=1, priority=ResultPriority.UTAMA, text="Selesai"):
    """A result of indicators with the same measured target."""
    target = NumericTarget(
        direction=Direction.MORE_IS_BETTER, low=Decimal(low), high=Decimal(high), unit="%"
    )
    indicators = tuple(
        Indicator(id=f"{name}{number}", text=text, target=target) for number in range(count)
    )
    return WorkResult(id=name, text="Hasil", priority=priority, indicators=indicators)


def told(name, text="Baik adanya"):
    """A result of one narrative."""
    indicator = Indicator(id=f"{name}0", text="Mutu", target=NarrativeTarget(text=text))
    return WorkResult(
        id=name, text="Hasil", priority=ResultPriority.TAMBAHAN, indicators=(indicator,)
    )


def reached(plan_id, indicator_id, figure=None, *, period=YEAR, **more):
    """What was reached on an indicator."""
    return Realisation(
        id=f"{plan_id}/{indicator_id}/{period}",
        plan_id=plan_id,
        indicator_id=indicator_id,
        period=period,
        figure=None if figure is None else Decimal(figure),
        **more,
    )


def rated(plan_id, results, behaviour, *, period=YEAR, **more):
    """Ratings given."""
    return GivenRating(
        id=f"{plan_id}/{period}",
        plan_id=plan_id,
        period=period,
        results=ResultRating(results),
        behaviour=BehaviourRating(behaviour),
        decided_on=date(2026, 1, 15),
        **more,
    )


def remark(employee_id, number, *, positive, period=YEAR, value=None):
    """A remark."""
    return Feedback(
        id=f"{employee_id}-{number}",
        employee_id=employee_id,
        period=period,
        giver=FeedbackGiver.REKAN_KERJA,
        positive=positive,
        given_on=date(2025, 6, 1),
        value=value,
    )


def achieved(unit_id, predicate, period=YEAR):
    """The achievement of a unit."""
    return OrganisationResult(
        id=f"{unit_id}/{period}", unit_id=unit_id, period=period, predicate=predicate
    )


@pytest.fixture
def office():
    """Camat under the Wali Kota; a Lurah; a Kasi and a pelaksana in the Lurah's kelurahan."""
    return AppraisalFacts(
        employees=[person("camat"), person("lurah"), person("kasi"), person("staf")],
        units=[
            Unit(id="kecamatan", name="Kecamatan"),
            Unit(id="terjun", name="Terjun", parent_id="kecamatan"),
        ],
        positions=[
            post("p-camat", "kecamatan", PositionClass.ADMINISTRATOR, heads_unit=True),
            post("p-lurah", "terjun", PositionClass.PENGAWAS, heads_unit=True),
            post("p-kasi", "terjun", PositionClass.PENGAWAS),
            post("p-staf", "terjun", PositionClass.PELAKSANA),
        ],
        assignments=[
            assigned("camat", "p-camat", "wali"),
            assigned("lurah", "p-lurah", "camat"),
            assigned("kasi", "p-kasi", "lurah"),
            assigned("staf", "p-staf", "lurah"),
        ],
        external_persons=[ExternalPerson(id="wali", name="Wali", office="Wali Kota", final=True)],
        plans=[planned(name, measured("r")) for name in ("camat", "lurah", "kasi", "staf")],
        realisations=[reached("p-staf", "r0", 96)],
        organisation_results=[
            achieved("kecamatan", OrganisationPredicate.BAIK),
            achieved("terjun", OrganisationPredicate.ISTIMEWA),
        ],
    )


@pytest.fixture
def appraised(policies, programme):
    """Appraise an office and give the appraisals by person."""

    def run(office, period=YEAR):
        found = appraise(period, facts=office, policies=policies, programme=programme)
        return {item.employee_id: item for item in found}

    return run


def with_records(office, **more):
    """The office with further records."""
    return attrs.evolve(
        office, **{name: [*getattr(office, name), *records] for name, records in more.items()}
    )


def replaced(office, **changes):
    """The office with a person's assignment changed; ``staf={...}``."""
    assignments = [
        attrs.evolve(item, **changes.get(item.employee_id, {})) for item in office.assignments
    ]
    return attrs.evolve(office, assignments=assignments)


@pytest.fixture
def make():
    """The builders above, and three ratings, best first."""
    return SimpleNamespace(
        above=ABOVE,
        expected=EXPECTED,
        below=BELOW,
        person=person,
        assigned=assigned,
        post=post,
        planned=planned,
        measured=measured,
        told=told,
        reached=reached,
        rated=rated,
        remark=remark,
        achieved=achieved,
        with_records=with_records,
        replaced=replaced,
        rule=PlainRule,
    )
