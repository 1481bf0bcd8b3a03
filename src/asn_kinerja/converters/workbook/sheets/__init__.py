"""The description of every sheet, from which template, reader and writer are made.

Layer 4. May import `records`, `legal` and the cells and columns of this workbook package.
Headings and sheet names are Indonesian, as an office writes them; notes are in both languages.
Next: `catalogue.py` for the order of the sheets, then the file of the subject.
"""
