"""PP 30/2019: appraising the performance of civil servants, as used for July to December 2021.

Layer 8. May import `errors`, `legal` and `scoring`; knows no other pack.
Holds the value with its predicate, and the distribution of statuses within one unit.
Next: `policy.py` for the rules, `parameters.toml` for the values, `NOTES.md` for the doubts.
"""

from functools import cache

from asn_kinerja.scoring.policy import Policy

__all__ = ["policies"]


@cache
def policies() -> tuple[Policy, ...]:
    """Give the policies of this regulation; the files are read once."""
    from asn_kinerja.policies.pp_30_2019.policy import build

    return build()
