"""A policy and what evaluating it gives."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import attrs

from asn_kinerja.errors import InvalidInput, Problem
from asn_kinerja.legal.conflicts import Conflict
from asn_kinerja.legal.wording import Wording
from asn_kinerja.scoring.closures import Trace, Values
from asn_kinerja.scoring.program import Program
from asn_kinerja.scoring.rule import Result, Rule

if TYPE_CHECKING:
    from asn_kinerja.scoring.explanation import Explanation
    from asn_kinerja.scoring.explanation_parts import Coverage
    from asn_kinerja.scoring.possible import Possible

__all__ = ["Evaluation", "Frame", "Policy"]

Frame = Any  # polars, pandas, pyarrow, DuckDB or PySpark: none of them is needed to be installed


@attrs.frozen(kw_only=True)
class Policy(Rule):
    """A rule that turns the declared inputs of one case into results, with reasons.

    Its parts are those of `Rule`.
    """

    _programs: dict[object, Program] = attrs.field(factory=dict, init=False, eq=False, repr=False)
    _checked: list[list[Problem]] = attrs.field(factory=list, init=False, eq=False, repr=False)

    def __reduce__(self) -> tuple[object, ...]:  # another process compiles it for itself
        parts = {part.name: getattr(self, part.name) for part in attrs.fields(Rule)}
        return _made, (parts if self.reads_others else {**parts, "link": None},)

    def evaluate(self, inputs: Mapping[str, object], *, as_of: date | None = None) -> "Evaluation":
        """Compute one case exactly.

        Args:
            inputs: Values by name of input: int, `Decimal`, `Fraction` or decimal text for
                numbers, text or member for words, `bool`, `date`, and a list of mappings for
                items; a whole number or a flag of numpy is taken as an int or a bool. An absent
                input and `None` are both missing.
            as_of: Day whose legal values are used; may be left out while each has one version.

        Returns:
            Value, all outputs, and on access the explanation.

        Raises:
            InvalidInput: With every problem of the inputs, or if the day is needed.
            NotFound: If a legal value is not in force on that day.
        """
        program = self.program(as_of)
        found = program.quickly(inputs)
        if found is not None:
            return Evaluation(program, None, outputs=found[0], trace=found[1])
        values = program.take(inputs)
        return Evaluation(program, values, outputs=program.present(values))

    def evaluate_frame(
        self,
        frame: Frame,
        *,
        as_of: date | None = None,
        items: Frame | Mapping[str, Frame] | None = None,
        key: str = "id",
        problems: str = "raise",
    ) -> Frame:
        """Compute many cases, a row each, with the same results as `evaluate`.

        Args:
            frame: A column for each input, of float64 or whole numbers, text, true or false, or
                dates; null is missing. Polars (eager or lazy), pandas, pyarrow, DuckDB, PySpark.
            as_of: Day whose legal values are used; may be left out while each has one version.
            items: Items with a row each and the column `key`; by name if there are several. Each
                belongs to a row of `frame`: for some of the people, take theirs alone. Wide
                items are columns of `frame` such as ``items[0].status``.
            key: Column that joins items to cases, and names a row in a message.
            problems: ``"raise"``, or ``"collect"`` to score the rows without problems only; then
                items that belong to no row are left alone.

        Returns:
            A frame of the same kind, with the outputs and ``asn_status``: the sum of 1 for a
            missing result, 2 for a problem, 4 for a row that `settle` must still decide, 8 for an
            unconfirmed value, 16 for a conflict. Lazy frames never raise: `settle` finishes them.

        Raises:
            InvalidInput: With every problem, by row and column.
            MissingExtra: If the extra ``frames`` is not installed.
        """
        from asn_kinerja._extras import require

        require("narwhals", extra="frames", feature="evaluate_frame")
        require("polars", extra="frames", feature="evaluate_frame")
        from asn_kinerja.scoring.frames.evaluate import evaluate_frame

        return evaluate_frame(self, frame, as_of=as_of, items=items, key=key, problems=problems)

    def settle(
        self,
        frame: Frame,
        items: Frame | Mapping[str, Frame] | None = None,
        *,
        as_of: date | None = None,
        key: str = "id",
        problems: str = "raise",
    ) -> Frame:
        """Finish a lazy frame: decide the open rows exactly and raise its problems.

        Args:
            frame: What `evaluate_frame` gave, with the columns that it was given.
            items: As for `evaluate_frame`.
            as_of: As for `evaluate_frame`.
            key: As for `evaluate_frame`.
            problems: As for `evaluate_frame`.

        Returns:
            A frame of the same kind; its rows are computed.

        Raises:
            InvalidInput: With every problem, by row and column.
            MissingExtra: If the extra ``frames`` is not installed.
        """
        from asn_kinerja._extras import require

        require("narwhals", extra="frames", feature="settle")
        require("polars", extra="frames", feature="settle")
        from asn_kinerja.scoring.frames.finish import settle

        return settle(self, frame, items, as_of=as_of, key=key, problems=problems)

    def bounds(
        self, inputs: Mapping[str, object], *, as_of: date | None = None
    ) -> "dict[str, Possible]":
        """Say what is still possible while inputs are missing.

        Args:
            inputs: As for `evaluate`. A needed input that is left out may be anything that it is
                declared to be; an optional one stays out, or at its default.
            as_of: As for `evaluate`.

        Returns:
            For each output the lowest and highest result, or the words that remain, best first.

        Raises:
            InvalidInput: With every problem of the inputs that are given.
            NotFound: If a legal value is not in force on that day.
        """
        from asn_kinerja.scoring.possible import possible_outputs

        return possible_outputs(self.program(as_of), inputs)

    def check(self) -> list[Problem]:
        """Look for holes before any case is computed; looked for once, since nothing changes.

        Returns:
            All problems: gaps, overlaps and rows out of reach in tables, unused inputs, unknown
            names, parameters that are not in force, divisors that can be zero. Empty when the
            policy holds.
        """
        from asn_kinerja.scoring.checks import check_policy

        if not self._checked:
            self._checked.append(check_policy(self, self.program))
        return list(self._checked[0])

    def program(self, as_of: date | None) -> Program:
        """Give the compiled form for a day; compiled once for each set of legal values.

        Args:
            as_of: The day, or `None`.

        Returns:
            The program.

        Raises:
            InvalidInput: If it is no day: a text, a number, or a day with a time.
        """
        day: object = as_of
        if day is not None and (not isinstance(day, date) or isinstance(day, datetime)):
            problem = Problem("wrong_type", "as_of", value=day, cure="datetime.date")
            raise InvalidInput(problem)
        found = self._programs.get(as_of)
        if found is None:
            versions = self.versions(as_of)
            # A result of another policy depends on the day itself, not only on these values.
            values = as_of if self.reads_others else tuple(versions.values())
            found = self._programs.get(values)
            if found is None:
                found = self._programs[values] = Program(self, versions=versions, as_of=as_of)
            self._programs[as_of] = found
        return found


def _made(parts: dict[str, Any]) -> Policy:
    return Policy(**parts)


class Evaluation:
    """The results of one case.

    Args:
        program: The compiled policy.
        values: The inputs in exact form; `None` where they are in the trace.
        outputs: The results by name.
        trace: What each node was, where it was kept.
    """

    __slots__ = ("_explanation", "_program", "_trace", "_values", "outputs")

    def __init__(
        self,
        program: Program,
        values: Values | None,
        *,
        outputs: dict[str, Result],
        trace: Trace = (),
    ) -> None:
        self._program = program
        self._values = values
        self._trace = trace
        self._explanation: Explanation | None = None
        self.outputs = outputs

    def __reduce__(self) -> tuple[object, ...]:  # the explanation is made again when looked at
        values = self._program.trace_values(self._trace) if self._values is None else self._values
        return _evaluated, (self._program, values, self.outputs)

    @property
    def value(self) -> Result:
        """The main output; `None` when it is missing, with the reason in the explanation."""
        return self.outputs[self._program.main]

    @property
    def explanation(self) -> "Explanation":
        """How the results came about, built on first access."""
        if self._explanation is None:
            from asn_kinerja.scoring.explain import explain

            self._explanation = explain(self._program, self._values, trace=self._trace)
        return self._explanation

    @property
    def coverage(self) -> "Coverage":
        """Which of the values that the rule looked at were given."""
        return self.explanation.coverage()

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """The contradictions of the law that touched a result."""
        return self.explanation.all_conflicts()

    @property
    def unconfirmed(self) -> tuple[str, ...]:
        """Names of the unconfirmed legal values that a result used."""
        return self.explanation.all_unconfirmed()

    @property
    def reasons(self) -> tuple[Wording, ...]:
        """Why results are missing; empty when none is."""
        return self.explanation.all_reasons()

    def _repr_html_(self) -> str:
        """Show the explanation in a notebook."""
        return self.explanation._repr_html_()

    def __repr__(self) -> str:
        """Show the policy and its results."""
        shown = ", ".join(f"{name}={value!r}" for name, value in self.outputs.items())
        return f"Evaluation({self._program.policy.id}: {shown})"


def _evaluated(program: Program, values: Values, outputs: dict[str, Result]) -> Evaluation:
    return Evaluation(program, values, outputs=outputs)
