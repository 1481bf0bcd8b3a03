"""Bringing a store in SQL from an older layout to that of today, a step for each layout.

Layer 8, behind the extra `sql`. May import the `storage` port and the folder above; uses Alembic.
A step is frozen once a release has it: it spells its tables out and imports none of `tables.py`.
Next: `running.py` finds and runs the steps, `to_2.py` is the first.
"""
