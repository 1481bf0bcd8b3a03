"""PP 46/2011: appraising the work performance of civil servants, 2014 to June 2021.

Layer 8. May import `errors`, `legal` and `scoring`; knows no other pack.
Holds the value of performance with its name; `buruk` exists only here.
Next: `policy.py` for the rules, `parameters.toml` for the values, `NOTES.md` for the doubts.
"""

from functools import cache

from asn_kinerja.scoring.policy import Policy

__all__ = ["policies"]


@cache
def policies() -> tuple[Policy, ...]:
    """Give the policies of this regulation; the files are read once."""
    from asn_kinerja.policies.pp_46_2011.policy import build

    return build()
