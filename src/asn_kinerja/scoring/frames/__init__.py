"""Many cases at once: policies as staged column expressions, exact on every engine.

Layer 3, inside `scoring`. May import `errors`, `legal`, `scoring` and the extra `frames`.
`bounds.py` proves what float64 can hold, `compile.py` turns nodes into columns of a `plan.py`.
Next: `evaluate.py` for the way of a frame, `settle.py` for the rows that floats cannot decide.
"""
