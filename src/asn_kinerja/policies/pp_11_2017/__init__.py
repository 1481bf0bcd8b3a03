"""PP 11/2017: managing civil servants (PNS).

Layer 8. May import `errors`, `legal` and `scoring`; knows no other pack.
Holds the duty of training hours a year, the size of the team that is heard on
rewards, and the predicate that earns priority training.
Next: `policy.py` for the rule, `parameters.toml` for the values, `NOTES.md` for the doubts.
"""

from functools import cache

from asn_kinerja.scoring.policy import Policy

__all__ = ["policies"]


@cache
def policies() -> tuple[Policy, ...]:
    """Give the policies of this regulation; the files are read once."""
    from asn_kinerja.policies.pp_11_2017.policy import build

    return build()
