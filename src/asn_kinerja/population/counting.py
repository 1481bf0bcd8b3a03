"""Counting a population in one pass: every share, rate, mean and spread that a profile has."""

from collections.abc import Iterator

import attrs
import polars as pl

from asn_kinerja.legal.terms import DutyCondition
from asn_kinerja.population.profile import Profile

__all__ = ["COLUMNS", "RATES", "SEEN", "SHARES", "SPANS", "Counts", "count_people"]

SEEN = ("rating_hasil_kerja", "rating_perilaku_kerja")  # as an appraiser sees it
SPANS = ("jp", "masa_kerja")
SHARES = (
    "status", "jenis_kelamin", "jenis_jabatan", "pendidikan", "pendidikan_pimpinan", "kondisi",
    "predikat_organisasi", *SEEN, "kompetensi", "hukuman_disiplin", *SPANS,
)  # fmt: skip
RATES = (
    "diklat_fungsional", "diklat_kepemimpinan", "ide_baru", "konsisten", "kosong_jp",
    "kosong_kompetensi", "kosong_nilai", "kosong_rating", "mangkir", "masuk_tengah_tahun",
    "menjaga_nilai", "mutasi", "penilaian_360", "seminar", "tugas_belajar_gagal",
)  # fmt: skip
COLUMNS = (
    "unit", "organisasi", "jabatan", "jenis_jabatan", "jenis_kelamin", "status", "pendidikan",
    "kondisi", "tahun", "tmt_cpns", "masuk_tengah_tahun", "unit_asal", "predikat_organisasi",
    *SEEN, "tugas_belajar_gagal", "konsisten", "menjaga_nilai", "nilai_skp", "nilai_perilaku",
    "penilaian_360", "ide_baru", "jp", "diklat_kepemimpinan", "diklat_fungsional", "seminar",
    "level_1", "standar_1", "hukuman_disiplin", "hari_tidak_masuk",
)  # fmt: skip
_WHOLE = "#"  # name of the count that the words of a share are parts of
_UNIT_SHARES, _ORGANISATION_RATES = ("predikat_organisasi",), ("penilaian_360",)


@attrs.frozen(kw_only=True)
class Counts:
    """What was counted.

    Args:
        numbers: Counts and sums by name.
        people: How many people there are.
        units: How many units.
        unit_share: Share of the variance of results that lies between units.
    """

    numbers: dict[str, float | None]
    people: int
    units: int
    unit_share: float

    def share(self, name: str, word: str) -> tuple[int, int]:
        """Give how many count for a share, and how many of them have the word."""
        return self.whole(name), int(self.numbers[f"{name}.{word}"] or 0)

    def whole(self, name: str) -> int:
        """Give how many count for a share or a rate."""
        return int(self.numbers[f"{name}.{_WHOLE}"] or 0)


def count_people(people: pl.LazyFrame, profile: Profile) -> Counts:
    """Count everything.

    Args:
        people: The wide table, with the columns `COLUMNS`.
        profile: The profile, whose words are counted.

    Returns:
        The counts.
    """
    each = people.select(*_shares(profile), *_rates(profile), *_measures(), people=pl.len())
    by_unit = people.group_by("unit").agg(
        pl.col("predikat_organisasi").first(),
        count=pl.col("nilai_skp").count(),
        within=(pl.col("nilai_skp").var() * (pl.col("nilai_skp").count() - 1)),
    )
    of_units = by_unit.select(
        *_word_counts("predikat_organisasi", "predikat_organisasi", profile, pl.lit(value=True)),
        units=pl.len(),
        within=pl.col("within").sum() / (pl.col("count") - 1).filter(pl.col("count") > 1).sum(),
    )
    of_organisations = (
        people.group_by("organisasi")
        .agg(pl.col("penilaian_360").first())
        .select(*_flag("penilaian_360", pl.col("penilaian_360"), pl.lit(value=True)))
    )
    numbers: dict[str, float | None] = {}
    for found in pl.collect_all([each, of_units, of_organisations], engine="streaming"):
        numbers |= found.to_dicts()[0]
    variance = numbers["nilai_skp.spread"] ** 2 if numbers["nilai_skp.spread"] else 0.0
    return Counts(
        numbers=numbers,
        people=int(numbers["people"] or 0),
        units=int(numbers["units"] or 0),
        unit_share=1 - (numbers["within"] or 0.0) / variance if variance else 0.0,
    )


def _staff(profile: Profile) -> pl.Expr:
    """Tell staff from leaders: their posts have a weight."""
    titles = [post.title for post in profile.posts.values() if post.weight]
    return pl.col("jabatan").is_in(titles)


def _planned() -> pl.Expr:
    return pl.col("kondisi").is_in([str(one) for one in DutyCondition if one.has_plan])


def _shares(profile: Profile) -> Iterator[pl.Expr]:
    staff, everybody = _staff(profile), pl.lit(value=True)
    among = {
        "status": staff,
        "jenis_jabatan": staff,
        "pendidikan": staff,
        "pendidikan_pimpinan": ~staff,
        "kondisi": staff & (pl.col("status") != "cpns"),
        "masa_kerja": pl.col("status") == "pns",
    }
    for name in SHARES:
        if name in _UNIT_SHARES:
            continue
        if name in SPANS:
            yield from _span_counts(name, profile, among.get(name, everybody))
        elif name == "kompetensi":
            yield from _level_counts()
        else:
            column = "pendidikan" if name == "pendidikan_pimpinan" else name
            yield from _word_counts(name, column, profile, among.get(name, everybody))


def _counted(name: str, flag: pl.Expr) -> pl.Expr:
    return flag.fill_null(value=False).sum().alias(name)


def _word_counts(name: str, column: str, profile: Profile, among: pl.Expr) -> Iterator[pl.Expr]:
    yield _counted(f"{name}.{_WHOLE}", among & pl.col(column).is_not_null())
    for word in profile.shares[name].weights:
        yield _counted(f"{name}.{word}", among & (pl.col(column) == word))


def _span_counts(name: str, profile: Profile, among: pl.Expr) -> Iterator[pl.Expr]:
    value = pl.col("jp") if name == "jp" else pl.col("tahun") - pl.col("tmt_cpns").dt.year()
    yield _counted(f"{name}.{_WHOLE}", among & value.is_not_null())
    for word in profile.shares[name].weights:
        low, _, high = word.partition("-")
        yield _counted(f"{name}.{word}", among & value.is_between(int(low), int(high)))


def _level_counts() -> Iterator[pl.Expr]:
    """Compare the first competency with its standard, where neither end of the scale is near."""
    among = pl.col("standar_1").is_between(2, 4) & pl.col("level_1").is_not_null()
    gap = pl.col("level_1").cast(pl.Int64) - pl.col("standar_1").cast(pl.Int64)
    yield _counted(f"kompetensi.{_WHOLE}", among)
    yield _counted("kompetensi.di_atas_standar", among & (gap > 0))
    yield _counted("kompetensi.sesuai_standar", among & (gap == 0))
    yield _counted("kompetensi.di_bawah_standar", among & (gap < 0))


def _flag(name: str, flag: pl.Expr, among: pl.Expr) -> Iterator[pl.Expr]:
    yield _counted(f"{name}.{_WHOLE}", among & flag.is_not_null())
    yield _counted(f"{name}.so", among & flag)


def _rates(profile: Profile) -> Iterator[pl.Expr]:
    staff, everybody = _staff(profile), pl.lit(value=True)
    planned, col = _planned(), pl.col
    leads = col("jenis_jabatan").is_in(["jpt", "administrator", "pengawas"])
    plans: dict[str, tuple[pl.Expr, pl.Expr]] = {
        "diklat_fungsional": (col("diklat_fungsional"), col("jenis_jabatan") == "jf"),
        "diklat_kepemimpinan": (col("diklat_kepemimpinan"), leads),
        "kosong_jp": (col("jp").is_null(), everybody),
        "kosong_kompetensi": (col("level_1").is_null(), everybody),
        "kosong_nilai": (col("nilai_skp").is_null(), planned),
        "kosong_rating": (col("rating_hasil_kerja").is_null(), planned),
        "mangkir": (col("hari_tidak_masuk") > 0, everybody),
        "masuk_tengah_tahun": (
            col("masuk_tengah_tahun"),
            staff & planned,
        ),
        "mutasi": (col("unit_asal").is_not_null(), ~col("masuk_tengah_tahun")),
        "tugas_belajar_gagal": (
            col("tugas_belajar_gagal"), col("kondisi") == "tugas_belajar",
        ),
    }  # fmt: skip
    for name in RATES:
        if name not in _ORGANISATION_RATES:
            yield from _flag(name, *plans.get(name, (col(name), everybody)))


def _measures() -> Iterator[pl.Expr]:
    for name in ("nilai_skp", "nilai_perilaku"):
        yield pl.col(name).mean().alias(f"{name}.mean")
        yield pl.col(name).std().alias(f"{name}.spread")
        yield pl.col(name).count().alias(f"{name}.{_WHOLE}")
    yield pl.corr("nilai_skp", "nilai_perilaku").alias("hasil_perilaku")
