"""Hunting the smallest counterexample of a property of a policy."""

from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from typing import Any

import attrs

from asn_kinerja._extras import require
from asn_kinerja.errors import AsnKinerjaError, Problem
from asn_kinerja.legal.wording import Wording
from asn_kinerja.scoring.claims import Holds, Property
from asn_kinerja.scoring.display import show
from asn_kinerja.scoring.inputs import InputSpec, Kind
from asn_kinerja.scoring.policy import Policy
from asn_kinerja.scoring.possible import anything_declared
from asn_kinerja.scoring.properties import prove
from asn_kinerja.scoring.rule import Output, Result

__all__ = ["Verdict", "examine", "property_problem"]

Inputs = dict[str, Any]

_EXAMPLES = 1_000
_FREE = 1_000_000  # numbers to try where an input has no bounds
_FINEST = 2  # decimals to try where an input sets no scale


@attrs.frozen(kw_only=True)
class Verdict:
    """What is known of one property.

    Args:
        claim: The property.
        proved: Whether it was proved from the nodes.
        counterexample: What breaks it, in words; `None` when nothing was found.
    """

    claim: Property
    proved: bool
    counterexample: Wording | None = None

    @property
    def holds(self) -> bool:
        """Whether nothing is known against it."""
        return self.counterexample is None


def examine(policy: Policy, *, hunt: bool = True) -> tuple[Verdict, ...]:
    """Prove or hunt every property that a policy declares.

    Args:
        policy: The policy.
        hunt: Whether to look for counterexamples of what could not be proved.

    Returns:
        One verdict a property.

    Raises:
        MissingExtra: If something must be hunted and the extra ``testing`` is not installed.
    """
    day = None
    if any(len(parameter.versions) > 1 for parameter in policy.parameters):
        day = max(parameter.versions[-1].valid_from for parameter in policy.parameters)
    follower = anything_declared(policy.program(day))
    outputs = {output.name: output for output in policy.outputs}
    found = []
    for claim in policy.properties:
        output = outputs[claim.output]
        proved = prove(claim, output.node, follower=follower, words=output.words)
        example = None
        if not proved and hunt:
            example = _Hunt(policy, output, day).smallest(claim)
        found.append(Verdict(claim=claim, proved=proved, counterexample=example))
    return tuple(found)


def property_problem(policy: Policy, verdict: Verdict, *, lang: str) -> Problem:
    """Make a problem of a property that does not hold."""
    words = verdict.counterexample.render(lang) if verdict.counterexample else ""
    claim = verdict.claim.words().render(lang)
    return Problem(
        "property_broken", f"{policy.id}.{verdict.claim.output}", value=claim, cure=words
    )


class _Hunt:
    """Tries cases; the library shrinks the first that breaks a property."""

    def __init__(self, policy: Policy, output: Output, day: date | None) -> None:
        self._library = require("hypothesis", extra="testing", feature="policies check")
        self._make = require("hypothesis.strategies", extra="testing", feature="policies check")
        self._specs = {spec.name: spec for spec in policy.inputs}
        self._output = output
        self._policy, self._day = policy, day

    def smallest(self, claim: Property) -> Wording | None:
        """Give the smallest counterexample in words; `None` when none was found."""
        specs = [spec for spec in self._specs.values() if spec.name != claim.input]
        parts = {spec.name: self._strategy(spec) for spec in specs}
        if claim.input:
            spec = self._specs.get(claim.input)
            if spec is None:
                return None
            parts |= {"_one": self._strategy(spec), "_other": self._strategy(spec)}
        broken = self._breaks(claim)
        library = self._library
        settings = library.settings(
            max_examples=_EXAMPLES,
            database=None,
            derandomize=True,
            deadline=None,
            suppress_health_check=list(library.HealthCheck),
        )
        try:
            example = library.find(self._make.fixed_dictionaries(parts), broken, settings=settings)
        except library.errors.NoSuchExample:
            return None
        return self._words(claim, example)

    def _strategy(self, spec: InputSpec) -> Any:  # noqa: ANN401 - a strategy of an optional library
        make = self._make
        match spec.kind:
            case Kind.WORD:
                found = make.sampled_from(spec.words[::-1] or ("kata",))
            case Kind.FLAG:
                found = make.booleans()
            case Kind.DATE:
                found = make.dates()
            case Kind.ITEMS:
                fields = {field.name: self._strategy(field) for field in spec.fields}
                found = make.lists(make.fixed_dictionaries(fields), max_size=4)
            case _:
                found = self._numbers(spec)
        return make.one_of(make.none(), found) if spec.optional else found

    def _numbers(self, spec: InputSpec) -> Any:  # noqa: ANN401 - as above
        scale = 0 if spec.kind is Kind.COUNT else _FINEST if spec.scale is None else spec.scale
        step = 10**scale
        low = 0 if spec.kind is Kind.COUNT and spec.low is None else spec.low
        least = -_FREE * step if low is None else -(-low * step // 1)
        most = _FREE * step if spec.high is None else spec.high * step // 1
        low_end, high_end = int(least), int(most)
        whole = self._make.one_of(  # the library prefers small numbers; holes are at either end
            self._make.integers(low_end, high_end),
            self._make.integers(0, high_end - low_end).map(lambda down: high_end - down),
        )
        return whole.map(lambda units: Fraction(units, step))

    def _breaks(self, claim: Property) -> Callable[[Inputs], bool]:
        def broken(example: Inputs) -> bool:
            results = [self._result(given) for given in _cases(claim, example)]
            if any(result is _REFUSED for result in results):
                return False
            return _broken(claim, example, results, self._output.words)

        return broken

    def _result(self, given: Inputs) -> Any:  # noqa: ANN401 - a result, or the mark of a refusal
        try:
            return self._policy.evaluate(given, as_of=self._day).outputs[self._output.name]
        except AsnKinerjaError:
            return _REFUSED

    def _words(self, claim: Property, example: Inputs) -> Wording:
        cases = list(_cases(claim, example))
        return Wording(*(self._told(claim, cases, lang) for lang in ("id", "en")))

    def _told(self, claim: Property, cases: list[Inputs], lang: str) -> str:
        name = self._output.name
        same = {key: value for key, value in cases[0].items() if key != claim.input}
        rest = ", ".join(f"{key} = {_shown(value, lang)}" for key, value in same.items())
        results = [_shown(self._result(given), lang) for given in cases]
        if len(cases) == 1:
            return f"{name} = {results[0]}: {rest}"
        given = [_shown(case[claim.input], lang) for case in cases]
        if lang == "id":
            text = f"{name} = {results[0]} bila {claim.input} = {given[0]}, "
            return f"{text}tetapi {results[1]} bila {claim.input} = {given[1]}" + (
                f" ({rest})" if rest else ""
            )
        text = f"{name} = {results[0]} when {claim.input} = {given[0]}, "
        return f"{text}but {results[1]} when {claim.input} = {given[1]}" + (
            f" ({rest})" if rest else ""
        )


_REFUSED = object()


def _cases(claim: Property, example: Inputs) -> Iterator[Inputs]:
    """Give the one or two cases that an example stands for, the lower input first."""
    rest = {name: value for name, value in example.items() if not name.startswith("_")}
    if not claim.input:
        yield rest
        return
    pair = [example["_one"], example["_other"]]
    if claim.holds is not Holds.UNAFFECTED and None not in pair:
        pair.sort()
    for value in pair:
        yield {**rest, claim.input: value}


def _broken(
    claim: Property, example: Inputs, results: list[Result], words: tuple[str, ...]
) -> bool:
    match claim.holds:
        case Holds.TOTAL:
            return results[0] is None
        case Holds.BOUNDED:
            number = results[0]
            if number is None or isinstance(number, str):
                return False
            value = Fraction(number)  # type: ignore[arg-type] # a bounded output is a number
            return (claim.low is not None and value < claim.low) or (
                claim.high is not None and value > claim.high
            )
        case Holds.UNAFFECTED:
            return results[0] != results[1]
        case Holds.RISING | Holds.FALLING:
            if None in results or None in {example["_one"], example["_other"]}:
                return False
            first, second = (_rank(result, words) for result in results)
            return bool(first > second if claim.holds is Holds.RISING else first < second)


def _rank(result: Any, words: tuple[str, ...]) -> Any:  # noqa: ANN401 - what can be compared
    return -words.index(result) if isinstance(result, str) and result in words else result


def _shown(value: Any, lang: str) -> str:  # noqa: ANN401 - an input or a result
    if isinstance(value, list):
        return f"[{len(value)}]"
    return show(value, lang)
