"""What the page does, without the page: choose people and policy, change, run, save, open."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

import attrs

from asn_kinerja.errors import AsnKinerjaError, InvalidInput, Problem
from asn_kinerja.lab.draft import Change, lay_changes, read_typed, start_draft
from asn_kinerja.lab.knobs import Knob, find_knobs, is_written_whole
from asn_kinerja.lab.people import People, fit_people, made_people, read_people
from asn_kinerja.lab.weights import check_weights
from asn_kinerja.legal.loading import read_source
from asn_kinerja.scoring.difference import Patch, compare_policies
from asn_kinerja.scoring.files.reading import read_policy_text
from asn_kinerja.scoring.files.steps import ReadTable
from asn_kinerja.scoring.inputs import InputSpec
from asn_kinerja.scoring.policy import Policy
from asn_kinerja.workspace import Workspace

if TYPE_CHECKING:
    from asn_kinerja.comparison.outcome import Comparison

__all__ = ["LabSession", "Result", "Shown"]

_NAME = "usulan.toml"  # how messages call a variant that is not saved
_BASIS = {"id": "Usulan (laboratorium kebijakan)", "en": "Proposal (policy lab)"}


@attrs.frozen(kw_only=True)
class Result:
    """A variant that holds, run on everybody.

    Args:
        text: The policy file of the variant.
        variant: The policy that was read from it.
        patches: What it does differently from its base.
        comparison: Base and variant on the people.
        people: On whom.
        by: The column by which changes are counted; empty for none.
    """

    text: str
    variant: Policy
    patches: tuple[Patch, ...]
    comparison: "Comparison"
    people: People
    by: str = ""


@attrs.frozen(kw_only=True)
class _Choice:
    """The policy that is changed, and how files name it.

    Args:
        base: What is extended, and compared with.
        start: The policy file from which changes start.
        extends: How it names the base.
        folder: Where the variant has to lie; `None` when anywhere.
        held: Files that a variant must not be written over.
        as_of: Day whose legal values are used.
        knobs: What can be changed.
    """

    base: Policy
    start: str
    extends: str
    folder: Path | None
    held: tuple[Path, ...]
    as_of: date | None
    knobs: tuple[Knob, ...]


@attrs.frozen(kw_only=True)
class Shown:
    """What the page shows after a change.

    Args:
        problems: What is wrong with the change; none when it was run.
        result: The last result that holds; `None` before the first.
        current: Whether the result is that of the change.
    """

    problems: tuple[Problem, ...]
    result: Result | None
    current: bool


class LabSession:
    """One person's work in the lab. What fails changes nothing and keeps the last good result.

    Args:
        workspace: Knows the law packs.
        lang: Language of what is written into policy files.
    """

    def __init__(self, workspace: Workspace, *, lang: str = "id") -> None:
        self.workspace = workspace
        self.lang = lang
        self.people: People | None = None
        self.result: Result | None = None
        self._choice: _Choice | None = None
        self._ran: object = None

    @property
    def base(self) -> Policy | None:
        """The policy that is changed; `None` until one is chosen."""
        return self._choice.base if self._choice else None

    @property
    def knobs(self) -> tuple[Knob, ...]:
        """What can be changed."""
        return self._choice.knobs if self._choice else ()

    @property
    def as_of(self) -> date | None:
        """Day whose legal values are used; `None` where none is needed."""
        return self._choice.as_of if self._choice else None

    @property
    def folder(self) -> Path | None:
        """Where a variant has to be saved; `None` when anywhere."""
        return self._choice.folder if self._choice else None

    def names(self) -> tuple[str, ...]:
        """Name the policies of the law packs."""
        return self.workspace.policies.names()

    def choose_policy(self, name: str, *, as_of: date | None = None) -> None:
        """Choose the policy that is changed and compared with.

        Args:
            name: Id of a policy, or path of a policy file.
            as_of: Day whose legal values are used; the latest when the policy needs one.

        Raises:
            NotFound: If there is none of that id.
            InvalidPolicy: With every problem of the file.
            InvalidInput: If the people lack a column that it needs.
        """
        path = Path(name) if name.endswith(".toml") else None
        base = self.workspace.load_policy(path) if path else self.workspace.policies.get(name)
        extends, last = (path.name, path.stem) if path else (name, name.rpartition(".")[2])
        day = as_of or _day(base)
        self._take(
            _Choice(
                base=base,
                start=start_draft(base, extends=extends, name=_plain(last), lang=self.lang),
                extends=extends,
                folder=path.parent if path else None,
                held=(path,) if path else (),
                as_of=day,
                knobs=find_knobs(base, as_of=day),
            )
        )

    def open_variant(self, path: Path, *, as_of: date | None = None) -> None:
        """Open a policy file that extends another: changes go on from there.

        Args:
            path: The file; what it extends is what it is compared with. A file that extends
                nothing is changed like any policy.
            as_of: As for `choose_policy`.

        Raises:
            NotFound: If it extends a policy that does not exist.
            InvalidPolicy: With every problem of the file.
            InvalidInput: If the people lack a column that it needs.
        """
        source = read_source(path, name=path.name)
        extends = source.tables.get("extends")
        variant = self.workspace.load_policy(path)
        if not isinstance(extends, str):
            self.choose_policy(str(path), as_of=as_of)
            return
        file = path.parent / extends if extends.endswith(".toml") else None
        base = self.workspace.load_policy(file) if file else self.workspace.policies.get(extends)
        day = as_of or _day(variant)
        refusal = InvalidInput.of(check_weights(base, variant, as_of=day))
        if refusal is not None:
            raise refusal
        knobs = find_knobs(variant, as_of=day)
        reads_sheets = any("sheet" in step for step in source.tables.get("steps", {}).values())
        self._take(
            _Choice(
                base=base,
                start=source.text,
                extends=extends,
                folder=path.parent if file or reads_sheets else None,
                held=(file,) if file else (),
                as_of=day,
                knobs=tuple(one for one in knobs if not is_written_whole(one, source.tables)),
            ),
            more=variant.inputs,
        )

    def use_file(self, path: Path) -> None:
        """Take the people from a file.

        Args:
            path: CSV, XLSX or Parquet.

        Raises:
            InvalidInput: With everything that keeps the file from being used.
            MissingExtra: If the file needs a library that is not installed.
        """
        inputs = self.base.inputs if self.base else ()
        self.people, self._ran = read_people(path, inputs=inputs), None

    def use_made(self, size: int, *, seed: int = 1, profile: str = "marelan") -> None:
        """Make the people.

        Args:
            size: How many.
            seed: The same seed makes the same people.
            profile: Name of a profile.

        Raises:
            InvalidInput: If the size or the profile is none, or lacks a column that is needed.
        """
        inputs = self.base.inputs if self.base else ()
        self.people, self._ran = made_people(size, seed=seed, profile=profile, inputs=inputs), None

    def groupings(self) -> tuple[str, ...]:
        """Name the columns by which changes can be counted."""
        if self.people is None:
            return ()
        return self.people.columns_to_group_by(self.base.inputs if self.base else ())

    def run(self, typed: Mapping[str, str | None], *, basis: str = "", by: str = "") -> Shown:
        """Lay what was typed into the variant, read it back, and run it on everybody.

        Args:
            typed: Text by place of a knob; knobs that are left out stay.
            basis: Where the change is proposed, for its citation.
            by: Column by which changes are counted; none when empty.

        Returns:
            The new result; or the problems with the last result that holds.
        """
        try:
            self.result = self._run(typed, basis, by)
        except AsnKinerjaError as error:
            return Shown(problems=error.problems, result=self.result, current=False)
        except KeyboardInterrupt:
            problem = Problem("lab_interrupted", "lab")
            return Shown(problems=(problem,), result=self.result, current=False)
        return Shown(problems=(), result=self.result, current=True)

    def write(self, typed: Mapping[str, str | None], *, basis: str = "") -> str:
        """Write the policy file of what was typed.

        Args:
            typed: As for `run`.
            basis: As for `run`.

        Returns:
            The text of the file, read back and found to hold.

        Raises:
            InvalidInput: With every problem of what was typed.
        """
        return self._variant(typed, basis)[0]

    def save(self, path: Path) -> Path:
        """Save the variant of the last result as a policy file.

        Args:
            path: Where; it ends in ``.toml``. A variant of a policy file lies beside that file.

        Returns:
            The path.

        Raises:
            InvalidInput: If there is no result yet, or the file cannot be written there.
        """
        if self.result is None or self._choice is None:
            raise InvalidInput(Problem("lab_nothing_to_save", "lab"))
        if path.suffix != ".toml":
            raise InvalidInput(Problem("file_kind", path.name, value=path.suffix, cure=".toml"))
        folder, held = self._choice.folder, self._choice.held
        if folder is not None and path.parent.resolve() != folder.resolve():
            value, cure = self._choice.extends, str(folder.resolve())
            raise InvalidInput(Problem("lab_other_folder", path.name, value=value, cure=cure))
        if any(path.resolve() == one.resolve() for one in held):
            raise InvalidInput(Problem("lab_held_file", path.name, value=path.name))
        part = path.with_name(f".{path.name}.tulis")
        try:
            part.write_text(self.result.text, encoding="utf-8", newline="\n")
            part.replace(path)
        except OSError as error:
            reason = error.strerror or ""
            problem = Problem("folder_unusable", path.name, value=path.parent, cure=reason)
            raise InvalidInput(problem) from error
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)
        return path

    def _take(self, choice: _Choice, *, more: tuple[InputSpec, ...] = ()) -> None:
        """Take all parts of a choice at once, or none."""
        inputs = (*choice.base.inputs, *more)
        people = self.people
        if people is not None:
            people = fit_people(people, inputs=inputs)
        self.people, self._choice = people, choice
        self.result, self._ran = None, None

    def _variant(self, typed: Mapping[str, str | None], basis: str) -> tuple[str, Policy]:
        choice = self._choice
        if choice is None:
            raise InvalidInput(Problem("required", "policy"))
        changes, problems = self._changes(typed)
        refusal = InvalidInput.of(problems)
        if refusal is not None:
            raise refusal
        text = lay_changes(
            choice.start,
            changes,
            base=choice.base,
            basis=basis or _BASIS[self.lang],
            as_of=choice.as_of,
        )
        variant = read_policy_text(
            text,
            name=_NAME,
            find=self.workspace.policies.get,
            extend=lambda _: choice.base,
            read_table=_tables_in(choice.folder),
        )
        refusal = InvalidInput.of(check_weights(choice.base, variant, as_of=choice.as_of))
        if refusal is not None:
            raise refusal
        return text, variant

    def _changes(self, typed: Mapping[str, str | None]) -> tuple[list[Change], list[Problem]]:
        changes: list[Change] = []
        problems: list[Problem] = []
        for knob in self.knobs:
            if knob.place not in typed:
                continue
            try:
                change = read_typed(knob, typed[knob.place])
            except InvalidInput as error:
                problems += error.problems
                continue
            if change is not None:
                changes.append(change)
        return changes, problems

    def _run(self, typed: Mapping[str, str | None], basis: str, by: str) -> Result:
        text, variant = self._variant(typed, basis)
        if self.people is None or self.base is None:
            raise InvalidInput(Problem("required", "people"))
        ran = (text, by)
        if self.result is not None and self._ran == ran:
            return self.result
        from asn_kinerja.comparison.compare import compare

        comparison = compare(
            self.people.frame,
            [self.base, variant],
            by=(by,) if by else (),
            items=self.people.items,
            as_of=self.as_of,
        )
        result = Result(
            text=text,
            variant=variant,
            patches=compare_policies(self.base, variant),
            comparison=comparison,
            people=self.people,
            by=by,
        )
        self._ran = ran
        return result


def _day(policy: Policy) -> date | None:
    """Give a day on which all the latest legal values hold; none where none is needed."""
    if all(len(parameter.versions) == 1 for parameter in policy.parameters):
        return None
    return max(parameter.versions[-1].valid_from for parameter in policy.parameters)


def _plain(name: str) -> str:
    """Make a name that can be part of an id."""
    letters = "".join(sign if sign.isalnum() else "_" for sign in PurePath(name).stem or name)
    return letters.strip("_") or "usulan"


def _tables_in(folder: Path | None) -> ReadTable | None:
    from asn_kinerja.converters.decision_sheets import find_table

    if folder is None:
        return None
    return lambda name: find_table(folder, name)
