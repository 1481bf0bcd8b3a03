"""How records are kept: the narrow port, typed repositories, the unit of work, the audit chain.

Layer 4. May import `errors`, `_extras`, `legal`, `records`; knows no database and no converter.
Everything above the port is written once here; `backends/` only move text in and out.
Next: `port.py` for what a backend must do, `unit_of_work.py` for how callers write.
"""
