"""PermenPANRB 6/2022: managing the performance of civil servants, since the plan of 2022.

Layer 8. May import `errors`, `legal` and `scoring`; knows no other pack.
Holds the predicate of an employee, the guide for its two ratings, and the distribution pattern.
Next: `policy.py` for the rules, `parameters.toml` for the values, `NOTES.md` for the doubts.
"""

from functools import cache

from asn_kinerja.scoring.policy import Policy

__all__ = ["policies"]


@cache
def policies() -> tuple[Policy, ...]:
    """Give the policies of this regulation; the files are read once."""
    from asn_kinerja.policies.permenpanrb_6_2022.policy import build

    return build()
