"""Conversion of the first half of 2021, and the joined value of the year, as nodes."""

from datetime import date
from functools import partial
from pathlib import Path

from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.conflicts import Conflict
from asn_kinerja.legal.loading import read_conflicts, read_parameters
from asn_kinerja.legal.parameters import Parameter
from asn_kinerja.legal.regulations import Regulation
from asn_kinerja.legal.wording import Wording
from asn_kinerja.policies.se_menpanrb_3_2021.conversion import SWITCH, converted
from asn_kinerja.policies.se_menpanrb_3_2021.halves import (
    FIRST,
    first_half,
    half_inputs,
    requirements,
    second_half,
)
from asn_kinerja.scoring.inputs import InputSpec, Kind
from asn_kinerja.scoring.nodes import (
    Input,
    Node,
    ParameterValue,
    ResultOf,
    Weighted,
    WeightedMean,
)
from asn_kinerja.scoring.policy import Policy
from asn_kinerja.scoring.rule import Output

__all__ = ["build"]

_ID = "se_menpanrb_3_2021"
_FROM, _UNTIL = date(2021, 1, 1), date(2022, 1, 1)
_cite = partial(Citation, regulation=_ID)
_CONVERTED = Wording("nilai semester I sesudah konversi", "converted value of the first half")
_JOINING = _cite(text="penggabungan nilai kedua semester")


def build() -> tuple[Policy, ...]:
    """Read the data of the pack and make its policies.

    Returns:
        The conversion, and the year 2021.
    """
    folder = Path(__file__).parent
    parameters = read_parameters(folder, regulation=_ID)
    conflicts = read_conflicts(folder, regulation=_ID)
    regulation = Regulation(
        id=_ID,
        title=Wording(
            "Masa peralihan penilaian kinerja PNS tahun 2021",
            "Transition of the appraisal of PNS in 2021",
        ),
        in_force_from=_FROM,
        citation=_cite(text="masa peralihan 2021"),
        dates_confirmed=False,
    )
    conversion = Policy(
        id=f"{_ID}.konversi",
        title=Wording("Konversi nilai semester I 2021", "Conversion of the first half of 2021"),
        purpose="konversi_nilai_2021",
        regulation=regulation,
        governs_from=_FROM,
        governs_until=_UNTIL,
        inputs=(FIRST, SWITCH),
        outputs=(
            Output(
                name="nilai_konversi",
                node=converted(Input("nilai_semester_1")),
                kind=Kind.NUMBER,
                title=Wording("Nilai konversi (0-120)", "Converted value (0-120)"),
                main=True,
                unit="point",
            ),
        ),
        parameters=tuple(one for one in parameters if not one.name.startswith("bobot_")),
        conflicts=conflicts,
    )
    return (conversion, _year(regulation, parameters, conflicts))


def _year(
    regulation: Regulation, parameters: tuple[Parameter, ...], conflicts: tuple[Conflict, ...]
) -> Policy:
    joined = WeightedMean(
        (
            Weighted(converted(first_half(), title=_CONVERTED), ParameterValue("bobot_semester_1")),
            Weighted(second_half(), ParameterValue("bobot_semester_2")),
        ),
        key="nilai_kinerja",
        citation=_JOINING,
    )
    return Policy(
        id=f"{_ID}.nilai_2021",
        title=Wording("Nilai dan predikat kinerja 2021", "Value and predicate of 2021"),
        purpose="predikat_kinerja_2021",
        regulation=regulation,
        governs_from=_FROM,
        governs_until=_UNTIL,
        inputs=(*half_inputs(), _idea(), SWITCH),
        outputs=(
            _predicate(joined),
            Output(
                name="nilai_kinerja",
                node=joined,
                kind=Kind.NUMBER,
                title=Wording("Nilai kinerja 2021 (0-120)", "Value of 2021 (0-120)"),
                unit="point",
            ),
        ),
        parameters=parameters,
        conflicts=conflicts,
        requirements=requirements(),
    )


def _idea() -> InputSpec:
    return InputSpec(
        name="ide_baru",
        kind=Kind.FLAG,
        title=Wording("ide atau cara baru yang bermanfaat", "a new idea or way that is of use"),
        citation=Citation(regulation="pp_30_2019", article="41(6)"),
    )


def _predicate(joined: Node) -> Output:
    return Output(
        name="predikat_kinerja",
        node=ResultOf(
            "pp_30_2019.predikat",
            inputs=(("nilai_kinerja", joined),),
            citation=Citation(regulation="pp_30_2019", article="41(5)"),
        ),
        kind=Kind.WORD,
        title=Wording("Predikat kinerja 2021", "Predicate of 2021"),
        main=True,
        words=("sangat_baik", "baik", "cukup", "kurang", "sangat_kurang"),
    )
