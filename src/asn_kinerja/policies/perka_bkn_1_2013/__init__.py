"""Perka BKN 1/2013: the values of the four aspects and of the plan, 2014 to June 2021.

Layer 8. May import `errors`, `legal` and `scoring`; knows no other pack.
Holds the value of one aspect, and the value of the whole plan of a year.
Next: `policy.py` for the rules, `parameters.toml` for the values, `NOTES.md` for the doubts.
"""

from functools import cache

from asn_kinerja.scoring.policy import Policy

__all__ = ["policies"]


@cache
def policies() -> tuple[Policy, ...]:
    """Give the policies of this regulation; the files are read once."""
    from asn_kinerja.policies.perka_bkn_1_2013.policy import build

    return build()
