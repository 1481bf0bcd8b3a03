"""The distribution pattern of a unit (pp. 94-97): advice, which excludes no predicate."""

from functools import partial

from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.conflicts import Conflict
from asn_kinerja.legal.regulations import Regulation
from asn_kinerja.legal.terms import OrganisationPredicate, PredikatKinerja
from asn_kinerja.legal.wording import Wording
from asn_kinerja.scoring.inputs import InputSpec, Kind
from asn_kinerja.scoring.nodes import (
    Add,
    Case,
    Choose,
    Compare,
    Constant,
    Input,
    Lookup,
    LookupRow,
    Max,
    Node,
    Undetermined,
)
from asn_kinerja.scoring.policy import Policy
from asn_kinerja.scoring.rule import Output

__all__ = ["pola_distribusi"]

_ID = "permenpanrb_6_2022"
_cite = partial(Citation, regulation=_ID)
_SLIP = "istimewa_sangat_baik"
_PAGES = ("94", "95", "95", "96", "96-97")


def pola_distribusi(regulation: Regulation, conflicts: tuple[Conflict, ...]) -> Policy:
    """Make the policy that compares the predicates of a unit with the pattern.

    Args:
        regulation: The regulation.
        conflicts: All its conflicts.

    Returns:
        The policy.
    """
    return Policy(
        id=f"{_ID}.pola_distribusi",
        title=Wording("Pola distribusi predikat", "Distribution pattern of predicates"),
        purpose="pola_distribusi",
        regulation=regulation,
        governs_from=regulation.in_force_from.replace(month=1, day=1),
        inputs=(
            InputSpec(
                name="predikat_organisasi",
                kind=Kind.WORD,
                title=Wording("capaian kinerja organisasi", "predicate of the organisation"),
                words=OrganisationPredicate,
                source="organisation_result.predicate",
                citation=_cite(page="92"),
            ),
            *(_counted(predicate) for predicate in PredikatKinerja),
        ),
        outputs=(
            Output(
                name="sesuai_pola",
                node=Constant(
                    True,  # noqa: FBT003 - the value itself
                    citation=_cite(page="94-97"),
                    says=Wording(
                        "Pola adalah panduan; tidak ada predikat yang tertutup.",
                        "The pattern is a guide; no predicate is excluded.",
                    ),
                ),
                kind=Kind.FLAG,
                title=Wording("Sesuai pola", "Fits the pattern"),
                main=True,
            ),
            Output(
                name="puncak_sesuai",
                node=_peak(),
                kind=Kind.FLAG,
                title=Wording("Puncak sesuai (saran)", "Peak fits (advice)"),
            ),
        ),
        conflicts=tuple(one for one in conflicts if one.id == _SLIP),
    )


def _counted(predicate: PredikatKinerja) -> InputSpec:
    name = predicate.replace("_", " ")
    return InputSpec(
        name=predicate,
        kind=Kind.COUNT,
        title=Wording(f"jumlah pegawai {name}", f"employees with {name}"),
        unit="person",
        source=f"appraisal.count.{predicate}",
        citation=_cite(page="94-97"),
    )


def _peak() -> Node:
    counts = tuple(Input(predicate) for predicate in PredikatKinerja)
    ideal = Lookup(
        Input("predikat_organisasi"),
        tuple(
            LookupRow(
                when=organisation,
                result=count,
                citation=_cite(page=page),
                conflicts=(_SLIP,) if organisation is OrganisationPredicate.ISTIMEWA else (),
            )
            for organisation, count, page in zip(OrganisationPredicate, counts, _PAGES, strict=True)
        ),
        key="predikat_yang_setingkat",
        title=Wording("pegawai setingkat dengan organisasi", "people of the organisation's rank"),
    )
    everybody = Add(counts, title=Wording("pegawai berpredikat", "people with a predicate"))
    nobody = Undetermined(
        "unit_kosong",
        Wording("Unit tidak mempunyai pegawai berpredikat.", "The unit has no predicates."),
    )
    return Choose(
        (Case(when=Compare(everybody, 0), then=nobody),),
        Compare(
            ideal,
            Max(counts, title=Wording("kelompok terbesar", "largest group")),
            op=">=",
            says=Wording(
                'Kelompok terbesar setingkat dengan organisasi ("sebagian besar" dibaca begitu).',
                'The largest group is of the rank of the organisation ("most" is read so).',
            ),
        ),
        citation=_cite(page="94-97"),
    )
