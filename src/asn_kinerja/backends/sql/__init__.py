"""Records in an SQL database, through SQLAlchemy Core; SQLite is the embedded default.

Layer 8, behind the extra `sql`. May import the `storage` port, `_extras` and `errors`.
Imported only when a store is opened: `plugins/builtin.py` names it lazily.
Next: `backend.py` opens a store, `tables.py` is its layout, `transaction.py` reads and writes.
"""
