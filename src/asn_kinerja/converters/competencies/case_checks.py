"""Every fault of a CASE package at once, each with its JSON path."""

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any, TypeAlias

from asn_kinerja.converters.competencies.case_members import (
    ASSOCIATIONS,
    MEMBERS,
    NEEDED,
    WRAPPER,
    Type,
)
from asn_kinerja.converters.competencies.exact_json import DoubledMap, Unkept
from asn_kinerja.errors import Problem

__all__ = ["find_faults"]

_Path: TypeAlias = "tuple[_Path, str | int] | tuple[()]"
_Map: TypeAlias = dict[str, Any]

_ROOT: _Path = ()
_DEEPEST = 32
_SHOWN_RING = 6
_NAME = re.compile(r"[A-Za-z_]\w*", re.ASCII)
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE | re.ASCII)
_DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])", re.ASCII)
_MOMENT = re.compile(
    r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])[T ](?:[01]\d|2[0-4]):[0-5]\d"
    r"(?::[0-5]\d|:60)?(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?",
    re.ASCII,
)
_OWN_ASSOCIATION = re.compile(r"ext:[\w.\-]+", re.ASCII)
_URI = re.compile(r"\S+")
_SURROGATE = re.compile("[\ud800-\udfff]")


def find_faults(tree: dict[str, Any], *, surrogates: bool = False) -> list[Problem]:
    """Find what keeps a value from being a CASE package.

    Unknown members are in order wherever they stand. Links that lead out of the package are in
    order too, except from an item to its parent, from a criterion to its item, and an association
    of which both ends are elsewhere.

    Args:
        tree: What `read_json` gave: the package, or a map that holds it as ``CFPackage``.
        surrogates: Whether texts may hold half a character and are to be looked at.

    Returns:
        The problems in the order of the text, those between parts at the end; their places are
        JSON paths, such as ``$.CFItems[3].fullStatement``.
    """
    checker = _Checker(surrogates=surrogates)
    package, path = tree, _ROOT
    if WRAPPER in tree:
        checker.check_free({**tree, WRAPPER: None}, _ROOT)
        package, path = tree[WRAPPER], (_ROOT, WRAPPER)
    checker.check_part(WRAPPER, package, path)
    if isinstance(package, dict):
        checker.check_associations(package, path)
        checker.check_criteria(package, path)
    return checker.problems


class _Checker:
    """One package, and what was found in it so far."""

    def __init__(self, *, surrogates: bool) -> None:
        self.problems: list[Problem] = []
        self._surrogates = surrogates
        self._plain = not surrogates  # then a text of the right form needs no second look
        self._known: dict[str, dict[str, _Path]] = {}

    def complain(self, code: str, path: _Path, *, value: object = "", cure: str = "") -> None:
        self.problems.append(Problem(code, self.place(path), value=value, cure=cure))

    def place(self, path: _Path) -> str:
        steps = []
        while path:
            path, step = path
            if isinstance(step, int):
                steps.append(f"[{step}]")
            else:
                steps.append(f".{step}" if _NAME.fullmatch(step) else f"[{step[:80]!r}]")
        return "$" + "".join(reversed(steps))

    def check_part(self, kind: str, part: object, path: _Path) -> None:
        """Check one map by what the standard says of its kind."""
        if not isinstance(part, dict):
            self._refuse(part, path, cure="{ … }")
            return
        self._check_names(part, path)
        members = MEMBERS[kind]
        for name in NEEDED[kind]:
            if part.get(name) is None:
                self.complain("required", (path, name))
        for name, value in part.items():
            expected = members.get(name)
            if value is None or (self._plain and type(value) is str and _fits(expected, value)):
                continue
            if expected is None:
                self.check_free(value, (path, name))
            elif expected is Type.PART:
                self.check_part(name, value, (path, name))
            elif expected is Type.PARTS:
                self._check_parts(name, value, (path, name))
            else:
                self._check_member(expected, value, (path, name))
        if kind != "link" and isinstance(key := part.get("identifier"), str):
            self._note(kind, key, (path, "identifier"))

    def _check_parts(self, name: str, value: object, path: _Path) -> None:
        if not isinstance(value, list):
            self._refuse(value, path, cure="[ … ]")
            return
        for number, part in enumerate(value):
            self.check_part(name, part, (path, number))

    def _check_member(self, expected: Type, value: object, path: _Path) -> None:
        match expected:
            case Type.TEXTS | Type.LINKS if isinstance(value, list):
                single = Type.TEXT if expected is Type.TEXTS else Type.LINK
                for number, part in enumerate(value):
                    self._check_member(single, part, (path, number))
            case Type.TEXTS | Type.LINKS:
                self._refuse(value, path, cure="[ … ]")
            case Type.LINK:
                self.check_part("link", value, path)
            case Type.MAP if isinstance(value, dict):
                self.check_free(value, path)
            case Type.MAP:
                self._refuse(value, path, cure="{ … }")
            case Type.WHOLE | Type.NUMBER:
                whole = expected is Type.WHOLE
                if type(value) is not int and (whole or not isinstance(value, Decimal)):
                    self._refuse(value, path, cure="1" if whole else "1.5")
            case _:
                self._check_text(expected, value, path)

    def _check_text(self, expected: Type, value: object, path: _Path) -> None:
        if not isinstance(value, str):
            self._refuse(value, path, cure='"…"')
            return
        if self._surrogates and _SURROGATE.search(value):
            self.complain("text_surrogate", path)
        if expected in _FORMS and not _FORMS[expected][0](value):
            code, cure = _FORMS[expected][1:]
            self.complain(code, path, value=value, cure=cure)

    def check_free(self, value: object, path: _Path, depth: int = 1) -> None:
        """Check a value of which nothing is known but that it must be kept."""
        match value:
            case str():
                self._check_text(Type.TEXT, value, path)
            case Unkept():
                self._refuse(value, path, cure="")
            case dict() | list() if depth > _DEEPEST:
                self.complain("too_deep", path, cure=str(_DEEPEST))
            case dict():
                self._check_names(value, path)
                for name, part in value.items():
                    self.check_free(part, (path, name), depth + 1)
            case list():
                for number, part in enumerate(value):
                    self.check_free(part, (path, number), depth + 1)
            case _:
                pass  # a number, a flag or null

    def _check_names(self, part: _Map, path: _Path) -> None:
        if isinstance(part, DoubledMap):
            for name in part.doubled:
                self.complain("name_doubled", path, value=name)
        if self._surrogates and any(_SURROGATE.search(name) for name in part):
            self.complain("text_surrogate", path)

    def _refuse(self, value: object, path: _Path, *, cure: str) -> None:
        if isinstance(value, Unkept):
            self.complain(value.code, path, value=value.value)
        else:
            self.complain("wrong_type", path, value=_shown(value), cure=cure)

    def _note(self, kind: str, key: str, path: _Path) -> None:
        """Remember an identifier; documents and items are told apart by nothing else."""
        group = "nodes" if kind in {"CFDocument", "CFItems"} else kind
        known = self._known.setdefault(group, {})
        first = known.setdefault(key.lower(), path)
        if first is not path:
            self.complain("identifier_doubled", path, value=key, cure=self.place(first))

    def check_associations(self, package: _Map, root: _Path) -> None:
        """Check that associations lead somewhere, and that nobody is an ancestor of itself."""
        nodes = self._known.get("nodes", {})
        parents: dict[str, list[tuple[str, _Path]]] = {}
        for number, part in enumerate(_maps(package.get("CFAssociations"))):
            path: _Path = ((root, "CFAssociations"), number)
            ends = [_target(part.get(name)) for name in ("originNodeURI", "destinationNodeURI")]
            if None in ends:
                continue  # which was reported
            origin, destination = (str(end).lower() for end in ends)
            if part.get("associationType") == "isChildOf":
                lost = [
                    (name, end)
                    for name, end in (
                        ("originNodeURI", origin),
                        ("destinationNodeURI", destination),
                    )
                    if end not in nodes
                ]
                for name, end in lost:
                    self.complain("link_dangling", ((path, name), "identifier"), value=end)
                if not lost:
                    parents.setdefault(origin, []).append((destination, path))
            elif origin not in nodes and destination not in nodes:
                self.complain("link_dangling", path, value=f"{origin} … {destination}")
        for ring, path in _rings(parents):
            shown = " → ".join(ring[:_SHOWN_RING]) + (" → …" if len(ring) > _SHOWN_RING else "")
            self.complain("parent_circle", path, value=shown)

    def check_criteria(self, package: _Map, root: _Path) -> None:
        """Check that criteria and their levels belong where they stand."""
        nodes = self._known.get("nodes", {})
        for number, rubric in enumerate(_maps(package.get("CFRubrics"))):
            for position, criterion in enumerate(_maps(rubric.get("CFRubricCriteria"))):
                path: _Path = ((((root, "CFRubrics"), number), "CFRubricCriteria"), position)
                item = _target(criterion.get("CFItemURI"))
                if item is not None and item.lower() not in nodes:
                    self.complain("link_dangling", ((path, "CFItemURI"), "identifier"), value=item)
                self._check_owner(criterion, "rubricId", rubric, path)
                for place, level in enumerate(_maps(criterion.get("CFRubricCriterionLevels"))):
                    below: _Path = ((path, "CFRubricCriterionLevels"), place)
                    self._check_owner(level, "rubricCriterionId", criterion, below)

    def _check_owner(self, part: _Map, name: str, owner: _Map, path: _Path) -> None:
        said, key = part.get(name), owner.get("identifier")
        if isinstance(said, str) and isinstance(key, str) and said.lower() != key.lower():
            self.complain("link_dangling", (path, name), value=said)


def _rings(parents: Mapping[str, list[tuple[str, _Path]]]) -> Iterator[tuple[list[str], _Path]]:
    """Give each association that closes a circle, with the way up that leads back to it."""
    done: set[str] = set()
    for start in parents:
        if start in done:
            continue
        way, open_at = [start], {start: 0}
        stack = [iter(parents[start])]
        while stack:
            for parent, path in stack[-1]:
                if parent in open_at:
                    yield [*way[open_at[parent] :], parent], path
                elif parent not in done and parent in parents:
                    open_at[parent] = len(way)
                    way.append(parent)
                    stack.append(iter(parents[parent]))
                    break
            else:
                stack.pop()
                left = way.pop()
                del open_at[left]
                done.add(left)


def _maps(value: object) -> Iterator[_Map]:
    """Give the maps of a list; an empty one for what is none, so that positions stay."""
    if isinstance(value, list):
        for part in value:
            yield part if isinstance(part, dict) else {}


def _target(link: object) -> str | None:
    found = link.get("identifier") if isinstance(link, dict) else None
    return found if isinstance(found, str) else None


def _shown(value: object) -> str:
    match value:
        case dict():
            return "{…}"
        case list():
            return "[…]"
        case bool():
            return str(value).lower()
        case _:
            return str(value)


def _fits(expected: Type | None, text: str) -> bool:
    """Whether a text is surely in order."""
    if expected is Type.TEXT or expected is None:
        return True
    form = _FORMS.get(expected)
    return form is not None and bool(form[0](text))


def _is_association(text: str) -> bool:
    return text in ASSOCIATIONS or _OWN_ASSOCIATION.fullmatch(text) is not None


def _matches(pattern: re.Pattern[str]) -> Callable[[str], object]:
    return pattern.fullmatch


_FORMS: Mapping[Type, tuple[Callable[[str], object], str, str]] = {
    Type.UUID: (_matches(_UUID), "not_uuid", ""),
    Type.URI: (_matches(_URI), "not_uri", ""),
    Type.DAY: (_matches(_DAY), "wrong_type", '"2025-01-31"'),
    Type.MOMENT: (_matches(_MOMENT), "wrong_type", '"2025-01-31T08:00:00+00:00"'),
    Type.ASSOCIATION: (_is_association, "unknown_word", ", ".join((*ASSOCIATIONS, "ext:…"))),
    Type.VERSION: (lambda text: text in {"1.0", "1.1"}, "unknown_word", "1.0, 1.1"),
}
