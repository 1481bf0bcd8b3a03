"""A hash of what a policy decides: equal rules give equal hashes, on any machine.

Rules, parameters with their dates and citations, inputs, outputs and conflicts count, and so do
the policies whose results it reads. Texts for people do not.
"""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction

import attrs

from asn_kinerja.legal.wording import Wording
from asn_kinerja.scoring.nodes import ResultOf
from asn_kinerja.scoring.policy import Policy
from asn_kinerja.scoring.walk import walk

__all__ = ["fingerprint"]


def fingerprint(policy: Policy) -> str:
    """Hash a policy with those that it rests on.

    Args:
        policy: The policy.

    Returns:
        64 hexadecimal digits.

    Raises:
        TypeError: If a policy holds a value that no policy should, such as a function.
    """
    found = {policy.id: policy}
    waiting = [policy]
    while waiting:
        one = waiting.pop()
        for name in _read(one):
            if name not in found and one.link is not None:
                found[name] = one.link(name)
                waiting.append(found[name])
    known: dict[int, str] = {}
    return _hash(*(_mark(found[name], known) for name in sorted(found)))


def _read(policy: Policy) -> Iterator[str]:
    for root in policy.roots:
        yield from (node.policy for node in walk(root) if isinstance(node, ResultOf))


def _hash(*parts: str) -> str:
    told = "".join(f"{len(part)}:{part}" for part in parts)  # no two lists are told alike
    return hashlib.sha256(told.encode()).hexdigest()


def _mark(thing: object, known: dict[int, str]) -> str:
    """Hash a part of a policy; shared parts once, as they stay alive with the policy."""
    if isinstance(thing, Wording):
        return ""
    if isinstance(thing, Enum):
        return f"{type(thing).__name__}:{thing.value}"
    if thing is None or isinstance(thing, str | int | date | Decimal | Fraction):
        return f"{type(thing).__name__}:{thing}"
    if id(thing) not in known:
        known[id(thing)] = _hash(type(thing).__name__, *_parts(thing, known))
    return known[id(thing)]


def _parts(thing: object, known: dict[int, str]) -> Iterator[str]:
    if attrs.has(type(thing)):
        for field in attrs.fields(type(thing)):  # type: ignore[arg-type] # asked the line above
            if field.eq:  # what does not make two policies differ is no part of the rule
                yield f"{field.name}={_mark(getattr(thing, field.name), known)}"
    elif isinstance(thing, tuple | list):
        yield from (_mark(part, known) for part in thing)
    elif isinstance(thing, set | frozenset):
        yield from sorted(_mark(part, known) for part in thing)
    elif isinstance(thing, Mapping):
        yield from sorted(f"{_mark(key, known)}={_mark(thing[key], known)}" for key in thing)
    else:
        message = f"a policy holds {type(thing).__name__}"
        raise TypeError(message)
