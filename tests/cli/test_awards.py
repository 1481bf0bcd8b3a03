"""Awards by command: check, select, stability, and what is wrong in rules and lists."""

import json
import random
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

import attrs
import pytest
from typer.testing import CliRunner

from asn_kinerja.cli.app import app
from asn_kinerja.records.awards import AwardWin, Nomination, Selection
from asn_kinerja.workspace import open_workspace

CANDIDATES = Path(__file__).parents[2] / "examples" / "awards" / "calon.csv"


@pytest.fixture
def run():
    """Run a command; give its code and everything it printed."""

    def call(*arguments):
        done = CliRunner().invoke(app, [str(item) for item in arguments])
        return done.exit_code, done.output

    return call


def test_a_selection_writes_all_papers_the_same_in_any_order(run, tmp_path):
    """JSON and HTML are equal to the byte when the list is shuffled; the PDF is one."""
    head, *rows = CANDIDATES.read_text(encoding="utf-8").splitlines()
    random.Random(1).shuffle(rows)  # noqa: S311 - a test repeats itself
    shuffled = tmp_path / "acak.csv"
    shuffled.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    for source, folder in ((CANDIDATES, "satu"), (shuffled, "dua")):
        code, said = run(
            "awards", "select", source, "--programme", "marelan_tahun", "-o", tmp_path / folder,
            "--date", "2026-01-15",
        )  # fmt: skip
        assert code == 0, said
        assert "Lukman Hakim Sintetis" in said
    for name in ("penghargaan.json", "penghargaan.html", "penghargaan.pdf", "penghargaan.xlsx"):
        one, two = ((tmp_path / folder / name).read_bytes() for folder in ("satu", "dua"))
        assert one
        if name.endswith(("json", "html")):
            assert one == two
    assert (tmp_path / "satu" / "penghargaan.pdf").read_bytes().startswith(b"%PDF")


def test_the_papers_hold_what_a_complaint_asks_for(run, tmp_path):
    """Excluded with reasons, missing values, stability, version and digest, in both languages."""
    for lang, words in (
        (
            "id",
            ["Berita Acara", "Hukuman disiplin", "nilai belum ada", "Seberapa pasti", "RANCANGAN"],
        ),
        ("en", ["Minutes of the selection", "there is no value yet", "How sure", "DRAFT"]),
    ):
        out = tmp_path / lang
        code, said = run(
            "awards", "select", CANDIDATES, "--programme", "marelan_tahun", "-o", out,
            "--lang", lang, "--note", "DATA SINTETIS",
        )  # fmt: skip
        assert code == 0, said
        page = (out / "penghargaan.html").read_text(encoding="utf-8")
        found = json.loads((out / "penghargaan.json").read_text(encoding="utf-8"))
        for word in (*words, "DATA SINTETIS", found["digest"], found["version"]):
            assert word in page
        assert "http" not in page.replace('"http-equiv"', "")


def test_stability_is_said_in_sentences(run):
    """Margins, rival and shares for each pool."""
    code, said = run(
        "awards", "stability", CANDIDATES, "--programme", "marelan_tahun", "--lang", "en"
    )
    assert code == 0
    assert "may move between" in said
    assert "Nearest rival" in said


def test_built_in_programmes_are_shown_and_sound(run, tmp_path):
    """Each can be copied to a file, which is sound as it is."""
    names = run("awards", "example")[1].split()
    assert names == ["marelan_tahun", "marelan_triwulan", "satyalancana_karya_satya"]
    headings = ["syarat_masa_kerja", "syarat_masa_kerja", "tmt_cpns"]
    for name, heading in zip(names, headings, strict=True):
        copied = tmp_path / f"{name}.toml"
        copied.write_text(run("awards", "example", name)[1], encoding="utf-8")
        code, said = run("awards", "check", copied)
        assert code == 0
        assert heading in said


def test_all_that_is_wrong_in_a_programme_is_told_with_its_line(run, tmp_path):
    """Threshold and method; nothing is selected."""
    text = run("awards", "example", "marelan_tahun")[1]
    broken = tmp_path / "rusak.toml"
    broken.write_text(
        text.replace('threshold = "12"', 'threshold = "lama"').replace(
            'threshold = "baik"', 'threshold = "hebat"'
        ),
        encoding="utf-8",
    )
    code, said = run("awards", "check", broken)
    assert code == 2
    assert "rusak.toml:" in said
    assert "lama" in said
    assert "hebat" in said
    code, said = run("awards", "check", tmp_path / "tidak_ada.toml")
    assert code == 2


def test_all_that_is_wrong_in_a_list_is_told_with_its_place(run, tmp_path):
    """Class, number, answer and column that are unknown: all told, nothing written."""
    rows = CANDIDATES.read_text(encoding="utf-8").splitlines()
    cells = rows[1].split(",")
    cells[3], cells[6], cells[12] = "bupati", "mungkin", "sembilan"
    listed = tmp_path / "calon.csv"
    listed.write_text("\n".join([rows[0], ",".join(cells)]) + "\n", encoding="utf-8")
    out = tmp_path / "hasil"
    code, said = run("awards", "select", listed, "--programme", "marelan_tahun", "-o", out)
    assert code == 2
    for word in ("bupati", "mungkin", "sembilan", "calon.csv:2"):
        assert word in said
    assert not out.exists()
    listed.write_text(rows[0].replace("inovasi", "inovasii") + "\n" + rows[1], encoding="utf-8")
    code, said = run("awards", "select", listed, "--programme", "marelan_tahun", "-o", out)
    assert code == 2
    assert "inovasii" in said


@pytest.fixture
def office(demo, tmp_path):
    """The address of a store that holds the year of the demo, to be changed freely."""
    kept = tmp_path / "kantor.db"
    shutil.copy(demo / "marelan.db", kept)
    return f"sqlite:///{kept}"


def _records(url, kind):
    with open_workspace(url) as workspace, workspace.snapshot() as unit:
        return list(unit.repository(kind).scan())


def test_a_store_gives_the_same_papers_and_keeps_the_selection(run, office, tmp_path):
    """Winners are those of the stored year; a run again writes the same files and no audit."""
    before = _records(office, Selection)
    for folder in ("satu", "dua"):
        code, said = run(
            "awards", "select", "--store", office, "--programme", "MARELAN-2025",
            "-o", tmp_path / folder,
        )  # fmt: skip
        assert code == 0, said
    assert _records(office, Selection) == before
    page = (tmp_path / "satu" / "penghargaan.html").read_text(encoding="utf-8")
    assert page == (tmp_path / "dua" / "penghargaan.html").read_text(encoding="utf-8")
    assert "DATA SINTETIS" in page
    assert "Kecamatan Medan Marelan" in page
    assert "Kelurahan Labuhan Deli" in page  # a name, not the key of the unit
    with open_workspace(office) as workspace, workspace.snapshot() as unit:
        assert [entry.action for entry in unit.scan_audit()].count("select") == 1


def test_a_built_in_programme_on_a_store_needs_nominations(run, office, tmp_path):
    """Without them it says which are lacking; with them it is kept, also for another period."""
    asked = ["--store", office, "--programme", "marelan_triwulan", "-o", tmp_path / "a"]
    code, said = run("awards", "select", *asked)
    assert code == 2
    assert "nominasi" in said
    now = datetime(2026, 1, 2, tzinfo=UTC)
    with (
        open_workspace(office, actor="uji") as workspace,
        workspace.unit_of_work(recorded_at=now) as unit,
    ):
        nominations = unit.repository(Nomination)
        for item in list(nominations.scan()):
            name = "marelan_triwulan-2025-Q3"
            nominations.put(attrs.evolve(item, id=f"{name}/{item.id}", programme_id=name))
        unit.commit(action="import")
    code, said = run("awards", "select", *asked, "--period", "2025-Q3")
    assert code == 0, said
    found = json.loads((tmp_path / "a" / "penghargaan.json").read_text(encoding="utf-8"))
    assert found["outcome"]["programme"]["period"] == "2025-Q3"
    assert {item.programme_id for item in _records(office, Selection)} == {
        "MARELAN-2025", "marelan_triwulan-2025-Q3",
    }  # fmt: skip
    code, said = run("awards", "stability", "--store", office, "--programme", "MARELAN-2025",
                     "--period", "2024")  # fmt: skip
    assert code == 2
    assert "2024" in said


def test_winners_are_registered_by_the_day_of_the_decree(run, office):
    """One win a winner, without a NIP in what is printed; a day is asked for."""
    asked = ["--store", office, "--programme", "MARELAN-2025", "--date"]
    code, said = run("awards", "win", *asked, "2026-02-20")
    assert code == 0, said
    wins = _records(office, AwardWin)
    assert len(wins) == 5
    assert {str(item.won_on) for item in wins} == {"2026-02-20"}
    assert not re.search(r"\d{18}", said)
    assert run("awards", "win", *asked, "kemarin")[0] == 2
    assert run("awards", "win", *asked, "")[0] == 2


def test_candidates_come_from_a_list_or_a_store(run, office, tmp_path):
    """Both at once, or neither, is refused."""
    for given in ([CANDIDATES, "--store", office], []):
        code, said = run("awards", "select", *given, "--programme", "marelan_tahun",
                         "-o", tmp_path / "x")  # fmt: skip
        assert code == 2
        assert "--store" in said
    assert not (tmp_path / "x").exists()


def test_the_medal_for_years_of_service_is_proposed_by_a_list_of_careers(run, tmp_path):
    """Penalties and leaves restart the count; the papers are the same in any order of persons."""
    careers = CANDIDATES.with_name("riwayat.csv")
    head, *rows = careers.read_text(encoding="utf-8").splitlines()
    turned = tmp_path / "riwayat.csv"
    groups = {}
    for row in rows:
        groups.setdefault(row.partition(",")[0], []).append(row)
    turned.write_text(
        "\n".join([head, *(row for name in reversed(groups) for row in groups[name])]) + "\n",
        encoding="utf-8",
    )
    asked = ["--programme", "satyalancana_karya_satya", "--date", "2024-01-01", "-o"]
    for source, folder in ((careers, "satu"), (turned, "dua")):
        code, said = run("awards", "select", source, *asked, tmp_path / folder)
        assert code == 0, said
    for name in ("usul.json", "usul.html"):
        one, two = ((tmp_path / folder / name).read_bytes() for folder in ("satu", "dua"))
        assert one == two
    assert (tmp_path / "satu" / "usul.pdf").read_bytes().startswith(b"%PDF")
    found = json.loads((tmp_path / "satu" / "usul.json").read_text(encoding="utf-8"))
    assert {
        item["career"]["id"]: (item["state"], item["medal"]) for item in found["proposals"]
    } == {
        "R01": ("not_yet", ""),  # 9 years 10 months
        "R02": ("proposed", "xxx"),  # a light penalty breaks nothing
        "R03": ("proposed", "x"),  # medium, served in December 2010
        "R04": ("proposed", "x"),  # back from unpaid leave ten years ago
        "R05": ("proposed", "xx"),
        "R06": ("held", ""),  # 19 years 11 months, and X is held
        "R07": ("proposed", "x"),  # two leaves and a heavy penalty: from March 2012
        "R08": ("not_yet", ""),  # still on leave
        "R09": ("not_yet", ""),  # still serving
        "R10": ("needs_human", "xx"),  # nobody attested
        "R11": ("needs_human", "x"),  # under examination
        "R12": ("not_eligible", ""),  # PPPK
        "R13": ("held", ""),
        "R14": ("not_eligible", ""),  # the general conditions are not met
    }
    code, said = run("awards", "select", "--store", "memory:", *asked, tmp_path / "x")
    assert code == 2
    assert "riwayat" in said


def test_the_papers_name_the_quota_that_moved_each_person(run, tmp_path):
    """Two from one unit lead; one wins, and the papers say by which quota the others moved."""
    rules = tmp_path / "tahun.toml"
    rules.write_text(run("awards", "example", "marelan_tahun")[1], encoding="utf-8")
    head = CANDIDATES.read_text(encoding="utf-8").splitlines()[0]
    met = ",".join(["ya"] * 5)
    people = (("A", "Terjun", 99), ("B", "Terjun", 98), ("C", "Kecamatan", 97), ("D", "Pusat", 60))
    rows = [
        f"{name},{name} Sintetis,{unit},pelaksana,pns,,{met},baik,90,98,{mark},50"
        for name, unit, mark in people
    ]
    listed = tmp_path / "calon.csv"
    listed.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    code, said = run("awards", "select", listed, "--programme", rules, "-o", tmp_path / "hasil",
                     "--lang", "en")  # fmt: skip
    assert code == 0, said
    assert "Pelaksana: A Sintetis; C Sintetis" in said
    page = (tmp_path / "hasil" / "penghargaan.html").read_text(encoding="utf-8")
    moved = re.findall(r"<p>(\w) Sintetis \(rank \d\)[^<]*", page)
    assert moved == ["B", "C"]
    assert page.count("Ketentuan program: paling banyak satu pemenang dari satu unit") == 3


def test_the_example_programme_selects_from_the_example_list(run, tmp_path):
    """One PPPK at least, one of a unit at most: the papers say who came in or went by that."""
    rules = CANDIDATES.with_name("pelayanan_publik.toml")
    assert run("awards", "check", rules)[0] == 0
    code, said = run("awards", "select", CANDIDATES, "--programme", rules, "-o", tmp_path,
                     "--date", "2026-01-15")  # fmt: skip
    assert code == 0, said
    found = json.loads((tmp_path / "penghargaan.json").read_text(encoding="utf-8"))
    (pool,) = found["outcome"]["selections"]
    by_id = {entry["employee_id"]: entry for entry in found["outcome"]["entries"]}
    winners = [by_id[c["employee_id"]] for c in pool["candidates"] if c["place"] == "winner"]
    assert len({entry["unit_id"] for entry in winners}) == len(winners) == 3
    assert "pppk" in {entry["status"] for entry in winners}
    page = (tmp_path / "penghargaan.html").read_text(encoding="utf-8")
    assert "Paling sedikit 1 pemenang dari status kepegawaian PPPK" in page
    assert "Paling banyak 1 pemenang dari setiap unit kerja" in page
    assert "Undian penghargaan pelayanan publik 2025" in page


def test_nominations_and_marks_of_judges_come_from_lists(run, office, tmp_path):
    """A built-in programme gets its candidates on a store; the same list again changes nothing."""
    people = sorted({item.employee_id for item in _records(office, Nomination)})
    listed, marked = tmp_path / "nominasi.csv", tmp_path / "nilai.csv"
    rows = [f"{name},Camat,{60 + at}.5,berkas" for at, name in enumerate(people)]
    listed.write_text("\n".join(["id,diusulkan_oleh,inovasi,bukti", *rows]), encoding="utf-8")
    asked = ["--store", office, "--programme", "marelan_tahun"]
    code, said = run("awards", "nominate", listed, *asked)
    assert code == 0, said
    assert f"marelan_tahun: {len(people) + 1} catatan" in said  # the programme is kept as well
    assert "marelan_tahun: 0 catatan" in run("awards", "nominate", listed, *asked)[1]
    code, said = run("awards", "select", *asked, "-o", tmp_path / "hasil")
    assert code == 0, said
    found = json.loads((tmp_path / "hasil" / "penghargaan.json").read_text(encoding="utf-8"))
    assert [entry["employee_id"] for entry in found["outcome"]["entries"]] == people
    rules = tmp_path / "panel.toml"
    text = run("awards", "example", "marelan_tahun")[1].replace("marelan_tahun", "panel")
    judges = (
        '[panel]\njudges = [{ id = "j1", name = "Juri Satu" }, { id = "j2", name = "Juri Dua" }]\n'
    )
    rules.write_text(
        text.replace('source = "inovasi"', 'source = "panel"') + judges, encoding="utf-8"
    )
    rows = [f"{judge},{name},inovasi,{70 + at}," for judge in ("j1", "j2")
            for at, name in enumerate(people)]  # fmt: skip
    rows[-1] = f"j2,{people[-1]},inovasi,,keluarga"
    marked.write_text("\n".join(["juri,id,kriteria,nilai,mundur_karena", *rows]), encoding="utf-8")
    asked = ["--store", office, "--programme", rules]
    assert run("awards", "nominate", listed, "--marks", marked, *asked)[0] == 0
    code, said = run("awards", "select", *asked, "-o", tmp_path / "panel")
    assert code == 0, said
    page = (tmp_path / "panel" / "penghargaan.html").read_text(encoding="utf-8")
    assert "j2 mengundurkan diri (keluarga)" in page


def test_all_that_is_wrong_in_lists_for_a_store_is_told(run, office, tmp_path):
    """Blanks, numbers, a mark beside a reason, the same twice, and people nobody knows."""
    listed, marked = tmp_path / "nominasi.csv", tmp_path / "nilai.csv"
    asked = ["--store", office, "--programme", "MARELAN-2025"]
    before = _records(office, Nomination)
    listed.write_text(
        "id,diusulkan_oleh,inovasi\n,Camat,\nx,,101\ny,Camat,baik\n", encoding="utf-8"
    )
    code, said = run("awards", "nominate", listed, *asked)
    assert code == 2
    for place in ("nominasi.csv:2 id", "nominasi.csv:3 diusulkan_oleh", "nominasi.csv:4 inovasi"):
        assert place in said
    listed.write_text("id,diusulkan_oleh\nx,Camat\nx,Camat\n", encoding="utf-8")
    assert "nominasi.csv:3" in run("awards", "nominate", listed, *asked)[1]
    listed.write_text("id,diusulkan_oleh\nx,Camat\n", encoding="utf-8")
    code, said = run("awards", "nominate", listed, *asked)
    assert code == 2
    assert "Nomination" in said or "Nominasi" in said
    marked.write_text(
        "juri,id,kriteria,nilai,mundur_karena\nj1,x,panel,70,keluarga\n", encoding="utf-8"
    )
    code, said = run("awards", "nominate", "--marks", marked, *asked)
    assert code == 2
    assert "nilai.csv:2" in said
    assert _records(office, Nomination) == before
