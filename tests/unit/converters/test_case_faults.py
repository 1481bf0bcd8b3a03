"""A malformed package lists every fault with its JSON path; attacks end in problems."""

import json
from uuid import UUID

import pytest

from asn_kinerja.converters.competencies.case_package import parse_case, read_case
from asn_kinerja.converters.competencies.case_reading import from_case
from asn_kinerja.errors import InvalidInput


def key(number):
    """Make a UUID."""
    return str(UUID(int=(number << 80) | (4 << 76) | (8 << 60)))


def part(number, **members):
    """Make a part of a package."""
    return {
        "identifier": key(number), "uri": f"urn:uuid:{key(number)}",
        "lastChangeDateTime": "2025-06-30T08:00:00+00:00", **members,
    }  # fmt: skip


def link(number):
    """Point to a part."""
    return {"title": "t", "identifier": key(number), "uri": "urn:x"}


def below(number, origin, destination):
    """Put an item below another."""
    return part(
        number, associationType="isChildOf", originNodeURI=link(origin),
        destinationNodeURI=link(destination),
    )  # fmt: skip


def package(**changes):
    """Make a sound package, or one changed on purpose."""
    made = {
        "CFDocument": part(1, creator="Dinas Contoh", title="Kerangka contoh"),
        "CFItems": [part(n, fullStatement=f"Butir {n}") for n in (2, 3)],
        "CFAssociations": [below(10, 2, 1), below(11, 3, 2)],
    }
    return {**made, **changes}


def faults(tree):
    """Give codes and places of what is wrong."""
    text = tree if isinstance(tree, str) else json.dumps(tree)
    with pytest.raises(InvalidInput) as caught:
        parse_case(text)
    return [(one.code, one.place) for one in caught.value.problems]


def test_every_fault_is_named_at_its_path():
    """Missing, mistyped, misspelt and dangling members are all told at once."""
    tree = package()
    del tree["CFDocument"]["creator"]
    tree["CFItems"][0] |= {"educationLevel": "X", "uri": "dua kata", "statusEndDate": "2025-13-01"}
    tree["CFItems"][1] |= {"identifier": "bukan", "fullStatement": 7}
    tree["CFAssociations"][0] |= {"associationType": "anakDari", "sequenceNumber": 1.5}
    tree["CFAssociations"][1]["destinationNodeURI"] = {"identifier": key(99), "uri": "urn:x"}
    tree["CFRubrics"] = [part(20, CFRubricCriteria=[part(21, CFItemURI=link(77), rubricId=key(5))])]
    tree["CFDefinitions"] = {"CFLicenses": [part(30, title="Lisensi")], "CFSubjects": {}}
    assert set(faults(tree)) == {
        ("required", "$.CFDocument.creator"),
        ("wrong_type", "$.CFItems[0].educationLevel"),
        ("not_uri", "$.CFItems[0].uri"),
        ("wrong_type", "$.CFItems[0].statusEndDate"),
        ("not_uuid", "$.CFItems[1].identifier"),
        ("wrong_type", "$.CFItems[1].fullStatement"),
        ("unknown_word", "$.CFAssociations[0].associationType"),
        ("wrong_type", "$.CFAssociations[0].sequenceNumber"),
        ("required", "$.CFAssociations[1].destinationNodeURI.title"),
        ("link_dangling", "$.CFAssociations[1].originNodeURI.identifier"),
        ("link_dangling", "$.CFAssociations[1].destinationNodeURI.identifier"),
        ("link_dangling", "$.CFRubrics[0].CFRubricCriteria[0].CFItemURI.identifier"),
        ("link_dangling", "$.CFRubrics[0].CFRubricCriteria[0].rubricId"),
        ("required", "$.CFDefinitions.CFLicenses[0].licenseText"),
        ("wrong_type", "$.CFDefinitions.CFSubjects"),
    }


def test_circles_and_doubles_are_found():
    """An item above itself and an identifier used twice are told, under a wrapper as well."""
    tree = package()
    tree["CFAssociations"] += [below(12, 2, 3), below(13, 3, 3)]
    tree["CFItems"].append(part(2, fullStatement="Lagi"))
    assert faults({"CFPackage": tree}) == [
        ("identifier_doubled", "$.CFPackage.CFItems[2].identifier"),
        ("parent_circle", "$.CFPackage.CFAssociations[1]"),
        ("parent_circle", "$.CFPackage.CFAssociations[3]"),
    ]


def test_what_json_allows_and_nobody_keeps_is_found():
    """NaN, endless numbers, one name twice and half characters have their places."""
    text = json.dumps(package())
    head = text[:-1]
    assert faults(head + ', "a": [1, NaN], "b": {"x": 1, "x": 2}, "c": ' + "9" * 5000 + "}") == [
        ("not_finite", "$.a[1]"),
        ("name_doubled", "$.b"),
        ("number_too_long", "$.c"),
    ]
    assert faults(head + r', "a b": "\ud800", "e": 1e99999}') == [
        ("text_surrogate", "$['a b']"),
        ("number_too_long", "$.e"),
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[" * 100_000, "too_deep"),
        ('{"CFDocument":' * 50_000, "too_deep"),
        ("{", "not_json"),
        ("", "not_json"),
        ("[]", "no_case_package"),
        ('{"a": 1}', "no_case_package"),
    ],
)
def test_what_is_no_package_is_told(text, code):
    """Endless nesting, a torn text and other JSON are refused with one problem."""
    assert [found for found, _ in faults(text)] == [code]


def test_nesting_beyond_what_is_kept_is_told():
    """An unknown member may be nested thirty-two deep, no deeper."""
    for depth, sound in ((32, True), (33, False)):
        tree = json.dumps(package())[:-1] + ', "x": ' + "[" * depth + "]" * depth + "}"
        if sound:
            assert parse_case(tree)
        else:
            assert [code for code, _ in faults(tree)] == ["too_deep"]


def test_files_that_are_no_text_are_told(tmp_path):
    """Another encoding is told with the line; a missing file and a folder are told."""
    torn = tmp_path / "a.json"
    torn.write_bytes(b'{\n"a": "\xff\xfe"}')
    for path, code in (
        (torn, "not_utf8"), (tmp_path / "no.json", "file_missing"),
        (tmp_path, "exchange_unreadable"),
    ):  # fmt: skip
        with pytest.raises(InvalidInput) as caught:
            read_case(path)
        assert [one.code for one in caught.value.problems] == [code]
    torn.write_bytes(b"\xef\xbb\xbf" + json.dumps(package()).encode())
    assert read_case(torn).version == "1.0"


def test_a_long_chain_of_parents_is_no_trouble():
    """Depth of the tree is not depth of the stack."""
    count = 20_000
    tree = package(
        CFItems=[part(n, fullStatement="x") for n in range(2, count)],
        CFAssociations=[below(count + n, n, n - 1) for n in range(2, count)],
    )
    assert len(from_case(parse_case(json.dumps(tree))).competencies) == 1


def test_a_state_framework_becomes_leaves():
    """In a package without our types, the items without items below are the competencies."""
    tree = package()
    tree["CFItems"][0] |= {"CFItemType": "Cluster", "humanCodingScheme": "A"}
    tree["CFItems"][1] |= {"CFItemType": "Standard", "humanCodingScheme": "A.1",
                           "educationLevel": ["09"], "subject": ["Matematika"]}  # fmt: skip
    tree["CFDefinitions"] = {
        "CFLicenses": [part(40, title="CC BY", licenseText="Bebas dipakai")],
        "CFAssociationGroupings": [part(41, title="Kelas 9")],
        "CFConcepts": [part(42, title="Aljabar", hierarchyCode="1", keywords="x")],
    }
    framework = from_case(parse_case(json.dumps(tree)))
    assert [(one.id, one.name) for one in framework.competencies] == [("A.1", "Butir 3")]
    assert (framework.id, framework.source) == (key(1), "Dinas Contoh")


def rubric(*scores):
    """Make a rubric for item 3 with these scores."""
    levels = [part(60 + n, description=f"Tingkat {n}", score=score, quality="q")
              for n, score in enumerate(scores)]  # fmt: skip
    return [part(50, CFRubricCriteria=[
        part(51, CFItemURI=link(3), CFRubricCriterionLevels=levels)])]  # fmt: skip


@pytest.mark.parametrize(
    ("scores", "levels"),
    [((1, 2, 4), [1, 2, 4]), ((0, 50, 100.0), [1, 2, 3]), ((3, 2, 1), [1, 2, 3]), ((), [])],
)
def test_levels_of_a_rubric_follow_its_scores(scores, levels):
    """Scores of 1 to 5 are levels; other scales are ranked, worst first."""
    (found,) = from_case(parse_case(json.dumps(package(CFRubrics=rubric(*scores))))).competencies
    assert [one.level for one in found.levels] == levels


def test_more_levels_than_the_scale_has_are_refused():
    """Six levels, or a level twice, have no place on the scale of five."""
    for scores, code in (((1, 2, 3, 4, 5, 6), "out_of_bounds"), ((2, 2), "duplicate")):
        with pytest.raises(InvalidInput) as caught:
            from_case(parse_case(json.dumps(package(CFRubrics=rubric(*scores)))))
        assert [one.code for one in caught.value.problems] == [code]


def test_replaced_by_is_read():
    """An item that another supersedes names its heir."""
    heir = part(12, associationType="replacedBy", originNodeURI=link(3), destinationNodeURI=link(4))
    tree = package()
    tree["CFItems"].append(part(4, fullStatement="Baru", humanCodingScheme="B"))
    tree["CFAssociations"] += [heir, below(13, 4, 1)]
    found = {
        one.id: one.replaced_by for one in from_case(parse_case(json.dumps(tree))).competencies
    }
    assert found == {key(3): "B", "B": None}
