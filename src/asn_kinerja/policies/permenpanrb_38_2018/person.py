"""What the index asks of a person, and what it refuses."""

from functools import partial

from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.terms import Education, EmploymentStatus, PredikatKinerja
from asn_kinerja.legal.wording import Wording
from asn_kinerja.scoring.inputs import InputSpec, Kind
from asn_kinerja.scoring.nodes import Compare, Flag, Input, Not, Or
from asn_kinerja.scoring.rule import Requirement

__all__ = ["LEADERS", "PENALTIES", "inputs", "requirements"]

LEADERS = ("jpt", "administrator", "pengawas")
PENALTIES = ("tidak_pernah", "ringan", "sedang", "berat")
_POSTS = (*LEADERS, "jf", "pelaksana")
_guide = partial(Citation, regulation="perbkn_8_2019")
_MEMBERS = Citation(regulation="uu_5_2014", article="6", text="pegawai ASN: PNS dan PPPK")


def inputs() -> tuple[InputSpec, ...]:
    """Declare the inputs.

    Returns:
        Education, post, trainings, predicate, penalty, status, and three switches.
    """
    return (
        _word(
            "pendidikan",
            Wording("pendidikan terakhir", "highest education"),
            tuple(Education),
            _guide(text="dimensi kualifikasi"),
            source="employee.education",
        ),
        _word(
            "jenis_jabatan", Wording("jenis jabatan", "kind of post"), _POSTS, _guide(article="8")
        ),
        _flag("diklat_kepemimpinan", Wording("diklat kepemimpinan", "leadership training"), "8(4)"),
        _flag("diklat_fungsional", Wording("diklat fungsional", "functional training"), "8(5)"),
        InputSpec(
            name="diklat_teknis_jp",
            kind=Kind.NUMBER,
            title=Wording("jam pelajaran diklat teknis", "hours of technical training"),
            unit="jp",
            scale=2,
            low=0,
            high=8784,
            source="training.credit_hours",
            citation=_guide(article="8(6)"),
        ),
        _flag(
            "seminar",
            Wording("seminar atau sejenisnya", "a seminar or the like"),
            "8(6)",
            of_all=True,
        ),
        _word(
            "predikat_kinerja",
            Wording("predikat kinerja", "predicate"),
            tuple(PredikatKinerja),
            _guide(text="dimensi kinerja"),
            source="appraisal.predicate",
        ),
        _word(
            "hukuman_disiplin",
            Wording("hukuman disiplin terberat", "heaviest discipline penalty"),
            PENALTIES,
            _guide(text="dimensi disiplin"),
        ),
        InputSpec(
            name="status_kepegawaian",
            kind=Kind.WORD,
            title=Wording("status kepegawaian", "employment status"),
            words=EmploymentStatus,
            optional=True,
            source="employee.status",
            citation=_MEMBERS,
        ),
        *_switches(),
    )


def _switches() -> tuple[InputSpec, ...]:
    performance = Wording("skala dimensi kinerja", "scale of performance")
    heaviest = Wording("skala hukuman berat", "scale of a heavy penalty")
    named = (
        ("skala_kinerja", performance, ("predikat", "skala_angka"), "dimensi kinerja"),
        ("skala_disiplin", heaviest, ("perbkn_8_2019", "aplikasi"), "dimensi disiplin"),
    )
    gap = InputSpec(
        name="pembacaan_celah",
        kind=Kind.WORD,
        title=Wording("pembacaan nilai di celah kategori", "reading of a value between categories"),
        words=("batas_bawah", "bulatkan_di_celah"),
        optional=True,
        citation=_guide(text="kategori IP ASN"),
    )
    return (
        *(
            InputSpec(
                name=name,
                kind=Kind.WORD,
                title=title,
                words=words,
                optional=True,
                default=words[0],
                citation=_guide(text=text),
            )
            for name, title, words, text in named
        ),
        gap,
    )


def _word(
    name: str, title: Wording, words: tuple[str, ...], citation: Citation, *, source: str = ""
) -> InputSpec:
    return InputSpec(
        name=name, kind=Kind.WORD, title=title, words=words, source=source, citation=citation
    )


def _flag(name: str, title: Wording, article: str, *, of_all: bool = False) -> InputSpec:
    """Declare a training; one that only some posts ask for need not be told of the others."""
    return InputSpec(
        name=name,
        kind=Kind.FLAG,
        title=title,
        optional=not of_all,
        citation=_guide(article=article),
    )


def requirements() -> tuple[Requirement, ...]:
    """State what is refused: a training foreign to the post, and who is no civil servant.

    Returns:
        The requirements.
    """
    post, status = Input("jenis_jabatan"), Input("status_kepegawaian")
    leads = tuple(Compare(post, leader) for leader in LEADERS)
    members = (EmploymentStatus.PNS, EmploymentStatus.PPPK, EmploymentStatus.PPPK_PARUH_WAKTU)
    return (
        Requirement(
            holds=Or((Not(Flag("diklat_kepemimpinan")), *leads)),
            place="diklat_kepemimpinan",
            asks=f"jenis_jabatan = {' | '.join(LEADERS)}",
            citation=_guide(article="8(4)"),
        ),
        Requirement(
            holds=Or((Not(Flag("diklat_fungsional")), Compare(post, "jf"))),
            place="diklat_fungsional",
            asks="jenis_jabatan = jf",
            citation=_guide(article="8(5)"),
        ),
        Requirement(
            holds=Or(tuple(Compare(status, word) for word in members)),
            place="status_kepegawaian",
            asks=" | ".join(members),
            citation=_MEMBERS,
        ),
    )
