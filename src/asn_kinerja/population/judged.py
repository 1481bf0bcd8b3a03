"""How a person was judged: ratings, values, development, conduct."""

from enum import StrEnum

import numpy as np
import polars as pl

from asn_kinerja.legal.terms import BehaviourRating, PredikatKinerja, ResultRating
from asn_kinerja.population.columns import Draws, Flags, flagged, numbered, worded
from asn_kinerja.population.latent import Latent, cut, rest_of
from asn_kinerja.population.persons import Persons
from asn_kinerja.population.profile import Profile
from asn_kinerja.population.streams import Ints, mixed
from asn_kinerja.scoring.inputs import GIVEN

__all__ = ["COMPETENCIES", "judged_columns", "organisation_predicates", "unit_columns"]

COMPETENCIES = 9
_CREDIT = 10_001  # hundredths: the greatest credit on the way to the next grade, and one
_RATINGS = tuple(map(str, ResultRating))
_STUDY = 1  # position of study leave among the conditions
_HIGHEST_VALUE, _HIGHEST_BEHAVIOUR = 12_000, 10_000  # hundredths; 46/2011 ends behaviour at 100


def judged_columns(draws: Draws, persons: Persons, *, latent: Latent) -> list[pl.Series]:
    """Draw what appraisers and offices say of the people of a batch.

    Args:
        draws: Chance for the batch.
        persons: The people.
        latent: Their latent numbers.

    Returns:
        The columns.
    """
    return [
        *_ratings(draws, persons, latent),
        *_values(draws, persons, latent),
        *_training(draws, persons),
        *_competencies(draws, persons, latent),
        *_conduct(draws, persons),
    ]


def unit_columns(draws: Draws) -> list[pl.Series]:
    """Draw what holds for a whole unit: the predicate of the organisation that its head leads.

    Args:
        draws: Chance for the batch.

    Returns:
        The columns.
    """
    index = draws.places.per_unit("index")
    words, position = organisation_predicates(
        draws.profile, draws.streams.normal("mutu.unit", index)
    )
    return [
        worded("predikat_organisasi", position, words=words),
        *(
            numbered(name, np.full(len(index), figure.value, dtype=np.int64), scale=2)
            for name, figure in draws.profile.settings.items()
        ),
    ]


def organisation_predicates(profile: Profile, quality: Ints) -> tuple[tuple[str, ...], Ints]:
    """Read the predicate of an organisation off the quality of its unit.

    Args:
        profile: The profile.
        quality: Latent quality, shape ``(n,)``.

    Returns:
        The words, and the position of each unit's among them.
    """
    weights = profile.shares["predikat_organisasi"].weights
    return tuple(weights), cut(quality, weights=tuple(weights.values()), parts=(1000,))


def _given(draws: Draws, persons: Persons, name: str) -> Flags:
    """Tell who has a value that some offices fail to hand in."""
    return persons.planned & ~draws.happens(f"kosong_{name}")


def _ratings(draws: Draws, persons: Persons, latent: Latent) -> list[pl.Series]:
    given = _given(draws, persons, "rating")
    study = persons.condition == _STUDY
    positive = 50 + draws.below("umpan_balik", 51)

    def rated(name: str, words: type[StrEnum], seen: Ints) -> pl.Series:
        weights = tuple(draws.profile.shares[name].weights.values())
        position = cut(seen, weights=weights, parts=latent.parts)
        return worded(name, position, words=tuple(map(str, words)), where=given)

    earlier = rated("predikat_kinerja", PredikatKinerja, latent.seen_quality)
    return [
        rated("rating_hasil_kerja", ResultRating, latent.seen_quality),
        rated("rating_perilaku_kerja", BehaviourRating, latent.seen_behaviour),
        earlier.alias(f"{GIVEN}predikat_kinerja").set(pl.Series(~persons.member), None),
        flagged("tugas_belajar_gagal", study & draws.happens("tugas_belajar_gagal")),
        numbered("umpan_balik_positif", positive, scale=2, where=given),
        flagged("konsisten", draws.happens("konsisten"), where=given),
        flagged("menjaga_nilai", draws.happens("menjaga_nilai"), where=given),
    ]


def _values(draws: Draws, persons: Persons, latent: Latent) -> list[pl.Series]:
    given = _given(draws, persons, "nilai")
    unit = draws.places.per_unit("first")
    columns = []
    for name, numbers, highest in (
        ("nilai_skp", latent.quality, _HIGHEST_VALUE),
        ("nilai_perilaku", latent.seen_behaviour, _HIGHEST_BEHAVIOUR),
    ):
        figure = draws.profile.measures[name]
        value = figure.value + figure.spread * numbers // 1000
        columns.append(numbered(name, np.clip(value, 0, highest), scale=2, where=given))
    return [
        *columns,
        flagged("penilaian_360", draws.happens("penilaian_360", where=unit)),
        flagged("ide_baru", draws.happens("ide_baru")),
        numbered(
            "angka_kredit_kumulatif",
            draws.below("angka_kredit", _CREDIT),
            scale=2,
            where=persons.functional,
        ),
    ]


def _training(draws: Draws, persons: Persons) -> list[pl.Series]:
    words = list(draws.profile.shares["jp"].weights)
    spans = np.array([[int(n) for n in word.split("-")] for word in words], dtype=np.int64)
    drawn = draws.share("jp")
    low, high = spans[drawn].T
    hours = low + (draws.below("jp.jam", 1 << 20) * (high - low + 1) >> 20)
    given = ~draws.happens("kosong_jp")
    return [
        numbered("jp", hours, where=given),
        numbered("diklat_teknis_jp", hours, where=given),
        flagged("diklat_kepemimpinan", persons.leads & draws.happens("diklat_kepemimpinan")),
        flagged("diklat_fungsional", persons.functional & draws.happens("diklat_fungsional")),
        flagged("seminar", draws.happens("seminar")),
    ]


def _competencies(draws: Draws, persons: Persons, latent: Latent) -> list[pl.Series]:
    profile = draws.profile
    given = ~draws.happens("kosong_kompetensi")
    standard = persons.of_post([post.standard for post in persons.posts])
    link = profile.links["kompetensi"].value
    words = tuple(profile.shares["kompetensi"].weights.values())
    levels, gaps = [], np.zeros(len(standard), dtype=np.int64)
    for number in range(1, COMPETENCIES + 1):
        own = draws.streams.normal(f"kompetensi.{number}", draws.places.people)
        skill = mixed((link, latent.quality), (rest_of(link), own))
        above = 1 - cut(skill, weights=words, parts=latent.parts[:2])
        level = np.clip(standard + above, 1, 5)
        gaps += level - standard
        levels.append(numbered(f"level_{number}", level, where=given))
    return [
        *levels,
        *(numbered(f"standar_{number}", standard) for number in range(1, COMPETENCIES + 1)),
        flagged("dibatasi", np.ones(len(standard), dtype=bool)),
        worded(f"{GIVEN}kinerja", _thirds(latent.quality, 800), words=_RATINGS),
        worded("potensi", _thirds(gaps, 2), words=("tinggi", "menengah", "rendah"), where=given),
    ]


def _thirds(numbers: Ints, edge: int) -> Ints:
    """Give 0 above the edge, 2 below its opposite, else 1."""
    return 1 - (numbers > edge).astype(np.int64) + (numbers < -edge)


def _conduct(draws: Draws, persons: Persons) -> list[pl.Series]:
    penalties = draws.profile.shares["hukuman_disiplin"].weights
    absent = draws.happens("mangkir")
    days = np.where(absent, 1 + draws.below("mangkir.hari", 12), 0)
    running = np.minimum(days, 1 + draws.below("mangkir.berturut", 5))
    at_work = persons.months > 0
    return [
        worded("hukuman_disiplin", draws.share("hukuman_disiplin"), words=tuple(penalties)),
        numbered("hari_tidak_masuk", days, where=at_work),
        numbered("hari_berturut_turut", running, where=at_work),
    ]
