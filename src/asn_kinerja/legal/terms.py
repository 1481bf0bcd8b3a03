"""The closed lists of words that the law fixes, with the law's own words as stored values.

Members of an ordered list stand best first. `P6` = PermenPANRB 6/2022, printed page.
"""

from enum import StrEnum

__all__ = [
    "Aspect",
    "AssignmentKind",
    "BehaviourRating",
    "BerakhlakValue",
    "CompetencyGroup",
    "ControlLevel",
    "DisciplineLevel",
    "DutyCondition",
    "Education",
    "EmploymentStatus",
    "FeedbackGiver",
    "FunctionalLevel",
    "GolonganPppk",
    "GolonganRuang",
    "GuidanceMark",
    "OrganisationPredicate",
    "Perspective",
    "PlanApproach",
    "PositionClass",
    "PredikatKinerja",
    "ResultPriority",
    "ResultRating",
    "Reward",
    "TrainingPath",
]


class PredikatKinerja(StrEnum):
    """Predicate of an employee, best first (P6 p. 99; PP 30/2019 art. 41 says `cukup`)."""

    SANGAT_BAIK = "sangat_baik"
    BAIK = "baik"
    BUTUH_PERBAIKAN = "butuh_perbaikan"
    KURANG = "kurang"
    SANGAT_KURANG = "sangat_kurang"


class OrganisationPredicate(StrEnum):
    """Predicate of the achievement of an organisation, best first (P6 p. 92)."""

    ISTIMEWA = "istimewa"
    BAIK = "baik"
    BUTUH_PERBAIKAN = "butuh_perbaikan"
    KURANG = "kurang"
    SANGAT_KURANG = "sangat_kurang"


class ResultRating(StrEnum):
    """Rating hasil kerja, best first (P6 pp. 97-98, 100-102)."""

    DI_ATAS_EKSPEKTASI = "di_atas_ekspektasi"
    SESUAI_EKSPEKTASI = "sesuai_ekspektasi"
    DI_BAWAH_EKSPEKTASI = "di_bawah_ekspektasi"


class BehaviourRating(StrEnum):
    """Rating perilaku kerja, best first (P6 pp. 98, 101-102)."""

    DI_ATAS_EKSPEKTASI = "di_atas_ekspektasi"
    SESUAI_EKSPEKTASI = "sesuai_ekspektasi"
    DI_BAWAH_EKSPEKTASI = "di_bawah_ekspektasi"


class ResultPriority(StrEnum):
    """`utama` is high priority, `tambahan` is low priority (P6 pp. 27-28, 49-50)."""

    UTAMA = "utama"
    TAMBAHAN = "tambahan"


class PlanApproach(StrEnum):
    """Qualitative plans hold narratives, quantitative ones figures (P6 art. 9(3), p. 50)."""

    KUALITATIF = "kualitatif"
    KUANTITATIF = "kuantitatif"


class Perspective(StrEnum):
    """Perspectives of high posts and heads of independent units (P6 p. 29)."""

    PENERIMA_LAYANAN = "penerima_layanan"
    PROSES_BISNIS = "proses_bisnis"
    PENGUATAN_INTERNAL = "penguatan_internal"
    ANGGARAN = "anggaran"


class Aspect(StrEnum):
    """Aspects of a result; one indicator may join several (P6 art. 9(2), p. 51)."""

    KUANTITAS = "kuantitas"
    KUALITAS = "kualitas"
    WAKTU = "waktu"
    BIAYA = "biaya"


class ControlLevel(StrEnum):
    """Who dominates a result: its quality and level of control (P6 pp. 28, 44)."""

    OUTCOME = "outcome"
    OUTCOME_ANTARA = "outcome_antara"
    OUTPUT_KENDALI_RENDAH = "output_kendali_rendah"
    OUTPUT_KENDALI_SEDANG = "output_kendali_sedang"
    OUTPUT_KENDALI_TINGGI = "output_kendali_tinggi"


class BerakhlakValue(StrEnum):
    """The seven core values of the ASN, in the order of the law (P6 art. 10(3), pp. 29-30)."""

    BERORIENTASI_PELAYANAN = "berorientasi_pelayanan"
    AKUNTABEL = "akuntabel"
    KOMPETEN = "kompeten"
    HARMONIS = "harmonis"
    LOYAL = "loyal"
    ADAPTIF = "adaptif"
    KOLABORATIF = "kolaboratif"


class EmploymentStatus(StrEnum):
    """Status kepegawaian; PNS and PPPK together are the ASN (UU 5/2014 art. 6)."""

    PNS = "pns"
    CPNS = "cpns"
    PPPK = "pppk"
    PPPK_PARUH_WAKTU = "pppk_paruh_waktu"


class PositionClass(StrEnum):
    """Class of a post, highest first (UU 5/2014 art. 13-19, 131)."""

    JPT_UTAMA = "jpt_utama"
    JPT_MADYA = "jpt_madya"
    JPT_PRATAMA = "jpt_pratama"
    ADMINISTRATOR = "administrator"
    PENGAWAS = "pengawas"
    JF = "jf"
    PELAKSANA = "pelaksana"

    @property
    def leads(self) -> bool:
        """Whether its holder may appraise without delegation: at least a pengawas (P6 art. 1)."""
        return self not in {PositionClass.JF, PositionClass.PELAKSANA}


class FunctionalLevel(StrEnum):
    """Jenjang of a functional post (JF): expert levels, then skilled ones, each highest first."""

    AHLI_UTAMA = "ahli_utama"
    AHLI_MADYA = "ahli_madya"
    AHLI_MUDA = "ahli_muda"
    AHLI_PERTAMA = "ahli_pertama"
    PENYELIA = "penyelia"
    MAHIR = "mahir"
    TERAMPIL = "terampil"
    PEMULA = "pemula"


class AssignmentKind(StrEnum):
    """How a post is held: in full, acting (plt), or for days (plh)."""

    DEFINITIF = "definitif"
    PLT = "plt"
    PLH = "plh"


class DutyCondition(StrEnum):
    """Whether the holder is at work; the last three have no SKP (P6 pp. 64-66)."""

    AKTIF = "aktif"
    TUGAS_BELAJAR = "tugas_belajar"
    CLTN = "cltn"
    MPP = "mpp"
    DIBERHENTIKAN_SEMENTARA = "diberhentikan_sementara"

    @property
    def has_plan(self) -> bool:
        """Whether the law asks for an SKP in this condition (P6 pp. 64-66)."""
        return self in {DutyCondition.AKTIF, DutyCondition.TUGAS_BELAJAR}


class DisciplineLevel(StrEnum):
    """Level of a discipline penalty (PP 94/2021 art. 8)."""

    RINGAN = "ringan"
    SEDANG = "sedang"
    BERAT = "berat"


class TrainingPath(StrEnum):
    """Jalur of competency development (PP 11/2017 art. 210-212)."""

    KLASIKAL = "klasikal"
    NONKLASIKAL = "nonklasikal"


class Education(StrEnum):
    """Formal education, highest first, in the steps of the IP ASN (PerBKN 8/2019)."""

    S3 = "s3"
    S2 = "s2"
    S1_D4 = "s1_d4"
    D3 = "d3"
    D2_D1_SLTA = "d2_d1_slta"
    DI_BAWAH_SLTA = "di_bawah_slta"


class CompetencyGroup(StrEnum):
    """Groups of competencies of a post (UU 5/2014 art. 69(3))."""

    TEKNIS = "teknis"
    MANAJERIAL = "manajerial"
    SOSIAL_KULTURAL = "sosial_kultural"


class GuidanceMark(StrEnum):
    """Mark of a competency after guidance, against the standard of the post (P6 form B.1.9).

    The form numbers them 1 to 5; they are no levels of competency, hence words.
    """

    ISTIMEWA = "istimewa"
    DI_ATAS_MEMADAI = "di_atas_memadai"
    MEMADAI = "memadai"
    KURANG_MEMADAI = "kurang_memadai"
    SANGAT_KURANG = "sangat_kurang"

    @property
    def printed(self) -> str:
        """The number that the form prints, 1 to 5, as text."""
        return str(5 - list(GuidanceMark).index(self))

    @classmethod
    def for_indicators(cls, met: int) -> "tuple[GuidanceMark, ...]":
        """Give the marks that the form allows, lowest first.

        Args:
            met: Indicators of the required level that were met, 0 to 3.

        Returns:
            One mark for up to two indicators; for three, the mark of the standard and the two that
            also ask for behaviour above it.
        """
        if met >= 3:
            return cls.MEMADAI, cls.DI_ATAS_MEMADAI, cls.ISTIMEWA
        return (cls.KURANG_MEMADAI,) if met else (cls.SANGAT_KURANG,)


class FeedbackGiver(StrEnum):
    """Who may give feedback (P6 art. 18)."""

    PIMPINAN = "pimpinan"
    REKAN_KERJA = "rekan_kerja"
    BAWAHAN = "bawahan"
    PIHAK_LAIN = "pihak_lain"


class GolonganRuang(StrEnum):
    """Grade of a civil servant, lowest first (PP 99/2000 and its annex)."""

    I_A = "i_a"
    I_B = "i_b"
    I_C = "i_c"
    I_D = "i_d"
    II_A = "ii_a"
    II_B = "ii_b"
    II_C = "ii_c"
    II_D = "ii_d"
    III_A = "iii_a"
    III_B = "iii_b"
    III_C = "iii_c"
    III_D = "iii_d"
    IV_A = "iv_a"
    IV_B = "iv_b"
    IV_C = "iv_c"
    IV_D = "iv_d"
    IV_E = "iv_e"

    @property
    def printed(self) -> str:
        """The grade as offices write it, such as `III/c`."""
        step, _, letter = self.value.partition("_")
        return f"{step.upper()}/{letter}"


class GolonganPppk(StrEnum):
    """Grade of a PPPK, lowest first."""

    I = "i"  # noqa: E741 - the law's own name of the grade
    II = "ii"
    III = "iii"
    IV = "iv"
    V = "v"
    VI = "vi"
    VII = "vii"
    VIII = "viii"
    IX = "ix"
    X = "x"
    XI = "xi"
    XII = "xii"
    XIII = "xiii"
    XIV = "xiv"
    XV = "xv"
    XVI = "xvi"
    XVII = "xvii"

    @property
    def printed(self) -> str:
        """The grade as offices write it, such as `IX`."""
        return self.value.upper()


class Reward(StrEnum):
    """Kinds of reward (PP 11/2017 art. 232; PP 49/2018 art. 46, without the promotion)."""

    TANDA_KEHORMATAN = "tanda_kehormatan"
    KENAIKAN_PANGKAT_ISTIMEWA = "kenaikan_pangkat_istimewa"
    PRIORITAS_PENGEMBANGAN = "prioritas_pengembangan"
    ACARA_KENEGARAAN = "acara_kenegaraan"
