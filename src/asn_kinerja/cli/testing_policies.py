"""What `policies test` does: run worked cases twice, and show what none of them touches."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from asn_kinerja.cli.finding import find_policies
from asn_kinerja.cli.terminal import console, say
from asn_kinerja.errors import InvalidInput, MissingExtra, Problem
from asn_kinerja.scoring.cases import Case, read_cases, run_cases
from asn_kinerja.scoring.coverage import Target, cover, day_of_latest_values
from asn_kinerja.scoring.policy import Policy
from asn_kinerja.workspace import Workspace

__all__ = ["run_tests"]

_KINDS = (".toml", ".csv", ".xlsx")
_SHOWN = 12  # untouched targets of a policy that are listed


def run_tests(
    workspace: Workspace, name: str, *, cases: Path | None, generate: Path | None, lang: str
) -> bool:
    """Run the worked cases of a pack, a policy or a policy file.

    Args:
        workspace: Knows the law packs.
        name: Name of a pack, id of a policy, or path of a policy file.
        cases: File of cases; the pack's own, or the one beside the policy file, when `None`.
        generate: File into which cases for what is untouched are written, the first of a policy
            too; TOML, CSV or XLSX.
        lang: ``"id"`` or ``"en"``.

    Returns:
        Whether a case failed.

    Raises:
        InvalidInput: If there are no cases and none are to be written, or with every problem of
            their file; or if the file to write is there already, or cannot be written.
    """
    if generate is not None:
        _check_target(generate)
    policies = find_policies(workspace, name)
    if generate is not None and generate.suffix.lower() != ".toml" and len(policies) > 1:
        raise InvalidInput(Problem("case_sheet_many", generate.name, value=name))
    known = {policy.id: policy for policy in policies}
    read = _read(workspace, name, cases, policies, is_first=generate is not None)
    found = [case for case in read if case.policy in known]
    if cases is not None or name.endswith(".toml"):
        _tell_others([case.policy for case in read if case.policy not in known], lang)
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
    untouched = {policy.id: _coverage(policy, found, lang) for policy in policies}
    if generate is not None:
        _generate(generate, policies, found, untouched, lang)
    return bool(failed)


def _tell_others(policies: Sequence[str], lang: str) -> None:
    """Say which cases of a file that was given are of policies that are not tested."""
    if policies:
        number, names = len(policies), ", ".join(dict.fromkeys(policies))
        text = say(
            lang,
            indonesian=f"{number} kasus kebijakan lain tidak dijalankan: {names}.",
            english=f"{number} cases of other policies were not run: {names}.",
        )
        console.print(text, markup=False)


def _check_target(path: Path) -> None:
    if path.exists():
        raise InvalidInput(Problem("file_exists", "generate", value=path.name))
    if path.suffix.lower() not in _KINDS:
        cure = ", ".join(_KINDS)
        raise InvalidInput(Problem("table_file", path.name, value=path.suffix, cure=cure))


def _generate(
    path: Path,
    policies: Sequence[Policy],
    cases: Sequence[Case],
    untouched: Mapping[str, Sequence[Target]],
    lang: str,
) -> None:
    """Write cases for what is untouched, and say for how much of it there was none."""
    from asn_kinerja.scoring.case_search import draft_cases, find_inputs, write_cases

    taken = [case.id for case in cases]
    drafts: list[Case] = []
    texts: list[str] = []
    lost = 0
    for policy in policies:
        days = (case.as_of for case in cases if case.as_of and case.policy == policy.id)
        day = max(days, default=day_of_latest_values(policy))
        found = find_inputs(policy, untouched[policy.id], as_of=day)
        lost += len(untouched[policy.id]) - len(found)
        made = draft_cases(policy, found, as_of=day, taken=[*taken, *(one.id for one in drafts)])
        drafts += made
        texts.append(write_cases(policy, made))
    if path.suffix.lower() == ".toml":
        _write(path, "\n".join(text for text in texts if text))
    else:
        from asn_kinerja.converters.case_sheets import write_case_sheet

        write_case_sheet(path, drafts, policy=policies[0])
    console.print(
        say(
            lang,
            indonesian=f"{path}: {len(drafts)} kasus untuk diisi orang.",
            english=f"{path}: {len(drafts)} cases for a person to fill in.",
        ),
        markup=False,
    )
    if lost:
        console.print(
            say(
                lang,
                indonesian=f"Untuk {lost} bagian tidak ditemukan kasus; susunlah sendiri.",
                english=f"For {lost} parts no case was found; write them yourself.",
            )
        )


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
    workspace: Workspace,
    name: str,
    cases: Path | None,
    policies: Sequence[Policy],
    *,
    is_first: bool,
) -> Sequence[Case]:
    """Read the cases; without any file there are none yet where the first are to be written."""
    path = cases
    if path is None and name.endswith(".toml"):
        path = Path(name).with_suffix(".cases.toml")
    elif path is None:
        packs = {pack.name: pack.cases for pack in workspace.policies.packs()}
        path = packs.get(name.partition(".")[0])
    if path is None or (cases is None and not path.exists()):
        if is_first:
            return ()
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


def _coverage(policy: Policy, cases: Sequence[Case], lang: str) -> Sequence[Target]:
    """Say what the cases of a policy touch; give what they do not."""
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
    return coverage.untouched
