"""What can be changed on the page, and the policy file that a change becomes."""

from datetime import date
from pathlib import Path

import attrs
import pytest

from asn_kinerja import open_workspace
from asn_kinerja.errors import InvalidInput
from asn_kinerja.lab.draft import lay_changes, read_typed, start_draft
from asn_kinerja.lab.knobs import Group, Knob, find_knobs
from asn_kinerja.legal.wording import Wording
from asn_kinerja.scoring.difference import compare_policies
from asn_kinerja.scoring.files.reading import read_policy_text

EXAMPLES = Path(__file__).parents[3] / "examples" / "policies"
FILE = "nilai_kinerja.toml"
# An output whose words a file lists anew is written with the word that it can give besides.
RELISTED = {"pp_35_2010.satyalancana"}


@pytest.fixture(scope="module")
def policies():
    """All policies of the packs by id, and one of a file by its name."""
    with open_workspace() as workspace:
        found = {name: workspace.policies.get(name) for name in workspace.policies.names()}
        return found | {FILE: workspace.load_policy(EXAMPLES / FILE)}


def _read(text, policies, *, check=True):
    return read_policy_text(text, find=policies.__getitem__, extend=policies.get, check=check)


def _other(knob):
    """Give a value that a knob does not have."""
    if knob.words:
        return next((word for word in knob.words if word != knob.value), None)
    return "5/7" if "/" in knob.value else f"{knob.value}{'1' if '.' in knob.value else ',5'}"


def _same(knob, other, value):
    """Whether a knob is the one that was turned: a cut-off is named by its value."""
    if knob.path[2:3] == ("edges",):
        return other.path == (*knob.path[:3], value)
    return other.path == knob.path


def test_an_empty_draft_is_the_policy_itself(policies):
    """A variant that changes nothing has no difference, in every pack."""
    for name, base in policies.items():
        variant = _read(start_draft(base, extends=name, name="x"), policies)
        assert not compare_policies(base, variant) or name in RELISTED, name
        assert variant.id == "usulan.x"


def test_every_knob_of_every_pack_turns_what_it_names(policies):
    """The change comes back from the file exactly, and nothing else of the policy changed.

    Of knobs of one group in one table, the first is turned.
    """
    turned = 0
    for name, base in policies.items():
        knobs = find_knobs(base)
        start = start_draft(base, extends=name, name="x")
        for knob in {(one.group, one.table): one for one in knobs[::-1]}.values():
            change = read_typed(knob, _other(knob))
            text = lay_changes(start, [change], base=base, basis="Usulan")
            variant = _read(text, policies, check=False)
            after = find_knobs(variant)
            found = [one.value for one in after if _same(knob, one, change.value)]
            assert found == [change.value], (name, knob.place)
            kept = {one.path: one.value for one in knobs if one.path != knob.path}
            assert kept == {one.path: one.value for one in after if one.path in kept}
            turned += 1
    assert turned > 30


def test_changes_of_one_table_stand_in_one_step(policies):
    """Three cut-offs become one list of rows; both neighbours of a cut-off move together."""
    base = policies[FILE]
    typed = {"parameters.bobot_skp": "0,6", "steps.predikat.edges.110": "109",
             "steps.predikat.edges.90": "88"}  # fmt: skip
    changes = [read_typed(one, typed[one.place]) for one in find_knobs(base) if one.place in typed]
    start = start_draft(base, extends=FILE, name="x")
    text = lay_changes(start, changes, base=base, basis="Usulan 2026")
    places = [patch.place for patch in compare_policies(base, _read(text, policies))]
    assert places == [
        "parameters.bobot_skp",
        "predikat[sangat_baik]",
        "predikat[baik]",
        "predikat[cukup]",
    ]
    assert text.count("result =") == 3
    assert "Usulan 2026" in text


def test_a_change_goes_over_an_earlier_one_and_keeps_what_else_is_written(policies):
    """Remarks, titles and other steps of a file that is opened again stay."""
    base = policies["permenpanrb_6_2022.predikat"]
    text = (EXAMPLES / "predikat_daerah.toml").read_text(encoding="utf-8")
    knob = next(one for one in find_knobs(base) if one.path[-2:] == ("sesuai_ekspektasi",) * 2)
    again = next(one for one in find_knobs(base) if one.path[-1] == "di_bawah_ekspektasi"
                 and one.path[-2] == "sesuai_ekspektasi")  # fmt: skip
    changed = lay_changes(
        text,
        [read_typed(knob, "cukup" if "cukup" in knob.words else "kurang"),
         read_typed(again, "sangat_kurang")],
        base=base, basis="Usulan",
    )  # fmt: skip
    assert changed.startswith("# Satu sel kuadran")
    assert changed.count("di_bawah_ekspektasi =") == 1
    values = {one.path: one.value for one in find_knobs(_read(changed, policies))}
    assert values[again.path] == "sangat_kurang"
    assert values[knob.path] != knob.value


def test_the_version_of_the_day_is_turned_and_the_others_stay(policies):
    """A parameter with two versions keeps the one that the day does not mean."""
    base = policies[FILE]
    parameter = base.parameters[0]
    first = attrs.evolve(parameter.versions[0], valid_until=date(2026, 1, 1))
    second = attrs.evolve(parameter.versions[0], valid_from=date(2026, 1, 1))
    base = attrs.evolve(base, parameters=(attrs.evolve(parameter, versions=(first, second)),))
    day = date(2025, 6, 1)
    knob = find_knobs(base, as_of=day)[0]
    text = start_draft(base, extends=FILE, name="x")
    for value, expected in (("0,5", ["1/2", "7/10"]), ("0,4", ["2/5", "7/10"])):
        change = read_typed(knob, value)
        text = lay_changes(text, [change], base=base, basis="Usulan", as_of=day)
        variant = _read(text, policies | {FILE: base}, check=False)
        assert [str(one.value) for one in variant.parameters[0].versions] == expected


@pytest.mark.parametrize(
    ("kind", "words", "typed", "code"),
    [
        ("number", (), "", "required"),
        ("number", (), None, "required"),
        ("number", (), "tiga", "number_expected"),
        ("number", (), "1/0", "number_expected"),
        ("number", (), "nan", "number_expected"),
        ("number", (), "1.000,5", "number_expected"),
        ("word", ("baik", "kurang"), "bagus", "unknown_word"),
        ("date", (), "kemarin", "wrong_type"),
    ],
)
def test_what_is_no_value_is_refused_at_its_knob(kind, words, typed, code):
    """The problem names the knob; a word's choices are its cure."""
    knob = Knob(
        path=("parameters", "batas"),
        group=Group.VALUES,
        title=Wording("batas", "edge"),
        value="baik",
        kind=kind,
        words=words,
    )
    with pytest.raises(InvalidInput) as caught:
        read_typed(knob, typed)
    problem = caught.value.problems[0]
    assert (problem.code, problem.place) == (code, "parameters.batas")


def test_what_stands_there_already_is_no_change():
    """The same number in another writing changes nothing."""
    knob = Knob(
        path=("parameters", "bobot"), group=Group.WEIGHTS, title=Wording("b", "w"),
        value="0.7", kind="number",
    )  # fmt: skip
    assert read_typed(knob, " 0,70 ") is None
    assert read_typed(knob, "7/10") is None
