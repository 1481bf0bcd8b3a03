"""Synthetic people: the sample office that ships with the library.

Layer 4. May import nothing but the standard library today; later `records`.
Nobody in it exists: names are drawn from common first names, numbers from a seed.
Next: `sample.py` for where the workbook is; `examples/make_marelan.py` for how it is made.
"""
