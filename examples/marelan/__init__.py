"""The sample office: about a hundred people who do not exist, and their year 2025.

Layer: an example. May import the library's records and its workbook writer.
Every file adds records to one `Cast`; chance comes from one seeded generator.
Next: `office.py` for who works where, then the file of the subject.
"""
