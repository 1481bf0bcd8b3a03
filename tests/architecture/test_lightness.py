"""What importing the package costs and does: as little as can be."""

import json
import subprocess
import sys
import textwrap

OPTIONAL = [
    "alembic", "altair", "babel", "duckdb", "highspy", "holidays", "hypothesis", "jinja2", "marimo",
    "narwhals", "numpy", "openpyxl", "pandas", "playwright", "polars", "psycopg", "pyarrow",
    "pymcdm", "pymysql", "pyspark", "pytest", "python_calamine", "rich", "sqlalchemy", "tomlkit",
    "typer", "typst", "vl_convert", "xlsxwriter",
]  # fmt: skip


def _run(script: str, *arguments: str, cwd=None) -> str:
    """Run a script in a fresh interpreter that writes no byte code."""
    command = [sys.executable, "-B", "-c", textwrap.dedent(script), *arguments]
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_importing_loads_the_standard_library_alone():
    """`import asn_kinerja` loads itself and the standard library, nothing else."""
    loaded = _run("""
        import json, sys
        before = set(sys.modules)
        import asn_kinerja
        print(json.dumps(sorted(set(sys.modules) - before)))
    """)
    tops = {name.partition(".")[0] for name in json.loads(loaded)}
    assert "asn_kinerja" in tops
    assert not tops - {"asn_kinerja"} - sys.stdlib_module_names


def test_importing_writes_and_starts_nothing(tmp_path):
    """`import asn_kinerja` writes no file and starts no thread, process or connection."""
    seen = _run(
        """
        import json, os, sys
        seen = []
        deeds = ("subprocess.", "socket.", "os.mkdir", "os.remove", "os.rename", "os.system",
                 "os.fork", "os.posix_spawn", "_thread.start", "sqlite3.", "tempfile.")
        def watch(event, arguments):
            if event == "open" and (arguments[2] or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
                seen.append(["open", str(arguments[0])])
            elif event.startswith(deeds):
                seen.append([event, ""])
        sys.addaudithook(watch)
        import asn_kinerja
        print(json.dumps(seen))
        """,
        cwd=tmp_path,
    )
    assert json.loads(seen) == []
    assert list(tmp_path.iterdir()) == []


def test_scoring_one_person_needs_no_optional_library():
    """A workspace opens and a policy scores and explains with attrs, cattrs and pluggy alone."""
    out = _run(
        """
        import sys
        banned = set(sys.argv[1].split(","))
        class Refuse:
            def find_spec(self, name, path=None, target=None):
                if name.partition(".")[0] in banned:
                    raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        sys.meta_path.insert(0, Refuse())
        import asn_kinerja
        with asn_kinerja.open_workspace() as workspace:
            policy = workspace.policies.get("permenpanrb_6_2022.predikat")
            found = policy.evaluate({
                "rating_hasil_kerja": "sesuai_ekspektasi",
                "rating_perilaku_kerja": "di_atas_ekspektasi",
            })
            print(found.value)
            print(found.explanation.render("id"))
        """,
        ",".join(OPTIONAL),
    )
    value, _, explanation = out.partition("\n")
    assert value == "baik"
    assert "6/2022" in explanation or "6 Tahun 2022" in explanation
