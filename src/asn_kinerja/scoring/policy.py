"""A policy and what evaluating it gives."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

import attrs

from asn_kinerja.errors import Problem
from asn_kinerja.legal.conflicts import Conflict
from asn_kinerja.legal.wording import Wording
from asn_kinerja.scoring.closures import Values
from asn_kinerja.scoring.program import Program
from asn_kinerja.scoring.rule import Result, Rule

if TYPE_CHECKING:
    from asn_kinerja.scoring.explanation import Coverage, Explanation
    from asn_kinerja.scoring.possible import Possible

__all__ = ["Evaluation", "Policy"]


@attrs.frozen(kw_only=True)
class Policy(Rule):
    """A rule that turns the declared inputs of one case into results, with reasons.

    Its parts are those of `Rule`.
    """

    _programs: dict[object, Program] = attrs.field(factory=dict, init=False, eq=False, repr=False)

    def evaluate(self, inputs: Mapping[str, object], *, as_of: date | None = None) -> "Evaluation":
        """Compute one case exactly.

        Args:
            inputs: Values by name of input: int, `Decimal`, `Fraction` or decimal text for
                numbers, text or member for words, `bool`, `date`, and a list of mappings for
                items. An absent input and `None` are both missing.
            as_of: Day whose legal values are used; may be left out while each has one version.

        Returns:
            Value, all outputs, and on access the explanation.

        Raises:
            InvalidInput: With every problem of the inputs, or if the day is needed.
            NotFound: If a legal value is not in force on that day.
        """
        program = self.program(as_of)
        values = program.take(inputs)
        return Evaluation(program, values, outputs=program.present(values))

    def bounds(
        self, inputs: Mapping[str, object], *, as_of: date | None = None
    ) -> "dict[str, Possible]":
        """Say what is still possible while inputs are missing.

        Args:
            inputs: As for `evaluate`; what is left out may be anything it is declared to be.
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
        """Look for holes before any case is computed.

        Returns:
            All problems: gaps, overlaps and rows out of reach in tables, unused inputs, unknown
            names, parameters that are not in force. Empty when the policy holds.
        """
        from asn_kinerja.scoring.checks import check_policy

        return check_policy(self, self.program)

    def program(self, as_of: date | None) -> Program:
        """Give the compiled form for a day; compiled once for each set of legal values.

        Args:
            as_of: The day, or `None`.

        Returns:
            The program.
        """
        found = self._programs.get(as_of)
        if found is None:
            found = Program(self, versions=self.versions(as_of), as_of=as_of)
            self._programs[as_of] = found
        return found


class Evaluation:
    """The results of one case.

    Args:
        program: The compiled policy.
        values: The inputs in exact form.
        outputs: The results by name.
    """

    __slots__ = ("_explanation", "_program", "_values", "outputs")

    def __init__(self, program: Program, values: Values, *, outputs: dict[str, Result]) -> None:
        self._program = program
        self._values = values
        self._explanation: Explanation | None = None
        self.outputs = outputs

    @property
    def value(self) -> Result:
        """The main output; `None` when it is missing, with the reason in the explanation."""
        return self.outputs[self._program.main]

    @property
    def explanation(self) -> "Explanation":
        """How the results came about, built on first access."""
        if self._explanation is None:
            from asn_kinerja.scoring.explain import explain

            self._explanation = explain(self._program, self._values)
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

    def __repr__(self) -> str:
        """Show the policy and its results."""
        shown = ", ".join(f"{name}={value!r}" for name, value in self.outputs.items())
        return f"Evaluation({self._program.policy.id}: {shown})"
