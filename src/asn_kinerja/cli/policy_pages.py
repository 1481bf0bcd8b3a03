"""Policies on a terminal: the list of all, and one as a person reads it."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from rich.console import RenderableType
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from asn_kinerja.legal.conflicts import Conflict
from asn_kinerja.legal.parameters import Parameter, ParameterVersion, Status
from asn_kinerja.legal.wording import Wording
from asn_kinerja.scoring.display import show
from asn_kinerja.scoring.inputs import InputSpec, Kind
from asn_kinerja.scoring.nodes import (
    Bands,
    Constant,
    Lookup,
    Matrix,
    Node,
    ParameterValue,
    Undetermined,
)
from asn_kinerja.scoring.outline import Tabulated, outline, tables_of
from asn_kinerja.scoring.phrases import Names, edge_words
from asn_kinerja.scoring.policy import Policy

__all__ = ["list_of_policies", "page_of"]

_KINDS = {
    Kind.NUMBER: Wording("angka", "number"),
    Kind.COUNT: Wording("bilangan bulat", "whole number"),
    Kind.WORD: Wording("kata", "word"),
    Kind.FLAG: Wording("ya / tidak", "yes / no"),
    Kind.DATE: Wording("tanggal", "date"),
    Kind.ITEMS: Wording("daftar, tiap baris:", "list, each row:"),
}
_UNITS = {
    "box": Wording("kotak", "box"),
    "credit": Wording("angka kredit", "credit"),
    "day": Wording("hari", "days"),
    "factor": Wording("", ""),
    "index": Wording("", ""),
    "ipk": Wording("IPK", "IPK"),
    "jp": Wording("JP", "JP"),
    "letter": Wording("surat", "letters"),
    "month": Wording("bulan", "months"),
    "percent": Wording("persen", "per cent"),
    "person": Wording("orang", "people"),
    "point": Wording("poin", "points"),
    "rupiah": Wording("rupiah", "rupiah"),
    "share": Wording("bagian (0-1)", "share (0-1)"),
    "working_day": Wording("hari kerja", "working days"),
    "year": Wording("tahun", "years"),
}
_KEY = 40  # columns within which a key is not broken
_NO_UNIT = frozenset({"word", "flag", "date"})


def list_of_policies(policies: Iterable[tuple[Policy, int]], *, lang: str) -> Table:
    """List policies, one a row.

    Args:
        policies: Each with the number of its worked cases.
        lang: ``"id"`` or ``"en"``.

    Returns:
        A table that keeps ids whole at 80 columns.
    """
    heads = {
        "id": ("kebijakan", "berlaku", "mengatur", "status", "kasus", "pertentangan"),
        "en": ("policy", "in force", "governs", "status", "cases", "conflicts"),
    }[lang]
    table = _table(heads, numbers=heads[4:])
    listed = tuple(policies)
    for column, width in zip(
        table.columns, (0, 12, 12, 14 if lang == "en" else 12, 5, len(heads[-1])), strict=True
    ):
        column.min_width = width or max(len(policy.id) for policy, _ in listed)
        column.max_width = column.min_width
    for policy, cases in listed:
        regulation = policy.regulation
        doubt = "" if regulation.dates_confirmed else " ?"
        table.add_row(
            _named(policy.id, policy.title.render(lang)),
            _days(regulation.in_force_from, regulation.in_force_until, doubt),
            _days(policy.governs_from, policy.governs_until),
            _status(policy, lang),
            str(cases),
            str(len(policy.conflicts)),
        )
    table.caption = {
        "id": "? tanggal berlaku belum dikonfirmasi",
        "en": "? the days in force are unconfirmed",
    }[lang]
    table.caption_justify = "left"
    return table


def page_of(policy: Policy, *, lang: str) -> Iterator[RenderableType]:
    """Show what a policy consists of, as a person reads it.

    Args:
        policy: The policy.
        lang: ``"id"`` or ``"en"``.

    Returns:
        Parts to print: heading, inputs, rule, tables, legal values, conflicts.
    """
    yield from _heading(policy, lang)
    yield from _section("Masukan", "Inputs", lang)
    yield _inputs(policy, lang)
    for demand in policy.requirements:
        text = f"{demand.asks} [{demand.citation.render(lang)}]"
        yield Padding(Text(_pick("Harus: ", "Must: ", lang) + text), (0, 0, 0, 2), expand=False)
    yield from _section("Cara menetapkan", "How it is decided", lang)
    for line in outline(policy):
        style = "bold" if line.depth == 0 else ""
        yield Padding(
            Text(line.render(lang), style=style), (0, 0, 0, 2 + 2 * line.depth), expand=False
        )
    yield from _tables(policy, lang)
    if policy.parameters:
        yield from _section("Nilai hukum", "Legal values", lang)
        yield _values(policy.parameters, lang)
    if policy.conflicts:
        yield from _section("Pertentangan", "Conflicts", lang)
        for conflict in policy.conflicts:
            yield from _conflict(policy, conflict, lang)


def _heading(policy: Policy, lang: str) -> Iterator[RenderableType]:
    regulation = policy.regulation
    yield Text(policy.title.render(lang), style="bold reverse")
    yield Text(policy.id, style="bold")
    yield Text(f"{regulation.label}, {regulation.title.render(lang)}")
    doubt = "" if regulation.dates_confirmed else _pick(" (belum pasti)", " (unconfirmed)", lang)
    force = _span(regulation.in_force_from, regulation.in_force_until, lang)
    source = regulation.citation.render(lang)
    yield Text(f"{_pick('Berlaku', 'In force', lang)}: {force}{doubt} [{source}]")
    governs = _span(policy.governs_from, policy.governs_until, lang)
    yield Text(f"{_pick('Mengatur periode', 'Governs periods', lang)}: {governs}")
    yield Text(f"{_pick('Status nilai', 'Status of values', lang)}: {_status(policy, lang)}")


def _section(indonesian: str, english: str, lang: str) -> Iterator[RenderableType]:
    yield Text()
    yield Text(_pick(indonesian, english, lang), style="bold underline")


def _inputs(policy: Policy, lang: str) -> Table:
    heads = {"id": ("nama", "isi", "dasar"), "en": ("name", "content", "source")}[lang]
    names = [spec.name for spec in policy.inputs]
    table = _table(heads, longest=names)
    for spec in policy.inputs:
        table.add_row(
            _named(spec.title.render(lang), spec.name),
            Text(_allowed(spec, lang)),
            Text(spec.citation.render(lang) if spec.citation else ""),
        )
        for field in spec.fields:
            table.add_row(
                Padding(_named(field.title.render(lang), field.name), (0, 0, 0, 2), expand=False),
                Text(_allowed(field, lang)),
                Text(field.citation.render(lang) if field.citation else ""),
            )
    return table


def _allowed(spec: InputSpec, lang: str) -> str:
    """Say what a value can be: kind or words, unit, bounds, and what stands for none."""
    words = " / ".join(show(word, lang) for word in spec.words)
    parts = [words or _KINDS[spec.kind].render(lang)]
    low = 0 if spec.kind is Kind.COUNT and spec.low is None else spec.low
    if low is not None and spec.high is not None:
        parts.append(f"{show(low, lang)} - {show(spec.high, lang)}")
    elif low is not None or spec.high is not None:
        parts.append(f"≥ {show(low, lang)}" if low is not None else f"≤ {show(spec.high, lang)}")
    parts.append(_unit(spec.unit, lang))
    if spec.scale is not None and spec.kind is Kind.NUMBER:
        parts.append(_pick(f"({spec.scale} desimal)", f"({spec.scale} decimals)", lang))
    if spec.default is not None:
        default = show(spec.default, lang)
        parts.append(_pick(f"(bila kosong: {default})", f"(if left out: {default})", lang))
    elif spec.optional:
        parts.append(_pick("(boleh kosong)", "(may be left out)", lang))
    return " ".join(part for part in parts if part)


def _tables(policy: Policy, lang: str) -> Iterator[RenderableType]:
    found = tables_of(policy)
    if not found:
        return
    yield from _section("Tabel", "Tables", lang)
    cells = _Cells(policy, lang)
    for title, node in found:
        yield Text()
        yield Text(f"  {title.render(lang)}", style="bold")
        yield Padding(cells.table(node), (0, 0, 0, 2), expand=False)


class _Cells:
    """Writes the cells of tables with the latest legal values."""

    def __init__(self, policy: Policy, lang: str) -> None:
        self._names, self._lang = Names(policy), lang
        self._run = policy.program(_latest(policy)).compiler.run

    def table(self, node: Tabulated) -> Table:
        gives = _pick("hasil", "result", self._lang)
        if isinstance(node, Matrix):
            columns = list(dict.fromkeys(cell.column for cell in node.cells))
            axes = f"{self._name(node.row)} ↓  {self._name(node.column)} →"
            table = _table((axes, *(show(column, self._lang) for column in columns)))
            for row in dict.fromkeys(cell.row for cell in node.cells):
                held = {cell.column: cell.result for cell in node.cells if cell.row == row}
                found = (self._cell(held[column]) if column in held else "" for column in columns)
                table.add_row(show(row, self._lang), *found)
            return table
        table = _table((self._name(node.value), gives))
        for edges, result in self._rows(node):
            table.add_row(edges, self._cell(result))
        return table

    def _rows(self, node: Bands | Lookup) -> Iterator[tuple[str, Node]]:
        if isinstance(node, Lookup):
            yield from ((show(row.when, self._lang), row.result) for row in node.rows)
            return
        for band in node.bands:
            lower, upper = (
                None if edge is None else self._run(edge)({}, None)
                for edge in (band.lower, band.upper)
            )
            words = edge_words(band, lower=lower, upper=upper)
            yield words.render(self._lang), band.result

    def _cell(self, node: Node) -> str:
        if isinstance(node, Constant | ParameterValue):
            return escape(show(self._run(node)({}, None), self._lang))
        if isinstance(node, Tabulated | Undetermined):
            return self._name(node)
        made = self._names.phrase(node)
        depends = _pick("bersyarat, lihat di atas", "depends, see above", self._lang)
        return escape(made.render(self._lang)) if made else depends

    def _name(self, node: Node) -> str:
        return escape(self._names.name(node).render(self._lang))


def _latest(policy: Policy) -> date | None:
    """Give the day of the latest legal values, where any changed."""
    if all(len(parameter.versions) == 1 for parameter in policy.parameters):
        return None
    return max(parameter.versions[-1].valid_from for parameter in policy.parameters)


def _values(parameters: Iterable[Parameter], lang: str) -> Table:
    heads = {
        "id": ("nilai hukum", "nilai", "sejak", "dasar", "status"),
        "en": ("legal value", "value", "since", "source", "status"),
    }[lang]
    table = _table(heads, longest=[parameter.name for parameter in parameters])
    for parameter in parameters:
        for version in parameter.versions:
            unit = "" if parameter.unit in _NO_UNIT else _unit(parameter.unit, lang)
            table.add_row(
                _named(parameter.title.render(lang), parameter.name),
                Text(f"{show(version.value, lang)} {unit}".rstrip()),
                str(version.valid_from),
                Text(version.citation.render(lang)),
                _certainty(version, lang),
            )
    return table


def _certainty(version: ParameterVersion, lang: str) -> str:
    if version.status is Status.CONFIRMED:
        return _pick("dikonfirmasi", "confirmed", lang)
    return _pick("belum dikonfirmasi", "unconfirmed", lang)


def _conflict(policy: Policy, conflict: Conflict, lang: str) -> Iterator[RenderableType]:
    yield Text(f"  {conflict.title.render(lang)} ({conflict.id})", style="bold")
    lines = [f"{side.citation.render(lang)}: {side.says.render(lang)}" for side in conflict.sides]
    lines.append(conflict.default.render(lang))
    if conflict.switch:
        spec = next((one for one in policy.inputs if one.name == conflict.switch), None)
        words = " / ".join(show(word, lang) for word in spec.words) if spec else ""
        words = f": {words}" if words else ""
        lines.append(f"{_pick('Sakelar', 'Switch', lang)}: {conflict.switch}{words}")
    else:
        lines.append(_pick("Tidak ada sakelar.", "There is no switch.", lang))
    for line in lines:
        yield Padding(Text(f"- {line}"), (0, 0, 0, 4), expand=False)


def _status(policy: Policy, lang: str) -> str:
    open_values = sum(
        any(version.status is Status.UNCONFIRMED for version in parameter.versions)
        for parameter in policy.parameters
    )
    if not open_values:
        return _pick("dikonfirmasi", "confirmed", lang)
    return _pick(f"{open_values} belum dikonfirmasi", f"{open_values} unconfirmed", lang)


def _days(start: date, until: date | None, doubt: str = "") -> str:
    """Write a span on two short lines; one that goes on has one."""
    last = "" if until is None else f"\n- {until - timedelta(days=1)}"
    return f"{start}{doubt}{last}"


def _span(start: date, until: date | None, lang: str) -> str:
    """Write a span with its last day, as people count."""
    if until is None:
        return f"{_pick('sejak', 'from', lang)} {start}"
    return f"{start} {_pick('s.d.', 'to', lang)} {until - timedelta(days=1)}"


def _unit(unit: str, lang: str) -> str:
    return _UNITS[unit].render(lang) if unit in _UNITS else unit.replace("_", " ")


def _named(first: str, second: str) -> Text:
    """Write a name with what belongs to it on a line of its own."""
    return Text.assemble((first, "bold"), "\n", (second, "dim"))


def _pick(indonesian: str, english: str, lang: str) -> str:
    return english if lang == "en" else indonesian


def _table(
    heads: tuple[str, ...], *, numbers: tuple[str, ...] = (), longest: Iterable[str] = ()
) -> Table:
    table = Table(*heads, box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for column in table.columns:
        column.overflow = "fold"
        if column.header in numbers:
            column.justify = "right"
    table.columns[0].min_width = min(_KEY, max(map(len, longest), default=0)) or None
    return table
