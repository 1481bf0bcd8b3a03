"""Roots as fractions that keep order and ties: nearer than 40 digits, and never nearer by chance.

A method whose scores are no rational numbers hands over exact keys and a way to come near them;
equal keys get one fraction, different keys different ones in the right order.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from fractions import Fraction
from itertools import pairwise
from math import isqrt
from typing import TypeVar

__all__ = ["keep_order", "root_of", "same_root", "sums_of_roots"]

K = TypeVar("K", bound=Hashable)
_DIGITS = 40


def root_of(value: Fraction, digits: int) -> Fraction:
    """Give the square root of a number, cut after some decimals.

    Args:
        value: Zero or more.
        digits: Decimals.

    Returns:
        The largest whole number of ``10 ** -digits`` that is no larger than the root.
    """
    step = 10**digits
    return Fraction(isqrt(value.numerator * step**2 // value.denominator), step)


def same_root(value: Fraction) -> Fraction | None:
    """Give the square root where it is rational.

    Args:
        value: Zero or more.

    Returns:
        The root, or `None` when it is irrational.
    """
    above, below = isqrt(value.numerator), isqrt(value.denominator)
    exact = above**2 == value.numerator and below**2 == value.denominator
    return Fraction(above, below) if exact else None


def keep_order(
    keys: Sequence[K],
    *,
    near: Callable[[K, int], Fraction],
    same: Callable[[K, K], bool],
) -> tuple[Fraction, ...]:
    """Approximate numbers so that order and equality stay exact.

    Args:
        keys: The numbers, in any exact form.
        near: Comes nearer to a number than ``10 ** -digits``.
        same: Whether two numbers are equal, exactly.

    Returns:
        One fraction a key.
    """
    digits = _DIGITS
    while True:
        found = {key: near(key, digits) for key in keys}
        order = sorted(found, key=lambda key: found[key])
        apart = Fraction(2, 10**digits)
        close = [pair for pair in pairwise(order) if found[pair[1]] - found[pair[0]] <= apart]
        if all(same(*pair) for pair in close):
            for low, high in close:
                found[high] = found[low]
            return tuple(found[key] for key in keys)
        digits *= 2


def sums_of_roots(
    rows: Iterable[Sequence[Fraction]], *, radicands: Sequence[Fraction]
) -> tuple[Fraction, ...]:
    """Sum terms over square roots, with exact ties.

    Roots whose quotient is rational are first brought together; sums of the others are equal
    only when they are equal term by term.

    Args:
        rows: For each sum its numerators.
        radicands: The denominators are their square roots; above zero.

    Returns:
        For each row the sum of ``numerator / sqrt(radicand)``.
    """
    families: list[Fraction] = []
    member: list[tuple[int, Fraction]] = []
    for radicand in radicands:
        for number, head in enumerate(families):
            factor = same_root(head / radicand)
            if factor is not None:
                member.append((number, factor))
                break
        else:
            member.append((len(families), Fraction(1)))
            families.append(radicand)
    keys = []
    for row in rows:
        terms = [Fraction(0)] * len(families)
        for numerator, (family, factor) in zip(row, member, strict=True):
            terms[family] += numerator * factor
        keys.append(tuple(terms))

    def near(terms: tuple[Fraction, ...], digits: int) -> Fraction:
        wide = digits + len(str(int(sum(map(abs, terms)) + 1))) + 1
        parts = (term * root_of(1 / head, wide) for term, head in zip(terms, families, strict=True))
        return sum(parts, start=Fraction(0))

    return keep_order(keys, near=near, same=lambda one, other: one == other)
