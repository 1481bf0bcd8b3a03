"""The allowance of PermenLHK 6/2024 as nodes: a rule of one ministry, not of the country."""

from datetime import date
from functools import partial
from pathlib import Path

from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.loading import read_conflicts, read_parameters
from asn_kinerja.legal.regulations import Regulation
from asn_kinerja.legal.terms import PredikatKinerja
from asn_kinerja.legal.wording import Wording
from asn_kinerja.scoring.claims import Holds, Property
from asn_kinerja.scoring.inputs import InputSpec, Kind
from asn_kinerja.scoring.nodes import Input, Lookup, LookupRow, Multiply, ParameterValue
from asn_kinerja.scoring.policy import Policy
from asn_kinerja.scoring.rule import Output

__all__ = ["build"]

_ID = "permenlhk_6_2024"
_cite = partial(Citation, regulation=_ID)


def build() -> tuple[Policy, ...]:
    """Read the data of the pack and make its policy.

    Returns:
        The allowance of the year after the one that was judged.
    """
    folder = Path(__file__).parent
    share = Lookup(
        Input("predikat_kinerja"),
        tuple(
            LookupRow(when=word, result=ParameterValue(f"bagian_{word}"))
            for word in PredikatKinerja
        ),
        key="bagian",
        title=Wording("bagian menurut predikat", "share of the predicate"),
        citation=_cite(article="19"),
    )
    policy = Policy(
        id=f"{_ID}.tunjangan",
        title=Wording("Tunjangan kinerja tahun berikutnya", "Performance allowance of next year"),
        purpose="tunjangan_kinerja_lhk",
        regulation=Regulation(
            id=_ID,
            title=Wording(
                "Tunjangan kinerja pegawai di lingkungan Kementerian LHK",
                "Performance allowance of the employees of the ministry (KLHK)",
            ),
            in_force_from=date(2024, 1, 1),
            citation=_cite(text="ditetapkan tahun 2024"),
            dates_confirmed=False,
        ),
        governs_from=date(2024, 1, 1),
        inputs=_inputs(),
        outputs=(
            Output(
                name="tunjangan",
                node=Multiply(
                    (share, Input("tunjangan_kelas_jabatan")),
                    key="tunjangan",
                    citation=_cite(article="19"),
                ),
                kind=Kind.NUMBER,
                title=Wording("Tunjangan tahun berikutnya", "Allowance of next year"),
                main=True,
                unit="rupiah",
            ),
        ),
        parameters=read_parameters(folder, regulation=_ID),
        conflicts=read_conflicts(folder, regulation=_ID),
        properties=(
            Property(holds=Holds.RISING, output="tunjangan", input="tunjangan_kelas_jabatan"),
        ),
    )
    return (policy,)


def _inputs() -> tuple[InputSpec, ...]:
    return (
        InputSpec(
            name="predikat_kinerja",
            kind=Kind.WORD,
            title=Wording("predikat kinerja tahun yang dinilai", "predicate of the year judged"),
            words=PredikatKinerja,
            variants=(("cukup", PredikatKinerja.BUTUH_PERBAIKAN.value),),
            source="appraisal.predicate",
            citation=_cite(article="19"),
        ),
        InputSpec(
            name="tunjangan_kelas_jabatan",
            kind=Kind.NUMBER,
            title=Wording("tunjangan menurut kelas jabatan", "allowance of the class of the post"),
            unit="rupiah",
            scale=2,
            low=0,
            high=10**10,
            citation=_cite(article="19"),
        ),
    )
