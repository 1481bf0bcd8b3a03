"""Spreadsheets in and out: one description of the sheets, and what reads and writes by it.

Layer 4. May import `records`, `legal`, `errors` and `_extras`; its libraries are the extra `excel`.
In the workbook the last day of an interval is included; records end on the day after. A person
outside the service (a head of region) has the sheet "Pejabat Eksternal", as there is no NIP.
Next: `sheets/` for the description, `reading.py` and `writing.py` for the two directions.
"""
