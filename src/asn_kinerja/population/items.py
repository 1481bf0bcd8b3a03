"""The long table: six indicators of each plan, with targets, realisations and their cascade."""

import numpy as np
import polars as pl

from asn_kinerja.legal.terms import ResultPriority, ResultRating
from asn_kinerja.population.columns import Draws, flagged, keys_of, numbered, worded
from asn_kinerja.population.latent import Latent, cut, rest_of
from asn_kinerja.population.layout import OUTSIDE
from asn_kinerja.population.persons import Persons
from asn_kinerja.population.streams import Ints, Streams, mixed

__all__ = ["INDICATORS", "draw_items"]

INDICATORS = 6  # of one plan; the last two are of low priority
_MAIN = 4
_NAMES = (
    "Surat pengantar selesai tepat waktu",
    "Pengaduan warga ditutup",
    "Laporan bulanan tepat waktu",
    "Kegiatan sesuai rencana kerja",
    "Data dimutakhirkan",
    "Bantuan bagi unit lain",
)
_PRIORITIES, _RATINGS = tuple(map(str, ResultPriority)), tuple(map(str, ResultRating))
_TARGETS = (240, 48, 12, 8, 100, 4)  # what is counted in a year
_QUALITY, _MONTHS = 100, 12
_SPREAD = 80  # thousandths of the target that one deviation is worth


def draw_items(draws: Draws, persons: Persons, *, latent: Latent) -> pl.DataFrame:
    """Draw the indicators of the people of a batch who have a plan.

    Args:
        draws: Chance for the batch.
        persons: The people.
        latent: Their latent numbers.

    Returns:
        A row an indicator, ordered by person: ``id``, ``item`` and the fields of the packs.
    """
    chosen = np.flatnonzero(persons.planned)
    people = np.repeat(draws.places.people[chosen], INDICATORS)
    item = np.tile(np.arange(INDICATORS, dtype=np.int64), len(chosen))
    places = people * INDICATORS + item
    streams, link = draws.streams, draws.profile.links["indikator"].value
    own = streams.normal("indikator", places)
    reached = mixed((link, np.repeat(latent.quality[chosen], INDICATORS)), (rest_of(link), own))
    appraiser = np.repeat(draws.places.appraiser[chosen], INDICATORS)
    served = streams.below("indikator.atasan", places, bound=INDICATORS)
    status = cut(
        reached,
        weights=tuple(draws.profile.shares["status_indikator"].weights.values()),
        parts=(*latent.parts[:2],),
    )
    return pl.DataFrame(
        [
            keys_of(people),
            numbered("item", item + 1),
            worded("kegiatan", item, words=_NAMES),
            worded("jenis", (item >= _MAIN).astype(np.int64), words=_PRIORITIES),
            worded("status", status, words=_RATINGS),
            keys_of(np.maximum(appraiser, 0))
            .alias("atasan")
            .set(pl.Series(appraiser == OUTSIDE), None),
            numbered("item_atasan", served + 1, where=appraiser != OUTSIDE),
            *_aspects(streams, places, item=item, reached=reached),
        ]
    )


def _aspects(streams: Streams, places: Ints, *, item: Ints, reached: Ints) -> list[pl.Series]:
    """Draw target, realisation and per cent reached of quantity, quality and time."""
    target = np.array(_TARGETS, dtype=np.int64)[item]
    share = np.clip(950 + _SPREAD * reached // 1000, 0, 1500)  # thousandths of the target
    quantity = target * share // 1000
    quality = np.clip(90 + 6 * reached // 1000 + streams.below("mutu", places, bound=5), 0, 100)
    late = 950 - _SPREAD * streams.normal("waktu", places) // 1000 - share // 10 + 95
    funded = streams.below("anggaran", places, bound=4) == 0
    cost = (1 + streams.below("biaya", places, bound=200)) * 1_000_000
    months = np.clip(_MONTHS * late // 1000, 1, 18)
    return [
        flagged("didukung_anggaran", funded),
        numbered("target_kuantitas", target),
        numbered("realisasi_kuantitas", quantity),
        numbered("target_kualitas", np.full(len(item), _QUALITY, dtype=np.int64)),
        numbered("realisasi_kualitas", quality),
        numbered("target_waktu", np.full(len(item), _MONTHS, dtype=np.int64)),
        numbered("realisasi_waktu", months),
        numbered("target_biaya", cost, where=funded),
        numbered("realisasi_biaya", cost * np.minimum(share, 1000) // 1000, where=funded),
        numbered("capaian_kuantitas", quantity * 10_000 // target, scale=2),
        numbered("capaian_kualitas", quality),
        numbered("capaian_waktu", np.clip(20_000 - months * 10_000 // _MONTHS, 0, 20_000), scale=2),
    ]
