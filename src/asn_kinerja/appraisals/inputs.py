"""Facts of the records under stable names, and how a policy gets its inputs from them.

A policy input that names its `source` is filled with the fact of that name; one without source is
filled when its name is one that the law packs use for such a fact. So a stranger's policy gets its
inputs the same way as a built-in one.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType

from asn_kinerja.legal.terms import PredikatKinerja, ResultRating
from asn_kinerja.legal.wording import Wording
from asn_kinerja.records.appraisals import GivenRating
from asn_kinerja.records.performance import (
    Feedback,
    Indicator,
    NumericTarget,
    PerformancePlan,
    Realisation,
    WorkResult,
)
from asn_kinerja.records.periods import Period, PeriodKind
from asn_kinerja.records.programme import Programme
from asn_kinerja.scoring.inputs import InputSpec

__all__ = [
    "SOURCES",
    "indicator_status",
    "inputs_for",
    "pattern_facts",
    "positive_share",
    "proposal_facts",
    "rating_facts",
    "result_items",
]

SOURCES: Mapping[str, Wording] = MappingProxyType(
    {
        "plan.results": Wording(
            "Hasil kerja SKP: jenis dan status masing-masing",
            "The results of the plan: priority and status of each",
        ),
        "feedback.positive_share": Wording(
            "Bagian umpan balik atas hasil kerja yang positif (0-1)",
            "Share of the feedback on results that is positive (0-1)",
        ),
        "given_rating.consistent": Wording(
            "Konsisten menjalankan nilai dasar untuk diri sendiri",
            "Lives the core values consistently",
        ),
        "given_rating.guards_values": Wording(
            "Menjaga penerapan nilai dasar di dalam atau di luar unit",
            "Guards the core values inside or outside the unit",
        ),
        "given_rating.results": Wording("Rating hasil kerja", "Rating of results"),
        "given_rating.behaviour": Wording("Rating perilaku kerja", "Rating of behaviour"),
        "given_rating.study_failed": Wording(
            "Tugas belajar berakhir tanpa lulus", "Study leave that ended without success"
        ),
        "programme.large_share": Wording(
            "Batas 'sebagian besar' menurut program (0-1)",
            "What the programme calls 'most' (0-1)",
        ),
        "programme.small_share": Wording(
            "Batas 'sebagian kecil' menurut program (0-1)",
            "What the programme calls 'a small part' (0-1)",
        ),
        "organisation_result.predicate": Wording(
            "Predikat unit yang dipimpin pejabat penilai",
            "Predicate of the unit that the appraiser leads",
        ),
        **{
            f"appraisal.count.{predicate}": Wording(
                f"Jumlah pegawai berpredikat {predicate.replace('_', ' ')}",
                f"Number of people with the predicate {predicate.replace('_', ' ')}",
            )
            for predicate in PredikatKinerja
        },
    }
)
"""Every fact that a policy may name as the source of an input."""

_CUSTOMARY: Mapping[str, str] = MappingProxyType(
    {
        "items": "plan.results",
        "umpan_balik_positif": "feedback.positive_share",
        "konsisten": "given_rating.consistent",
        "menjaga_nilai": "given_rating.guards_values",
        "rating_hasil_kerja": "given_rating.results",
        "rating_perilaku_kerja": "given_rating.behaviour",
        "tugas_belajar_gagal": "given_rating.study_failed",
        "batas_sebagian_besar": "programme.large_share",
        "batas_sebagian_kecil": "programme.small_share",
        "predikat_organisasi": "organisation_result.predicate",
        **{predicate.value: f"appraisal.count.{predicate}" for predicate in PredikatKinerja},
    }
)

_WORST_FIRST = tuple(reversed(ResultRating))


def inputs_for(specs: Sequence[InputSpec], facts: Mapping[str, object]) -> dict[str, object]:
    """Fill the declared inputs of a policy with facts.

    Args:
        specs: The inputs the policy declares.
        facts: Facts by name; `None` is not known.

    Returns:
        The inputs whose fact is known; the policy says what a missing one means.
    """
    named = {spec.name: facts.get(spec.source or _CUSTOMARY.get(spec.name, "")) for spec in specs}
    return {name: value for name, value in named.items() if value is not None}


def indicator_status(indicator: Indicator, realised: Realisation | None) -> ResultRating | None:
    """Say how an indicator stands.

    Args:
        indicator: The indicator.
        realised: What was reached on it.

    Returns:
        The leader's word where there is one, else what the figure says; `None` when nothing was
        reported, or only a narrative that the leader has not judged.

    Legal basis:
        PermenPANRB 6/2022 annex pp. 194 and 201: the leader's word stands over the figure.
    """
    if realised is None:
        return None
    if realised.judged is not None:
        return realised.judged
    if isinstance(indicator.target, NumericTarget) and realised.figure is not None:
        return indicator.target.rate(realised.figure)
    return None


def result_items(
    plan: PerformancePlan, realised: Mapping[str, Realisation], *, period: Period
) -> list[dict[str, object]]:
    """Describe the results of a plan as items of the rating guide.

    Args:
        plan: The plan.
        realised: What was reached in the period, by id of the indicator.
        period: The period judged.

    Returns:
        ``jenis`` and ``status`` of each result. The status is that of the lowest indicator, which
        is practice, not law; it is `None` when one of its indicators has none. A result of which
        nothing was reported in a quarter or month was not due and is left out; in a year it
        stays, without status.
    """
    yearly = period.kind is PeriodKind.TAHUNAN
    return [
        {"jenis": result.priority.value, "status": _lowest(result, realised)}
        for result in plan.results
        if yearly or any(indicator.id in realised for indicator in result.indicators)
    ]


def positive_share(remarks: Sequence[Feedback]) -> Fraction | None:
    """Give the exact share of remarks that are positive; `None` without remarks."""
    return Fraction(sum(item.positive for item in remarks), len(remarks)) if remarks else None


def proposal_facts(
    items: Sequence[Mapping[str, object]],
    *,
    remarks: Sequence[Feedback],
    rating: GivenRating | None,
    programme: Programme,
) -> dict[str, object]:
    """Name the facts from which ratings are proposed.

    Args:
        items: The results, as `result_items` gives them.
        remarks: The feedback on results.
        rating: What the appraiser noted; `None` while nothing is noted.
        programme: The shares that the programme reads into the guide.

    Returns:
        Facts by their names in `SOURCES`.
    """
    return {
        "plan.results": items or None,
        "feedback.positive_share": positive_share(remarks),
        "given_rating.consistent": rating.consistent if rating else None,
        "given_rating.guards_values": rating.guards_values if rating else None,
        "programme.large_share": programme.large_share,
        "programme.small_share": programme.small_share,
    }


def rating_facts(rating: GivenRating) -> dict[str, object]:
    """Name the facts from which the predicate follows.

    Args:
        rating: The ratings given.

    Returns:
        Facts by their names in `SOURCES`.
    """
    return {
        "given_rating.results": rating.results.value,
        "given_rating.behaviour": rating.behaviour.value,
        "given_rating.study_failed": rating.study_failed or None,
    }


def pattern_facts(predicate: str, counts: Mapping[str, int]) -> dict[str, object]:
    """Name the facts from which a pattern is checked.

    Args:
        predicate: Predicate of the unit.
        counts: Number of people by predicate.

    Returns:
        Facts by their names in `SOURCES`.
    """
    numbers = {f"appraisal.count.{name}": number for name, number in counts.items()}
    return {"organisation_result.predicate": predicate, **numbers}


def _lowest(result: WorkResult, realised: Mapping[str, Realisation]) -> str | None:
    found = {
        indicator_status(indicator, realised.get(indicator.id)) for indicator in result.indicators
    }
    if None in found:
        return None
    return next(status.value for status in _WORST_FIRST if status in found)
