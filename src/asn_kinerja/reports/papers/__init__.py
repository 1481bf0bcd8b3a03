"""The papers of an award: Berita Acara, annex of scores, draft of the decree.

Layer 6, inside `reports`. May import `reports.wording`, `awards`, `records`, `legal`, `scoring`.
`blocks.py` is what every paper is made of; one writer each makes HTML, PDF, XLSX and JSON of it.
Next: `minutes.py` for the Berita Acara, `write.py` for the folder of files.
"""
