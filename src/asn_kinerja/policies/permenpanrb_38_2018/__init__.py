"""PermenPANRB 38/2018: the index of the professionalism of civil servants (IP ASN).

Layer 8. May import `errors`, `legal` and `scoring`; knows no other pack.
Holds the four dimensions, the index and its category.
Next: `policy.py` for the rules, `parameters.toml` for the values, `NOTES.md` for the doubts.
"""

from functools import cache

from asn_kinerja.scoring.policy import Policy

__all__ = ["policies"]


@cache
def policies() -> tuple[Policy, ...]:
    """Give the policies of this regulation; the files are read once."""
    from asn_kinerja.policies.permenpanrb_38_2018.policy import build

    return build()
