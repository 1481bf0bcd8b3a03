"""What the codes of needs, plans and evaluations mean, for people."""

from collections.abc import Mapping

from asn_kinerja.legal.wording import Wording

__all__ = ["ADVICE", "CONSTRAINTS", "NEED_REASONS", "say_constraint"]

NEED_REASONS: Mapping[str, Wording] = {
    "gap": Wording(
        id="Level kompetensi di bawah syarat jabatan.",
        en="The level of competency is below what the post requires.",
    ),
    "gap_next_post": Wording(
        id="Level kompetensi di bawah syarat jabatan yang akan diduduki.",
        en="The level of competency is below what the post to be held requires.",
    ),
    "expired": Wording(
        id="Hasil asesmen atau sertifikat sudah kedaluwarsa; perlu asesmen ulang.",
        en="The assessment or certificate has expired; it is to be assessed again.",
    ),
    "not_assessed": Wording(
        id="Belum diasesmen; asesmen didahulukan sebelum pelatihan ditetapkan.",
        en="Not assessed yet; an assessment comes before training is decided.",
    ),
    "weak_result": Wording(
        id="Hasil kerja di bawah ekspektasi; perlu bimbingan kinerja.",
        en="Results are below expectation; guidance is needed.",
    ),
    "weak_behaviour": Wording(
        id="Perilaku kerja di bawah ekspektasi; perlu konseling kinerja (rahasia).",
        en="Behaviour is below expectation; counselling is needed (confidential).",
    ),
}

CONSTRAINTS: Mapping[str, Wording] = {
    "no_offer": Wording(
        id="Tidak ada pelatihan tahun ini yang menaikkan kompetensi ini di atas level sekarang.",
        en="No session of the year raises this competency above the present level.",
    ),
    "seats": Wording(id="Kursi {what} sudah penuh.", en="All seats of {what} are taken."),
    "fund": Wording(
        id="Pagu {what} tidak mencukupi.", en="The ceiling of {what} does not allow it."
    ),
    "load": Wording(
        id="Beban {what} sudah penuh pada tanggal itu.",
        en="{what} already guides as many people at that time as the load allows.",
    ),
    "clash": Wording(id="Waktunya bentrok dengan {what}.", en="It is at the same time as {what}."),
    "away": Wording(
        id="Terlalu banyak pegawai unit ini yang meninggalkan tugas pada hari pelaksanaan {what}.",
        en="Too many people of the unit are away on the days of {what}.",
    ),
    "class": Wording(
        id="{what} tidak diperuntukkan bagi kelas jabatan ini.",
        en="{what} is not meant for this class of post.",
    ),
    "prerequisite": Wording(
        id="Prasyarat {what} belum diselesaikan.", en="The prerequisite {what} is not completed."
    ),
    "minimum": Wording(
        id="{what} tidak terlaksana karena jumlah peserta di bawah batas minimum.",
        en="{what} does not take place: too few participants.",
    ),
    "ceiling_jp": Wording(
        id="Melampaui batas tertinggi jam pelajaran PPPK dalam satu tahun perjanjian kerja.",
        en="It would pass the ceiling of hours of a PPPK in one contract year.",
    ),
    "course_limit": Wording(
        id="Sudah mengikuti pelatihan sebanyak batas per orang.",
        en="The person already attends as many sessions as one person may.",
    ),
    "forbidden": Wording(
        id="Kantor menetapkan bahwa pegawai ini tidak mengikuti {what}.",
        en="The office has fixed that the person does not attend {what}.",
    ),
    "holiday": Wording(id="{what} jatuh pada hari libur.", en="{what} falls on a holiday."),
    "redundant": Wording(
        id="Kursi di {what} menjadi tidak diperlukan, padahal {what} memerlukannya.",
        en="It would leave a seat in {what} without purpose, which {what} needs.",
    ),
    "twice": Wording(
        id="Pelatihan yang sama sudah diikuti melalui {what}.",
        en="The same course is already taken in {what}.",
    ),
    "on_leave": Wording(
        id="Pegawai tidak sedang bertugas pada tanggal pelatihan.",
        en="The person is not on duty on the days of the session.",
    ),
}

ADVICE: Mapping[str, Wording] = {
    "teruskan": Wording(
        id="Teruskan: kehadiran, penilaian peserta, dan hasilnya baik.",
        en="Continue: attendance, marks and results are good.",
    ),
    "teruskan_penilaian": Wording(
        id="Teruskan: kehadiran dan penilaian peserta baik; kenaikan level belum diketahui pasti.",
        en="Continue: attendance and marks are good; too little is known of the gain in level.",
    ),
    "teruskan_kenaikan": Wording(
        id="Teruskan: kehadiran baik dan level naik; penilaian di bawah lima jawaban tidak"
        " ditampilkan.",
        en="Continue: attendance is good and levels rose; marks are withheld under five answers.",
    ),
    "teruskan_sementara": Wording(
        id="Teruskan untuk sementara: kehadiran baik dan tidak ada yang menentangnya, tetapi data"
        " belum cukup untuk menilai; penilaian di bawah lima jawaban tidak ditampilkan.",
        en="Continue for now: attendance is good and nothing speaks against it, but too little is"
        " known to judge; marks are withheld under five answers.",
    ),
    "perbaiki_materi": Wording(
        id="Perbaiki materi dan cara mengajar sebelum diulang.",
        en="Improve content and teaching before it is held again.",
    ),
    "perbaiki_kehadiran": Wording(
        id="Perbaiki kehadiran: sesuaikan jadwal dan bebaskan peserta dari tugas harian.",
        en="Improve attendance: fit the dates and free participants from daily work.",
    ),
    "tinjau_ulang": Wording(
        id="Tinjau ulang: level peserta sebagian besar tidak naik.",
        en="Review it: the level of most participants did not rise.",
    ),
    "tinjau_kenaikan": Wording(
        id="Tinjau ulang: level naik sedikit, atau tidak lebih daripada pegawai sebanding.",
        en="Review it: levels rose little, or no more than those of comparable people.",
    ),
    "data_kurang": Wording(
        id="Data belum cukup: lengkapi umpan balik dan asesmen sesudah pelatihan.",
        en="Too little is known: gather feedback and assess again after the training.",
    ),
}


def say_constraint(code: str, lang: str = "id", *, names: Mapping[str, str] | None = None) -> str:
    """Write one constraint of an unmet need as a sentence.

    Args:
        code: The code, such as ``"seats:s-12"``.
        lang: ``"id"`` or ``"en"``.
        names: Printed names of sessions, courses and funds by id; the id itself without one.

    Returns:
        The sentence.
    """
    kind, _, subject = code.partition(":")
    what = (names or {}).get(subject, subject)
    return CONSTRAINTS[kind].render(lang).format(what=what)
