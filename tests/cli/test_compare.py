"""The commands that compare policies, run as they are typed."""

import csv
import json
import subprocess
import sys
from collections import Counter

import pytest
from python_calamine import CalamineWorkbook

VARIANT = """
id = "pp_30_2019.perilaku_40"
extends = "pp_30_2019.nilai_kinerja"
title_id = "Perilaku 40 %, Baik mulai 85"
title_en = "Behaviour 40 %, Baik from 85"
"""
CHANGE = """
[parameters.{name}]
value = {value}
valid_from = 2021-07-01
citation = {{ text = "usulan tim kebijakan" }}
status = "confirmed"
authority = "practice"
"""
PARTS = {"bobot_skp": '"0.6"', "bobot_perilaku": '"0.4"', "batas_baik": "85"}
BASE = "pp_30_2019.nilai_kinerja"
TWO_KINDS = """
id = "contoh.dua"
title_id = "Jumlah"
title_en = "Sum"
purpose = "contoh"
governs_from = 2025-01-01
[regulation]
id = "contoh_1_2025"
title_id = "Contoh"
title_en = "Example"
in_force_from = 2025-01-01
citation = { article = "1" }
[inputs.target]
kind = "items"
title_id = "target"
title_en = "target"
[inputs.target.fields.poin]
kind = "number"
title_id = "poin"
title_en = "poin"
scale = 1
low = 0
high = 9
[inputs.inovasi]
kind = "items"
title_id = "inovasi"
title_en = "inovasi"
[inputs.inovasi.fields.skor]
kind = "number"
title_id = "skor"
title_en = "skor"
scale = 1
low = 0
high = 9
[steps.jumlah]
formula = "jumlah(target; poin) + jumlah(inovasi; skor)"
citation = { article = "2" }
[outputs.jumlah]
title_id = "Jumlah"
title_en = "Sum"
main = true
"""


def _people():
    """Invent people without chance: every step of two scores, some of them missing."""
    for number in range(300):
        skp = 60 + number * 7 % 55
        behaviour = "" if number % 37 == 0 else 60 + number * 11 % 55
        yield [f"p{number:03d}", f"Unit {'ABC'[number % 3]}", skp, behaviour, "tidak", "tidak"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with people, a variant, and a table of allowances."""
    folder = tmp_path_factory.mktemp("banding")
    changes = "".join(CHANGE.format(name=name, value=value) for name, value in PARTS.items())
    (folder / "varian.toml").write_text(VARIANT + changes, encoding="utf-8")
    with (folder / "orang.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "unit", "nilai_skp", "nilai_perilaku", "penilaian_360", "ide_baru"])
        writer.writerows(_people())
    (folder / "tunjangan.csv").write_text(
        "predikat,rupiah\nsangat_baik,3000000\nbaik,3000000\ncukup,2000000\nkurang,1000000\n"
        "sangat_kurang,0\n",
        encoding="utf-8",
    )
    return folder


def run(folder, *arguments):
    """Run a command in the folder; give code, output and errors."""
    done = subprocess.run(
        [sys.executable, "-m", "asn_kinerja", *arguments],
        cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


@pytest.fixture(scope="module")
def written(folder):
    """The three files of one comparison."""
    code, out, errors = run(
        folder, "compare", "orang.csv", "--policy", BASE, "--policy", "varian.toml",
        "--by", "unit", "--allowances", "tunjangan.csv", "--bounds", "-o", "hasil",
    )  # fmt: skip
    assert code == 0, errors
    return folder / "hasil", out


def _scored(folder, policy, name):
    code, _, errors = run(folder, "score", "orang.csv", "--policy", policy, "-o", name)
    assert code == 0, errors
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return [row["predikat_kinerja"] or "tanpa_hasil" for row in csv.DictReader(file)]


def test_the_written_matrix_is_that_of_two_scored_files(folder, written):
    """The matrix in JSON and XLSX is counted from the files that `score` writes."""
    pairs = Counter(
        zip(_scored(folder, BASE, "a.csv"), _scored(folder, "varian.toml", "b.csv"), strict=True)
    )
    content = json.loads((written[0] / "perbandingan.json").read_text(encoding="utf-8"))
    (matrix,) = content["matrices"]
    found = {
        (row, column): people
        for row, cells in zip(matrix["rows"], matrix["cells"], strict=True)
        for column, people in zip(matrix["columns"], cells, strict=True)
        if people
    }
    assert found == pairs
    assert matrix["total"] == 300
    sheets = CalamineWorkbook.from_path(written[0] / "perbandingan.xlsx")
    rows = sheets.get_sheet_by_name("Matriks perpindahan").to_python()[1:]
    assert sum(int(row[3]) for row in rows) == 300
    assert sorted(int(row[3]) for row in rows if row[3]) == sorted(pairs.values())


def test_the_page_says_what_moved_and_what_it_costs(written):
    """The page holds the changed values with their sources, the units, the rupiah."""
    page = (written[0] / "perbandingan.html").read_text(encoding="utf-8")
    for text in ("Perilaku 40 %, Baik mulai 85", "usulan tim kebijakan", "Unit A", "TERBATAS",
                 "Pasal 41", "Digerakkan oleh", "Paling sedikit"):  # fmt: skip
        assert text in page
    assert "http://" not in page
    assert "https://" not in page
    content = json.loads((written[0] / "perbandingan.json").read_text(encoding="utf-8"))
    amounts = {"sangat_baik": 3, "baik": 3, "cukup": 2, "kurang": 1}
    for row in content["cost"]:
        counts = content["counts"][row["policy"]]
        wanted = 1_000_000 * sum(amounts.get(word, 0) * n for word, n in counts.items())
        assert (row["rupiah"], row["without"]) == (wanted, counts["tanpa_hasil"])
    assert "300 orang" in written[1]


def test_bounds_hold_what_people_have(written):
    """Whoever has a result keeps it; those without one add to the highest alone, or surely."""
    content = json.loads((written[0] / "perbandingan.json").read_text(encoding="utf-8"))
    for bounds in content["bounds"]:
        counts = content["counts"][bounds["policy"]]
        assert bounds["missing"] == counts["tanpa_hasil"] == 9
        for word, low in bounds["lowest"].items():
            assert counts[word] <= low <= bounds["highest"][word] <= counts[word] + 9
        assert sum(bounds["lowest"].values()) <= 300 <= sum(bounds["highest"].values())


def test_withheld_numbers_stand_in_no_file(folder):
    """With a smallest number nobody is named and no small number of people is written."""
    code, _, errors = run(
        folder, "compare", "orang.csv", "--policy", BASE, "--policy", "varian.toml",
        "--by", "unit", "--suppress", "10", "-o", "tertutup.json", "--lang", "en",
    )  # fmt: skip
    assert code == 0, errors
    content = json.loads((folder / "tertutup.json").read_text(encoding="utf-8"))
    assert content["most_affected"] == []
    shown = [
        people
        for matrix in [*content["matrices"], *content["matrices_by"]["unit"]]
        for row in [*matrix["cells"], matrix["row_totals"], matrix["column_totals"]]
        for people in row
    ]
    assert None in shown
    assert not [people for people in shown if people is not None and 0 < people < 10]


def test_every_problem_is_told_and_nothing_is_written(folder):
    """Unknown policies, columns and endings are told at once; no file is left behind."""
    code, _, errors = run(
        folder, "compare", "orang.csv", "--policy", "pp_30_2019.nilai", "--policy", "tiada.toml",
        "-o", "gagal",
    )  # fmt: skip
    assert code == 2
    assert "pp_30_2019.nilai_kinerja" in errors
    assert "tiada.toml" in errors
    lines = (folder / "orang.csv").read_text(encoding="utf-8").replace("nilai_skp", "nilai")
    (folder / "salah.csv").write_text(lines, encoding="utf-8")
    code, _, errors = run(
        folder, "compare", "salah.csv", "--policy", BASE, "--policy", "varian.toml",
        "--by", "dinas", "-o", "gagal",
    )  # fmt: skip
    assert code == 2
    assert "nilai_skp" in errors
    assert "dinas" in errors
    code, _, errors = run(folder, "compare", "orang.csv", "--policy", BASE, "-o", "gagal.docx")
    assert code == 2
    assert ".docx" in errors
    assert not [path for path in folder.iterdir() if "gagal" in path.name or "tulis" in path.name]


def test_a_sweep_is_written_row_by_row(folder):
    """Each row counts everybody; a value that tears the policy is told and has no numbers."""
    code, out, errors = run(
        folder, "sweep", "orang.csv", "--policy", BASE, "--parameter", "batas_baik",
        "--from", "100", "--to", "115", "--step", "5", "-o", "deret.csv",
    )  # fmt: skip
    assert code == 0, errors
    with (folder / "deret.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["batas_baik"] for row in rows] == ["100", "105", "110", "115"]
    words = ("sangat_baik", "baik", "cukup", "kurang", "sangat_kurang", "tanpa_hasil")
    assert sum(int(rows[0][word]) for word in words) == 300
    assert rows[3]["baik"] == ""
    assert "turun" in out
    code, _, errors = run(
        folder, "sweep", "orang.csv", "--policy", BASE, "--parameter", "batas",
        "--from", "80", "--to", "90", "--step", "5", "-o", "gagal.csv",
    )  # fmt: skip
    assert code == 2
    assert "batas_baik" in errors
    assert not (folder / "gagal.csv").exists()


def test_units_are_set_beside_both_patterns(folder):
    """The command counts units that keep one pattern and break the other, and changes nothing."""
    code, _, errors = run(
        folder, "population", "generate", "--size", "120", "--seed", "3", "--profile", "kota",
        "-o", "kota.csv",
    )  # fmt: skip
    assert code == 0, errors
    before = (folder / "kota.csv").read_bytes()
    code, out, errors = run(
        folder, "distribution", "kota.csv", "--appraiser", "penilai", "-o", "pola.json",
        "--lang", "en",
    )  # fmt: skip
    assert code == 0, errors
    units = json.loads((folder / "pola.json").read_text(encoding="utf-8"))["units"]
    both = sum(u["fits"][0]["fits"] is True and u["fits"][1]["fits"] is False for u in units)
    first, second = (fit["pattern"] for fit in units[0]["fits"])
    assert f"Keep {first} but break {second}: {both} units." in out
    assert (folder / "kota.csv").read_bytes() == before
    code, out, errors = run(
        folder, "distribution", "kota.csv", "--policy", "permenpanrb_6_2022.predikat",
        "-o", "pola.csv",
    )  # fmt: skip
    assert code == 0, errors
    with (folder / "pola.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == 2 * len(units)


def test_items_of_two_kinds_are_compared_and_their_keys_checked(folder):
    """Each kind comes from its file; a case whose items count for another too is named by line."""
    files = {
        "dua.toml": TWO_KINDS,
        "satu.toml": 'extends = "dua.toml"\nid = "contoh.satu"\n[steps.jumlah]\n'
        'formula = "jumlah(inovasi; skor)"\ncitation = { article = "2" }\n',
        "kasus.csv": "id\na\nb\n",
        "target.csv": "id,poin\na,1.5\na,2\nb,1\n",
        "inovasi.csv": "id,skor\na,4\nb,3\n",
        "dobel.csv": "id\na\nb\na\n",
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    rest = ["--policy", "dua.toml", "--policy", "satu.toml", "-o", "dua.json", "--lang", "en",
            "--items", "target=target.csv", "--items", "inovasi=inovasi.csv"]  # fmt: skip
    code, out, _ = run(folder, "compare", "kasus.csv", *rest)
    assert code == 0
    assert "0 rise, 2 fall, 0 stay" in out
    code, _, err = run(folder, "compare", "dobel.csv", *rest)
    assert code == 2
    assert "dobel.csv:4 id: the case 'a' stands already at dobel.csv:2 id" in err
