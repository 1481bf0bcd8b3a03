"""Comparison: one population under several policies, and what a change of a rule would move.

Layer 5. May import every capability below it, and is handed policies; knows no reports.
Frames are counted where they are: only counts, and the few people that are asked for, come here.
Next: `compare.py` for two policies, `sensitivity.py` for one parameter, `spread.py` for units.
"""
