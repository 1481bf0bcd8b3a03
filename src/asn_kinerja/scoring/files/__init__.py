"""Policy files: rules in TOML for people who do not program, read into policies.

Layer 3, part of `scoring`. May import what `scoring` may; TOML alone, no optional library.
A file stands alone or `extends` a policy and lays its changes over it.
Next: `reading.py` for how a file is read, `steps.py` for what a step can be.
"""
