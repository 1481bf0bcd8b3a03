"""Static checks."""

from asn_kinerja.errors import Problem
from asn_kinerja.scoring.rule import Rule

__all__ = ["check_policy"]


def check_policy(rule: Rule) -> list[Problem]:
    """X."""
    raise NotImplementedError
