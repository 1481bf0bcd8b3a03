"""Finding plugins, checking them, and calling their hooks.

Layer 9. May import `hookspecs` and below; only `builtin.py` imports `backends` and `policies`.
Built-in backends, law packs, methods and optimisers come through the same hooks as a stranger's.
Next: `loading.py` for what is refused and how, `builtin.py` for what is built in.
"""
