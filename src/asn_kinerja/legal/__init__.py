"""What the law says, as data: regulations, citations, dated parameters, terms, conflicts.

Layer 2. May import `errors` and the standard library with attrs; knows no records and no scores.
Holds no rule of any one regulation: those stand in `policies/<regulation>/`.
Next: `terms.py` for the words of the law, `parameters.py` for dated values.
"""
