"""Reading a profile: a TOML file that stands alone or extends another, every problem at once."""

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

import attrs

from asn_kinerja.errors import InvalidPolicy, NotFound, Problem
from asn_kinerja.legal.loading import read_source
from asn_kinerja.legal.toml_source import TomlPath, TomlSource
from asn_kinerja.legal.wording import Wording
from asn_kinerja.population.profile import Basis, Figure, Profile, Shares
from asn_kinerja.population.profile_tables import BASIS, ProfileTables
from asn_kinerja.population.profile_words import (
    EDUCATIONS,
    GRADES,
    LINKS,
    MEASURES,
    RATES,
    SETTINGS,
    SHARES,
    SPANS,
    Limits,
)
from asn_kinerja.population.structure_reading import read_organisations, read_posts

__all__ = ["load_profile", "profiles"]

_FOLDER = Path(__file__).with_name("profiles")
_TOP = {"title_id", "title_en", "year", "extends", "shares", "rates", "measures", "links",
        "settings", "grades", "posts", "organisations"}  # fmt: skip
_SPAN = re.compile(r"\d{1,3}-\d{1,3}", re.ASCII)
_DEEPEST = 8  # files that extend each other


def profiles() -> tuple[str, ...]:
    """Name the profiles that ship with the library.

    Returns:
        The names, sorted.

    Examples:
        >>> profiles()
        ('kota', 'marelan', 'nasional')
    """
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))


def load_profile(name: str | Path) -> Profile:
    """Read a profile.

    Args:
        name: Name of one that ships with the library, or a TOML file.

    Returns:
        The profile.

    Raises:
        NotFound: If no profile has that name; names the nearest.
        InvalidPolicy: With every problem of the file, each with line and column.

    Examples:
        >>> load_profile("nasional").shares["jenis_kelamin"].weights["perempuan"]
        2709074
    """
    if isinstance(name, str) and not name.lower().endswith(".toml"):
        if name not in profiles():
            near = get_close_matches(name, profiles(), n=1, cutoff=0.5)
            cure = ", ".join(near or profiles())
            raise NotFound(Problem("not_found", "profile", value=name, cure=cure))
        return _shipped(name)
    return _read(Path(name), chain=())


@cache
def _shipped(name: str) -> Profile:
    return _read(_FOLDER / f"{name}.toml", chain=())


def _read(path: Path, *, chain: tuple[Path, ...]) -> Profile:
    source = read_source(path, name=path.name)
    here = (*chain, path.resolve())
    base = None
    extends = source.tables.get("extends")
    if isinstance(extends, str):
        if extends in profiles():
            base = (
                _shipped(extends)
                if path.parent != _FOLDER
                else _read(_FOLDER / f"{extends}.toml", chain=here)
            )
        else:
            target = (path.parent / extends).resolve()
            if target in here or len(here) >= _DEEPEST:
                circle = " -> ".join([*(one.name for one in here), target.name])
                raise InvalidPolicy(source.problem("circle", ("extends",), value=circle))
            base = _read(target, chain=here)
    return _ProfileReader(source, base).read(path.stem)


class _ProfileReader(ProfileTables):
    """Reads one profile over the one that it extends."""

    def __init__(self, source: TomlSource, base: Profile | None) -> None:
        super().__init__(source, regulation="")
        self._base = base

    def read(self, name: str) -> Profile:
        """Read the profile, or raise every problem."""
        tables, base = self.source.tables, self._base
        self.keys(tables, _TOP, (), optional=_TOP if base else {"extends"})
        shares = {
            key: self._shares(table, ("shares", key))
            for key, table in self._section("shares", (*SHARES, *SPANS)).items()
        }
        figures = {
            section: {
                key: self._figure(table, (section, key), known[key])
                for key, table in self._section(section, known).items()
            }
            for section, known in (
                ("rates", RATES), ("measures", MEASURES), ("links", LINKS), ("settings", SETTINGS),
            )
        }  # fmt: skip
        grades, contract, grades_basis = self._grades()
        posts = read_posts(self, base.posts if base else {})
        organisations = read_organisations(self, posts)
        year = tables.get("year", base.year if base else 0)
        if "year" in tables and (type(year) is not int or not 2000 <= year <= 2999):
            self.complain("wrong_type", ("year",), value=year, cure="year = 2025")
        title = [tables.get(key) for key in ("title_id", "title_en")]
        for key, text in zip(("title_id", "title_en"), title, strict=True):
            if key in tables and not isinstance(text, str):
                self.complain("wrong_type", (key,), value=text, cure=f'{key} = "…"')
        self.finish()
        return Profile(
            id=name,
            title=Wording(*(text or name for text in title)),
            year=year,
            shares=self._merged("shares", shares),
            rates=self._merged("rates", figures["rates"]),
            measures=self._merged("measures", figures["measures"]),
            links=self._merged("links", figures["links"]),
            settings=self._merged("settings", figures["settings"]),
            grades=grades,
            contract_grades=contract,
            grades_basis=grades_basis,
            posts=posts,
            organisations=organisations or (base.organisations if base else ()),
        )

    def _merged(self, section: str, found: Mapping[str, Any]) -> dict[str, Any]:
        """Lay what was read over the base, in the order of the base."""
        return {**(getattr(self._base, section) if self._base else {}), **found}

    def _section(self, section: str, known: Sequence[str] | Mapping[str, Any]) -> dict[str, Any]:
        """Give the tables of a section by name; all of them are needed without a base."""
        found = self.source.tables.get(section, {})
        optional = known if self._base or section not in self.source.tables else ()
        self.keys(found, tuple(known), (section,), optional=tuple(optional))
        return {key: found[key] for key in known if key in found} if isinstance(found, dict) else {}

    def _shares(self, table: object, path: TomlPath) -> Shares:
        broken = Shares(weights={}, basis=Basis(assumed=True))
        if not self.keys(table, {"weights", *BASIS}, path, optional=BASIS):
            return broken
        basis, weights, name = self.basis(table, path), table["weights"], str(path[-1])
        inside = (*path, "weights")
        words = SHARES.get(name)
        if not isinstance(weights, dict):
            self.complain("wrong_type", inside, value=weights, cure="{ … = 1 }")
            return broken
        if words is None:
            words = tuple(weights)
            for word in words:
                low, _, high = word.partition("-")
                if not _SPAN.fullmatch(word) or int(low) > int(high):
                    self.complain("wrong_type", (*inside, word), value=word, cure='"0-19"')
        else:
            self.keys(weights, words, inside, optional=words)
        found = {
            word: self.whole(weights, word, path=inside) if word in weights else 0 for word in words
        }
        if not 0 < sum(found.values()) <= 2**31 - 1:
            self.complain("weights_sum", inside, value=sum(found.values()), cure="> 0, < 2^31")
        return Shares(weights=found, basis=basis)

    def _figure(self, table: object, path: TomlPath, limits: Limits) -> Figure:
        known = {"value", *BASIS, *(["spread"] if limits.spread else [])}
        if not self.keys(table, known, path, optional=BASIS):
            return Figure(value=0, basis=Basis(assumed=True))
        return Figure(
            value=self.steps(table, "value", path=path, limits=limits),
            spread=self.steps(table, "spread", path=path, limits=attrs.evolve(limits, low=0))
            if limits.spread
            else 0,
            basis=self.basis(table, path),
        )

    def _grades(self) -> tuple[dict[str, tuple[str, str]], dict[str, str], Basis]:
        table, base = self.source.tables.get("grades"), self._base
        if table is None and base is not None:
            return dict(base.grades), dict(base.contract_grades), base.grades_basis
        path: TomlPath = ("grades",)
        known = {"pns", "pppk", *BASIS}
        if table is None or not self.keys(table, known, path, optional=BASIS):
            return {}, {}, Basis(assumed=True)
        grades, contract = table["pns"], table["pppk"]
        spans = {}
        if self.keys(grades, EDUCATIONS, (*path, "pns")):
            spans = {
                word: self.span(grades[word], (*path, "pns", word), order=GRADES)
                for word in EDUCATIONS
            }
        if self.keys(contract, EDUCATIONS, (*path, "pppk")):
            contract = {word: str(contract[word]) for word in EDUCATIONS}
        return spans, contract, self.basis(table, path)
