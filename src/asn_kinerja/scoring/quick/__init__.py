"""The ordinary case as one compiled function: instructions, and the nodes and inputs as such.

Layer 3, inside `scoring`. May import `errors`, `legal` and what of `scoring` knows no program.
`instructions.py` holds the statements, `lanes.py` says how a value stands in them.
Next: `case.py` for the way in, `nodes.py` for how each node is written.
"""
