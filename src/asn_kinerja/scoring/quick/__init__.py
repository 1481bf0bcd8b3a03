"""The ordinary case as one compiled function: instructions, and the nodes and inputs as such.

Layer: scoring. May import: the modules of `scoring` that know no program, and `legal`.
Next: `case.py` is the way in; `nodes.py` says how each node is written.
"""
