"""What a population turned out to be, beside what its profile asked for."""

from collections.abc import Iterator
from math import isnan, sqrt
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from asn_kinerja._extras import require
from asn_kinerja.errors import InvalidInput, Problem
from asn_kinerja.population.profile import PARTS, Profile
from asn_kinerja.population.profile_reading import load_profile

if TYPE_CHECKING:  # an optional library
    import polars as pl

    from asn_kinerja.population.counting import Counts

__all__ = ["Statistic", "check_population"]

_SLACK = 0.005  # allowed whatever the size: edges are found from a sample of 131,072 draws
_LOOSE = 0.02  # for correlations, and in spreads for means: values are cut at both ends
_ERRORS = 4  # standard errors that chance is allowed


@attrs.frozen(kw_only=True)
class Statistic:
    """One figure of a population.

    Args:
        name: What is counted, such as ``status.pppk``.
        expected: What the profile asks for.
        observed: What the population has.
        tolerance: How far they may be apart: a slack whatever the size, and four standard errors,
            which are larger for what people of one unit and one appraiser share.
        count: How many people, units or organisations it is counted over.
    """

    name: str
    expected: float
    observed: float
    tolerance: float
    count: int

    @property
    def holds(self) -> bool:
        """Whether the population is as its profile says."""
        return abs(self.expected - self.observed) <= self.tolerance


def check_population(
    frame: "pl.DataFrame | pl.LazyFrame", *, profile: str | Path | Profile = "marelan"
) -> tuple[Statistic, ...]:
    """Count what a population has and compare it with its profile.

    Args:
        frame: The wide table, a row a person; a lazy one is read in pieces.
        profile: The profile that it was made from, as for `generate`.

    Returns:
        Shares, rates, means, spreads and correlations. What nobody in the table could have is
        left out.

    Raises:
        InvalidInput: If columns are missing, each of them named, or are of another kind.
        NotFound: If no profile has that name.
        MissingExtra: If the extra ``frames`` is not installed.

    Examples:
        >>> from asn_kinerja.population import generate_frame
        >>> found = check_population(generate_frame(2000, seed=7))
        >>> len(found) > 60, [one.name for one in found if not one.holds]
        (True, [])
    """
    require("numpy", extra="frames", feature="population check")
    library = require("polars", extra="frames", feature="population check")
    from asn_kinerja.population.counting import COLUMNS, count_people

    found = profile if isinstance(profile, Profile) else load_profile(profile)
    lazy = frame.lazy()
    columns = lazy.collect_schema().names()
    if error := InvalidInput.of(
        Problem("column_missing", "frame", value=name) for name in COLUMNS if name not in columns
    ):
        raise error
    try:
        counts = count_people(lazy, found)
    except library.exceptions.PolarsError as error:  # a column of another kind
        reason = str(error).partition("\n")[0]
        raise InvalidInput(Problem("case_file", "frame", value=reason)) from error
    return (
        *_shares(counts, found),
        *_rates(counts, found),
        *_measures(counts, found),
        *_links(counts, found),
    )


def _effect(counts: "Counts", profile: Profile) -> float:
    """Give the design effect: how much less people say who share a unit and an appraiser."""
    leniency = (profile.measures["kelonggaran"].spread / 100) ** 2
    alike = (profile.links["mutu_unit"].value / 1000 + leniency) / (1 + leniency)
    return 1 + alike * max(counts.people / max(counts.units, 1) - 1, 0)


def _tolerance(share: float, count: float) -> float:
    return _SLACK + _ERRORS * sqrt(max(share * (1 - share), 0) / max(count, 1))


def _shares(counts: "Counts", profile: Profile) -> Iterator[Statistic]:
    from asn_kinerja.population.counting import SEEN, SHARES
    from asn_kinerja.population.latent import shares_seen

    for name in SHARES:
        whole, effect = counts.whole(name), 1.0
        shares = profile.shares[name]
        expected = {word: weight / shares.total for word, weight in shares.weights.items()}
        if name in SEEN:
            effect = _effect(counts, profile)
            expected = shares_seen(profile, name)
        for word, share in expected.items():
            if whole:
                yield Statistic(
                    name=f"{name}.{word}",
                    expected=share,
                    observed=counts.share(name, word)[1] / whole,
                    tolerance=_tolerance(share, whole / effect),
                    count=whole,
                )


def _rates(counts: "Counts", profile: Profile) -> Iterator[Statistic]:
    from asn_kinerja.population.counting import RATES

    single = any(sum(one.count[0] for one in kind.units) < 2 for kind in profile.organisations)
    for name in RATES:
        if name == "mutasi" and single:
            continue  # nobody can come from another unit of an organisation that has one
        among, so = counts.share(name, "so")
        share = profile.rates[name].value / PARTS
        if among:
            yield Statistic(
                name=name,
                expected=share,
                observed=so / among,
                tolerance=_tolerance(share, among),
                count=among,
            )


def _measures(counts: "Counts", profile: Profile) -> Iterator[Statistic]:
    leniency = profile.measures["kelonggaran"]
    for name in ("nilai_skp", "nilai_perilaku"):
        figure = profile.measures[name]
        mean, spread = figure.value / 100, figure.spread / 100
        if name == "nilai_perilaku":
            mean += leniency.value / 100 * spread
            spread *= sqrt(1 + (leniency.spread / 100) ** 2)
        count = counts.whole(name)
        error = _ERRORS * spread / sqrt(max(count / _effect(counts, profile), 1))
        for part, expected, key in (("rata", mean, "mean"), ("simpangan", spread, "spread")):
            observed = counts.numbers[f"{name}.{key}"]
            if count and observed is not None:
                yield Statistic(
                    name=f"{name}.{part}",
                    expected=expected,
                    observed=observed,
                    tolerance=_LOOSE * spread + error,
                    count=count,
                )


def _links(counts: "Counts", profile: Profile) -> Iterator[Statistic]:
    spread = profile.measures["kelonggaran"].spread / 100
    people = counts.whole("nilai_skp")
    link = profile.links["hasil_perilaku"].value / 1000 / sqrt(1 + spread**2)
    observed = counts.numbers["hasil_perilaku"]
    if people and observed is not None and not isnan(observed):
        yield Statistic(
            name="hasil_perilaku",
            expected=link,
            observed=observed,
            tolerance=_LOOSE + _ERRORS / sqrt(max(people / _effect(counts, profile), 1)),
            count=people,
        )
    if people:
        yield Statistic(
            name="mutu_unit",
            expected=profile.links["mutu_unit"].value / 1000,
            observed=counts.unit_share,
            tolerance=_LOOSE + _ERRORS * sqrt(0.1 / max(counts.units, 1)),
            count=counts.units,
        )
