"""PermenPANRB 3/2020: the nine boxes of talent, performance against potential.

Layer 8. May import `errors`, `legal` and `scoring`; knows no other pack.
Holds the box and its advice, from words or from scores with local cut-offs.
Next: `policy.py` for the rules, `parameters.toml` for the values, `NOTES.md` for the doubts.
"""

from functools import cache

from asn_kinerja.scoring.policy import Policy

__all__ = ["policies"]


@cache
def policies() -> tuple[Policy, ...]:
    """Give the policies of this regulation; the files are read once."""
    from asn_kinerja.policies.permenpanrb_3_2020.policy import build

    return build()
