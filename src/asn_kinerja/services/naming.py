"""How a person is named in records, and what records say without them."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

import attrs

from asn_kinerja.records.people import Employee, ExternalPerson

__all__ = ["Naming", "naming_of"]

_TITLE = re.compile(r"^(?:\w{1,6}\.\s*)+")  # Dr., Drs., Hj., Ir. in front of a name
_LONG = 6  # letters from which an id or a name of one word is told from ordinary text


@attrs.frozen(kw_only=True)
class Naming:
    """The texts that name a person.

    Args:
        id: The id; where ids stand it is replaced whatever it looks like.
        texts: What is replaced in every text, as whole words, in any case.
        word: What stands in their place.
        dead: Keys of the records that go with the person.
    """

    id: str
    texts: tuple[str, ...]
    word: str
    dead: frozenset[str] = frozenset()
    _pattern: re.Pattern[str] = attrs.field(init=False, eq=False, repr=False)

    @_pattern.default
    def _make_pattern(self) -> re.Pattern[str]:
        longest_first = sorted(self.texts, key=lambda text: (-len(text), text))
        words = "|".join(r"\s+".join(map(re.escape, text.split())) for text in longest_first)
        return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)

    def with_dead(self, keys: Iterable[str]) -> "Naming":
        """Add the keys of records that go with the person."""
        return attrs.evolve(self, dead=frozenset(keys))

    def is_named(self, text: str) -> bool:
        """Whether a text names the person."""
        return text == self.id or self._pattern.search(text) is not None

    def without(self, value: Any, *, field: str = "") -> Any:  # noqa: ANN401 - a canonical value
        """Say the same without the person.

        Args:
            value: Fields of a record as canonical values, or a part of them.
            field: Name of the field it is the value of.

        Returns:
            The value itself where it names nobody.
        """
        if isinstance(value, dict):
            return {name: self.without(part, field=name) for name, part in value.items()}
        if isinstance(value, list | tuple):
            return [self.without(part, field=field) for part in value if not self._is_about(part)]
        if isinstance(value, str):
            return self._text(value, is_key=field == "id" or field.endswith(("_id", "_ids", "_by")))
        return value

    def _is_about(self, part: object) -> bool:
        """Whether an entry of a list is about the person, or about a record that goes."""
        if not isinstance(part, dict):
            return False
        keys = {value for name, value in part.items() if name.endswith("_id")}
        return not keys.isdisjoint({self.id, *self.dead})

    def _text(self, text: str, *, is_key: bool) -> str:
        if is_key and self.id in text:
            parts = text.split("/")
            text = "/".join(self.word if part == self.id else part for part in parts)
        return self._pattern.sub(self.word, text)


def naming_of(person: Employee | ExternalPerson, *, word: str, also: Sequence[str] = ()) -> Naming:
    """Find out how a person is named.

    Args:
        person: The person.
        word: What is to stand in the place of the name.
        also: Further texts that name the person.

    Returns:
        Id, NIP, the name as printed, and the name without titles.
    """
    bare = _TITLE.sub("", person.name.partition(",")[0]).strip()
    told = [person.name.strip(), bare, person.id]
    texts = [text for text in told if len(text) >= _LONG]
    if isinstance(person, Employee):
        texts.append(str(person.nip))
    texts += [text.strip() for text in also if text.strip()]
    return Naming(id=person.id, texts=tuple(dict.fromkeys(texts)) or (person.name,), word=word)
