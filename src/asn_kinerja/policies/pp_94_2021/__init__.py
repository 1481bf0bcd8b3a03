"""PP 94/2021: the discipline penalty for absence without a valid reason.

Layer 8. May import `errors`, `legal` and `scoring`; knows no other pack.
Holds the kind of penalty by the working days of a year.
Next: `policy.py` for the rules, `parameters.toml` for the values, `NOTES.md` for the doubts.
"""

from functools import cache

from asn_kinerja.scoring.policy import Policy

__all__ = ["policies"]


@cache
def policies() -> tuple[Policy, ...]:
    """Give the policies of this regulation; the files are read once."""
    from asn_kinerja.policies.pp_94_2021.policy import build

    return build()
