"""Charts hold the numbers of what they are made of; a picture comes of each."""

from fractions import Fraction

import polars as pl
import pytest
import vl_convert

from asn_kinerja import open_workspace
from asn_kinerja.comparison.compare import compare
from asn_kinerja.comparison.sensitivity import sweep
from asn_kinerja.comparison.varying import vary
from asn_kinerja.errors import InvalidInput
from asn_kinerja.reports import charts

CASE = {"nilai_skp": 95, "nilai_perilaku": 80, "penilaian_360": False, "ide_baru": False}


@pytest.fixture(scope="module")
def policies():
    """Two policies with a number, and one of words alone."""
    with open_workspace() as workspace:
        get = workspace.policies.get
        names = (
            "pp_30_2019.nilai_kinerja",
            "permenpanrb_38_2018.ip_asn",
            "permenpanrb_6_2022.predikat",
        )
        return [get(name) for name in names]


@pytest.fixture(scope="module")
def people():
    """Five people, one without a score."""
    return pl.DataFrame(
        {
            "id": list("abcde"),
            "nilai_skp": [95.0, 91.0, 88.0, 70.0, None],
            "nilai_perilaku": [80.0, 90.0, 86.0, 70.0, 90.0],
            "penilaian_360": [False] * 5,
            "ide_baru": [False] * 5,
        }
    )


@pytest.fixture(scope="module")
def compared(policies, people):
    """The rule, and the rule with Baik from 85."""
    return compare(people, [policies[0], vary(policies[0], {"batas_baik": 85})])


def _drawn(chart) -> str:
    return vl_convert.vegalite_to_svg(chart.to_dict())


def test_a_matrix_is_its_cells(compared):
    """The rows are the cells of the matrix, and everybody is in one of them."""
    rows = charts.transition_rows(compared.matrix())
    assert sum(row["people"] for row in rows) == compared.size == 5
    cell = next(row for row in rows if (row["before"], row["after"]) == ("Cukup", "Baik"))
    assert cell["people"] == 1
    svg = _drawn(charts.transition_chart(compared.matrix()))
    assert ">Cukup<" in svg
    assert ">Sangat kurang<" not in svg  # nobody is


def test_a_distribution_is_its_counts(compared):
    """The rows are the counts of each policy."""
    rows = charts.distribution_rows(compared)
    for name in compared.names:
        counts = [row["people"] for row in rows if row["policy"] == name]
        assert counts == list(compared.counts[name].values())
    assert "mark-rect" in _drawn(charts.distribution_chart(compared))


def test_withheld_numbers_stay_withheld(policies, people):
    """A number that is withheld is none in the rows, and three points in the picture."""
    changed = vary(policies[0], {"batas_baik": 85})
    compared = compare(people, [policies[0], changed], suppress=3)
    rows = charts.transition_rows(compared.matrix())
    assert None in [row["people"] for row in rows]
    assert ">…<" in _drawn(charts.transition_chart(compared.matrix()))


def test_parts_of_a_mean_add_up_to_it(policies):
    """A weighted mean falls into what each part brings in, exactly."""
    *parts, whole = charts.waterfall_rows(policies[0].evaluate(CASE), lang="en")
    assert [row["value"] for row in parts] == ["66.5", "24"]
    assert [row["start"] for row in parts] == ["0", "66.5"]
    assert whole["value"] == "90.5"
    assert "mark-rect" in _drawn(charts.waterfall_chart(policies[0].evaluate(CASE)))


def test_parts_of_a_sum_name_their_article(policies):
    """A sum falls into its parts, in their order, with sources."""
    case = {
        "pendidikan": "s1_d4", "jenis_jabatan": "jf", "diklat_fungsional": True,
        "diklat_teknis_jp": 24, "seminar": False, "predikat_kinerja": "baik",
        "hukuman_disiplin": "tidak_pernah",
    }  # fmt: skip
    found = policies[1].evaluate(case)
    *parts, whole = charts.waterfall_rows(found, output="ip_asn", lang="en")
    assert [row["value"] for row in parts] == ["15", "30", "25", "5"]
    assert whole["end"] == "75"
    assert all(row["source"] for row in parts)
    assert Fraction(whole["value"]) == found.outputs["ip_asn"]


@pytest.mark.parametrize("output", [None, "predikat_kinerja", "lain"])
def test_a_word_has_no_parts(policies, output):
    """What is no number, or is not there, is refused."""
    found = policies[2].evaluate(
        {"rating_hasil_kerja": "sesuai_ekspektasi", "rating_perilaku_kerja": "sesuai_ekspektasi"}
    )
    with pytest.raises(InvalidInput):
        charts.waterfall_rows(found, output=output)


def test_a_sweep_has_a_row_a_value_and_word(policies, people):
    """The rows are the counts of each value; where the policy does not hold there are none."""
    found = sweep(people, policies[0], parameter="batas_baik", values=[60, 85, 90])
    rows = charts.sweep_rows(found)
    assert {row["batas_baik"] for row in rows} == {"85", "90"}  # 60 lies below Cukup
    baik = [row["people"] for row in rows if row["word"] == "Baik"]
    assert baik == [3, 2]
    assert ">batas baik<" in _drawn(charts.sweep_chart(found))


def test_a_second_parameter_is_drawn_side_by_side(policies, people):
    """Two free parameters give a picture a value of the second; a balance gives one picture."""
    found = sweep(
        people, policies[0], parameter="batas_baik", values=[85, 90],
        second="batas_cukup", second_values=[70, 75],
    )  # fmt: skip
    assert "column" in charts.sweep_chart(found).to_dict()["encoding"]
    weighed = sweep(
        people, policies[0], parameter="bobot_skp", values=["0.6", "0.7"], balance="bobot_perilaku"
    )
    assert "column" not in charts.sweep_chart(weighed).to_dict()["encoding"]


def test_a_comparison_shows_its_matrix_in_a_notebook(compared, policies, people):
    """The display holds every cell and sum; a withheld number is three points there too."""
    shown = compared._repr_html_()
    assert shown.count("<tr>") == shown.count("</tr>") == len(compared.matrix().rows) + 2
    assert "pp_30_2019.nilai_kinerja (2)" in shown
    withheld = compare(people, [policies[0], vary(policies[0], {"batas_baik": 85})], suppress=3)
    assert "…" in withheld._repr_html_()
