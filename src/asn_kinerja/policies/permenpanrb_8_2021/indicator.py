"""Category and value of an achievement (annex ch. VI, p. 93): JPT, heads of independent units."""

from functools import partial

from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.wording import Wording
from asn_kinerja.scoring.nodes import (
    Band,
    Bands,
    Case,
    Choose,
    Clip,
    Flag,
    Multiply,
    Node,
    ParameterValue,
    Ratio,
)
from asn_kinerja.scoring.printed_bands import line_between

__all__ = ["category_of", "value_of"]

_cite = partial(Citation, regulation="permenpanrb_8_2021", page="93")
_value = ParameterValue


def category_of(percent: Node) -> Node:
    """Read the category off an achievement.

    Args:
        percent: The achievement as it enters the bands.

    Returns:
        The node of the word.
    """
    edges = ("kurang_bawah", "cukup_bawah", "baik_tepat", "sangat_baik_bawah")
    results = (
        "sangat_kurang",
        "kurang",
        "cukup",
        _at_hundred("sangat_baik", "baik"),
        "sangat_baik",
    )
    lower = (None, *map(_value, edges))
    bands = tuple(
        Band(result=result, lower=low, upper=high)
        for result, low, high in zip(results, lower, (*lower[1:], None), strict=True)
    )
    return Bands(percent, bands, key="kategori", citation=_cite())


def value_of(percent: Node) -> Node:
    """Read the value off an achievement: a line in each band, 120 above the last.

    Args:
        percent: The achievement as it enters the bands.

    Returns:
        The node of the value.
    """
    worst = Multiply(
        (
            Ratio(percent, _value("sangat_kurang_atas"), when_zero=0),
            _value("nilai_sangat_kurang_atas"),
        ),
        key="garis",
        title=Wording("nilai pada garis lurus", "value on the straight line"),
        citation=_cite(),
    )
    top = line_between(
        percent,
        (_value("sangat_baik_bawah"), _value("nilai_sangat_baik_bawah")),
        end=(_value("sangat_baik_atas"), _value("nilai_tertinggi")),
        citation=_cite(),
    )
    best = _value("nilai_tertinggi")
    rows: tuple[tuple[Node | int | None, Node], ...] = (
        (None, _value("nilai_negatif")),
        (0, worst),
        (_value("kurang_bawah"), _line(percent, "kurang")),
        (_value("cukup_bawah"), _line(percent, "cukup")),
        (_value("baik_tepat"), _at_hundred(best, _value("nilai_baik"))),
        (_value("sangat_baik_bawah"), top),
    )
    lower = [low for low, _ in rows]
    bands = tuple(
        Band(
            result=result,
            lower=low,
            upper=high,
            upper_in=high == _value("sangat_baik_atas"),
        )
        for (low, result), high in zip(rows, (*lower[1:], _value("sangat_baik_atas")), strict=True)
    )
    above = Band(result=best, lower=_value("sangat_baik_atas"), lower_in=False)
    return Clip(
        Bands(percent, (*bands, above), key="nilai", citation=_cite()),
        low=0,
        high=best,
        citation=Citation(regulation="pp_30_2019", article="29(6)"),
    )


def _line(percent: Node, word: str) -> Node:
    start, end = (
        (_value(f"{word}_{side}"), _value(f"nilai_{word}_{side}")) for side in ("bawah", "atas")
    )
    return line_between(percent, start, end=end, citation=_cite())


def _at_hundred(highest: Node | str, plain: Node | str) -> Node:
    return Choose(
        (
            Case(
                when=Flag("target_tertinggi"),
                then=highest,
                says=Wording(
                    "100 % adalah capaian tertinggi yang mungkin.",
                    "100 % is the most there can be.",
                ),
            ),
        ),
        plain,
        citation=_cite(),
    )
