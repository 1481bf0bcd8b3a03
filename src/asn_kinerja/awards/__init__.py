"""Awards: who may be chosen, how criteria become one score, how ties end, who wins and why.

Layer 4. May import `records`, `scoring`, `legal` and `errors`; other capabilities hand it records.
Pure functions of the programme and of facts; the same input in any order, the same selection.
Next: `select.py`, then `eligibility.py`, `criteria.py`, `methods.py` and `ties.py`.
"""
