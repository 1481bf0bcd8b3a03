"""How records come in and go out: plain values, JSON, workbooks.

Layer 4. May import `records`, `scoring`, `legal`, `errors`; a sibling capability never.
Next: `make.py` for records as plain values, `workbook/` for the office's spreadsheets.
"""
