"""Reading a policy file: a rule in TOML that stands alone or extends another."""

from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from asn_kinerja.errors import AsnKinerjaError, InvalidPolicy, Problem
from asn_kinerja.legal.loading import read_source
from asn_kinerja.legal.parameters import Parameter
from asn_kinerja.legal.toml_source import TomlPath, TomlSource
from asn_kinerja.scoring.bands import BandSpan, check_bands
from asn_kinerja.scoring.files.declarations import (
    PolicyReader,
    read_inputs,
    read_parameters,
    read_regulation,
)
from asn_kinerja.scoring.files.results import read_outputs, read_properties, read_requirements
from asn_kinerja.scoring.files.steps import ReadTable, Steps
from asn_kinerja.scoring.formula_functions import RESERVED
from asn_kinerja.scoring.inputs import InputSpec
from asn_kinerja.scoring.intervals import step_of
from asn_kinerja.scoring.nodes import (
    Band,
    Bands,
    Date,
    Flag,
    Given,
    Input,
    ParameterValue,
    ResultOf,
)
from asn_kinerja.scoring.policy import Policy
from asn_kinerja.scoring.possible import anything_declared
from asn_kinerja.scoring.rule import Output, Requirement
from asn_kinerja.scoring.walk import read_items, walk

__all__ = ["FindPolicy", "read_policy_file", "read_policy_text"]

FindPolicy = Callable[[str], Policy]
FindTable = Callable[[Path, str], Any]  # folder of the file, and ``table.xlsx#sheet``

_TOP = {
    "extends", "governs_from", "governs_until", "id", "inputs", "outputs", "parameters",
    "properties", "purpose", "regulation", "requirements", "steps", "title_en", "title_id",
}  # fmt: skip
_OF_BANDS = {"band_gap", "band_overlap", "row_unreachable"}
_DEEPEST = 8  # files that extend each other


def read_policy_file(
    path: Path,
    *,
    find: FindPolicy,
    find_table: FindTable | None = None,
    check: bool = True,
) -> Policy:
    """Read a policy file.

    Args:
        path: The file. One that it extends lies in the same folder or below.
        find: Gives a policy by id, for `extends` and for results of others.
        find_table: Reads a decision table of a spreadsheet, given the folder of the file.
        check: Whether a policy with holes is refused, as `Policy.check` finds them.

    Returns:
        The policy.

    Raises:
        InvalidPolicy: With every problem, each with file, line, column and the line shown.
    """
    return _read_file(path, find=find, find_table=find_table, check=check, chain=())


def read_policy_text(  # noqa: PLR0913 - all by keyword, each with a default
    text: str,
    *,
    name: str = "kebijakan.toml",
    find: FindPolicy,
    extend: FindPolicy | None = None,
    read_table: ReadTable | None = None,
    check: bool = True,
) -> Policy:
    """Read the text of a policy file.

    Args:
        text: TOML.
        name: How messages call it.
        find: Gives a policy by id.
        extend: Gives the policy of a file by its name; without it none can be extended.
        read_table: Reads a decision table by ``file.xlsx#sheet``; without it there is none.
        check: As for `read_policy_file`.

    Returns:
        The policy.

    Raises:
        InvalidPolicy: With every problem.
    """
    source = TomlSource(text, name=name)
    return _read(source, find=find, extend=extend, read_table=read_table, check=check)


def _read_file(
    path: Path,
    *,
    find: FindPolicy,
    find_table: FindTable | None,
    check: bool,
    chain: tuple[Path, ...],
) -> Policy:
    source = read_source(path, name=path.name)
    here = (*chain, path.resolve())

    def extend(name: str) -> Policy:
        target = (path.parent / name).resolve()
        if target in here or len(here) >= _DEEPEST:
            circle = " -> ".join([*(one.name for one in here), target.name])
            raise InvalidPolicy(Problem("circle", name, value=circle))
        return _read_file(target, find=find, find_table=find_table, check=check, chain=here)

    read_table: ReadTable | None = None
    if find_table is not None:
        folder, reach = path.parent, find_table
        read_table = lambda name: reach(folder, name)  # noqa: E731 - the folder bound to the reader
    return _read(source, find=find, extend=extend, read_table=read_table, check=check)


def _read(
    source: TomlSource,
    *,
    find: FindPolicy,
    extend: FindPolicy | None,
    read_table: ReadTable | None,
    check: bool,
) -> Policy:
    reader = PolicyReader(source, regulation="")
    tables = source.tables
    reader.keys(tables, _TOP, (), optional=_TOP)
    base = _base(reader, find=find, extend=extend)
    if base is None and "extends" in tables:
        reader.finish()
    regulation = read_regulation(reader, base.regulation if base else None)
    reader.regulation = regulation.id if regulation else ""
    inputs = read_inputs(reader, {spec.name: spec for spec in base.inputs} if base else {})
    parameters = read_parameters(reader, {one.name: one for one in base.parameters} if base else {})
    _refuse_doubles(reader)
    words = [word for table in reader.table("outputs").values() for word in _words(table)]
    steps = Steps(
        reader,
        inputs=inputs,
        parameters=parameters,
        base=base,
        read_table=read_table,
        words=frozenset([*words, *(w for o in (base.outputs if base else ()) for w in o.words)]),
    )
    outputs = read_outputs(steps, base)
    requirements = read_requirements(steps, base)
    properties = read_properties(steps, base, outputs)
    for name in steps.unused():
        reader.complain("step_unused", ("steps", name), value=name, cure=steps.suggest(name))
    head = _head(reader, base)
    reader.finish()
    if regulation is None:  # `finish` raised
        raise AssertionError
    used_inputs, used_parameters = _used(base, inputs, parameters, outputs, requirements)
    policy = Policy(
        **head,
        regulation=regulation,
        inputs=used_inputs,
        outputs=outputs,
        parameters=used_parameters,
        conflicts=base.conflicts if base else (),
        requirements=requirements,
        properties=properties,
        link=find,
    )
    if check:
        _check(reader, policy, steps)
        reader.finish()
    return policy


def _words(table: object) -> list[str]:
    words = table.get("words") if isinstance(table, dict) else None
    return [word for word in words if isinstance(word, str)] if isinstance(words, list) else []


def _base(reader: PolicyReader, *, find: FindPolicy, extend: FindPolicy | None) -> Policy | None:
    """Load the policy that the file extends: a pack's by id, a file's by its name."""
    path: TomlPath = ("extends",)
    name = reader.text(reader.source.tables, "extends", ())
    if not name:
        return None
    if name == reader.source.tables.get("id"):
        reader.complain("circle", path, value=f"{name} -> {name}")
        return None
    if not name.endswith(".toml"):
        return reader.made(path, lambda: find(name))
    parts = PurePosixPath(name).parts
    if extend is None or name.startswith("/") or ".." in parts or "\\" in name:
        reader.complain("file_outside", path, value=name)
        return None
    try:
        return extend(name)
    except AsnKinerjaError as error:
        for problem in error.problems:
            if problem.place in {name, parts[-1]}:  # the circle, or the file that is not there
                reader.complain(problem.code, path, value=problem.value, cure=problem.cure)
            else:
                reader.problems.append(problem)
        return None


def _refuse_doubles(reader: PolicyReader) -> None:
    """Let one name mean one thing in one file."""
    met: dict[str, str] = {}
    for part in ("inputs", "parameters", "steps"):
        for name in reader.table(part):
            if name.lower() in RESERVED:
                reader.complain("reserved_name", (part, name), value=name)
            if name in met:
                reader.complain("duplicate", (part, name), value=name, cure=f"[{met[name]}.{name}]")
            met.setdefault(name, part)


def _head(reader: PolicyReader, base: Policy | None) -> dict[str, Any]:
    """Read what the policy is called and when it governs."""
    tables = reader.source.tables
    name = reader.text(tables, "id", ())
    if "id" not in tables:
        reader.require("id", ())
    elif not name.replace(".", "_").replace("_", "a").isalnum():
        reader.complain("wrong_form", ("id",), value=name, cure="medan_marelan.nilai_kinerja")
    purpose = reader.text(tables, "purpose", (), absent=base.purpose if base else "")
    if not purpose:
        reader.require("purpose", ())
    start = reader.day(tables, "governs_from", ()) or (base.governs_from if base else None)
    if start is None and "governs_from" not in tables:
        reader.require("governs_from", ())
    until = reader.day(tables, "governs_until", ())
    if start and until and until <= start:
        reader.complain("empty_interval", ("governs_until",), value=until, cure=str(start))
    return {
        "id": name,
        "title": reader.titles(tables, (), absent=base.title if base else None),
        "purpose": purpose,
        "governs_from": start,
        "governs_until": until,
    }


def _used(
    base: Policy | None,
    inputs: Mapping[str, InputSpec],
    parameters: Mapping[str, Parameter],
    outputs: tuple[Output, ...],
    requirements: tuple[Requirement, ...],
) -> tuple[tuple[InputSpec, ...], tuple[Parameter, ...]]:
    """Leave out what only the extended policy read and the changes do not."""
    if base is None:
        return tuple(inputs.values()), tuple(parameters.values())
    roots = [*(one.node for one in outputs), *(one.holds for one in requirements)]
    read: set[str] = set()
    linked = False
    for node in (below for root in roots for below in walk(root)):
        linked = linked or isinstance(node, ResultOf)
        if isinstance(node, Input | Flag | Date | Given | ParameterValue):
            read.add(node.name)
    read |= {name for root in roots for name in read_items(root)}
    own = {spec.name for spec in base.inputs}
    kept = [spec for spec in inputs.values() if linked or spec.name in read | (inputs.keys() - own)]
    names = {parameter.name for parameter in base.parameters}
    return tuple(kept), tuple(
        one for one in parameters.values() if one.name in read or one.name not in names
    )


def _check(reader: PolicyReader, policy: Policy, steps: Steps) -> None:
    """Look for holes; each problem stands at the step, input or parameter that it names."""
    for table in steps.tables.values():
        reader.problems += table.doubled()
    problems = policy.check()
    told = {(one.place, one.code) for one in problems if one.code in _OF_BANDS}
    for output in policy.outputs if told else ():
        for node in walk(output.node):
            if isinstance(node, Bands) and node.key:
                _check_rows(reader, policy, steps, node)
    for problem in problems:
        if (problem.place, problem.code) not in told or not _step_of(reader, policy, problem):
            path = _path_of(reader, policy, problem)
            reader.complain(problem.code, path, value=problem.value, cure=problem.cure)


def _check_rows(reader: PolicyReader, policy: Policy, steps: Steps, node: Bands) -> None:
    """Say once more what is wrong with a table of bands, now with its rows or cells."""
    follower = anything_declared(policy.program(policy.governs_from))
    rows = [BandSpan(band, follower.span_of(band)) for band in node.bands]
    numbers = follower.reach(node.value).numbers
    table = steps.tables.get(node.key)

    def at(band: Band) -> str:
        return (table.place(band) if table else "") or str(id(band))

    for problem in check_bands(rows, numbers, step=step_of(node), place="", at=at):
        if table and table.place(node.bands[0]):
            reader.problems.append(problem)
            continue
        own = [steps.row_paths[id(band)][1] for band in node.bands if id(band) in steps.row_paths]
        elsewhere = own[0] if own else ("steps", node.key)  # the row at fault is the base's
        _, path = steps.row_paths.get(int(problem.place), (None, elsewhere))
        reader.complain(problem.code, path, value=problem.value, cure=problem.cure)


def _step_of(reader: PolicyReader, policy: Policy, problem: Problem) -> bool:
    return problem.place.removeprefix(f"{policy.id}.") in reader.table("steps")


def _path_of(reader: PolicyReader, policy: Policy, problem: Problem) -> TomlPath:
    name = problem.place.removeprefix(policy.id).lstrip(".").partition("[")[0]
    for wanted in (name, problem.value, problem.value.partition(".")[0]):
        for part in ("steps", "outputs", "parameters", "inputs"):
            if wanted and wanted in reader.table(part):
                return (part, wanted)
    return ()
