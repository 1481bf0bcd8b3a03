"""What a policy file gives and demands: `[outputs.<name>]` and `[[requirements]]`."""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Any

import attrs

from asn_kinerja.legal.toml_source import TomlPath
from asn_kinerja.scoring.claims import Holds, Property
from asn_kinerja.scoring.files.steps import Steps
from asn_kinerja.scoring.inputs import Kind
from asn_kinerja.scoring.nodes import (
    Bands,
    Choose,
    Constant,
    Lookup,
    Matrix,
    Node,
    Override,
)
from asn_kinerja.scoring.policy import Policy
from asn_kinerja.scoring.rule import Output, Requirement

__all__ = ["read_outputs", "read_properties", "read_requirements"]

_OUTPUT = {"kind", "main", "step", "title_en", "title_id", "unit", "words"}
_PROPERTY = {"high", "holds", "input", "low", "output"}
_REQUIREMENT = {"asks", "at", "citation", "holds"}


def read_outputs(steps: Steps, base: Policy | None) -> tuple[Output, ...]:
    """Read the outputs; those of the extended policy come first, with its changes laid over.

    Args:
        steps: The steps of the file.
        base: The extended policy, if there is one.

    Returns:
        The outputs.
    """
    reader = steps.reader
    found: dict[str, Output] = {}
    for output in base.outputs if base else ():
        node = steps.overlaid(output.node, output=output.name)
        words = output.words
        if output.kind is Kind.WORD:
            words = tuple(dict.fromkeys([*words, *_words(node)])) if words else ()
        found[output.name] = attrs.evolve(output, node=node, words=words)
    for name, table in reader.table("outputs").items():
        path: TomlPath = ("outputs", name)
        if reader.keys(table, _OUTPUT, path, optional=_OUTPUT):
            made = _output(steps, table, path, found.get(name))
            if made is not None:
                found[name] = made
    mains = [name for name, output in found.items() if output.main]
    own = [name for name, table in reader.table("outputs").items()
           if isinstance(table, dict) and table.get("main") is True]  # fmt: skip
    if len(own) == 1:  # the file says which one is the main output now
        found = {name: attrs.evolve(one, main=name == own[0]) for name, one in found.items()}
    elif not mains and len(found) == 1:
        found = {name: attrs.evolve(one, main=True) for name, one in found.items()}
    elif len(mains) != 1:
        reader.complain("main_missing", ("outputs",), value=", ".join(mains), cure=", ".join(found))
    return tuple(found.values())


def _output(
    steps: Steps, table: dict[str, Any], path: TomlPath, before: Output | None
) -> Output | None:
    reader, name = steps.reader, str(path[1])
    wanted = reader.text(table, "step", path, absent=name)
    node, kind = (before.node, before.kind) if before else (None, None)
    if before is None or "step" in table:
        found = steps.find(wanted)
        if found is None:
            place = (*path, "step") if "step" in table else path
            near = get_close_matches(wanted, steps.known(), n=1, cutoff=0.6)
            cure = ", ".join(near or steps.known()[:12])
            reader.complain("unknown_name", place, value=wanted, cure=cure)
            return None
        node, kind = found
    given = reader.choice(table, "kind", path, allowed=Kind)
    if given is not None and kind is not None and not _agree(Kind(given), kind):
        reader.complain("formula_kind", (*path, "kind"), value=given, cure=kind)
    kind = Kind(given) if given else kind
    if kind is None and not reader.problems:
        reader.require("kind", path)
    if node is None or kind is None:
        return None
    words = reader.words(table, "words", path) if "words" in table else ()
    if not words and kind is Kind.WORD:
        words = before.words if before and before.words else tuple(_words(node))
    return Output(
        name=name,
        node=node,
        kind=kind,
        title=reader.titles(table, path, absent=before.title if before else None),
        main=reader.flag(table, "main", path, absent=bool(before and before.main)),
        unit=reader.text(table, "unit", path, absent=before.unit if before else ""),
        words=words,
    )


def _agree(given: Kind, found: Kind) -> bool:
    return given is found or {given, found} == {Kind.COUNT, Kind.NUMBER}


def _words(node: Node) -> Iterator[str]:
    """Give the words that a node can give, in the order in which they are written."""
    below: list[Node] = []
    match node:
        case Constant():
            if isinstance(node.value, str):
                yield node.value
        case Bands():
            below = [band.result for band in node.bands]
        case Matrix():
            below = [cell.result for cell in node.cells]
        case Lookup():
            below = [row.result for row in node.rows]
        case Choose():
            below = [*(case.then for case in node.cases), node.otherwise]
        case Override():
            below = [node.given, node.proposed]
        case _:
            pass
    met = dict.fromkeys(word for one in below for word in _words(one))
    yield from met


def read_requirements(steps: Steps, base: Policy | None) -> tuple[Requirement, ...]:
    """Read what the inputs must meet together, after what the extended policy demands.

    Args:
        steps: The steps of the file.
        base: The extended policy, if there is one.

    Returns:
        The requirements.
    """
    reader = steps.reader
    found = list(base.requirements) if base else []
    for number, table in enumerate(reader.rows("requirements")):
        path: TomlPath = ("requirements", number)
        if not reader.keys(table, _REQUIREMENT, path, optional={"asks"}):
            continue
        holds = steps.formula(table["holds"], (*path, "holds"), kind=Kind.FLAG)[0]
        place = reader.text(table, "at", path)
        if steps.find(place) is None and place not in steps.known():
            near = ", ".join(get_close_matches(place, steps.known(), n=1) or steps.known()[:12])
            reader.complain("unknown_name", (*path, "at"), value=place, cure=near)
        asks = reader.text(table, "asks", path, absent=str(table["holds"]))
        citation = reader.cited(table, path)
        if citation is not None:
            found.append(Requirement(holds=holds, place=place, asks=asks, citation=citation))
    return tuple(found)


def read_properties(
    steps: Steps, base: Policy | None, outputs: Sequence[Output]
) -> tuple[Property, ...]:
    """Read what the policy says of itself, after what the extended policy says.

    Args:
        steps: The steps of the file.
        base: The extended policy, if there is one.
        outputs: The outputs of the policy.

    Returns:
        The properties.
    """
    reader = steps.reader
    names = [output.name for output in outputs]
    found = list(base.properties) if base else []
    for number, table in enumerate(reader.rows("properties")):
        path: TomlPath = ("properties", number)
        if not reader.keys(table, _PROPERTY, path, optional={"high", "input", "low"}):
            continue
        holds = reader.choice(table, "holds", path, allowed=Holds)
        output = reader.text(table, "output", path)
        given = reader.text(table, "input", path)
        if output not in names and output in reader.table("outputs"):
            continue  # what is wrong with it was told
        if output not in names:
            near = get_close_matches(output, names, n=1, cutoff=0.5) or names
            cure = ", ".join(near)
            reader.complain("unknown_name", (*path, "output"), value=output, cure=cure)
        elif holds in {Holds.RISING, Holds.FALLING} and not steps.is_number(given):
            cure = steps.suggest(given)
            reader.complain("unknown_name", (*path, "input"), value=given, cure=cure)
        elif holds is not None:
            low, high = (reader.exact(table, end, path) for end in ("low", "high"))
            found.append(
                Property(holds=Holds(holds), output=output, input=given, low=low, high=high)
            )
    return tuple(found)
