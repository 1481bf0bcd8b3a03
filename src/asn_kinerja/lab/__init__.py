"""The policy lab: change a rule on a page, run it on everybody, see who moves and why.

Layer 11. May import everything but `cli` and `testing`; `page` alone needs marimo.
Everything that computes is plain Python: what can be changed, the text of the variant, the session.
Next: `session.py` for what the page asks, `draft.py` for how a change becomes a policy file.
"""
