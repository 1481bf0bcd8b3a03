"""How an achievement is read where the printed bands of whole per cents leave a gap."""

from functools import partial

from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.wording import Wording
from asn_kinerja.scoring.inputs import InputSpec, Kind
from asn_kinerja.scoring.nodes import Case, Choose, Compare, Node, ParameterValue, Round
from asn_kinerja.scoring.numbers import RoundingMode
from asn_kinerja.scoring.printed_bands import chosen_reading, settle_gaps

__all__ = ["GAPS", "GAPS_OF_ASPECTS", "SWITCH", "WORDS", "read_percent"]

_cite = partial(Citation, regulation="permenpanrb_8_2021", page="93")

WORDS = ("sangat_baik", "baik", "cukup", "kurang", "sangat_kurang")
GAPS_OF_ASPECTS = (("kurang_atas", "cukup_bawah"), ("cukup_atas", "baik_tepat"))
GAPS = (
    ("sangat_kurang_atas", "kurang_bawah"),
    *GAPS_OF_ASPECTS,
    ("baik_tepat", "sangat_baik_bawah"),
)
SWITCH = InputSpec(
    name="pembacaan_celah",
    kind=Kind.WORD,
    title=Wording("pembacaan capaian di celah rentang", "reading of an achievement between bands"),
    words=("bulatkan_di_celah", "bulatkan_semua", "potong_semua"),
    optional=True,
    citation=_cite(),
)


def read_percent(percent: Node, gaps: tuple[tuple[str, str], ...]) -> Node:
    """Read an achievement: exact inside a band, a whole per cent in a gap, unless told otherwise.

    Args:
        percent: The achievement.
        gaps: Names of the parameters below and above each gap.

    Returns:
        The node of the achievement as it enters the bands.
    """
    reading = chosen_reading("pembacaan_celah")
    rounded = Round(percent, 0, citation=_cite())
    return Choose(
        (
            Case(when=Compare(reading, "bulatkan_semua"), then=rounded),
            Case(
                when=Compare(reading, "potong_semua"),
                then=Round(percent, 0, mode=RoundingMode.DOWN, citation=_cite()),
            ),
        ),
        settle_gaps(
            percent,
            tuple((ParameterValue(below), ParameterValue(above)) for below, above in gaps),
            settled=rounded,
            citation=_cite(),
            conflicts=("celah_persen",),
        ),
        key="capaian_terbaca",
        title=Wording("capaian yang dibaca pada tabel", "achievement as the table is read"),
    )
