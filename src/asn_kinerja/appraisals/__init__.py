"""Appraisals: who judges whom, what the guide proposes, the predicate, the pattern of a unit.

Layer 4. May import `records`, `scoring`, `legal` and `errors`; policies are handed in.
Everything here is a pure function of records; nothing is stored and no regulation is named.
Next: `appraise.py` for a period, `facts.py` for what it needs, `plan_checks.py` for warnings.
"""
