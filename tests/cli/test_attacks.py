"""Files that are wrong, hostile or late leave everything as it was, and are told in a few lines."""

import hashlib
import subprocess
import sys
import time
import zipfile
from io import BytesIO

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from asn_kinerja.converters.workbook.sheets.catalogue import SHEETS
from asn_kinerja.population import sample_path

HOSTILE = (
    "=1+1", "+1", "-1", "@SUM(A1)", "</script><script>alert(1)</script>", "<img src=x onerror=a>",
    "{{7*7}}", "[red]x[/red]",
)  # fmt: skip
LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)  # a file with a password begins so


@pytest.fixture
def cli(tmp_path):
    """Run the command line in a folder of its own."""

    def run(*arguments, wait=True):
        process = subprocess.Popen(
            [sys.executable, "-m", "asn_kinerja", *map(str, arguments)],
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        if not wait:
            return process
        out, err = process.communicate()
        return subprocess.CompletedProcess(arguments, process.returncode, out, err)

    return run


def sample_with(change):
    """Write the sample again with its cells changed by a function of sheet, heading and value."""
    book = CalamineWorkbook.from_path(str(sample_path()))
    made = BytesIO()
    with xlsxwriter.Workbook(made, {"strings_to_formulas": False}) as copy:
        day = copy.add_format({"num_format": "dd/mm/yyyy"})
        for name in book.sheet_names:
            page = copy.add_worksheet(name)
            rows = book.get_sheet_by_name(name).to_python()
            for line, row in enumerate(rows):
                for position, value in enumerate(row):
                    head = rows[0][position] if line else ""
                    new = change(name, head, value) if isinstance(value, str) and line else value
                    if hasattr(new, "isoformat"):
                        page.write_datetime(line, position, new, day)
                    elif new != "":
                        page.write(line, position, new)
    return made.getvalue()


def digest(folder):
    """Hash every file of a folder."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def bomb():
    """Make a small file that unpacks to more than any office needs."""
    made = BytesIO()
    with (
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/workbook.xml", "w") as member,
    ):
        for _ in range(310):
            member.write(bytes(1_000_000))
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(bytes, "no .xlsx workbook", id="empty"),
        pytest.param(lambda: b"NIP;Nama", "no .xlsx workbook", id="text"),
        pytest.param(
            lambda: sample_path().read_bytes()[:40_000], "no .xlsx workbook", id="cut off"
        ),
        pytest.param(lambda: LOCKED, "without a password", id="locked"),
        pytest.param(bomb, "holds too much", id="bomb"),
    ],
)
def test_what_is_no_workbook_is_refused(cli, tmp_path, content, said):
    """It is told what the file is not, with exit code 2; no store is made."""
    (tmp_path / "kantor.xlsx").write_bytes(content())
    done = cli("import", "kantor.xlsx", "--store", "sqlite:///kantor.db", "--lang", "en")
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["kantor.xlsx"]


@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_store_is_byte_for_byte_what_it_was(cli, tmp_path, lang):
    """Problems leave a filled store alone: the same bytes before and after."""
    store = "sqlite:///kantor.db"
    assert cli("import", sample_path(), "--store", store).returncode == 0
    before = digest(tmp_path)
    bad = sample_with(lambda _sheet, head, value: "Lumayan" if head == "Predikat" else value)
    (tmp_path / "salah.xlsx").write_bytes(bad)
    done = cli("import", "salah.xlsx", "--store", store, "--lang", lang)
    assert done.returncode == 2
    assert done.stderr.count("Lumayan") == done.stderr.count("→") > 1
    (tmp_path / "salah.xlsx").unlink()
    assert digest(tmp_path) == before


def test_hostile_text_stays_text(cli, tmp_path):
    """Formulas, markup and templates in cells come out as they went in, and do nothing."""
    free = {
        (sheet.name, column.heading)
        for sheet in SHEETS
        for column in sheet.columns
        if column.heading.startswith("Nama ") or column.heading in {"Saran", "Alasan", "Dasar"}
        if sheet.name not in {"Kompetensi", "Program"}
    }
    turn = iter(range(10**6))

    def spoil(sheet, head, value):
        if (sheet, head) in free and value:
            return HOSTILE[next(turn) % len(HOSTILE)] + value
        return value

    (tmp_path / "kantor.xlsx").write_bytes(sample_with(spoil))
    store = ("--store", "sqlite:///kantor.db")
    assert cli("import", "kantor.xlsx", *store).returncode == 0
    assert cli("run", *store, "--period", "2025").returncode == 0
    assert cli("report", *store, "--out", "hasil").returncode == 0
    page = (tmp_path / "hasil" / "laporan.html").read_text(encoding="utf-8")
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "&lt;/script&gt;&lt;script&gt;alert(1)" in page
    assert "{{7*7}}" in page
    with zipfile.ZipFile(tmp_path / "hasil" / "laporan.xlsx") as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        assert sheets
        assert not [name for name in sheets if b"<f>" in archive.read(name)]
        assert b">=1+1" in archive.read("xl/sharedStrings.xml")


def test_a_misspelt_store_is_not_made(cli, tmp_path):
    """Steps on a store that is not there say so, and leave no empty one behind."""
    store = ("--store", "sqlite:///kantro.db", "--lang", "en")
    for command in (["appraise", "--period", "2025"], ["run", "--period", "2025"],
                    ["report", "--out", "hasil"]):  # fmt: skip
        done = cli(*command, *store)
        assert done.returncode == 2
        assert "no store of that name" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_untouched_template_is_not_imported(cli, tmp_path):
    """Examples alone are told, rather than stored as nothing."""
    assert cli("template", "kantor.xlsx").returncode == 0
    done = cli("import", "kantor.xlsx", "--store", "sqlite:///kantor.db", "--lang", "en")
    assert done.returncode == 2
    assert "examples only" in done.stderr
    assert not (tmp_path / "kantor.db").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["template", "tiada/kantor.xlsx"], "cannot be written"),
        (["template", "kantor"], "kantor.xlsx"),
        (["report", "--store", "memory:", "--out", "berkas"], "programme"),
        (["demo", "--out", "berkas"], "berkas"),
        (["demo", "--out", "berkas/x"], "berkas"),
    ],
)
def test_places_that_cannot_be_written(cli, tmp_path, arguments, said):
    """A name or folder that will not do is told, with exit code 2."""
    (tmp_path / "berkas").write_text("")
    done = cli(*arguments, "--lang", "en")
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["berkas"]


def test_two_at_once_into_the_same_store(cli):
    """Two imports at the same time both succeed, and the year stands there once."""
    store = ("--store", "sqlite:///kantor.db", "--lang", "en")
    both = [cli("import", sample_path(), *store, wait=False) for _ in range(2)]
    outputs = [process.communicate() for process in both]
    assert [process.returncode for process in both] == [0, 0], outputs
    changed = sorted(int(out.split(" of ")[0]) for out, _ in outputs)
    assert changed[0] == 0
    assert cli("import", sample_path(), *store).stdout.startswith("0 of ")


def test_an_import_that_is_killed_leaves_all_or_nothing(cli):
    """Whenever the process dies, the next import finds nothing or everything, and finishes."""
    total = None
    for number, seconds in enumerate((0.8, 1.2, 1.6, 2.0, 2.4)):
        store = ("--store", f"sqlite:///{number}.db", "--lang", "en")
        process = cli("import", sample_path(), *store, wait=False)
        time.sleep(seconds)
        process.kill()
        process.communicate()
        words = cli("import", sample_path(), *store).stdout.split(" ")
        changed, total = int(words[0]), int(words[2])
        assert changed in {0, total}
    assert total
