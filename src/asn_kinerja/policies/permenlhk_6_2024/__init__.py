"""PermenLHK 6/2024: the allowance of next year by the predicate, a rule of one ministry.

Layer 8. May import `errors`, `legal` and `scoring`; knows no other pack.
Holds the share of the allowance of the post class.
Next: `policy.py` for the rules, `parameters.toml` for the values, `NOTES.md` for the doubts.
"""

from functools import cache

from asn_kinerja.scoring.policy import Policy

__all__ = ["policies"]


@cache
def policies() -> tuple[Policy, ...]:
    """Give the policies of this regulation; the files are read once."""
    from asn_kinerja.policies.permenlhk_6_2024.policy import build

    return build()
