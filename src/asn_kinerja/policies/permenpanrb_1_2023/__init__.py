"""PermenPANRB 1/2023: credit of functional posts from the predicate, from 2023.

Layer 8. May import `errors`, `legal` and `scoring`; knows no other pack.
Holds the credit of a number of months, and what a grade and a level still need.
Next: `policy.py` for the rules, `parameters.toml` for the values, `NOTES.md` for the doubts.
"""

from functools import cache

from asn_kinerja.scoring.policy import Policy

__all__ = ["policies"]


@cache
def policies() -> tuple[Policy, ...]:
    """Give the policies of this regulation; the files are read once."""
    from asn_kinerja.policies.permenpanrb_1_2023.policy import build

    return build()
