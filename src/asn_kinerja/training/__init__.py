"""Training: from what somebody should improve to a plan, and to the proof that a course worked.

Layer 4. May import `records`, `scoring`, `legal` and `errors`; other capabilities hand it records.
Pure functions: records and policies in, records out; nothing is stored here.
Next: `needs.py`, then `problem.py` and `greedy.py` for the plan, `effect.py` for what came of it.
"""
