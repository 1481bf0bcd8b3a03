"""The two axes: a word that was given, or a score read with the cut-offs of the agency."""

from functools import partial

import attrs

from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.terms import ResultRating
from asn_kinerja.legal.wording import Wording
from asn_kinerja.scoring.inputs import InputSpec, Kind
from asn_kinerja.scoring.nodes import (
    And,
    Case,
    Choose,
    Compare,
    Given,
    Input,
    Node,
    Not,
    Undetermined,
)
from asn_kinerja.scoring.rule import Requirement

__all__ = ["AXES", "POTENTIALS", "Axis", "axis", "inputs", "requirements"]

POTENTIALS = ("tinggi", "menengah", "rendah")
_cite = partial(Citation, regulation="permenpanrb_3_2020")
_BOXES = _cite(text="lampiran, sembilan kotak manajemen talenta")
_LOCAL = _cite(text="batas nilai ditetapkan instansi")


@attrs.frozen(kw_only=True)
class Axis:
    """One axis.

    Args:
        name: Name of the input of the word; scores and cut-offs are named after it.
        title: What it is.
        words: Its three words, best first.
    """

    name: str
    title: Wording
    words: tuple[str, ...]

    @property
    def score(self) -> str:
        """Name of the input of the score."""
        return f"nilai_{self.name}"

    @property
    def cuts(self) -> tuple[str, str]:
        """Names of the inputs of the two cut-offs, higher first."""
        return (f"batas_{self.name}_tinggi", f"batas_{self.name}_menengah")


AXES = (
    Axis(
        name="kinerja",
        title=Wording("kinerja", "performance"),
        words=tuple(word.value for word in ResultRating),
    ),
    Axis(name="potensi", title=Wording("potensi", "potential"), words=POTENTIALS),
)


def axis(one: Axis) -> Node:
    """Give the word of an axis.

    Args:
        one: The axis.

    Returns:
        The node; missing with its reason for a score without cut-offs.
    """
    score = Input(one.score)
    high, middle = one.cuts
    read = Choose(
        (
            Case(when=Compare(score, Input(high), op=">="), then=one.words[0]),
            Case(when=Compare(score, Input(middle), op=">="), then=one.words[1]),
        ),
        one.words[2],
        key=one.score,
        citation=_LOCAL,
    )
    unset = Undetermined(
        "batas_setempat",
        Wording(
            f"Diperlukan {one.title.id}: kata, atau nilai dengan dua batas dari instansi.",
            f"The {one.title.en} is needed: a word, or a score with two cut-offs of the agency.",
        ),
        citation=_LOCAL,
    )
    scored = And((Given(one.score), Given(high), Given(middle)))
    return Choose(
        (Case(when=Given(one.name), then=Input(one.name)), Case(when=scored, then=read)),
        unset,
        key=one.name,
        citation=_BOXES,
    )


def inputs() -> tuple[InputSpec, ...]:
    """Declare the inputs.

    Returns:
        For each axis the word, the score and its two cut-offs.
    """
    return tuple(spec for one in AXES for spec in _inputs_of(one))


def _inputs_of(one: Axis) -> tuple[InputSpec, ...]:
    high, middle = one.cuts
    word = InputSpec(
        name=one.name,
        kind=Kind.WORD,
        title=one.title,
        words=one.words,
        optional=True,
        citation=_BOXES,
    )
    numbers = (
        (one.score, Wording(f"nilai {one.title.id}", f"score of {one.title.en}")),
        (high, Wording(f"batas atas {one.title.id}", f"upper cut-off of {one.title.en}")),
        (middle, Wording(f"batas tengah {one.title.id}", f"middle cut-off of {one.title.en}")),
    )
    return (
        word,
        *(
            InputSpec(
                name=name,
                kind=Kind.NUMBER,
                title=title,
                scale=2,
                low=0,
                high=120,
                optional=True,
                citation=_LOCAL,
            )
            for name, title in numbers
        ),
    )


def requirements() -> tuple[Requirement, ...]:
    """State what the inputs must meet: a word or a score, and cut-offs in their order.

    Returns:
        Two requirements for each axis.
    """
    found = []
    for one in AXES:
        high, middle = one.cuts
        found += [
            Requirement(
                holds=Not(And((Given(one.name), Given(one.score)))),
                place=one.name,
                asks=f"{one.name} | {one.score}",
                citation=_BOXES,
            ),
            Requirement(
                holds=Compare(Input(middle), Input(high), op="<="),
                place=middle,
                asks=f"{middle} <= {high}",
                citation=_LOCAL,
            ),
        ]
    return tuple(found)
