"""Use cases: one each, in one transaction, with one audit entry.

Layer 7. May import `reports` and below; may not import `plugins`, `policies` or `workspace`.
A service is a function that is handed a `ServiceContext`, and through it all it needs.
Next: `context.py`, then the module named for the part of the programme you look for.
"""
