"""`asn-kinerja demo`: one synthetic year of Kecamatan Medan Marelan, from workbook to report."""

from collections.abc import Callable
from datetime import UTC, datetime, time
from hashlib import sha256
from itertools import count
from pathlib import Path

from rich.table import Table

from asn_kinerja._extras import require
from asn_kinerja.cli.award_papers import write_awards
from asn_kinerja.cli.steps import progress, run_steps, step_name
from asn_kinerja.cli.telling import plain
from asn_kinerja.cli.terminal import console, open_context, say
from asn_kinerja.cli.writing import make_folder, write_plan, write_report
from asn_kinerja.reports.year import YearReport

__all__ = ["run_demo"]

ACTOR = "demo"


def run_demo(out: Path, *, lang: str) -> None:
    """Import the sample, carry out every step, write the documents, print five findings.

    The clock of the demo is the date of its report, and its salts are always the same, so that it
    gives the same files anywhere.

    Args:
        out: Folder of the results; used again, it gives the same files.
        lang: ``"id"`` or ``"en"``.

    Raises:
        MissingExtra: If a library it needs is not installed.
        InvalidInput: If the folder cannot be used.
    """
    for module, extra in (
        ("python_calamine", "excel"),
        ("xlsxwriter", "excel"),
        ("sqlalchemy", "sql"),
        ("holidays", "calendar"),
        ("jinja2", "reports"),
        ("altair", "reports"),
        ("vl_convert", "reports"),
        ("babel", "reports"),
        ("typst", "reports"),
    ):
        require(module, extra=extra, feature="asn-kinerja demo")
    from asn_kinerja.converters.workbook.reading import read_workbook
    from asn_kinerja.population import sample_path
    from asn_kinerja.records.programme import Programme
    from asn_kinerja.services.awards import judge_awards
    from asn_kinerja.services.exchange import import_workbook
    from asn_kinerja.services.plan_states import collect_plan
    from asn_kinerja.services.programme import collect_year

    make_folder(out)
    with progress() as bar:
        task = bar.add_task(step_name("import", lang), total=1)
        batch = read_workbook(sample_path())
        programme = batch.of(Programme)[0]
        noon = datetime.combine(programme.signed_on, time(12), tzinfo=UTC)
        store = f"sqlite:///{out / 'marelan.db'}"
        with open_context(
            store, actor=ACTOR, now=lambda: noon, create=True, entropy=_same_bytes()
        ) as context:
            import_workbook(context, batch)
            bar.update(task, advance=1)
            run_steps(context, programme.period, bar=bar, lang=lang)
            task = bar.add_task(step_name("report", lang), total=1)
            year = collect_year(context, programme.period)
            plan = collect_plan(context, programme.period)
            runs = judge_awards(context, programme.period)
        papers = write_awards(runs, out, lang=lang)
        planned = write_plan(plan, out / "rencana", stamp=noon, lang=lang)
        reported = write_report(year, out, lang=lang)
        files = (*reported, *planned, *papers, out / "marelan.db")
        bar.update(task, advance=1)
    _show(year, files, lang=lang)


def _same_bytes() -> Callable[[int], bytes]:
    """Stand in for chance where every person is invented."""
    numbers = count()
    return lambda size: sha256(b"demo %d" % next(numbers)).digest()[:size]


def _show(year: YearReport, files: tuple[Path, ...], *, lang: str) -> None:
    """Print where the files are, a summary, and five findings."""
    from asn_kinerja.reports.summary import findings, summary_tables

    for table in summary_tables(year, lang=lang):
        shown = Table(*table.headings, title=table.title, title_justify="left")
        for row in table.rows:
            shown.add_row(*map(plain, row))
        console.print(shown)
    console.print(say(lang, indonesian="[bold]Lima temuan[/]", english="[bold]Five findings[/]"))
    for number, finding in enumerate(findings(year, lang=lang), 1):
        console.print(f"  {number}. {plain(finding)}")
    console.print(say(lang, indonesian="[bold]Berkas[/]", english="[bold]Files[/]"))
    for file in files:
        console.print(f"  {plain(str(file))}")
