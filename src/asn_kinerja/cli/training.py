"""The commands `training needs`, `plan`, `evaluate`, `levels` and `confirm`."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from asn_kinerja._extras import require
from asn_kinerja.cli import training_lines as lines
from asn_kinerja.cli.finding import read_day
from asn_kinerja.cli.telling import plain
from asn_kinerja.cli.terminal import (
    Actor,
    Lang,
    Language,
    console,
    failing_clearly,
    open_context,
)
from asn_kinerja.errors import InvalidInput, InvalidWorkbook, NotFound, Problem
from asn_kinerja.records.periods import Period

if TYPE_CHECKING:
    from asn_kinerja.reports.plan import PlanReport
    from asn_kinerja.services.context import ServiceContext

__all__ = ["training"]

training = typer.Typer(
    name="training",
    help="Pelatihan: kebutuhan, rencana, evaluasi, usulan level. / Training.",
    no_args_is_help=True,
)

_OPTIONS = {"period": "--year"}
_OF_PLAN = {
    **_OPTIONS,
    "decided_by": "--decide",
    "decided_on": "--date",
    "problem": "training plan",
    "reason": "--reopen",
}
_OF_CONFIRM = {
    **_OPTIONS,
    "assessor": "--assessor",
    "assessed_on": "--date",
    "Assessment.level": "--level",
}

Source = Annotated[
    str, typer.Argument(help="Alamat penyimpanan atau buku kerja .xlsx / store or workbook.")
]
StoreUrl = Annotated[
    str, typer.Argument(help="Alamat penyimpanan / address of the store: sqlite:///marelan.db")
]
Year = Annotated[
    str,
    typer.Option("--year", "--period", help="Tahun; boleh kosong bila hanya ada satu. / The year."),
]
Day = Annotated[str, typer.Option("--date", help="Tanggal / day, 2026-01-15; hari ini / today.")]
Out = Annotated[Path | None, typer.Option("-o", "--out", help="Folder hasil / folder of results.")]


@training.command()
def needs(
    source: Source,
    *,
    year: Year = "",
    person: Annotated[str, typer.Option("--person", help="Bagian nama / part of a name.")] = "",
    top: Annotated[int, typer.Option("--top", min=0, help="Paling banyak; 0 semua / all.")] = 0,
    lang: Lang = Language.ID,
) -> None:
    """Urutkan kebutuhan tiap orang; tidak ada yang disimpan. / Rank what each person needs."""
    with (
        failing_clearly(lang, options=_OPTIONS),
        _opened(source, year, actor="needs") as (context, period),
    ):
        from asn_kinerja.services.training_views import look_at_needs

        require("babel", extra="reports", feature="training needs")
        view = look_at_needs(context, period)
        lines.print_needs(view, person=person, top=top, lang=lang)


@training.command()
def plan(  # noqa: PLR0913 - the options of the command
    source: Source,
    *,
    year: Year = "",
    out: Out = None,
    optimiser: Annotated[
        str, typer.Option("--optimiser", help="exact, greedy, atau dari plugin / or of a plugin.")
    ] = "",
    propose: Annotated[
        bool, typer.Option("--propose", help="Simpan sebagai usulan / keep as a proposal.")
    ] = False,
    decide: Annotated[
        str | None, typer.Option("--decide", help="Tetapkan usulan; nama PPK / the PPK decides it.")
    ] = None,
    reopen: Annotated[
        str | None,
        typer.Option("--reopen", help="Buka yang sudah ditetapkan; alasan / the reason."),
    ] = None,
    day: Day = "",
    actor: Actor = "operator",
    lang: Lang = Language.ID,
) -> None:
    """Susun rencana; tanpa --propose tidak ada yang disimpan. / Plan; kept only if proposed."""
    with failing_clearly(lang, options=_OF_PLAN):
        asked = {
            "--propose": propose,
            "--decide": decide is not None,
            "--reopen": reopen is not None,
        }
        steps = [name for name, is_asked in asked.items() if is_asked]  # an empty name is one, too
        _check_plan(steps, optimiser=optimiser, day=day)
        if steps:
            _need_store(source)
        require("babel", extra="reports", feature="training plan")
        with _opened(source, year, actor=actor) as (context, period):
            report = _plan_report(
                context, period, optimiser=optimiser, propose=propose, decide=decide,
                reopen=reopen, day=_day(day),
            )  # fmt: skip
            lines.print_plan(report, lang=lang)
            if not report.is_kept:
                from asn_kinerja.services.training import find_plan

                with context.reading() as unit:
                    lines.print_kept(find_plan(unit, period), draft=report.plan, lang=lang)
            if out is not None:
                from asn_kinerja.cli.writing import write_plan

                for file in write_plan(report, out, stamp=context.now(), lang=lang):
                    console.print(plain(str(file)))


@training.command()
def evaluate(
    source: Source, *, year: Year = "", actor: Actor = "operator", lang: Lang = Language.ID
) -> None:
    """Evaluasi pelatihan: umpan balik, dampak, tindak lanjut. / What the courses achieved.

    Umpan balik yang hasilnya sudah disajikan ditutup. / Feedback that was shown is closed.
    """
    with (
        failing_clearly(lang, options=_OPTIONS),
        _opened(source, year, actor=actor) as (context, period),
    ):
        from asn_kinerja.services.sealing import find_seal
        from asn_kinerja.services.training import evaluate_training
        from asn_kinerja.services.training_views import look_at_effects

        require("babel", extra="reports", feature="training evaluate")
        with context.reading() as unit:
            seal = find_seal(unit, period)
        if seal is None:
            evaluate_training(context, period)
        else:
            lines.print_sealed(seal, lang=lang)
        lines.print_effects(look_at_effects(context, period), period=period, lang=lang)


@training.command()
def levels(
    store: StoreUrl, *, year: Year = "", actor: Actor = "operator", lang: Lang = Language.ID
) -> None:
    """Level yang diusulkan pelatihan dan menunggu asesor. / Levels that wait for an assessor."""
    with failing_clearly(lang, options=_OPTIONS):
        _need_store(store)
        with _opened(store, year, actor=actor) as (context, period):
            from asn_kinerja.services.levels import propose_levels
            from asn_kinerja.services.training_views import printed_names

            found = propose_levels(context, period)
            with context.reading() as unit:
                names = printed_names(unit)
            lines.print_levels(found, names=names, lang=lang)


@training.command()
def confirm(  # noqa: PLR0913 - the options of the command
    store: StoreUrl,
    code: Annotated[str, typer.Argument(help="Kode dari `training levels` / code of a level.")],
    *,
    assessor: Annotated[str, typer.Option("--assessor", help="Nama asesor / who assessed.")],
    level: Annotated[
        int | None, typer.Option("--level", help="Level yang ditemukan bila lain / if another.")
    ] = None,
    day: Day = "",
    year: Year = "",
    actor: Actor = "operator",
    lang: Lang = Language.ID,
) -> None:
    """Catat level yang ditemukan asesor. / Record the level that an assessor found."""
    with failing_clearly(lang, options=_OF_CONFIRM):
        _need_store(store)
        with _opened(store, year, actor=actor) as (context, period):
            from asn_kinerja.services.levels import confirm_level, propose_levels
            from asn_kinerja.services.training_views import printed_names

            proposals = propose_levels(context, period)
            known = [one for one in proposals if lines.level_code(one) == code]
            if len(known) != 1:
                raise NotFound(Problem("level_code_unknown", "code", value=code))
            found = confirm_level(
                context, known[0].enrolment_id, assessor=assessor, assessed_on=_day(day),
                level=level,
            )  # fmt: skip
            with context.reading() as unit:
                names = printed_names(unit)
            lines.print_confirmed(found, names=names, lang=lang)


def _check_plan(steps: Sequence[str], *, optimiser: str, day: str) -> None:
    """Refuse options that the step of a plan would leave unread."""
    if len(steps) > 1:
        raise InvalidInput(Problem("options_exclude", "plan", cure=" | ".join(steps)))
    if optimiser and steps not in ([], ["--propose"]):
        raise InvalidInput(Problem("options_exclude", "plan", cure=f"--optimiser | {steps[0]}"))
    if day and steps != ["--decide"]:
        raise InvalidInput(Problem("option_alone", "--date", value="--decide"))


def _plan_report(  # noqa: PLR0913 - what the command was told
    context: "ServiceContext",
    period: Period,
    *,
    optimiser: str,
    propose: bool,
    decide: str | None,
    reopen: str | None,
    day: date,
) -> "PlanReport":
    """Draft, propose, decide or reopen, and gather what came of it."""
    from asn_kinerja.services import plan_states as states

    if decide is not None:
        states.decide_plan(context, period, decided_by=decide, decided_on=day)
    elif reopen is not None:
        states.reopen_plan(context, period, reason=reopen)
    elif propose:
        return states.propose_plan(context, period, optimiser=optimiser or None)
    else:
        return states.draft_plan(context, period, optimiser=optimiser or None)
    return states.collect_plan(context, period)


@contextmanager
def _opened(source: str, year: str, *, actor: str) -> Iterator[tuple["ServiceContext", Period]]:
    """Open a store, or a workbook as a store in memory in which everybody is appraised."""
    from asn_kinerja.services.programme import STEPS, find_programme

    chosen = Period(year) if year else None
    if not _is_workbook(source):
        with open_context(source, actor=actor) as context:
            yield context, find_programme(context, chosen).period
        return
    require("python_calamine", extra="excel", feature="training")
    from asn_kinerja.converters.workbook.reading import read_workbook
    from asn_kinerja.services.exchange import import_workbook

    batch = read_workbook(Path(source))
    if not batch:
        raise InvalidWorkbook(Problem("workbook_empty", Path(source).name))
    with open_context("memory:", actor=actor, create=True) as context:
        import_workbook(context, batch)
        period = find_programme(context, chosen).period
        STEPS["appraise"](context, period)
        yield context, period


def _is_workbook(source: str) -> bool:
    return source.lower().endswith(".xlsx")


def _need_store(source: str) -> None:
    if _is_workbook(source):
        raise InvalidInput(Problem("source_no_store", "source", value=source))


def _day(text: str) -> date:
    return read_day(text or None, option="--date") or datetime.now(UTC).date()
