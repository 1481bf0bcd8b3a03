"""Hypothesis strategies for frameworks of ours and for CASE packages of anybody."""

from decimal import Decimal
from uuid import UUID

from hypothesis import strategies as st

from asn_kinerja.converters.competencies.case_members import ASSOCIATIONS, MEMBERS, NEEDED, Type
from asn_kinerja.legal.parameters import Authority, Status
from asn_kinerja.legal.terms import CompetencyGroup
from asn_kinerja.records.competencies import (
    Competency,
    CompetencyFramework,
    CompetencyLevel,
    Indicator,
    Provenance,
)

TEXTS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=12
)
FILLED = TEXTS.filter(str.strip)
MAYBE = st.just("") | TEXTS
PROVENANCE = st.none() | st.builds(
    Provenance,
    citation=FILLED,
    status=st.sampled_from(Status),
    authority=st.sampled_from(Authority),
)
INDICATORS = st.builds(Indicator, text=FILLED, english=MAYBE)
LEVELS = st.lists(st.integers(1, 5), unique=True, max_size=3).flatmap(
    lambda numbers: st.tuples(
        *(
            st.builds(
                CompetencyLevel,
                level=st.just(number),
                description=FILLED,
                name=MAYBE,
                english=MAYBE,
                indicators=st.lists(INDICATORS, max_size=2).map(tuple),
                provenance=PROVENANCE,
            )
            for number in sorted(numbers)
        )
    )
)
COMPETENCIES = st.builds(
    Competency,
    id=FILLED,
    name=FILLED,
    group=st.sampled_from(CompetencyGroup),
    levels=LEVELS,
    definition=st.just("") | FILLED,
    english=MAYBE,
    replaced_by=st.none() | FILLED,
    provenance=PROVENANCE,
)
FRAMEWORKS = st.builds(
    CompetencyFramework,
    id=FILLED,
    name=FILLED,
    version=FILLED,
    competencies=st.lists(COMPETENCIES, max_size=4, unique_by=lambda one: one.id).map(tuple),
    source=MAYBE,
    english=MAYBE,
    replaced_by=st.none() | FILLED,
)

NUMBERS = st.integers(-(10**30), 10**30) | st.decimals(
    allow_nan=False, allow_infinity=False, min_value=-1000, max_value=1000, places=3
)
ANYTHING = st.recursive(
    st.none() | st.booleans() | NUMBERS | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)
MORE = st.dictionaries(
    st.text(max_size=6).filter(lambda name: not name.startswith("CF")), ANYTHING, max_size=2
)
UUIDS = st.integers(0, 30).map(lambda n: str(UUID(int=(n << 80) | (4 << 76) | (8 << 60))))
TITLES = st.text(max_size=8)


def link(target=UUIDS):
    """Make a link, with members of its own now and then."""
    needed = {"title": TITLES, "identifier": target, "uri": st.just("urn:x")}
    more = st.dictionaries(st.sampled_from(["targetType", "x"]), TITLES, max_size=1)
    return st.builds(dict.__or__, more, st.fixed_dictionaries(needed))


def value(kind):
    """Make the value of a member by its type; null now and then."""
    return {
        Type.UUID: UUIDS,
        Type.URI: st.just("urn:y"),
        Type.TEXT: TITLES | st.none(),
        Type.TEXTS: st.lists(TITLES, max_size=2) | st.none(),
        Type.LINK: link() | st.none(),
        Type.LINKS: st.lists(link(), max_size=2),
        Type.WHOLE: st.integers(-5, 99) | st.none(),
        Type.NUMBER: NUMBERS | st.none(),
        Type.DAY: st.just("2025-06-30") | st.none(),
        Type.MOMENT: st.sampled_from(["2025-06-30T01:02:03Z", "2025-06-30T01:02:03.5+07:00"]),
        Type.ASSOCIATION: st.sampled_from([*ASSOCIATIONS, "ext:mendukung"]),
        Type.VERSION: st.just("1.1"),
        Type.MAP: st.dictionaries(st.text(max_size=4), ANYTHING, max_size=2),
    }[kind]


@st.composite
def parts(draw, kind, identifier, **fixed):
    """Make a part of a package: what is needed, some of what is known, and what nobody knows."""
    members = {name: t for name, t in MEMBERS[kind].items() if t not in {Type.PART, Type.PARTS}}
    chosen = {*NEEDED[kind], *draw(st.sets(st.sampled_from(sorted(members)), max_size=4))}
    made = {name: draw(value(members[name])) for name in sorted(chosen) if name in members}
    for name in NEEDED[kind]:
        if made.get(name) is None and name in members:
            made[name] = draw(link()) if members[name] is Type.LINK else ""
    made |= draw(MORE)
    made |= {"identifier": identifier, **{k: v for k, v in fixed.items() if v is not None}}
    return dict(draw(st.permutations(list(made.items()))))


@st.composite
def packages(draw):
    """Make a package of anybody: items in a tree, rubrics, definitions, unknown members."""
    serial = iter(range(1000, 2000))

    def fresh():
        return str(UUID(int=(next(serial) << 80) | (4 << 76) | (8 << 60)))

    root, items = fresh(), [fresh() for _ in range(draw(st.integers(0, 4)))]
    nodes = [root, *items]
    package = {"CFDocument": draw(parts("CFDocument", root))}
    package["CFItems"] = [draw(parts("CFItems", one)) for one in items]
    associations = []
    for place, one in enumerate(items):
        above = draw(st.sampled_from(nodes[: place + 1]))
        ends = {"originNodeURI": draw(link(st.just(one))),
                "destinationNodeURI": draw(link(st.just(above)))}  # fmt: skip
        associations.append(
            draw(parts("CFAssociations", fresh(), associationType="isChildOf", **ends))
        )
    if items and draw(st.booleans()):
        away = {"associationType": "exactMatchOf", "originNodeURI": draw(link(st.just(items[0])))}
        associations.append(draw(parts("CFAssociations", fresh(), **away)))
    package["CFAssociations"] = associations
    if draw(st.booleans()):
        kinds = ("CFConcepts", "CFSubjects", "CFLicenses", "CFItemTypes", "CFAssociationGroupings")
        package["CFDefinitions"] = {
            kind: [draw(parts(kind, fresh())) for _ in range(draw(st.integers(0, 2)))]
            for kind in draw(st.sets(st.sampled_from(kinds)).map(sorted))
        } | draw(MORE)
    if items and draw(st.booleans()):
        package["CFRubrics"] = [draw(rubric(fresh, items))]
    package |= draw(MORE)
    return {"CFPackage": package, **draw(MORE)} if draw(st.booleans()) else package


@st.composite
def rubric(draw, fresh, items):
    """Make a rubric with criteria and levels."""
    own = draw(parts("CFRubrics", fresh()))
    criteria = []
    for _ in range(draw(st.integers(0, 2))):
        item = draw(link(st.sampled_from(items)))
        criterion = draw(parts("CFRubricCriteria", fresh(), CFItemURI=item))
        criterion["rubricId"] = own["identifier"]
        levels = [
            draw(parts("CFRubricCriterionLevels", fresh())) for _ in range(draw(st.integers(0, 3)))
        ]
        for level in levels:
            level["rubricCriterionId"] = criterion["identifier"]
        criteria.append({**criterion, "CFRubricCriterionLevels": levels})
    return {**own, "CFRubricCriteria": criteria}


def plain(tree):
    """Turn numbers with a point into text, so that trees compare digit by digit."""
    match tree:
        case dict():
            return {name: plain(part) for name, part in tree.items()}
        case list():
            return [plain(part) for part in tree]
        case Decimal():
            return f"number {tree}"
        case bool():
            return f"flag {tree}"
        case _:
            return tree
