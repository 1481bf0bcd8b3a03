"""The commands of synthetic populations, run as they are typed."""

import hashlib
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner

from asn_kinerja.cli.app import app
from asn_kinerja.population import generate_frame

MAIN = [
    "permenpanrb_6_2022.predikat",
    "pp_30_2019.nilai_kinerja",
    "pp_46_2011.prestasi_kerja",
    "permenpanrb_38_2018.ip_asn",
]


@pytest.fixture
def command(tmp_path, monkeypatch):
    """Runs a command in an empty folder; gives code, output and errors."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")

    def run(*arguments):
        done = CliRunner().invoke(app, list(arguments))
        return done.exit_code, done.stdout, done.stderr

    return run


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A folder with the same population in each kind of file, made in a process of its own."""
    folder = tmp_path_factory.mktemp("populasi")
    for kind, size in (("csv", 900), ("parquet", 900), ("xlsx", 120)):
        done = subprocess.run(
            [
                sys.executable, "-m", "asn_kinerja", "population", "generate", "--size", str(size),
                "--seed", "8", "--profile", "kota", "-o", f"orang.{kind}", "--items",
                f"butir.{kind}", "--units", f"unit.{kind}",
            ],
            cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        assert f"orang.{kind}: {size} orang sintetis" in done.stdout
    return folder


def test_two_processes_write_the_same_bytes(made, command):
    """The CSV of another process has the SHA-256 of the CSV of this one."""
    code, *_ = command(
        "population", "generate", "--size", "900", "--seed", "8", "--profile", "kota",
        "-o", "orang.csv", "--items", "butir.csv",
    )  # fmt: skip
    assert code == 0
    for name in ("orang.csv", "butir.csv"):
        here, there = (
            hashlib.sha256(path.read_bytes()).hexdigest() for path in (made / name, Path(name))
        )
        assert here == there


def test_every_kind_of_file_holds_the_same_people(made, command):
    """Parquet, CSV and XLSX agree cell by cell with the frame of the library."""
    frame = generate_frame(900, seed=8, profile="kota")
    assert pl.read_parquet(made / "orang.parquet").equals(frame)
    assert (made / "orang.csv").read_text(encoding="utf-8") == frame.write_csv()
    assert pl.read_parquet(made / "butir.parquet").height > 900 * 5
    units = pl.read_parquet(made / "unit.parquet")
    assert set(units["unit"]) == set(frame["unit"])
    assert (made / "unit.csv").read_text(encoding="utf-8") == units.write_csv()
    code, out, _ = command("population", "check", str(made / "orang.xlsx"), "--profile", "kota")
    assert code == 0
    assert "angka dihitung, 0 di luar toleransi" in " ".join(out.split())


@pytest.mark.parametrize("policy", MAIN)
@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_score_takes_a_population_as_it_is(made, command, policy, kind):
    """The file goes into `score` unchanged; nearly everybody has a result."""
    code, out, err = command(
        "score", str(made / f"orang.{kind}"), "--policy", policy, "-o", f"hasil.{kind}"
    )
    assert code == 0, err
    assert "900 baris" in out
    assert int(out.split("baris, ")[1].split()[0]) < 90


def test_score_takes_the_indicators_as_they_are(made, command):
    """The file of indicators joins by id; who has a plan has proposed ratings or a reason."""
    code, out, err = command(
        "score", str(made / "orang.parquet"), "--items", str(made / "butir.parquet"),
        "--policy", "permenpanrb_6_2022.usulan_rating", "-o", "hasil.parquet",
    )  # fmt: skip
    assert code == 0, err
    assert "900 baris" in out
    assert pl.read_parquet("hasil.parquet")["usulan_hasil_kerja"].null_count() < 700


def test_check_tells_what_differs(made, command):
    """Another profile is named figure by figure, in both languages, with exit code 1."""
    for lang, words in (("id", "di luar toleransi"), ("en", "out of tolerance")):
        code, out, _ = command("population", "check", str(made / "orang.csv"), "--lang", lang)
        assert code == 1
        assert "jenis_kelamin.perempuan" in out
        assert words in " ".join(out.split())
    assert "0,5200" not in out


def test_check_lists_everything_on_request(made, command):
    """With `--all` the figures that hold are listed as well."""
    code, out, _ = command(
        "population", "check", str(made / "orang.parquet"), "--profile", "kota", "--all"
    )
    assert code == 0
    assert len([line for line in out.splitlines() if line.count(",") == 3]) >= 70


def test_profiles_are_listed_with_their_sources(command):
    """Each profile is named, and what somebody published names who."""
    code, out, _ = command("population", "profiles", "--lang", "en")
    assert code == 0
    assert {"kota", "marelan", "nasional"} <= {line.partition(":")[0] for line in out.splitlines()}
    assert "jenis_kelamin: BKN" in out
    assert out.count("All other figures are assumptions.") == 3


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"--size": "0"}, "size: 0 di luar batas"),
        ({"--seed": "-1"}, "seed: -1 di luar batas"),
        ({"--profile": "kotta"}, "Yang dikenal: kota"),
        ({"-o": "orang.doc"}, "Pakai salah satu dari: .parquet, .csv, .xlsx"),
        ({"-o": "tidak/ada/orang.csv"}, "Buat foldernya dahulu"),
        ({"--size": "1048576", "-o": "orang.xlsx"}, "1048576 baris tidak muat"),
        ({"--size": "200000", "--items": "butir.xlsx"}, "1200000 baris tidak muat"),
        ({"--items": "orang.csv"}, "diminta dua kali"),
        ({"--profile": "hilang.toml"}, "hilang.toml"),
    ],
)
def test_bad_requests_are_answered_before_anything_is_made(command, tmp_path, change, said):
    """A wrong request is a message with a cure and exit code 2; no file is left."""
    options = {"--size": "50", "--seed": "1", "-o": "orang.csv", **change}
    code, _, err = command("population", "generate", *(x for pair in options.items() for x in pair))
    assert code == 2
    assert said in " ".join(err.split())
    assert list(tmp_path.iterdir()) == []


def test_all_problems_of_a_request_are_named_at_once(command):
    """Two files with two problems each give four messages."""
    _, _, err = command(
        "population", "generate", "--size", "2000000", "--seed", "1",
        "-o", "a/orang.xlsx", "--items", "b/butir.xlsx",
    )  # fmt: skip
    assert "Ada 4 masalah" in err


def test_a_broken_run_leaves_the_old_file(command, tmp_path, monkeypatch):
    """A disk that fills while writing leaves the file of before, and no scratch."""
    target = tmp_path / "orang.csv"
    target.write_text("lama", encoding="utf-8")

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pl.DataFrame, "write_csv", full)
    code, _, err = command(
        "population", "generate", "--size", "50", "--seed", "1", "-o", "orang.csv"
    )
    assert code == 2
    assert "No space left on device" in " ".join(err.split())
    assert [path.name for path in tmp_path.iterdir()] == ["orang.csv"]
    assert target.read_text(encoding="utf-8") == "lama"


@pytest.mark.parametrize("name", ["hilang.csv", "orang.pdf", "rusak.parquet", "kosong.csv"])
def test_check_refuses_what_is_no_population(command, tmp_path, name):
    """A missing, foreign, broken or empty file is a message, not a failure."""
    (tmp_path / "rusak.parquet").write_bytes(b"PAR1 tidak")
    (tmp_path / "kosong.csv").write_bytes(b"")
    code, _, err = command("population", "check", name)
    assert code == 2
    assert "masalah" in err
