"""Who a person is: post, grade, status, education, appraiser, moves."""

import attrs
import numpy as np
import polars as pl

from asn_kinerja.legal.terms import DutyCondition, PositionClass
from asn_kinerja.population.columns import Draws, Flags, flagged, keys_of, numbered, worded
from asn_kinerja.population.layout import OUTSIDE
from asn_kinerja.population.profile import Post
from asn_kinerja.population.profile_words import EDUCATIONS, GRADES, SHARES
from asn_kinerja.population.streams import Ints

__all__ = ["CONDITIONS", "OUTSIDE_KEY", "Persons", "draw_persons", "person_columns"]

OUTSIDE_KEY = "luar"  # the appraiser who is none of the people, such as the mayor
CONDITIONS = tuple(map(str, DutyCondition))
_STATUSES = SHARES["status"]
_EXPERTS_FROM = 2  # position of S1/D4: with less, a functional post is one of the skilled levels
_MONTHS = 12
_CPNS, _CONTRACT = 1, 2  # positions among the statuses


@attrs.frozen(kw_only=True)
class Persons:
    """The people of a batch as whole numbers, each array of shape ``(n,)``.

    Args:
        posts: The kinds of post.
        post: Position in `posts`.
        leads: Whether the class of the post leads (jpt, administrator, pengawas).
        education: Position in `EDUCATIONS`.
        status: 0 PNS, 1 CPNS, 2 PPPK.
        condition: Position in `CONDITIONS`.
        months: Months at work in the year.
        moved: Whether the person came from another unit in the year.
    """

    posts: tuple[Post, ...]
    post: Ints
    leads: Flags
    education: Ints
    status: Ints
    condition: Ints
    months: Ints
    moved: Flags

    @property
    def planned(self) -> Flags:
        """Whether the law asks for an SKP (P6 pp. 64-66)."""
        planned = np.array([DutyCondition(one).has_plan for one in CONDITIONS], dtype=np.bool_)
        return np.asarray(planned[self.condition], dtype=np.bool_)

    @property
    def member(self) -> Flags:
        """Whether the person is a civil servant in full: PNS or PPPK (UU 5/2014 art. 6)."""
        return np.asarray(self.status != _CPNS, dtype=np.bool_)

    @property
    def functional(self) -> Flags:
        """Whether the post has a jenjang."""
        levels = np.array([post.level is not None for post in self.posts], dtype=np.bool_)
        return np.asarray(levels[self.post], dtype=np.bool_)

    def of_post(self, numbers: list[int]) -> Ints:
        """Give a number of each person's post."""
        return np.array(numbers, dtype=np.int64)[self.post]


def draw_persons(draws: Draws) -> Persons:
    """Draw who the people of a batch are.

    Args:
        draws: Chance for the batch.

    Returns:
        The people.
    """
    posts = tuple(draws.profile.posts.values())
    number = {post.key: n for n, post in enumerate(posts)}
    places = draws.places
    heads, teams = (
        np.array([number[key] for key in keys], dtype=np.int64)[places.unit]
        for keys in (
            [unit.head for unit in places.units],
            [unit.lead or unit.head for unit in places.units],
        )
    )
    lead = places.position <= places.per_unit("leads")
    education = np.where(lead, draws.share("pendidikan_pimpinan"), draws.share("pendidikan"))
    staff = _staff_posts(draws, posts, education)
    status = np.where(lead, 0, draws.share("status"))
    late = draws.happens("masuk_tengah_tahun") & ~lead
    condition = np.where(lead | (status == _CPNS), 0, draws.share("kondisi"))
    months = np.where(late, 1 + draws.below("bulan_masuk", _MONTHS - 1), _MONTHS)
    several = np.array([len(unit.names) > 1 for unit in places.units])[places.unit]
    post = np.where(places.position == 0, heads, np.where(lead, teams, staff))
    return Persons(
        posts=posts,
        post=post,
        leads=np.array([one.position_class.leads for one in posts])[post],
        education=education,
        status=status,
        condition=condition,
        months=np.where(condition > 1, 0, months),
        moved=draws.happens("mutasi") & several & ~late,
    )


def _staff_posts(draws: Draws, posts: tuple[Post, ...], education: Ints) -> Ints:
    """Give staff a post of its class; who has less than S1 gets a skilled functional post."""
    classes = list(draws.profile.shares["jenis_jabatan"].weights)
    drawn = draws.share("jenis_jabatan")
    expert = education <= _EXPERTS_FROM
    functional = classes.index("jf")
    found = np.zeros(len(education), dtype=np.int64)
    for name, position_class, skilled in (
        ("ahli", PositionClass.JF, False),
        ("terampil", PositionClass.JF, True),
        ("pelaksana", PositionClass.PELAKSANA, False),
    ):
        weights = tuple(
            post.weight * (post.position_class is position_class and post.skilled == skilled)
            for post in posts
        )
        picked = draws.streams.pick(f"jabatan.{name}", draws.places.people, weights=weights)
        if position_class is PositionClass.JF:
            mine = (drawn == functional) & (expert != skilled)
        else:
            mine = drawn != functional
        found = np.where(mine, picked, found)
    return found


def person_columns(draws: Draws, persons: Persons, *, year: int) -> list[pl.Series]:
    """Write who the people are as columns.

    Args:
        draws: Chance for the batch.
        persons: The people.
        year: The year.

    Returns:
        The columns.
    """
    places, posts = draws.places, persons.posts
    units = tuple(unit.name for unit in places.units)
    organisations = tuple(unit.organisation for unit in places.units)
    sexes = tuple(draws.profile.shares["jenis_kelamin"].weights)
    inside = places.appraiser != OUTSIDE
    above = keys_of(np.where(inside, places.appraiser, 0)).alias("penilai")
    levels = tuple(str(post.level or "") for post in posts)
    return [
        keys_of(places.people),
        worded("unit", places.unit, words=units),
        worded("organisasi", places.unit, words=organisations),
        worded("jabatan", persons.post, words=tuple(post.title for post in posts)),
        worded("jenis_jabatan", persons.post, words=tuple(map(_kind, posts))),
        worded(
            "jenjang",
            persons.post,
            words=levels,
            where=persons.functional,
        ),
        numbered("kelas_jabatan", persons.of_post([post.job_class for post in posts])),
        numbered("tunjangan_kelas_jabatan", persons.of_post([post.allowance for post in posts])),
        worded("jenis_kelamin", draws.share("jenis_kelamin"), words=sexes),
        worded("status", persons.status, words=_STATUSES),
        # Some packs refuse a CPNS, and a file is scored whole or not at all: so these are blank.
        worded("status_kepegawaian", persons.status, words=_STATUSES, where=persons.member),
        *_grades(draws, persons),
        worded("pendidikan", persons.education, words=EDUCATIONS),
        above.set(pl.Series(~inside), OUTSIDE_KEY),
        numbered("tahun", np.full(len(places.people), year, dtype=np.int64)),
        worded("kondisi", persons.condition, words=CONDITIONS),
        flagged("masuk_tengah_tahun", persons.months % _MONTHS != 0),
        numbered("bulan", persons.months),
        *_moves(draws, persons),
        _appointed(draws, persons, year),
    ]


def _kind(post: Post) -> str:
    name = str(post.position_class)
    return "jpt" if name.startswith("jpt") else name


def _grades(draws: Draws, persons: Persons) -> list[pl.Series]:
    """Draw the grade: of the post, of the education where the post has none, or of a contract."""
    profile = draws.profile
    by_education = [profile.grades[education] for education in EDUCATIONS]
    table = np.array(
        [
            [[GRADES.index(grade) for grade in post.grades or own] for own in by_education]
            for post in persons.posts
        ],
        dtype=np.int64,
    )
    low, high = table[persons.post, persons.education].T
    drawn = draws.streams.below("golongan", draws.places.people, bound=1 << 20)
    grade = low + (drawn * (high - low + 1) >> 20)
    grade = np.where(persons.status == _CPNS, low, grade)
    contract = persons.status == _CONTRACT
    shown = [f"{group.upper()}/{room}" for group, room in (one.split("_") for one in GRADES)]
    contracts = [profile.contract_grades[education] for education in EDUCATIONS]
    position = np.where(contract, len(GRADES) + persons.education, grade)
    return [
        worded("golongan", position, words=(*shown, *contracts)),
        worded("golongan_ruang", grade, words=GRADES, where=~contract),
    ]


def _moves(draws: Draws, persons: Persons) -> list[pl.Series]:
    """Name the unit that a person came from, and the month."""
    places = draws.places
    month = 2 + draws.below("mutasi.bulan", _MONTHS - 1)
    drawn = draws.below("mutasi.asal", 1 << 20)
    origin: list[str | None] = [None] * len(places.people)
    for row in np.flatnonzero(persons.moved):
        unit = places.units[places.unit[row]]
        step = 1 + (int(drawn[row]) * (len(unit.names) - 1) >> 20)
        origin[row] = unit.names[(unit.index - unit.first + step) % len(unit.names)]
    return [
        pl.Series("unit_asal", origin, dtype=pl.String),
        numbered("bulan_mutasi", month, where=persons.moved),
    ]


def _appointed(draws: Draws, persons: Persons, year: int) -> pl.Series:
    """Draw the day of appointment as CPNS: the first of a month, none for a PPPK."""
    served = draws.share("masa_kerja")
    words = list(draws.profile.shares["masa_kerja"].weights)
    spans = np.array([_span(word) for word in words], dtype=np.int64)[served]
    low, high = spans.T
    drawn = draws.streams.below("masa_kerja.tahun", draws.places.people, bound=1 << 20)
    years = low + (drawn * (high - low + 1) >> 20)
    years = np.where(persons.status == _CPNS, 1, np.maximum(years, 2))
    month = draws.below("masa_kerja.bulan", _MONTHS)
    months = (year - years - 1970) * _MONTHS + month
    days = months.astype("datetime64[M]").astype("datetime64[D]")
    column = pl.Series("tmt_cpns", days.astype(np.int64).astype(np.int32)).cast(pl.Date)
    return column.set(pl.Series(persons.status == _CONTRACT), None)


def _span(word: str) -> tuple[int, int]:
    """Read ``"5-9"`` as two numbers, ``"0"`` as one twice."""
    low, _, high = word.partition("-")
    return int(low), int(high or low)
