"""SE MenPANRB 3/2021: the bridge over 2021, whose halves were judged by two rules.

Layer 8. May import `errors`, `legal` and `scoring`; knows no other pack.
Holds the conversion of the first half, and the joined value of the year with its predicate.
Next: `policy.py` for the rules, `parameters.toml` for the values, `NOTES.md` for the doubts.
"""

from functools import cache

from asn_kinerja.scoring.policy import Policy

__all__ = ["policies"]


@cache
def policies() -> tuple[Policy, ...]:
    """Give the policies of this regulation; the files are read once."""
    from asn_kinerja.policies.se_menpanrb_3_2021.policy import build

    return build()
