"""What the programme keeps: immutable, checked records of people, plans, results and decisions.

Layer 3. May import `legal` and `errors`; knows no scores, no storage, no file formats.
Every field is checked by `fields.checked`; a rule between fields is a small named check.
Next: `performance.py` for the SKP, `people.py` for an employee, `periods.py` for time.
"""
