"""How a score is computed: exact numbers, a closed set of nodes, policies, explanations.

Layer 3. May import `errors` and `legal`; knows no records, no storage and no regulation.
A policy is a tree of `nodes.py` over declared `inputs.py`; `evaluate.py` runs it for one case.
Next: `policy.py` for what callers use, `nodes.py` for what a rule can be made of.
"""
