"""SE MenPANRB 3/2023: shares for the distribution pattern of predicates, beside PermenPANRB 6/2022.

Layer 8. May import `errors`, `legal` and `scoring`; knows no other pack.
Holds the check of a unit: largest group, greatest and least shares, groups that must exist.
Next: `policy.py` for the rules, `parameters.toml` for the shares, `NOTES.md` for the doubts.
"""

from functools import cache

from asn_kinerja.scoring.policy import Policy

__all__ = ["policies"]


@cache
def policies() -> tuple[Policy, ...]:
    """Give the policies of this regulation; the files are read once."""
    from asn_kinerja.policies.se_menpanrb_3_2023.policy import build

    return build()
