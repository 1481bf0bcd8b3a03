"""How competency frameworks are exchanged: 1EdTech CASE, the CSV of Moodle, spreadsheets.

Layer 4. May import `records`, `legal`, `errors` and `converters.workbook`.
A file is kept as it came, what nobody here knows included; a framework is a view of it.
Next: `case_package.py` for CASE, `moodle.py` for Moodle, `sheets.py` for spreadsheets.
"""
