"""The command line `asn-kinerja`.

Layer 12. May import `workspace`, `services`, `reports` and everything below; needs the extra `cli`.
A command reads its arguments, calls services, and prints; it decides nothing about the law.
Next: `app.py` for the list of commands, `demo.py` for the whole year at once.
"""
