"""Lines from the bands of PP 46/2011 to those of PP 30/2019."""

from itertools import pairwise

from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.wording import Wording
from asn_kinerja.scoring.inputs import InputSpec, Kind
from asn_kinerja.scoring.nodes import (
    Band,
    Bands,
    Case,
    Choose,
    Clip,
    Compare,
    Multiply,
    Node,
    ParameterValue,
    Ratio,
    Round,
    Undetermined,
)
from asn_kinerja.scoring.numbers import RoundingMode
from asn_kinerja.scoring.printed_bands import chosen_reading, line_between, settle_gaps

__all__ = ["SWITCH", "TABLE", "converted"]

TABLE = Citation(regulation="se_menpanrb_3_2021", text="tabel konversi nilai semester I")
_WORDS = ("sangat_baik", "baik", "cukup", "kurang", "buruk")
_value = ParameterValue
_ON_LINE = Wording("nilai pada garis lurus", "value on the straight line")

SWITCH = InputSpec(
    name="pembacaan_konversi",
    kind=Kind.WORD,
    title=Wording("pembacaan nilai di celah rentang", "reading of a value between bands"),
    words=("bulatkan_di_celah", "bulatkan_semua", "potong_semua"),
    optional=True,
    citation=TABLE,
)


def converted(value: Node, *, title: Wording | None = None) -> Node:
    """Convert a value of the first half of 2021.

    Args:
        value: The value, 0 to 100.
        title: What the converted value is called.

    Returns:
        The node of the converted value, 0 to 120; missing above 100.
    """
    read = _read(value)
    best = _value("sangat_baik_atas")
    lower = tuple(_value(f"{word}_bawah") for word in _WORDS[:-1])
    results = (*(_line(read, word) for word in _WORDS[:-1]), _lowest_line(read))
    bands = tuple(
        Band(
            result=result,
            lower=low,
            upper=high,
            upper_in=high is best,
            conflicts=("penyebut_99",) if high is best else (),
        )
        for result, low, high in zip(results, (*lower, None), (best, *lower), strict=True)
    )
    found = Bands(
        read,
        (Band(result=_beyond(), lower=best, lower_in=False), *bands),
        key="konversi",
        citation=TABLE,
    )
    highest = _value("konversi_sangat_baik_atas")
    return Clip(found, low=0, high=highest, title=title, citation=TABLE)


def _read(value: Node) -> Node:
    """Keep a value inside its band, and settle it in a gap, unless told otherwise."""
    reading = chosen_reading("pembacaan_konversi")
    rounded = Round(value, 0, citation=TABLE)
    gaps = tuple(
        (_value(f"{below}_atas"), _value(f"{above}_bawah")) for above, below in pairwise(_WORDS)
    )
    return Choose(
        (
            Case(when=Compare(reading, "bulatkan_semua"), then=rounded),
            Case(
                when=Compare(reading, "potong_semua"),
                then=Round(value, 0, mode=RoundingMode.DOWN, citation=TABLE),
            ),
        ),
        settle_gaps(value, gaps, settled=rounded, citation=TABLE, conflicts=("celah_konversi",)),
        key="nilai_terbaca",
        title=Wording("nilai yang dibaca pada tabel", "value as the table is read"),
    )


def _line(read: Node, word: str) -> Node:
    start, end = (
        (_value(f"{word}_{side}"), _value(f"konversi_{word}_{side}")) for side in ("bawah", "atas")
    )
    return line_between(read, start, end=end, citation=TABLE)


def _lowest_line(read: Node) -> Node:
    share = Ratio(read, _value("buruk_atas"), when_zero=0)
    return Multiply(
        (share, _value("konversi_buruk_atas")), key="garis", title=_ON_LINE, citation=TABLE
    )


def _beyond() -> Node:
    return Undetermined(
        "di_atas_tabel",
        Wording("Tabel konversi berhenti di 100.", "The table of conversion ends at 100."),
        citation=TABLE,
    )
