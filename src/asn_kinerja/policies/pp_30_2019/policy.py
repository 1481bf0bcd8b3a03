"""The value, the predicate and the distribution of PP 30/2019 as nodes."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from pathlib import Path

from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.loading import read_parameters
from asn_kinerja.legal.parameters import Parameter
from asn_kinerja.legal.regulations import Regulation
from asn_kinerja.legal.wording import Wording
from asn_kinerja.policies.pp_30_2019.distribution import SHARES, inputs, outputs
from asn_kinerja.scoring.inputs import InputSpec, Kind
from asn_kinerja.scoring.nodes import (
    Band,
    Bands,
    Case,
    Choose,
    Flag,
    Input,
    Node,
    ParameterValue,
    Weighted,
    WeightedMean,
)
from asn_kinerja.scoring.policy import Policy
from asn_kinerja.scoring.rule import Output

__all__ = ["build"]

_ID = "pp_30_2019"
_FROM, _UNTIL = date(2021, 7, 1), date(2022, 1, 1)
_cite = partial(Citation, regulation=_ID)
_WORDS = ("sangat_baik", "baik", "cukup", "kurang", "sangat_kurang")
_EDGES = ("nilai_tertinggi", *(f"batas_{word}" for word in _WORDS[:-1]))
_WEIGHTS = ("bobot_skp", "bobot_perilaku", "bobot_skp_360", "bobot_perilaku_360")
_IDEA = InputSpec(
    name="ide_baru",
    kind=Kind.FLAG,
    title=Wording("ide atau cara baru yang bermanfaat", "a new idea or way that is of use"),
    citation=_cite(article="41(6)"),
)


def build() -> tuple[Policy, ...]:
    """Read the data of the pack and make its policies.

    Returns:
        Value with predicate, predicate of a value, distribution of statuses.
    """
    parameters = {one.name: one for one in read_parameters(Path(__file__).parent, regulation=_ID)}
    regulation = Regulation(
        id=_ID,
        title=Wording(
            "Penilaian Kinerja Pegawai Negeri Sipil", "Appraisal of the performance of PNS"
        ),
        in_force_from=date(2019, 4, 29),
        citation=_cite(article="65"),
    )
    distribution = Policy(
        id=f"{_ID}.distribusi_status",
        title=Wording("Distribusi status kinerja satu unit", "Distribution of statuses of a unit"),
        purpose="distribusi_status",
        regulation=regulation,
        governs_from=_FROM,
        governs_until=_UNTIL,
        inputs=inputs(),
        outputs=outputs(),
        parameters=_named(parameters, SHARES),
    )
    return (_value(regulation, parameters), _predicate(regulation, parameters), distribution)


def _named(parameters: Mapping[str, Parameter], names: tuple[str, ...]) -> tuple[Parameter, ...]:
    return tuple(parameters[name] for name in names)


def _value(regulation: Regulation, parameters: Mapping[str, Parameter]) -> Policy:
    value = _weighed()
    return Policy(
        id=f"{_ID}.nilai_kinerja",
        title=Wording("Nilai dan predikat kinerja", "Value and predicate of performance"),
        purpose="predikat_kinerja",
        regulation=regulation,
        governs_from=_FROM,
        governs_until=_UNTIL,
        inputs=(
            _points("nilai_skp", Wording("nilai SKP", "value of the plan"), "35(5)"),
            _points(
                "nilai_perilaku", Wording("nilai perilaku kerja", "value of behaviour"), "37(5)"
            ),
            InputSpec(
                name="penilaian_360",
                kind=Kind.FLAG,
                title=Wording(
                    "pendapat rekan kerja dan bawahan dipertimbangkan",
                    "the view of peers and subordinates counts",
                ),
                citation=_cite(article="41(3)-(4)"),
            ),
            _IDEA,
        ),
        outputs=(
            _predicate_output(value),
            Output(
                name="nilai_kinerja",
                node=value,
                kind=Kind.NUMBER,
                title=Wording("Nilai kinerja (0-120)", "Value of performance (0-120)"),
                unit="point",
            ),
        ),
        parameters=_named(parameters, (*_WEIGHTS, *_EDGES)),
    )


def _predicate(regulation: Regulation, parameters: Mapping[str, Parameter]) -> Policy:
    return Policy(
        id=f"{_ID}.predikat",
        title=Wording("Predikat dari nilai kinerja", "Predicate of a value of performance"),
        purpose="predikat_nilai_kinerja",
        regulation=regulation,
        governs_from=_FROM,
        governs_until=_UNTIL,
        inputs=(
            _points(
                "nilai_kinerja", Wording("nilai kinerja", "value of performance"), "41(5)", None
            ),
            _IDEA,
        ),
        outputs=(_predicate_output(Input("nilai_kinerja")),),
        parameters=_named(parameters, _EDGES),
    )


def _points(name: str, title: Wording, article: str, scale: int | None = 2) -> InputSpec:
    return InputSpec(
        name=name,
        kind=Kind.NUMBER,
        title=title,
        unit="point",
        scale=scale,
        low=0,
        high=120,
        citation=_cite(article=article, text="nilai tertinggi 120, Pasal 29 ayat (6)"),
    )


def _predicate_output(value: Node) -> Output:
    return Output(
        name="predikat_kinerja",
        node=_read_off(value),
        kind=Kind.WORD,
        title=Wording("Predikat kinerja", "Predicate"),
        main=True,
        words=_WORDS,
    )


def _weighed() -> Node:
    def mean(suffix: str, article: str) -> WeightedMean:
        return WeightedMean(
            tuple(
                Weighted(Input(f"nilai_{part}"), ParameterValue(f"bobot_{part}{suffix}"))
                for part in ("skp", "perilaku")
            ),
            key=f"nilai{suffix}",
            citation=_cite(article=article),
        )

    return Choose(
        (
            Case(
                when=Flag("penilaian_360"),
                then=mean("_360", "41(2)b"),
                citation=_cite(article="41(4)"),
            ),
        ),
        mean("", "41(2)a"),
        key="nilai_kinerja",
        citation=_cite(article="41(3)"),
    )


def _read_off(value: Node) -> Node:
    """Read the predicate off the bands; from 110 on the new idea decides."""
    top = Choose(
        (
            Case(
                when=Flag("ide_baru"),
                then="sangat_baik",
                says=Wording(
                    "Sangat Baik bila ada ide atau cara baru yang bermanfaat.",
                    "Sangat Baik where there is a new idea or way that is of use.",
                ),
            ),
        ),
        "baik",
        citation=_cite(article="41(5)a"),
    )
    lower = [None, *reversed(_EDGES[1:])]
    upper = [*lower[1:], _EDGES[0]]
    results = [*reversed(_WORDS[1:]), top]
    bands = tuple(
        Band(
            result=result,
            lower=None if low is None else ParameterValue(low),
            upper=ParameterValue(high) if high else None,
            upper_in=high == _EDGES[0],
        )
        for low, high, result in zip(lower, upper, results, strict=True)
    )
    return Bands(value, bands, key="predikat", citation=_cite(article="41(5)"))
