"""The credit of functional posts of PermenPANRB 1/2023 as nodes."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from pathlib import Path

from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.loading import read_conflicts, read_parameters
from asn_kinerja.legal.parameters import Parameter
from asn_kinerja.legal.regulations import Regulation
from asn_kinerja.legal.terms import EmploymentStatus, FunctionalLevel, PredikatKinerja
from asn_kinerja.legal.wording import Wording
from asn_kinerja.policies.permenpanrb_1_2023.rise import GRADES, level_input, rise_policy
from asn_kinerja.scoring.claims import Holds, Property
from asn_kinerja.scoring.inputs import InputSpec, Kind
from asn_kinerja.scoring.nodes import (
    Compare,
    Input,
    Lookup,
    LookupRow,
    Multiply,
    Node,
    ParameterValue,
    Ratio,
)
from asn_kinerja.scoring.policy import Policy
from asn_kinerja.scoring.rule import Output, Requirement

__all__ = ["build"]

_ID = "permenpanrb_1_2023"
_cite = partial(Citation, regulation=_ID)
_FROM = date(2023, 1, 1)
_MONTHS = 12  # of a year


def build() -> tuple[Policy, ...]:
    """Read the data of the pack and make its policies.

    Returns:
        The credit of some months, and what a grade and a level still need.
    """
    folder = Path(__file__).parent
    parameters = {one.name: one for one in read_parameters(folder, regulation=_ID)}
    conflicts = read_conflicts(folder, regulation=_ID)
    regulation = Regulation(
        id=_ID,
        title=Wording("Jabatan Fungsional", "Functional posts"),
        in_force_from=date(2023, 7, 1),
        citation=_cite(text="diundangkan 12 Januari 2023, berlaku 1 Juli 2023"),
        dates_confirmed=False,
    )
    needs = tuple(one for name, one in parameters.items() if name.startswith(GRADES))
    rise = rise_policy(
        regulation, needs, governs_from=_FROM, status=_status("39"), conflicts=conflicts
    )
    return (_credit(regulation, parameters), rise)


def _credit(regulation: Regulation, parameters: Mapping[str, Parameter]) -> Policy:
    months = InputSpec(
        name="bulan",
        kind=Kind.COUNT,
        title=Wording("bulan yang dinilai", "months that were judged"),
        unit="month",
        low=0,
        high=_MONTHS,
        citation=_cite(article="37", text="konversi periodik menurut bulan, paling banyak 12"),
    )
    spec, demand = _status("37")
    return Policy(
        id=f"{_ID}.angka_kredit",
        title=Wording("Angka kredit dari predikat kinerja", "Credit from the predicate"),
        purpose="angka_kredit",
        regulation=regulation,
        governs_from=_FROM,
        inputs=(_predicate(), level_input(), months, spec),
        outputs=(
            Output(
                name="angka_kredit",
                node=_converted(),
                kind=Kind.NUMBER,
                title=Wording("Angka kredit", "Credit"),
                main=True,
                unit="credit",
            ),
        ),
        parameters=tuple(
            one
            for name, one in parameters.items()
            if name.startswith(("persentase_", "koefisien_"))
        ),
        requirements=(demand,),
        properties=(
            Property(holds=Holds.RISING, output="angka_kredit", input="bulan"),
            Property(holds=Holds.BOUNDED, output="angka_kredit", low=0, high=75),
        ),
    )


def _predicate() -> InputSpec:
    return InputSpec(
        name="predikat_kinerja",
        kind=Kind.WORD,
        title=Wording("predikat kinerja", "predicate"),
        words=PredikatKinerja,
        variants=(("cukup", PredikatKinerja.BUTUH_PERBAIKAN.value),),
        source="appraisal.predicate",
        citation=_cite(article="37(1)"),
    )


def _status(article: str) -> tuple[InputSpec, Requirement]:
    """Declare the status: the credit serves grade and level, which only a PNS has."""
    cited = _cite(article=article, text="pangkat dan jenjang PNS")
    spec = InputSpec(
        name="status_kepegawaian",
        kind=Kind.WORD,
        title=Wording("status kepegawaian", "employment status"),
        words=EmploymentStatus,
        optional=True,
        source="employee.status",
        citation=cited,
    )
    demand = Requirement(
        holds=Compare(Input("status_kepegawaian"), EmploymentStatus.PNS),
        place="status_kepegawaian",
        asks="pns",
        citation=cited,
    )
    return spec, demand


def _converted() -> Node:
    share = Lookup(
        Input("predikat_kinerja"),
        tuple(
            LookupRow(when=word, result=ParameterValue(f"persentase_{word}"))
            for word in PredikatKinerja
        ),
        key="persentase",
        title=Wording("persentase menurut predikat", "percentage of the predicate"),
        citation=_cite(article="37(1)"),
    )
    coefficient = Lookup(
        Input("jenjang"),
        tuple(
            LookupRow(when=word, result=ParameterValue(f"koefisien_{word}"))
            for word in FunctionalLevel
        ),
        key="koefisien",
        title=Wording("koefisien jenjang", "coefficient of the level"),
        citation=_cite(text="lampiran, koefisien per tahun"),
    )
    part = Ratio(
        Input("bulan"),
        _MONTHS,
        when_zero=0,
        title=Wording("bagian tahun yang dinilai", "part of the year that was judged"),
    )
    return Multiply(
        (part, share, coefficient),
        key="angka_kredit",
        citation=_cite(article="37"),
    )
