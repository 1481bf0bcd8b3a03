"""What the training commands print: tables of needs, plan, effects and levels, without NIP."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import TYPE_CHECKING

from asn_kinerja.cli.tables import print_table
from asn_kinerja.cli.telling import plain
from asn_kinerja.cli.terminal import console, say
from asn_kinerja.errors import NotFound, Problem

if TYPE_CHECKING:
    from asn_kinerja.records.assessments import Assessment
    from asn_kinerja.records.periods import Period
    from asn_kinerja.records.sealing import Seal
    from asn_kinerja.records.training import TrainingNeed, TrainingPlan
    from asn_kinerja.reports.plan import PlanReport
    from asn_kinerja.reports.wording import Words
    from asn_kinerja.services.levels import LevelProposal
    from asn_kinerja.services.training_views import EffectsView, NeedsView

__all__ = [
    "level_code",
    "print_confirmed",
    "print_effects",
    "print_kept",
    "print_levels",
    "print_needs",
    "print_plan",
    "print_sealed",
]

_CODE = 8  # signs of a hash; a year has thousands of levels at most


def level_code(proposal: "LevelProposal") -> str:
    """Give a short code of a proposed level that names nobody.

    Args:
        proposal: The proposal; its key may hold a NIP.

    Returns:
        Eight signs, always the same for one enrolment.
    """
    return sha256(proposal.enrolment_id.encode()).hexdigest()[:_CODE]


def print_needs(view: "NeedsView", *, person: str, top: int, lang: str) -> None:
    """Print the needs in their order.

    Args:
        view: The needs.
        person: Part of a name; empty for everybody.
        top: How many at most; 0 for all.
        lang: ``"id"`` or ``"en"``.

    Raises:
        NotFound: If nobody with a need is called so.
    """
    from asn_kinerja.reports.wording import Words

    words = Words(lang)
    chosen = [
        (place, need)
        for place, need in enumerate(view.needs, 1)
        if person.casefold() in view.names.get(need.employee_id, "").casefold()
    ]
    if person and not chosen:
        raise NotFound(Problem("person_without_need", "--person", value=person))
    shown = chosen[:top] if top else chosen
    rows = [(str(place), *_need(need, view.names, words)) for place, need in shown]
    heads = say(
        lang,
        indonesian="No.|Pegawai|Unit|Kebutuhan|Tindak lanjut|Syarat / dimiliki|Bobot|Nilai|Catatan",
        english="No.|Person|Unit|Need|Follow-up|Required / found|Weight|Value|Notes",
    )
    print_table(heads.split("|"), rows, console=console, titles=2)
    count = len({need.employee_id for need in view.needs})
    unassessed = len(view.unassessed)
    _tell(
        say(
            lang,
            indonesian=f"{len(view.needs)} kebutuhan pada {count} orang; {unassessed} kompetensi"
            " belum diasesmen. Konseling rahasia dan tidak ditampilkan.",
            english=f"{len(view.needs)} needs of {count} people; {unassessed} competencies not"
            " assessed. Counselling is confidential and not shown.",
        )
    )


def print_plan(report: "PlanReport", *, lang: str) -> None:
    """Print what a plan reaches, its money and its waiting list; it names nobody.

    Args:
        report: The plan.
        lang: ``"id"`` or ``"en"``.
    """
    from asn_kinerja.reports.plan_lines import (
        held_back_lines,
        plan_state,
        plan_tiles,
        plan_worth,
    )
    from asn_kinerja.reports.wording import Words

    words = Words(lang)
    state = plan_state(report.plan, words=words, is_kept=report.is_kept)
    _tell(f"[bold]{plain(state)}[/]")
    _tell(plain(plan_worth(report.plan, words=words)))
    for tile in plan_tiles(report, words=words):
        _tell(plain(f"  {tile.label}: {tile.value} {tile.small}".rstrip()))
    heads = [
        words.text(key)
        for key in ("labels.fund", "labels.ceiling", "labels.planned", "training.left")
    ]
    rows = [
        (row.fund.name, words.money(row.fund.ceiling), words.money(row.planned),
         words.money(row.left))
        for row in report.funds
    ]  # fmt: skip
    print_table(heads, rows, console=console)
    _tell(f"{words.text('training.waiting')}: {len(report.waiting)}")
    for line in held_back_lines(report.held_back, year=report.plan.period.year, words=words):
        _tell(f"[yellow]![/] {plain(line)}")


def print_kept(kept: "TrainingPlan | None", *, draft: "TrainingPlan", lang: str) -> None:
    """Say beside a draft what the store keeps as the proposal.

    Args:
        kept: The proposal; nothing is printed when there is none.
        draft: The draft that was printed.
        lang: ``"id"`` or ``"en"``.
    """
    from asn_kinerja.reports.wording import Words

    if kept is None:
        return
    value = Words(lang).number(kept.value)
    if kept.placements == draft.placements:
        told = say(
            lang,
            indonesian="Usulan yang tersimpan menempatkan orang yang sama.",
            english="The proposal that is kept places the same people.",
        )
    else:
        told = say(
            lang,
            indonesian=f"Usulan yang tersimpan lain dari rancangan ini ({kept.method}, nilai"
            f" {value}) dan tetap seperti semula.",
            english=f"The proposal that is kept is another one ({kept.method}, value {value}) and"
            " stays as it is.",
        )
    _tell(plain(told))


def print_effects(view: "EffectsView", *, period: "Period", lang: str) -> None:
    """Print how each course went and what follows; it names nobody.

    Args:
        view: The courses.
        period: The year evaluated.
        lang: ``"id"`` or ``"en"``.
    """
    from asn_kinerja.reports.course_effects import effect_lines
    from asn_kinerja.reports.wording import Words

    words = Words(lang)
    names = ("course", "n", "reaction", "learning", "behaviour_mark", "result_mark")
    heads = [words.text(f"labels.{name}") for name in names]
    heads += [words.text(f"training.{name}") for name in ("change", "association", "verdict")]
    rows = [
        (line.course, line.answers, *line.marks, line.change, line.association, line.verdict,
         line.advice)
        for line in effect_lines(view.courses, words=words)
    ]  # fmt: skip
    print_table([*heads, words.text("labels.advice")], rows, console=console)
    _tell(plain(words.text("training.effect_note")))
    following = period.year + 1
    if not view.held_back:
        _tell(
            say(
                lang,
                indonesian=f"Tidak ada pelatihan yang ditahan untuk {following}.",
                english=f"No course is held back in {following}.",
            )
        )
    for item in view.held_back:
        course = view.names.get(item.course_id, item.course_id)
        instead = ", ".join(view.names.get(name, name) for name in item.instead)
        told = say(
            lang,
            indonesian=f"Ditahan pada {following}: {course}; gantinya {instead}.",
            english=f"Held back in {following}: {course}; instead {instead}.",
        )
        _tell(f"[yellow]![/] {plain(told)}")


def print_sealed(seal: "Seal", *, lang: str) -> None:
    """Say that a year is shown as it was sealed, and not evaluated again.

    Args:
        seal: The seal of the year.
        lang: ``"id"`` or ``"en"``.
    """
    told = say(
        lang,
        indonesian=f"{seal.id} disegel pada {seal.sealed_on}: evaluasi ditampilkan seperti yang"
        " tersimpan, tidak dihitung ulang.",
        english=f"{seal.id} was sealed on {seal.sealed_on}: its evaluation is shown as it was kept"
        " and not made again.",
    )
    _tell(f"[yellow]![/] {plain(told)}")


def print_levels(
    proposals: Iterable["LevelProposal"], *, names: Mapping[str, str], lang: str
) -> None:
    """Print the levels that wait for an assessor, each with its code.

    Args:
        proposals: The proposals.
        names: Printed names, by id.
        lang: ``"id"`` or ``"en"``.
    """
    rows = [
        (
            level_code(one),
            names.get(one.employee_id, "?"),
            names.get(one.competency_id, one.competency_id),
            "-" if one.current is None else str(one.current),
            str(one.proposed),
        )
        for one in proposals
    ]
    if not rows:
        none = say(
            lang,
            indonesian="Tidak ada level yang menunggu asesor.",
            english="No level waits for an assessor.",
        )
        _tell(none)
        return
    heads = say(
        lang,
        indonesian="Kode|Pegawai|Kompetensi|Level sekarang|Diusulkan",
        english="Code|Person|Competency|Level now|Proposed",
    )
    print_table(heads.split("|"), rows, console=console, titles=2)


def print_confirmed(found: "Assessment", *, names: Mapping[str, str], lang: str) -> None:
    """Print the assessment that was recorded.

    Args:
        found: The assessment.
        names: Printed names, by id.
        lang: ``"id"`` or ``"en"``.
    """
    who = names.get(found.employee_id, "?")
    what = names.get(found.competency_id, found.competency_id)
    told = f"{who}: {what}, level {found.level} ({found.assessed_on.isoformat()})"
    _tell(say(lang, indonesian="Tercatat. ", english="Recorded. ") + plain(told))


def _need(need: "TrainingNeed", names: Mapping[str, str], words: "Words") -> tuple[str, ...]:
    from asn_kinerja.records.training import NeedKind
    from asn_kinerja.reports.wording import say as say_text
    from asn_kinerja.training.wording import NEED_REASONS

    is_gap = need.kind is NeedKind.PELATIHAN
    reason = say_text(NEED_REASONS, need.reason, words=words)
    notes = [reason] if need.reason != "gap" else []
    if need.noted:
        notes.append(words.text("training.noted"))
    return (
        names.get(need.employee_id, "?"),
        names.get(need.unit_id, need.unit_id),
        names.get(need.competency_id or "", need.competency_id or "") if is_gap else "-",
        words.text(f"training.follow_{need.kind.value}"),
        f"{words.show(need.required)} / {words.show(need.current)}" if is_gap else "-",
        words.number(need.weight) if is_gap else "-",
        words.number(need.priority) if is_gap else "-",
        " ".join(notes),
    )


def _tell(text: str) -> None:
    """Print a sentence, folded between words where it is longer than a line."""
    console.print(text, soft_wrap=False)
