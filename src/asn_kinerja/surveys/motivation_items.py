"""The twelve items and four dimensions of the motivation survey: published, own wording.

Answers run from 1 (sangat tidak setuju, strongly disagree) to 5 (sangat setuju, strongly agree).
"""

import attrs

from asn_kinerja.legal.wording import Wording

__all__ = ["DIMENSIONS", "Dimension"]


@attrs.frozen(kw_only=True)
class Dimension:
    """One side of motivation, seen by three items.

    Args:
        id: Stable name.
        name: Its name for people.
        items: Its statements, in the order of the questionnaire.
    """

    id: str
    name: Wording
    items: tuple[Wording, Wording, Wording]


DIMENSIONS: tuple[Dimension, ...] = (
    Dimension(
        id="makna",
        name=Wording("Makna pekerjaan", "Meaning of the work"),
        items=(
            Wording(
                "Pekerjaan saya bermanfaat nyata bagi masyarakat.",
                "My work is of real use to the public.",
            ),
            Wording(
                "Saya memahami sumbangan tugas saya terhadap tujuan kantor.",
                "I understand what my tasks contribute to the goals of the office.",
            ),
            Wording(
                "Saya bangga dengan hasil yang saya capai.",
                "I am proud of what I achieve.",
            ),
        ),
    ),
    Dimension(
        id="pengembangan",
        name=Wording("Kesempatan berkembang", "Room to grow"),
        items=(
            Wording(
                "Saya mendapat pelatihan yang sesuai dengan pekerjaan saya.",
                "I get training that fits my work.",
            ),
            Wording(
                "Saya diberi kepercayaan untuk mencoba cara kerja yang lebih baik.",
                "I am trusted to try better ways of working.",
            ),
            Wording(
                "Kemampuan saya bertambah dalam satu tahun terakhir.",
                "My abilities have grown over the past year.",
            ),
        ),
    ),
    Dimension(
        id="dukungan",
        name=Wording("Dukungan pimpinan dan rekan", "Support of leaders and colleagues"),
        items=(
            Wording(
                "Atasan saya memberi umpan balik yang membantu.",
                "My superior gives feedback that helps.",
            ),
            Wording(
                "Rekan kerja saya saling membantu bila ada kesulitan.",
                "My colleagues help each other when there are difficulties.",
            ),
            Wording(
                "Saya memperoleh sarana yang saya perlukan untuk bekerja.",
                "I am given the means that I need for my work.",
            ),
        ),
    ),
    Dimension(
        id="penghargaan",
        name=Wording("Penghargaan dan keadilan", "Recognition and fairness"),
        items=(
            Wording(
                "Hasil kerja yang baik dihargai di kantor ini.",
                "Good work is appreciated in this office.",
            ),
            Wording(
                "Penilaian kinerja saya adil.",
                "My performance is appraised fairly.",
            ),
            Wording(
                "Pegawai terbaik dipilih secara terbuka.",
                "The best employees are chosen in the open.",
            ),
        ),
    ),
)
"""The dimensions in the published order; item 1 of the questionnaire is the first of `makna`."""
