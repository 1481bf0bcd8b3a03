"""A policy with other legal values: what if."""

from collections.abc import Mapping
from fractions import Fraction

import attrs

from asn_kinerja.errors import InvalidInput, InvalidPolicy, Problem
from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.parameters import Authority, LegalValue, Parameter
from asn_kinerja.scoring.display import canonical
from asn_kinerja.scoring.numbers import to_exact
from asn_kinerja.scoring.policy import Policy

__all__ = ["number_of", "vary"]

_ASSUMED = "andaian"  # where an assumed value stands: nowhere


def vary(policy: Policy, values: Mapping[str, object], *, check: bool = True) -> Policy:
    """Lay other values over the parameters of a policy, in all their versions.

    Args:
        policy: The policy.
        values: Values by name of parameter: exact numbers, words, flags or dates.
        check: Whether a policy with holes is refused, as `Policy.check` finds them.

    Returns:
        The policy, sharing all its nodes; the new values are cited as assumed, and are practice
        and no law.

    Raises:
        InvalidInput: If a parameter is unknown, or a value of another kind than its own.
        InvalidPolicy: With every hole that the values tear.
    """
    known = {parameter.name: parameter for parameter in policy.parameters}
    problems = [
        Problem("unknown_key", f"parameters.{name}", value=name, cure=", ".join(known))
        for name in values
        if name not in known
    ]
    changed: dict[str, Parameter] = {}
    for name in [name for name in values if name in known]:
        try:
            changed[name] = _with(known[name], values[name])
        except InvalidInput as error:
            problems += error.problems
    refusal = InvalidInput.of(problems)
    if refusal is not None:
        raise refusal
    parameters = tuple(changed.get(one.name, one) for one in policy.parameters)
    varied = attrs.evolve(policy, parameters=parameters)
    holes = InvalidPolicy.of(varied.check()) if check else None
    if holes is not None:
        raise holes
    return varied


def _with(parameter: Parameter, value: object) -> Parameter:
    found = _value(parameter, value)
    text = f"{_ASSUMED}: {canonical(found)}"
    versions = tuple(
        attrs.evolve(one, value=found, citation=Citation(text=text), authority=Authority.PRACTICE)
        for one in parameter.versions
    )
    return attrs.evolve(parameter, versions=versions)


def _value(parameter: Parameter, value: object) -> LegalValue:
    """Take in a value of the kind that the parameter has."""
    place = f"parameters.{parameter.name}"
    before = parameter.versions[-1].value
    if isinstance(before, int | Fraction) and not isinstance(before, bool):
        return to_exact(value, place=place)
    if type(value) is not type(before):
        cure = str(canonical(before))
        raise InvalidInput(Problem("wrong_type", place, value=value, cure=cure))
    return value


def number_of(policy: Policy, parameter: str) -> Fraction:
    """Give the value of a numeric parameter.

    Args:
        policy: The policy.
        parameter: Name of the parameter.

    Returns:
        The value of its latest version.

    Raises:
        InvalidInput: If there is no such parameter, or it is no number.
    """
    known = {one.name: one for one in policy.parameters}
    place = f"parameters.{parameter}"
    if parameter not in known:
        raise InvalidInput(Problem("unknown_key", place, value=parameter, cure=", ".join(known)))
    value = known[parameter].versions[-1].value
    if isinstance(value, bool) or not isinstance(value, int | Fraction):
        raise InvalidInput(Problem("wrong_type", place, value=value, cure="1.5"))
    return Fraction(value)
