"""What the codes of a selection mean, for people."""

from collections.abc import Callable, Mapping

from asn_kinerja.legal.wording import Wording
from asn_kinerja.records.awards import GateResult, Place

__all__ = ["GATE_REASONS", "PLACES", "say_gate"]

GATE_REASONS: Mapping[str, Wording] = {
    "masa_kerja_cukup": Wording(
        id="Masa kerja {detail} bulan, memenuhi syarat.",
        en="Has served {detail} months, which is enough.",
    ),
    "masa_kerja_kurang": Wording(
        id="Masa kerja baru {detail} bulan.", en="Has served {detail} months only."
    ),
    "predikat_final": Wording(
        id="Predikat sudah final sejak {detail}.", en="The predicate has been final since {detail}."
    ),
    "predikat_belum_final": Wording(
        id="Predikat belum final: masa keberatan belum lewat atau keberatan belum diputus.",
        en="The predicate is not final: it can still be objected to, or an objection is open.",
    ),
    "predikat_belum_ada": Wording(
        id="Belum ada predikat untuk periode ini; panitia perlu memeriksa.",
        en="There is no predicate for this period yet; the committee has to look into it.",
    ),
    "predikat_cukup": Wording(
        id="Predikat {detail}, memenuhi syarat.", en="The predicate {detail} is high enough."
    ),
    "predikat_kurang": Wording(
        id="Predikat {detail}, di bawah syarat.", en="The predicate {detail} is too low."
    ),
    "tanpa_hukuman": Wording(
        id="Tidak sedang menjalani atau diperiksa untuk hukuman disiplin.",
        en="No discipline penalty is running or under examination.",
    ),
    "hukuman_berjalan": Wording(
        id="Sedang menjalani hukuman disiplin tingkat {detail}.",
        en="A discipline penalty of level {detail} is running.",
    ),
    "dalam_pemeriksaan": Wording(
        id="Sedang dalam pemeriksaan dugaan pelanggaran disiplin.",
        en="A discipline case is under examination.",
    ),
    "belum_pernah": Wording(
        id="Belum pernah menang pada penghargaan sejenis.",
        en="Has not won this kind of award before.",
    ),
    "jeda_cukup": Wording(
        id="Terakhir menang {detail} bulan lalu, memenuhi jeda.",
        en="Last won {detail} months ago, which is long enough.",
    ),
    "jeda_kurang": Wording(
        id="Baru menang {detail} bulan lalu; jedanya belum cukup.",
        en="Won {detail} months ago, which is too recent.",
    ),
    "dijawab_panitia": Wording(
        id="Menurut berkas calon: {detail}.", en="According to the list of candidates: {detail}."
    ),
    "bukan_penentu": Wording(
        id="Bukan pihak yang menetapkan pemenang.", en="Does not decide on the award."
    ),
    "penentu": Wording(
        id="Ikut menetapkan pemenang, karena itu tidak dapat menjadi calon.",
        en="Decides on the award and therefore cannot be a candidate.",
    ),
}

PLACES: Mapping[Place, Wording] = {
    Place.WINNER: Wording(id="Terpilih", en="Winner"),
    Place.RESERVE: Wording(id="Cadangan", en="Reserve"),
    Place.RANKED: Wording(id="Berperingkat", en="Ranked"),
    Place.TIED: Wording(
        id="Nilai sama di batas; panitia yang memutuskan",
        en="Tied at the border; the committee decides",
    ),
    Place.NOT_ELIGIBLE: Wording(id="Tidak memenuhi syarat", en="Not eligible"),
    Place.NEEDS_HUMAN: Wording(id="Perlu putusan panitia", en="Needs a decision of the committee"),
    Place.INCOMPLETE: Wording(id="Nilai tidak lengkap", en="Values are missing"),
}


def say_gate(
    result: GateResult, lang: str = "id", *, show: Callable[[str], str] | None = None
) -> str:
    """Write the reason of a gate as one sentence.

    Args:
        result: The answer of the gate.
        lang: ``"id"`` or ``"en"``.
        show: Writes its detail: a number of months, a day (``2026-02-02``) or a word of the law;
            by default the word with blanks in it.

    Returns:
        The sentence.
    """
    detail = show(result.detail) if show else result.detail.replace("_", " ")
    return GATE_REASONS[result.reason].render(lang).format(detail=detail)
