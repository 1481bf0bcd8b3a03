"""Reading the posts and organisations of a profile."""

from collections.abc import Mapping

from asn_kinerja.legal.terms import FunctionalLevel, PositionClass
from asn_kinerja.legal.toml_source import TomlPath
from asn_kinerja.population.profile import Organisation, Post, UnitKind
from asn_kinerja.population.profile_tables import BASIS, ProfileTables
from asn_kinerja.population.profile_words import GRADES

__all__ = ["MOST_UNIT_KINDS", "read_organisations", "read_posts"]

MOST_UNIT_KINDS = 16  # of one kind of organisation
_POST = {"title", "class", "level", "weight", "job_class", "standard", "allowance", "grades",
         *BASIS}  # fmt: skip
_POST_FREE = {"level", "weight", "grades", *BASIS}
_ORGANISATION = {"name", "weight", "units", *BASIS}
_UNIT = {"name", "count", "size", "head", "lead", "leads"}
_UNIT_FREE = {"count", "lead", "leads"}
_COUNTS, _SIZES = tuple(range(101)), tuple(range(1, 10_001))
_HIGHEST_ALLOWANCE = 10**10


def read_posts(reader: ProfileTables, base: Mapping[str, Post]) -> dict[str, Post]:
    """Read the posts over those of the profile that is extended.

    Args:
        reader: The file.
        base: The posts of the other profile.

    Returns:
        The posts by key.
    """
    tables = reader.source.tables.get("posts", {})
    if not isinstance(tables, dict):
        reader.complain("wrong_type", ("posts",), value=tables, cure="[posts.camat]")
        return dict(base)
    found = {key: _post(reader, key, table) for key, table in tables.items()}
    posts = {**base, **{key: post for key, post in found.items() if post is not None}}
    groups = (
        ("jf", lambda post: post.position_class is PositionClass.JF and not post.skilled),
        ("jf", lambda post: post.skilled),
        ("pelaksana", lambda post: post.position_class is PositionClass.PELAKSANA),
    )
    for name, belongs in groups:
        if posts and not any(post.weight for post in posts.values() if belongs(post)):
            reader.complain("no_staff_post", ("posts",), value=name)
    return posts


def _post(reader: ProfileTables, key: str, table: object) -> Post | None:
    path: TomlPath = ("posts", key)
    if not reader.keys(table, _POST, path, optional=_POST_FREE):
        return None
    position_class = reader.word(table, "class", path=path, allowed=tuple(PositionClass))
    level = (
        reader.word(table, "level", path=path, allowed=tuple(FunctionalLevel))
        if "level" in table
        else None
    )
    grades = (
        reader.span(table["grades"], (*path, "grades"), order=GRADES) if "grades" in table else None
    )
    if (position_class == PositionClass.JF) != ("level" in table):
        reader.complain("level_of_jf", path, value=key)
    return Post(
        key=key,
        title=reader.text(table, "title", path=path),
        position_class=PositionClass(position_class),
        level=FunctionalLevel(level) if level else None,
        weight=reader.whole(table, "weight", path=path),
        job_class=reader.whole(table, "job_class", path=path, low=1, high=17),
        standard=reader.whole(table, "standard", path=path, low=1, high=5),
        allowance=reader.whole(table, "allowance", path=path, high=_HIGHEST_ALLOWANCE),
        grades=grades,
        basis=reader.basis(table, path),
    )


def read_organisations(
    reader: ProfileTables, posts: Mapping[str, Post]
) -> tuple[Organisation, ...]:
    """Read the kinds of organisation.

    Args:
        reader: The file.
        posts: The posts that they may mention.

    Returns:
        The kinds; none when the file has none.
    """
    tables = reader.source.tables.get("organisations", [])
    if not isinstance(tables, list) or ("organisations" in reader.source.tables and not tables):
        reader.complain("wrong_type", ("organisations",), value=tables, cure="[[organisations]]")
        return ()
    found = []
    for number, table in enumerate(tables):
        path: TomlPath = ("organisations", number)
        if not reader.keys(table, _ORGANISATION, path, optional=BASIS):
            continue
        units = table["units"]
        if not isinstance(units, list) or not 1 <= len(units) <= MOST_UNIT_KINDS:
            cure = f"[[organisations.units]] (<= {MOST_UNIT_KINDS})"
            reader.complain("wrong_type", (*path, "units"), value=units, cure=cure)
            continue
        kinds = [_unit(reader, one, (*path, "units", n), posts) for n, one in enumerate(units)]
        found.append(
            Organisation(
                name=reader.text(table, "name", path=path),
                weight=reader.whole(table, "weight", path=path, low=1, high=1000),
                units=tuple(kind for kind in kinds if kind is not None),
                basis=reader.basis(table, path),
            )
        )
    return tuple(found)


def _unit(
    reader: ProfileTables, table: object, path: TomlPath, posts: Mapping[str, Post]
) -> UnitKind | None:
    if not reader.keys(table, _UNIT, path, optional=_UNIT_FREE):
        return None
    keys = tuple(posts)
    count = reader.span(table.get("count", [1, 1]), (*path, "count"), order=_COUNTS)
    size = reader.span(table["size"], (*path, "size"), order=_SIZES)
    if path[-1] == 0 and not count[0]:
        reader.complain("out_of_bounds", (*path, "count"), value=0, cure=">= 1")
    return UnitKind(
        name=reader.text(table, "name", path=path),
        count=count,
        size=size,
        head=reader.word(table, "head", path=path, allowed=keys),
        lead=reader.word(table, "lead", path=path, allowed=keys) if "lead" in table else "",
        leads=reader.whole(table, "leads", path=path, high=size[0] - 1),
    )
