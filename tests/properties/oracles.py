"""Random cases of a policy beside an oracle: a few plain lines, written from the law alone."""

from decimal import Decimal
from fractions import Fraction
from random import Random

from asn_kinerja.policies import PACKS
from asn_kinerja.scoring.registry import PolicyRegistry

REGISTRY = PolicyRegistry(PACKS)
CENT = Decimal("0.01")


def agree(policy: str, draw, law, *, rng: Random, times: int = 1) -> None:
    """Draw cases and compare every output of the policy with what the law says."""
    evaluate = REGISTRY.get(policy).evaluate
    for _ in range(times):
        case = draw(rng)
        found = evaluate(case).outputs
        assert found == law(**case), case


def agree_often(policy: str, draw, law, *, times: int = 10_000) -> None:
    """Draw many cases, the same ones on every run."""
    rng = Random(policy)  # noqa: S311 - cases of a test, not secrets
    agree(policy, draw, law, rng=rng, times=times)


def hundredths(rng: Random, low: int, high: int, edges: tuple[int | str, ...] = ()) -> Decimal:
    """Draw a number of two decimals, every third time at an edge or one unit beside it."""
    if edges and rng.random() < 1 / 3:
        return Decimal(rng.choice(edges)) + rng.choice((-CENT, 0, CENT))
    return Decimal(rng.randint(low * 100, high * 100)) / 100


def half_up(number: Fraction) -> Fraction:
    """Round a number that is not negative to a whole one, a half upwards."""
    return Fraction((2 * Fraction(number) + 1) // 2)
