"""The work of the lab without its page: what fails changes nothing and shows no number."""

from pathlib import Path

import polars as pl
import pytest

from asn_kinerja import open_workspace
from asn_kinerja.comparison.compare import compare
from asn_kinerja.errors import InvalidInput, InvalidPolicy, NotFound
from asn_kinerja.lab.session import LabSession
from asn_kinerja.scoring.difference import compare_policies

EXAMPLES = Path(__file__).parents[3] / "examples" / "policies"
POLICY = "pp_30_2019.nilai_kinerja"
QUESTION = {  # behaviour counts 40 % instead of 30 %, and Baik begins at 85
    "parameters.bobot_skp": "0,6",
    "parameters.bobot_perilaku": "0,4",
    "parameters.batas_baik": "85",
}


@pytest.fixture(scope="module")
def workspace():
    """Knows the law packs."""
    with open_workspace() as opened:
        yield opened


@pytest.fixture
def people(tmp_path):
    """Write three hundred people in three units."""
    frame = pl.DataFrame(
        {
            "id": [f"P{n:03}" for n in range(300)],
            "unit": [f"unit {n % 3}" for n in range(300)],
            "nama": [f"Orang {n}" for n in range(300)],
            "nilai_skp": [float(40 + n * 7 % 81) for n in range(300)],
            "nilai_perilaku": [float(40 + n * 11 % 81) for n in range(300)],
            "penilaian_360": [n % 5 == 0 for n in range(300)],
            "ide_baru": [n % 7 == 0 for n in range(300)],
        }
    )
    frame.write_parquet(tmp_path / "pegawai.parquet")
    return tmp_path / "pegawai.parquet"


@pytest.fixture
def session(workspace, people):
    """People and a policy, nothing changed."""
    made = LabSession(workspace)
    made.choose_policy(POLICY)
    made.use_file(people)
    return made


def test_an_unchanged_policy_moves_nobody(session):
    """The variant is the base, and the diagonal holds everybody."""
    shown = session.run({}, by="unit")
    assert shown.current
    assert shown.result.patches == ()
    matrix = shown.result.comparison.matrix()
    assert sum(matrix.cell(word, word) for word in matrix.rows) == matrix.total == 300


def test_a_saved_variant_gives_the_same_when_it_is_read_from_its_file(
    session, workspace, people, tmp_path
):
    """The file on its own, compared without the lab, gives the matrix that was shown."""
    shown = session.run(QUESTION, basis="Rapat 7", by="unit")
    path = session.save(tmp_path / "usulan.toml")
    read = workspace.load_policy(path)
    assert path.read_text(encoding="utf-8") == shown.result.text
    assert compare_policies(shown.result.variant, read) == ()
    alone = compare(pl.read_parquet(people), [workspace.policies.get(POLICY), read], by=["unit"])
    assert alone.matrix() == shown.result.comparison.matrix()
    assert alone.movers == shown.result.comparison.movers
    assert alone.matrix().total == 300
    assert {patch.place for patch in shown.result.patches} >= set(QUESTION)
    assert "Rapat 7" in shown.result.text


def test_an_opened_variant_goes_on_where_it_was_saved(session, tmp_path):
    """Its knobs show what it says, the result is the same, and a value can go back."""
    first = session.run(QUESTION).result
    path = session.save(tmp_path / "usulan.toml")
    session.open_variant(path)
    values = {knob.place: knob.value for knob in session.knobs}
    assert values["parameters.bobot_perilaku"] == "0.4"
    again = session.run({}).result
    assert again.comparison.matrix() == first.comparison.matrix()
    assert again.text == first.text
    back = session.run({"parameters.batas_baik": "90"}).result
    assert "batas_baik" in back.text
    assert {patch.place for patch in back.patches} == set(QUESTION) - {"parameters.batas_baik"}


@pytest.mark.parametrize(
    ("typed", "code", "place"),
    [
        ({"parameters.bobot_perilaku": "0,4"}, "weights_sum", "parameters.bobot_skp"),
        (
            {"parameters.bobot_skp": "1,2", "parameters.bobot_perilaku": "-0,2"},
            "weight_negative",
            "",
        ),
        ({"parameters.batas_baik": "60"}, "band_overlap", "steps.predikat"),
        ({"parameters.batas_baik": "130"}, "band_overlap", "steps.predikat"),
        ({"parameters.batas_baik": ""}, "required", "parameters.batas_baik"),
        ({"parameters.batas_baik": "banyak"}, "number_expected", "parameters.batas_baik"),
    ],
)
def test_a_broken_change_is_told_and_the_last_result_stays(session, typed, code, place):
    """What is wrong and where; the numbers are those of the last change that held."""
    good = session.run(QUESTION).result
    shown = session.run(typed)
    assert not shown.current
    assert shown.result is good
    assert code in {problem.code for problem in shown.problems}
    assert any(place in problem.place for problem in shown.problems)
    assert session.run(QUESTION).current


def test_before_the_first_result_a_broken_change_shows_no_number(session):
    """There is nothing to fall back to, and nothing to save."""
    shown = session.run({"parameters.bobot_perilaku": "0,4"})
    assert shown.result is None
    with pytest.raises(InvalidInput) as caught:
        session.save(Path("usulan.toml"))
    assert caught.value.problems[0].code == "lab_nothing_to_save"


def test_an_empty_cell_of_a_matrix_is_told_at_the_cell(workspace, tmp_path):
    """The words to choose from stand in the cure."""
    session = LabSession(workspace)
    session.choose_policy("permenpanrb_6_2022.predikat")
    pl.DataFrame(
        {
            "id": ["a", "b"],
            "rating_hasil_kerja": ["sesuai_ekspektasi", "di_atas_ekspektasi"],
            "rating_perilaku_kerja": ["di_bawah_ekspektasi", "sesuai_ekspektasi"],
        }
    ).write_parquet(tmp_path / "p.parquet")
    session.use_file(tmp_path / "p.parquet")
    cell = "steps.kuadran.cells.sesuai_ekspektasi.di_bawah_ekspektasi"
    shown = session.run({cell: None})
    assert [(one.code, one.place) for one in shown.problems] == [("required", cell)]
    assert "sangat_kurang" in shown.problems[0].to_do("id")
    moved = session.run({cell: "butuh_perbaikan"}).result.comparison
    assert moved.matrix().cell("kurang", "butuh_perbaikan") == 1


def test_a_file_without_a_needed_column_changes_nothing(session, people):
    """The column is named, with the one that may be meant; the people stay."""
    frame = pl.read_parquet(people)
    bad = people.with_name("kurang.csv")
    frame.rename({"nilai_skp": "nilai_skpp"}).drop("ide_baru").write_csv(bad)
    before = session.people
    with pytest.raises(InvalidInput) as caught:
        session.use_file(bad)
    assert [(one.code, one.value) for one in caught.value.problems] == [
        ("column_renamed", "nilai_skpp"),
        ("column_missing", "ide_baru"),
    ]
    assert session.people is before
    assert session.run({}).current


def test_a_policy_that_the_people_do_not_fit_changes_nothing(session):
    """Its columns are named, and the policy stays."""
    before = session.base
    with pytest.raises(InvalidInput) as caught:
        session.choose_policy("permenpanrb_6_2022.predikat")
    assert {one.value for one in caught.value.problems} >= {"rating_hasil_kerja"}
    assert session.base is before
    with pytest.raises(NotFound):
        session.choose_policy("permenpanrb_6_2022.predicat")


def test_a_bad_row_is_told_and_the_last_result_stays(session, people):
    """A value out of bounds names its row; nothing of the policy is shown for it."""
    good = session.run({}).result
    frame = pl.read_parquet(people).with_columns(nilai_skp=pl.lit(500.0))
    frame.write_parquet(people.with_name("buruk.parquet"))
    session.use_file(people.with_name("buruk.parquet"))
    shown = session.run({})
    assert shown.problems
    assert (shown.current, shown.result) == (False, good)


def test_an_interrupted_run_keeps_the_last_result(session, monkeypatch):
    """It is told, and the next change runs again."""
    good = session.run({}).result

    def interrupt(*_args, **_more):
        raise KeyboardInterrupt

    monkeypatch.setattr("asn_kinerja.comparison.compare.compare", interrupt)
    shown = session.run(QUESTION)
    assert [one.code for one in shown.problems] == ["lab_interrupted"]
    assert shown.result is good
    monkeypatch.undo()
    assert session.run(QUESTION).current


def test_the_same_change_is_not_computed_twice(session, monkeypatch):
    """The result of the last change is given again."""
    first = session.run(QUESTION).result
    monkeypatch.setattr("asn_kinerja.comparison.compare.compare", None)
    assert session.run(QUESTION).result is first


def test_a_variant_of_a_file_lies_beside_it_and_never_over_it(workspace, people, tmp_path):
    """What it extends is named by its file, so the folder is that of the base."""
    base = tmp_path / "dasar" / "nilai_kinerja.toml"
    base.parent.mkdir()
    base.write_text((EXAMPLES / "nilai_kinerja.toml").read_text(encoding="utf-8"), encoding="utf-8")
    frame = pl.read_parquet(people).rename({"nilai_skp": "skp", "nilai_perilaku": "perilaku"})
    frame.write_csv(people.with_suffix(".csv"))
    session = LabSession(workspace)
    session.use_file(people.with_suffix(".csv"))
    session.choose_policy(str(base))
    shown = session.run({"steps.predikat.edges.90": "88", "parameters.bobot_skp": "0,6"})
    assert [one.place for one in shown.result.patches] == [
        "parameters.bobot_skp", "predikat[baik]", "predikat[cukup]",
    ]  # fmt: skip
    for path, code in (
        (tmp_path / "usulan.toml", "lab_other_folder"),
        (base, "lab_held_file"),
        (base.with_suffix(".txt"), "file_kind"),
    ):
        with pytest.raises(InvalidInput) as caught:
            session.save(path)
        assert caught.value.problems[0].code == code
    saved = session.save(base.with_name("usulan.toml"))
    session.open_variant(saved)
    assert session.run({}).result.comparison.matrix() == shown.result.comparison.matrix()


def test_a_file_whose_weights_do_not_add_up_is_not_opened(session, tmp_path):
    """The sum is told, and what was open stays."""
    path = tmp_path / "usulan.toml"
    session.run(QUESTION)
    session.save(path)
    path.write_text(path.read_text(encoding="utf-8").replace("0.6", "0.5"), encoding="utf-8")
    before = session.knobs
    with pytest.raises(InvalidInput) as caught:
        session.open_variant(path)
    assert caught.value.problems[0].code == "weights_sum"
    assert session.knobs is before
    with pytest.raises(InvalidPolicy):
        session.open_variant(tmp_path / "tidak_ada.toml")


def test_a_file_that_extends_nothing_is_changed_like_a_policy(workspace):
    """It becomes the base."""
    session = LabSession(workspace)
    session.open_variant(EXAMPLES / "nilai_kinerja.toml")
    assert session.base.id == "contoh.nilai_kinerja"
    assert "extends" in session.write({})


def test_a_table_that_a_file_writes_whole_is_changed_in_the_file(workspace, tmp_path):
    """Its cut-offs are no knobs; the parameters are."""
    base = (EXAMPLES / "nilai_kinerja.toml").read_text(encoding="utf-8")
    (tmp_path / "nilai_kinerja.toml").write_text(base, encoding="utf-8")
    variant = tmp_path / "utuh.toml"
    variant.write_text(
        'extends = "nilai_kinerja.toml"\nid = "contoh.utuh"\n[steps.predikat]\nbands = "nilai"\n'
        'citation = "Usulan"\nrows = [{ from = 80, result = "baik" },\n'
        '{ to = 80, result = "cukup" }]\n',
        encoding="utf-8",
    )
    session = LabSession(workspace)
    session.open_variant(variant)
    assert [knob.place for knob in session.knobs] == ["parameters.bobot_skp"]


def test_what_is_counted_by_is_chosen_from_the_columns_of_words(session):
    """The unit comes first; names of people and inputs are left out where they are too many."""
    assert session.groupings()[0] == "unit"
    assert "nilai_skp" not in session.groupings()
    assert LabSession(session.workspace).groupings() == ()


def test_a_folder_that_cannot_be_written_is_told(session, tmp_path):
    """The variant stays, and no scratch is left."""
    session.run({})
    (tmp_path / "berkas").write_text("", encoding="utf-8")
    with pytest.raises(InvalidInput) as caught:
        session.save(tmp_path / "berkas" / "usulan.toml")
    assert caught.value.problems[0].code == "folder_unusable"
    assert {one.name for one in tmp_path.iterdir()} == {"berkas", "pegawai.parquet"}


def test_without_a_policy_or_people_nothing_runs(workspace):
    """What is missing is said."""
    session = LabSession(workspace)
    assert [one.place for one in session.run({}).problems] == ["policy"]
    session.choose_policy(POLICY)
    assert [one.place for one in session.run({}).problems] == ["people"]
    assert POLICY in session.names()


@pytest.mark.parametrize(
    "name",
    [
        "permenpanrb_6_2022.predikat",
        "pp_30_2019.nilai_kinerja",
        "permenpanrb_8_2021.nilai_skp_ja_jf",
    ],
)
def test_made_people_fit_a_policy_also_when_it_reads_items(workspace, name):
    """Items are made for a policy that reads them, also when it is chosen later."""
    session = LabSession(workspace)
    session.use_made(200, seed=7)
    assert session.people.items is None
    session.choose_policy(name)
    assert (session.people.items is not None) == (name == "permenpanrb_8_2021.nilai_skp_ja_jf")
    shown = session.run({}, by="unit")
    assert shown.current, shown.problems
    assert shown.result.comparison.size == 200


@pytest.mark.parametrize(("size", "profile"), [(0, "marelan"), (10, "atlantis")])
def test_people_that_cannot_be_made_change_nothing(session, size, profile):
    """A size of none and an unknown profile are told."""
    before = session.people
    with pytest.raises((InvalidInput, NotFound)):
        session.use_made(size, profile=profile)
    assert session.people is before


def test_people_of_a_parquet_file_with_numbers_as_ids_are_explained(workspace, people):
    """An id is text on the page, whatever the file holds."""
    numbered = pl.read_parquet(people).with_columns(id=pl.int_range(300))
    numbered.write_parquet(people.with_name("angka.parquet"))
    made = LabSession(workspace)
    made.choose_policy(POLICY)
    made.use_file(people.with_name("angka.parquet"))
    comparison = made.run({"parameters.batas_baik": "85"}).result.comparison
    assert comparison.explain("17").person == "17"
