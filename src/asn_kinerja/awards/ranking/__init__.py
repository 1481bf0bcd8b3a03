"""How values become scores: scalings, methods, weights.

Layer 4, inside `awards`. May import `awards.methods`, `records`, `scoring`, `errors`, `_extras`.
A method is small: read `additive.py` first, then write your own beside it or in a plugin.
Next: `scaling.py` for anchors and pool-relative scales, `weights.py` for AHP, entropy and CRITIC.
"""
