"""Storage backends: memory, the reference, and SQL through SQLAlchemy Core.

Layer 8. May import the `storage` port and what lies below; siblings never import each other.
Drivers are imported here and nowhere else, when a store is opened, through `_extras.require`.
Next: `memory.py`, the shortest complete backend; `sql/` for databases.
"""
