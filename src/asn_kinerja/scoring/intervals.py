"""What is still possible while inputs are missing."""

from collections.abc import Mapping
from datetime import date

import attrs

from asn_kinerja.scoring.rule import Rule

__all__ = ["Possible", "possible_outputs"]


@attrs.frozen
class Possible:
    """x."""

    a: int


def possible_outputs(
    rule: Rule, inputs: Mapping[str, object], *, as_of: date | None
) -> dict[str, Possible]:
    """X."""
    raise NotImplementedError
