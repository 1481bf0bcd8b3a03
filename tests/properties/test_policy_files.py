"""Policy files and formulas: whatever is written, the answer is a policy or a problem."""

from collections.abc import Callable
from pathlib import Path
from sys import modules, setprofile

import attrs
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asn_kinerja import open_workspace
from asn_kinerja.converters.decision_sheets import write_decision_tables
from asn_kinerja.errors import InvalidPolicy
from asn_kinerja.legal.citations import Citation
from asn_kinerja.scoring.decision_table import decision_tables
from asn_kinerja.scoring.files.reading import read_policy_text
from asn_kinerja.scoring.formula import parse_formula
from asn_kinerja.scoring.formula_parts import Names
from asn_kinerja.scoring.inputs import Kind
from asn_kinerja.scoring.nodes import Input

EXAMPLES = Path(__file__).parents[2] / "examples" / "policies"
TEXTS = [
    (EXAMPLES / "nilai_kinerja.toml").read_text(encoding="utf-8"),
    (EXAMPLES / "predikat_daerah.toml").read_text(encoding="utf-8"),
]
FORMULA = "bulatkan(0,7 * skp + 0,3 * skp; 2) + jika(skp >= 90 dan kata = 'a'; 1; min(skp; 3))"
KNOWN = {"skp": (Input("skp"), Kind.NUMBER), "kata": (Input("kata"), Kind.WORD)}
NAMES = Names(find=KNOWN.get, known=tuple(KNOWN))
PIECES = [
    *"()+-*/;:,.'\"<>=%0123456789 skpab\n\t[]{}#\\\x00é≥日",
    "bulatkan(", "jika(", "min(", "weighted_mean(", "__import__('os')", "1e999", "inf", "[[", "]]",
    '"""', "skp", "= ", "true", "rows", "[steps.x]\n", "extends = ", "9" * 70, "(" * 60,
]  # fmt: skip
WORK = 200_000
"""Calls that one reading may make: some thirty times what a good file needs, far under a second's
worth, and the same on a busy machine as on an idle one."""
QUICK = settings(max_examples=5_000, deadline=None, suppress_health_check=list(HealthCheck))


def _calls(run: Callable[[], object]) -> int:
    """Run something and count the Python functions that it enters."""
    calls = 0

    def count(_frame, event, _argument):
        nonlocal calls
        calls += event == "call"

    setprofile(count)
    try:
        run()
    finally:
        setprofile(None)
    return calls


@st.composite
def _mutated(draw, texts):
    """A text with some pieces cut out, put in, doubled or moved."""
    text = draw(st.sampled_from(texts))
    for _ in range(draw(st.integers(1, 5))):
        at = draw(st.integers(0, len(text)))
        span = draw(st.integers(0, 40))
        way = draw(st.sampled_from(["cut", "put", "double"]))
        if way == "cut":
            text = text[:at] + text[at + span :]
        elif way == "put":
            text = text[:at] + draw(st.sampled_from(PIECES)) + text[at:]
        else:
            text = text[:at] + text[at : at + span] + text[at:]
    return text


@pytest.fixture(scope="module")
def find():
    """Gives the policies of the law packs by id."""
    with open_workspace() as workspace:
        yield workspace.policies.get


@given(text=st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map("".join),
                      _mutated([FORMULA])))  # fmt: skip
@QUICK
def test_a_formula_is_read_or_its_faults_are_told(text):
    """No text crashes the reader, holds it up or makes it import or run anything."""
    loaded, answers = set(modules), []
    assert _calls(lambda: answers.append(parse_formula(text, NAMES))) < WORK
    read = answers[0]
    assert (read.node is None) == bool(read.faults)
    assert all(0 <= fault.at <= len(text) for fault in read.faults)
    assert not {name for name in set(modules) - loaded if not name.startswith("asn_kinerja")} - {
        "difflib"
    }


@given(text=st.one_of(st.lists(st.sampled_from(PIECES)).map("".join), _mutated(TEXTS)))
@QUICK
def test_a_policy_file_is_read_or_its_problems_are_told(text, find):
    """A mutated file gives a policy or problems that can be said in both languages."""
    refusals = []

    def read():
        try:
            read_policy_text(text, find=find)
        except InvalidPolicy as error:
            refusals.append(error)

    assert _calls(read) < WORK
    assert all(refusal.render("id") and refusal.render("en") for refusal in refusals)


@pytest.fixture(scope="module")
def forms(tmp_path_factory):
    """One rule three times: the pack, the same as a policy file, and with its table on a sheet."""
    folder = tmp_path_factory.mktemp("bentuk")
    with open_workspace() as workspace:
        pack = workspace.policies.get("permenpanrb_14_2017.ikm")
        head = 'extends = "permenpanrb_14_2017.ikm"\nid = "uji.{}"\n'
        tables = decision_tables(pack)
        edges = tables["mutu"].bands
        graded = attrs.evolve(tables["mutu"], conditions=("base.ikm",))
        write_decision_tables(folder / "tabel.xlsx", {"mutu": graded})
        rows = ",\n".join(
            "{ "
            + ", ".join(
                [f'result = "{band.result.value}"']
                + ([f"from = {float(band.lower.value)}"] if band.lower is not None else [])
                + ([f"to = {float(band.upper.value)}"] if band.upper is not None else [])
                + [f"from_in = {str(band.lower_in).lower()}, to_in = {str(band.upper_in).lower()}"]
            )
            + " }"
            for band in edges
        )
        value = 'bands = "base.ikm"\ncitation = "Lampiran"\n'
        (folder / "berkas.toml").write_text(
            f"{head.format('berkas')}[steps.mutu]\n{value}rows = [\n{rows}\n]\n", encoding="utf-8"
        )
        (folder / "lembar.toml").write_text(
            f'{head.format("lembar")}[steps.mutu]\nsheet = "tabel.xlsx#mutu"\n'
            'citation = "Lampiran"\n',
            encoding="utf-8",
        )
        yield (
            pack,
            *(workspace.load_policy(folder / f"{name}.toml") for name in ("berkas", "lembar")),
        )


def test_pack_file_and_sheet_agree_on_ten_thousand_rows(forms):
    """The same rule gives the same words and numbers in all three forms."""
    columns = {
        f"u{number}": [1 + (row * (7919 + number * 101) % 30_001) / 10_000 for row in range(10_000)]
        for number in range(1, 10)
    }
    frame = pl.DataFrame({"id": range(10_000), **columns}).with_columns(
        pl.selectors.float().round(4)
    )
    pack, *others = (form.evaluate_frame(frame, problems="raise") for form in forms)
    assert set(pack["mutu"]) == {"a", "b", "c", "d"}
    for other in others:
        for output in ("mutu", "ikm", "kinerja_unit"):
            assert other[output].to_list() == pack[output].to_list()


def test_the_three_forms_explain_with_their_own_source(forms):
    """Each form cites what it was given, and one case agrees with the columns."""
    case = {f"u{number}": "3.5324" for number in range(1, 10)}
    pack, *others = (form.evaluate(case) for form in forms)
    for other in others:
        assert other.outputs == pack.outputs
        assert Citation(text="Lampiran") in other.explanation.all_citations()
