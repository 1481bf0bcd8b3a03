"""The two forms in which a profile comes: nine pairs of numbers, or one row a competency."""

from functools import partial

from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.wording import Wording
from asn_kinerja.scoring.inputs import InputSpec, Kind
from asn_kinerja.scoring.nodes import And, Compare, Given, Input, Not, Or
from asn_kinerja.scoring.rule import Requirement

__all__ = ["NUMBERS", "inputs", "requirements"]

NUMBERS = range(1, 10)  # eight managerial competencies and one socio-cultural
_cite = partial(Citation, regulation="permenpanrb_38_2017")
_LEVELS = _cite(text="lampiran, level kompetensi 1 sampai 5")
_BANDS = _cite(text="batas kategori ditetapkan instansi")
_LOWEST, _HIGHEST = 1, 5


def inputs() -> tuple[InputSpec, ...]:
    """Declare the inputs; which form is used shows in what is given.

    Returns:
        Nine levels, nine standards, the rows, the cap, and the two bands of the agency.
    """
    pairs = (
        _level(f"{name}_{number}", Wording(f"{title.id} {number}", f"{title.en} {number}"))
        for name, title in (
            ("level", Wording("level kompetensi", "level of competency")),
            ("standar", Wording("standar kompetensi", "standard of competency")),
        )
        for number in NUMBERS
    )
    rows = InputSpec(
        name="items",
        kind=Kind.ITEMS,
        title=Wording("kompetensi", "competencies"),
        optional=True,
        citation=_LEVELS,
        fields=(
            InputSpec(
                name="kompetensi",
                kind=Kind.WORD,
                title=Wording("kompetensi", "competency"),
                optional=True,
            ),
            _level("level", Wording("level pegawai", "level of the person")),
            _level("standar", Wording("standar jabatan", "standard of the post")),
        ),
    )
    capped = InputSpec(
        name="dibatasi",
        kind=Kind.FLAG,
        title=Wording(
            "level dibatasi sampai standar", "a level counts no further than its standard"
        ),
        citation=_cite(text="tidak diatur apakah kelebihan menutup kekurangan"),
    )
    return (
        *pairs,
        rows,
        capped,
        _band("batas_memenuhi_syarat", Wording("batas memenuhi syarat", "band of fit")),
        _band(
            "batas_masih_memenuhi_syarat",
            Wording("batas masih memenuhi syarat", "band of still fit"),
        ),
    )


def _level(name: str, title: Wording) -> InputSpec:
    return InputSpec(
        name=name,
        kind=Kind.COUNT,
        title=title,
        low=_LOWEST,
        high=_HIGHEST,
        citation=_LEVELS,
    )


def _band(name: str, title: Wording) -> InputSpec:
    return InputSpec(
        name=name,
        kind=Kind.NUMBER,
        title=title,
        unit="percent",
        scale=2,
        low=0,
        optional=True,
        citation=_BANDS,
    )


def requirements() -> tuple[Requirement, ...]:
    """State what the inputs must meet: one form only, and bands in their order.

    Returns:
        The requirements.
    """
    wide = Or(tuple(Given(f"{name}_{n}") for name in ("level", "standar") for n in NUMBERS))
    return (
        Requirement(
            holds=Not(And((Given("items"), wide))),
            place="items",
            asks="items | level_1 … level_9, standar_1 … standar_9",
            citation=_LEVELS,
        ),
        Requirement(
            holds=Compare(
                Input("batas_masih_memenuhi_syarat"), Input("batas_memenuhi_syarat"), op="<="
            ),
            place="batas_masih_memenuhi_syarat",
            asks="batas_masih_memenuhi_syarat <= batas_memenuhi_syarat",
            citation=_BANDS,
        ),
    )
