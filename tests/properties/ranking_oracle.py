"""Ranking methods as pymcdm takes them, and ranks by plain arithmetic that never rounds."""

from decimal import Decimal, localcontext
from fractions import Fraction
from functools import cmp_to_key
from math import prod

import numpy as np
import pymcdm.methods as peers
import pymcdm.normalizations as norms

from asn_kinerja.awards.ranking.builtin import builtin_methods

METHODS = {method.id: method for method in builtin_methods()}
NORMS = {
    "linear": norms.linear_normalization,
    "minmax": norms.minmax_normalization,
    "sum": norms.sum_normalization,
    "vector": norms.vector_normalization,
}
PEERS = {"saw": peers.WSM, "wp": peers.WPM, "topsis": peers.TOPSIS}
SCALED = [name for name in METHODS if name.partition(".")[0] in PEERS and "." in name]


def as_floats(values, given):
    """The same problem as pymcdm takes it."""
    weights = np.array([float(item.weight) for item in given])
    types = np.array([1 if item.best > item.worst else -1 for item in given])
    return np.array([[float(value) for value in row] for row in values]), weights, types


def scaled(values, given, scale):
    """The scaled matrix without its roots: entries, and the square each column is divided by."""
    columns = []
    for at, item in enumerate(given):
        column = [row[at] for row in values]
        cost = item.best < item.worst
        low, high = min(column), max(column)
        match scale:
            case "anchors":
                span = Fraction(item.best) - Fraction(item.worst)
                parts = [(value - Fraction(item.worst)) / span for value in column]
                columns.append(([min(Fraction(1), max(Fraction(0), p)) for p in parts], 1))
            case "linear":
                columns.append(([low / v if cost else v / high for v in column], 1))
            case "sum":
                gains = [1 / v if cost else v for v in column]
                columns.append(([gain / sum(gains) for gain in gains], 1))
            case "minmax":
                span = high - low
                parts = [((high - v) if cost else (v - low)) / span if span else 1 for v in column]
                columns.append(([Fraction(part) for part in parts], 1))
            case "vector":
                sign = -1 if cost else 1
                columns.append(([sign * v for v in column], sum(v * v for v in column)))
    return columns


def oracle(name, values, given):
    """Ranks by plain arithmetic: rational where the method is, else to 300 digits."""
    word, _, scale = name.partition(".")
    columns = scaled(values, given, scale or "anchors")
    weights = [Fraction(item.weight) for item in given]
    keys = []
    for at in range(len(values)):
        terms = list(zip(weights, [(c[at], square) for c, square in columns], columns, strict=True))
        if word == "wp":
            key = prod((entry ** int(weight) for weight, (entry, _), _ in terms), start=Fraction(1))
        elif word == "topsis":
            best = [Fraction(1) if not scale else max(c) for c, _ in columns]
            worst = [Fraction(0) if not scale else min(c) for c, _ in columns]
            far = [
                sum(
                    weight**2 * (entry - end) ** 2 / square
                    for (weight, (entry, square), _), end in zip(terms, ends, strict=True)
                )
                for ends in (worst, best)
            ]
            key = far[0] / (far[0] + far[1]) if sum(far) else Fraction(1)
        else:
            with localcontext(prec=320):
                key = sum(
                    Decimal((weight * entry).numerator)
                    / Decimal((weight * entry).denominator)
                    / (Decimal(square.numerator) / Decimal(square.denominator)).sqrt()
                    for weight, (entry, square), _ in terms
                )
        keys.append(key)

    def compare(one, other):
        with localcontext(prec=320):
            gap = one - other
            near = abs(gap) < Decimal("1e-300") if isinstance(gap, Decimal) else gap == 0
        return 0 if near else (1 if gap > 0 else -1)

    wrapped = [cmp_to_key(compare)(key) for key in keys]
    return [1 + sum(other > mine for other in wrapped) for mine in wrapped]
