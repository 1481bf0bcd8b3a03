"""Small policies to test with."""

from datetime import date

import pytest

from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.conflicts import Conflict, ConflictSide
from asn_kinerja.legal.parameters import Authority, Parameter, ParameterVersion, Status
from asn_kinerja.legal.regulations import Regulation
from asn_kinerja.legal.wording import Wording
from asn_kinerja.scoring.inputs import InputSpec, Kind
from asn_kinerja.scoring.policy import Policy
from asn_kinerja.scoring.rule import Output


def text(words: str) -> Wording:
    return Wording(words, words)


def cite(article: str = "1") -> Citation:
    return Citation(regulation="pp_1_2020", article=article)


@pytest.fixture
def spec():
    """Declares an input."""

    def make(name, kind=Kind.NUMBER, **more):
        return InputSpec(**{"name": name, "kind": kind, "title": text(name), **more})

    return make


@pytest.fixture
def parameter():
    """Makes a parameter of (value, first day) pairs; each ends where the next begins."""

    def make(name, *rows, status=Status.CONFIRMED):
        days = [*(first for _, first in rows[1:]), None]
        versions = tuple(
            ParameterVersion(
                value=value,
                valid_from=first,
                valid_until=last,
                citation=cite("2(1)"),
                status=status,
                authority=Authority.NATIONAL,
            )
            for (value, first), last in zip(rows, days, strict=True)
        )
        return Parameter(name=name, title=text(name), unit="point", versions=versions)

    return make


@pytest.fixture
def conflict():
    """Makes a conflict of two sources."""

    def make(name):
        side = ConflictSide(citation=cite(), says=text("satu"))
        return Conflict(id=name, title=text(name), sides=(side, side), default=text("satu"))

    return make


@pytest.fixture
def policy():
    """Makes a policy of nodes by output; the first is the main one."""

    def make(*, kind=Kind.NUMBER, words=(), name="pp_1_2020.uji", **more):
        nodes = more.pop("outputs", {"hasil": more.pop("node", 0)})
        outputs = tuple(
            Output(
                name=output,
                node=node,
                kind=kind,
                title=text(output),
                main=number == 0,
                words=words if kind is Kind.WORD else (),
            )
            for number, (output, node) in enumerate(nodes.items())
        )
        fields = {
            "id": name,
            "title": text("uji"),
            "purpose": "uji",
            "regulation": Regulation(
                id="pp_1_2020", title=text("uji"), in_force_from=date(2020, 1, 1), citation=cite()
            ),
            "governs_from": date(2020, 1, 1),
            "inputs": (),
            "outputs": outputs,
        }
        return Policy(**{**fields, **more})

    return make
