"""PermenPANRB 8/2021: indicators and the plan of July to December 2021.

Layer 8. May import `errors`, `legal` and `scoring`; knows no other pack.
Holds achievement and value of an indicator, and the value of the plan of JA and JF.
Next: `policy.py` for the rules, `parameters.toml` for the values, `NOTES.md` for the doubts.
"""

from functools import cache

from asn_kinerja.scoring.policy import Policy

__all__ = ["policies"]


@cache
def policies() -> tuple[Policy, ...]:
    """Give the policies of this regulation; the files are read once."""
    from asn_kinerja.policies.permenpanrb_8_2021.policy import build

    return build()
