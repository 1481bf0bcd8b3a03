"""PP 35/2010: the Satyalancana Karya Satya for 10, 20 or 30 years of service.

Layer 8. May import `errors`, `legal` and `scoring`; knows no other pack.
Holds the class that a career has earned, and the class to propose.
Next: `policy.py` for the rules, `parameters.toml` for the values, `NOTES.md` for the doubts.
"""

from functools import cache

from asn_kinerja.scoring.policy import Policy

__all__ = ["policies"]


@cache
def policies() -> tuple[Policy, ...]:
    """Give the policies of this regulation; the files are read once."""
    from asn_kinerja.policies.pp_35_2010.policy import build

    return build()
