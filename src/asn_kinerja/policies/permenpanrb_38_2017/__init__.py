"""PermenPANRB 38/2017: how the competencies of a person match the standard of a post.

Layer 8. May import `errors`, `legal`, `records` and `scoring`; knows no other pack.
Holds the job person match (JPM), the category by the bands of an agency, and the dictionary.
Next: `policy.py` for the rules, `dictionary.toml` for the competencies, `NOTES.md` for the doubts.
"""

from functools import cache

from asn_kinerja.scoring.policy import Policy

__all__ = ["policies"]


@cache
def policies() -> tuple[Policy, ...]:
    """Give the policies of this regulation; the files are read once."""
    from asn_kinerja.policies.permenpanrb_38_2017.policy import build

    return build()
