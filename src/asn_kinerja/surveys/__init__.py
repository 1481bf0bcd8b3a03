"""Surveys: public satisfaction per unit, motivation of the staff, before and after.

Layer 4. May import `records`, `scoring`, `legal` and `errors`; policies are handed in.
Everything here is a pure function of answers; elements, dimensions and items are named here.
Next: `satisfaction.py` for the index of the public, `motivation.py` for that of the staff.
"""
