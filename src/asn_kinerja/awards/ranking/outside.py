"""Every method of pymcdm through one adapter, for comparison and for programmes that name one.

They compute in float64 and relative to the pool, so they promise none of the laws. The adapter
sorts the rows, so that their order cannot reach a last digit, and keeps twelve digits, so that
equal rows tie.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import isfinite

import attrs

from asn_kinerja._extras import require
from asn_kinerja.awards.methods import RankingLaw
from asn_kinerja.awards.ranking.additive import shares
from asn_kinerja.awards.ranking.scaling import is_cost
from asn_kinerja.errors import InvalidInput, Problem
from asn_kinerja.records.award_rules import Criterion
from asn_kinerja.scoring.numbers import Exact

__all__ = ["OUTSIDE", "OutsideMethod"]

_DIGITS = 12
_COMET_CRITERIA = 6  # up to these, three points each; its work grows with the points' power
OUTSIDE: Mapping[str, tuple[str, bool]] = {  # class in pymcdm, and whether its highest is best
    "aras": ("ARAS", True),
    "aroman": ("AROMAN", True),
    "balanced_spotis": ("BalancedSPOTIS", False),
    "cocoso": ("COCOSO", True),
    "codas": ("CODAS", True),
    "comet": ("COMET", True),
    "copras": ("COPRAS", True),
    "edas": ("EDAS", True),
    "ervd": ("ERVD", True),
    "lmaw": ("LMAW", True),
    "lopm": ("LoPM", False),  # ranks the wrong way round in pymcdm 1.4
    "mabac": ("MABAC", True),
    "mairca": ("MAIRCA", False),
    "marcos": ("MARCOS", True),
    "moora": ("MOORA", True),
    "ocra": ("OCRA", True),
    "probid": ("PROBID", True),
    "promethee_ii": ("PROMETHEE_II", True),
    "rafsi": ("RAFSI", True),
    "ram": ("RAM", True),
    "rim": ("RIM", True),
    "spotis": ("SPOTIS", False),
    "sprobid": ("SPROBID", True),
    "topsis": ("TOPSIS", True),
    "vikor": ("VIKOR", False),
    "waspas": ("WASPAS", True),
    "wpm": ("WPM", True),
    "wsm": ("WSM", True),
}


@attrs.frozen
class OutsideMethod:
    """A method of pymcdm.

    Args:
        name: Its key in `OUTSIDE`.
    """

    name: str = attrs.field(validator=attrs.validators.in_(OUTSIDE))

    @property
    def id(self) -> str:
        """The name behind ``"pymcdm."``."""
        return f"pymcdm.{self.name}"

    @property
    def laws(self) -> frozenset[RankingLaw]:
        """None: what it does is for pymcdm to say."""
        return frozenset()

    def score(
        self, values: Sequence[Sequence[Exact]], *, criteria: Sequence[Criterion]
    ) -> tuple[Exact, ...]:
        """Score candidates.

        Args:
            values: A row for each candidate with a value for each criterion; nothing is missing.
            criteria: The criteria with weights and anchors, in the order of the columns.

        Returns:
            One number a row, the highest best, as pymcdm gives it with twelve digits; negated
            where pymcdm calls the lowest best.

        Raises:
            InvalidInput: If pymcdm refuses the values; its reason stands in the message.
            MissingExtra: If pymcdm is not installed.
        """
        if not values:
            return ()
        numpy = require("numpy", extra="mcdm", feature=self.id)
        methods = require("pymcdm.methods", extra="mcdm", feature=self.id)
        word, highest = OUTSIDE[self.name]
        rows = sorted({tuple(row) for row in values})
        matrix = numpy.array([[float(value) for value in row] for row in rows])
        weights = numpy.array([float(share) for share in shares(criteria)])
        types = numpy.array([-1 if is_cost(item) else 1 for item in criteria])
        try:
            with numpy.errstate(all="ignore"):
                made = getattr(methods, word)(*_arguments(word, criteria))
                found = made(matrix, weights, types, validation=False)
        except (ValueError, ZeroDivisionError, IndexError) as error:
            raise InvalidInput(
                Problem("outside_refuses", self.id, value=type(error).__name__, rule=str(error))
            ) from error
        numbers = [float(number) for number in found]
        lost = [number for number in numbers if not isfinite(number)]
        if lost:
            raise InvalidInput(Problem("outside_no_number", self.id, value=lost[0]))
        scores = {
            row: Fraction(f"{number if highest else -number:.{_DIGITS}g}")
            for row, number in zip(rows, numbers, strict=True)
        }
        return tuple(scores[tuple(row)] for row in values)


def _arguments(word: str, criteria: Sequence[Criterion]) -> tuple[object, ...]:
    """Give what a method wants beyond the matrix: the published anchors as bounds and ideal."""
    numpy = require("numpy", extra="mcdm", feature=word)
    best = numpy.array([float(item.best) for item in criteria])
    worst = numpy.array([float(item.worst) for item in criteria])
    bounds = numpy.sort(numpy.stack([worst, best], axis=1), axis=1)
    wanted: dict[str, tuple[object, ...]] = {
        "SPOTIS": (bounds,),
        "RIM": (bounds,),
        "BalancedSPOTIS": (bounds, best),
        "RAFSI": (best, worst),
        "ERVD": ((best + worst) / 2,),
        "PROMETHEE_II": ("usual",),
    }
    if word == "COMET":
        tools = require("pymcdm.methods.comet_tools", extra="mcdm", feature=word)
        middle = bounds.mean(axis=1, keepdims=True)
        finer = numpy.concatenate([bounds[:, :1], middle, bounds[:, 1:]], axis=1)
        points = finer if len(criteria) <= _COMET_CRITERIA else bounds
        return (points, tools.ESPExpert(best.reshape(1, -1), bounds))
    return wanted.get(word, ())
