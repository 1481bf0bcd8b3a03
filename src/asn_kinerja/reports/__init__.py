"""What people read: the year's report, the board for the wall, the workbook, the summary.

Layer 6. May import `comparison`, the capabilities, `records`, `scoring`, `legal` and below; knows
no storage and no services. Every number is taken from records; the only sums are counts.
Next: `year.py` for what a report holds, `html.py` for how it looks, `findings.py` for what it says.
"""
