"""How records come in and go out: plain values, JSON, workbooks.

Layer 4. May import `records`, `scoring`, `legal`, `errors`; a sibling capability never.
A format is read into records, or into all of its problems at once; records know no format.
Next: `make.py` for records as plain values, `workbook/` for the office's spreadsheets.
"""
