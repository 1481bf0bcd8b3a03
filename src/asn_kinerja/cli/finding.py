"""Finding what a command names: a policy by id or as a policy file, files of items, a day."""

from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from asn_kinerja.errors import InvalidInput, NotFound, Problem
from asn_kinerja.scoring.inputs import Kind, read_iso_day
from asn_kinerja.scoring.policy import Policy
from asn_kinerja.workspace import Workspace

__all__ = ["find_items", "find_policies", "find_policy", "read_day"]


def find_policy(workspace: Workspace, name: str, *, check: bool = True) -> Policy:
    """Find one policy.

    Args:
        workspace: Knows the law packs.
        name: Id of a policy, or path of a policy file.
        check: Whether a policy file with holes is refused.

    Returns:
        The policy.

    Raises:
        NotFound: If there is none of that id.
        InvalidPolicy: With every problem of the file.
    """
    if name.endswith(".toml"):
        return workspace.load_policy(Path(name), check=check)
    return workspace.policies.get(name)


def find_policies(workspace: Workspace, name: str, *, check: bool = True) -> tuple[Policy, ...]:
    """Find the policies of a pack, or one policy.

    Args:
        workspace: Knows the law packs.
        name: Name of a pack, id of a policy, or path of a policy file.
        check: Whether a policy file with holes is refused.

    Returns:
        The policies, sorted by id.

    Raises:
        NotFound: If nothing is called so; the message names the nearest.
        InvalidPolicy: With every problem of the file.
    """
    names = workspace.policies.names()
    of_pack = [one for one in names if one.partition(".")[0] == name]
    if of_pack:
        return tuple(workspace.policies.get(one) for one in of_pack)
    if not name.endswith(".toml") and name not in names:
        known = [*{one.partition(".")[0] for one in names}, *names]
        near = get_close_matches(name, known, n=3, cutoff=0.5) or sorted(known)
        raise NotFound(Problem("not_found", name, value=name, cure=", ".join(near)))
    return (find_policy(workspace, name, check=check),)


def find_items(texts: Iterable[str] | None, policies: Iterable[Policy]) -> dict[str, Path]:
    """Find which file holds which kind of items.

    Args:
        texts: Files, such as ``butir.csv`` where the policies take one kind of items, or
            ``sasaran=butir.csv``.
        policies: The policies that take them.

    Returns:
        Files by the name of the items.

    Raises:
        InvalidInput: If no such items are taken, one kind comes twice, or it is not said which
            of several kinds a file holds.
    """
    rules = list(policies)
    kinds = dict.fromkeys(
        spec.name for policy in rules for spec in policy.inputs if spec.kind is Kind.ITEMS
    )
    found: dict[str, Path] = {}
    problems: list[Problem] = []
    for text in texts or ():
        name, mark, path = text.partition("=")
        if not mark or (name not in kinds and Path(text).exists()):
            name, path = next(iter(kinds), ""), text
            if len(kinds) > 1:
                cure = " ".join(f"--items {kind}=…" for kind in kinds)
                problems.append(Problem("items_many", "--items", value=text, cure=cure))
                continue
        if not kinds:
            ids = ", ".join(policy.id for policy in rules)
            problems.append(Problem("items_unused", path, value=ids))
        elif not path:
            problems.append(Problem("items_no_file", "--items", value=name))
        elif name not in kinds:
            cure = ", ".join(kinds)
            problems.append(Problem("items_unknown", "--items", value=name, cure=cure))
        elif name in found:
            problems.append(Problem("items_again", "--items", value=name))
        found[name] = Path(path)
    refusal = InvalidInput.of(problems)
    if refusal is not None:
        raise refusal
    return found


def read_day(text: str | None, *, option: str = "--as-of") -> date | None:
    """Read the day that an option names.

    Args:
        text: Such as ``2025-01-01``; `None` when it was not given.
        option: The option, for the message.

    Returns:
        The day.

    Raises:
        InvalidInput: If it is no day.
    """
    if text is None:
        return None
    found = read_iso_day(text)
    if found is None:
        raise InvalidInput(Problem("date_text", option, value=text))
    return found
