"""The words of the steps of a case: titles, rules, reasons, and choices that were not made.

A step without a name of its own is called after the first that passes it on, so that all steps are
named at once, in the order of the tree, when the first of them is read.
"""

from asn_kinerja.legal.wording import Wording
from asn_kinerja.scoring.explain_plans import as_alternative
from asn_kinerja.scoring.explain_steps import Step
from asn_kinerja.scoring.explanation import Explanation
from asn_kinerja.scoring.nodes import (
    Choose,
    Count,
    Date,
    Field,
    Flag,
    Given,
    Input,
    Items,
    Latest,
    Undetermined,
)
from asn_kinerja.scoring.phrases import Names
from asn_kinerja.scoring.rule import Rule

__all__ = ["Namer"]

_fill = object.__setattr__


class Namer:
    """Names the steps of one case.

    Args:
        rule: The policy.
    """

    __slots__ = ("_made", "_named", "_rule", "roots")

    def __init__(self, rule: Rule) -> None:
        self._rule = rule
        self._made: Names | None = None
        self._named = False
        self.roots: tuple[Explanation, ...] = ()

    @property
    def _names(self) -> Names:
        if self._made is None:
            self._made = Names(self._rule)
        return self._made

    def input(self, name: str) -> Wording:
        """Give the title of an input."""
        return self._names.input(name)

    def __call__(self, step: Step, told: Explanation) -> None:
        """Fill the words of a step."""
        if not self._named:
            self._named = True
            for root in self.roots:
                self._name(root)
        title, rule = self._names.words(step.node)
        _fill(told, "title", title)
        _fill(told, "rule", rule)
        _fill(told, "reason", self._reason(step, told, title))
        if isinstance(step.node, Choose):
            _ = told.parts  # the choice is made with them
            if step.taken is not None:
                _fill(told, "rule", step.taken.says or rule)
            _fill(told, "alternatives", step.alternatives)

    def _reason(self, step: Step, told: Explanation, title: Wording) -> Wording | None:
        """Say why a value is missing, where it goes missing."""
        match step.node:
            case Undetermined():
                return step.node.reason
            case Field() if told.value is None:
                place = self._names.item(step.items, step.number, field=title)
                return self._names.missing(place)
            case Input() | Flag() | Date() | Given() if told.value is None:
                return self._names.missing(title)
            case Count() | Items() | Latest() if step.way.values[step.node.items] is None:
                return self._names.missing(self.input(step.node.items))
            case _:
                return None

    def _name(self, told: Explanation) -> None:
        """Name a step and those below it, each where it is met first."""
        step = getattr(told, "_filler", None)
        if step is None or step.named:
            return
        step.named = True
        self._names.lend_below(step.node)
        self._names.words(step.node)
        parts = told.parts
        if isinstance(step.node, Choose):
            self._name_choice(step, step.node, parts)
            return
        for part in parts:
            self._name(part)

    def _name_choice(self, step: Step, node: Choose, parts: tuple[Explanation, ...]) -> None:
        """Name the conditions, then what was not taken, then what was."""
        others = []
        conditions = iter(parts)
        decided = False
        for case in node.cases:
            if decided:
                needs = case.says or self._names.condition(case.when)
                others.append(as_alternative(step.way.value(case.then, None), needs))
                continue
            condition = next(conditions)
            self._name(condition)
            decided = condition.value is None or case is step.taken
        step.alternatives = tuple(others)
        for part in conditions:
            self._name(part)
