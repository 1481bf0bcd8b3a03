"""What `policies test` does: run worked cases twice, and show what none of them touches."""

from collections.abc import Sequence
from pathlib import Path

from asn_kinerja.cli.finding import find_policies
from asn_kinerja.cli.terminal import console, say
from asn_kinerja.errors import InvalidInput, MissingExtra, Problem
from asn_kinerja.scoring.cases import Case, read_cases, run_cases
from asn_kinerja.scoring.coverage import cover
from asn_kinerja.scoring.policy import Policy
from asn_kinerja.workspace import Workspace

__all__ = ["run_tests"]

_SHOWN = 12  # untouched targets of a policy that are listed


def run_tests(
    workspace: Workspace, name: str, *, cases: Path | None, generate: Path | None, lang: str
) -> bool:
    """Run the worked cases of a pack, a policy or a policy file.

    Args:
        workspace: Knows the law packs.
        name: Name of a pack, id of a policy, or path of a policy file.
        cases: File of cases; the pack's own, or the one beside the policy file, when `None`.
        generate: File into which cases for what is untouched are written.
        lang: ``"id"`` or ``"en"``.

    Returns:
        Whether a case failed.

    Raises:
        InvalidInput: If there are no cases, or with every problem of their file; or if the file
            to write is there already, or cannot be written.
    """
    if generate is not None and generate.exists():
        raise InvalidInput(Problem("file_exists", "generate", value=generate.name))
    policies = find_policies(workspace, name)
    known = {policy.id: policy for policy in policies}
    found = [case for case in _read(workspace, name, cases, policies) if case.policy in known]
    failures = {
        result.case.id: list(result.failures) for result in run_cases(found, known.__getitem__)
    }
    columns = _columns(found, known, lang)
    for case, texts in columns.items():
        failures[case] += texts
    failed = {case: texts for case, texts in failures.items() if texts}
    for case, texts in failed.items():
        for text in texts:
            console.print(f"✗ {case}: {text}", markup=False)
    console.print(
        say(
            lang,
            indonesian=f"{len(found)} kasus, {len(failed)} gagal.",
            english=f"{len(found)} cases, {len(failed)} failed.",
        )
    )
    written = [_coverage(policy, found, generate is not None, lang) for policy in policies]
    if generate is not None:
        _write(generate, "\n".join(text for text in written if text))
        console.print(str(generate), markup=False)
    return bool(failed)


def _write(path: Path, text: str) -> None:
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as error:
        raise InvalidInput(Problem("file_exists", "generate", value=path.name)) from error
    except OSError as error:
        problem = Problem("file_unwritable", "generate", value=path.name, cure=error.strerror or "")
        raise InvalidInput(problem) from error


def _read(
    workspace: Workspace, name: str, cases: Path | None, policies: Sequence[Policy]
) -> Sequence[Case]:
    path = cases
    if path is None and name.endswith(".toml"):
        path = Path(name).with_suffix(".cases.toml")
    elif path is None:
        packs = {pack.name: pack.cases for pack in workspace.policies.packs()}
        path = packs.get(name.partition(".")[0])
    if path is None or (cases is None and not path.exists()):
        shown = path.name if path else name
        raise InvalidInput(Problem("no_cases", name, value=shown))
    if path.suffix.lower() == ".toml":
        return read_cases(path, regulation=policies[0].regulation.id)
    from asn_kinerja.converters.case_sheets import read_case_sheet

    return read_case_sheet(path, policy=policies[0])


def _columns(found: Sequence[Case], known: dict[str, Policy], lang: str) -> dict[str, list[str]]:
    """Run the cases as a frame too, where the libraries for it are installed."""
    from asn_kinerja.scoring.case_frames import frame_failures

    try:
        return {case: list(texts) for case, texts in frame_failures(
            found, known.__getitem__).items()}  # fmt: skip
    except MissingExtra as error:
        console.print(error.render(lang), markup=False)
        return {}


def _coverage(policy: Policy, cases: Sequence[Case], write: bool, lang: str) -> str:
    coverage = cover(policy, cases)
    total = len(coverage.touched) + len(coverage.untouched)
    console.print(
        say(
            lang,
            indonesian=f"{policy.id}: {len(coverage.touched)} dari {total} bagian tersentuh.",
            english=f"{policy.id}: {len(coverage.touched)} of {total} parts are touched.",
        ),
        markup=False,
    )
    for target in coverage.untouched[:_SHOWN]:
        console.print(f"  - {target}", markup=False)
    if len(coverage.untouched) > _SHOWN:
        console.print(f"  … +{len(coverage.untouched) - _SHOWN}")
    if not write or not coverage.untouched:
        return ""
    from asn_kinerja.scoring.case_search import find_inputs, write_cases

    day = max((case.as_of for case in cases if case.as_of), default=None)
    return write_cases(policy, find_inputs(policy, coverage.untouched, as_of=day), as_of=day)
