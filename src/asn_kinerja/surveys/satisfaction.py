"""Public satisfaction: one index for each unit and wave, and one for all units together."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from operator import attrgetter
from typing import Any

from asn_kinerja.legal.wording import Wording
from asn_kinerja.records.periods import Period
from asn_kinerja.records.surveys import ELEMENTS, SatisfactionIndex, SatisfactionResponse, Wave
from asn_kinerja.scoring.numbers import round_exact, to_decimal
from asn_kinerja.scoring.policy import Policy

__all__ = ["ELEMENT_LABELS", "lowest_elements", "satisfaction_indices"]

ELEMENT_LABELS: tuple[Wording, ...] = (
    Wording("Persyaratan", "Requirements"),
    Wording("Sistem, mekanisme, dan prosedur", "System, mechanism and procedure"),
    Wording("Waktu penyelesaian", "Time to completion"),
    Wording("Biaya/tarif", "Cost or tariff"),
    Wording("Produk spesifikasi jenis pelayanan", "Product of the service"),
    Wording("Kompetensi pelaksana", "Competence of the staff"),
    Wording("Perilaku pelaksana", "Behaviour of the staff"),
    Wording("Penanganan pengaduan, saran, dan masukan", "Handling of complaints and suggestions"),
    Wording("Sarana dan prasarana", "Facilities"),
)
"""Names of u1 to u9; a questionnaire that swaps u8 and u9 is put in this order when imported."""

_MEAN_SCALE = 4
_NAMES = tuple(f"u{number}" for number in range(1, ELEMENTS + 1))


def satisfaction_indices(
    responses: Iterable[SatisfactionResponse], period: Period, *, policy: Policy
) -> tuple[SatisfactionIndex, ...]:
    """Compute the satisfaction index of each unit and wave, and of all units together.

    Args:
        responses: Answers 1-4 of any period; those within `period` count.
        period: The year.
        policy: The rule of the index; its inputs are sums ``u1`` to ``u9`` with ``responden``, or
            long ``items`` when answers were left out, each element then having its own divisor.

    Returns:
        The indices, waves in order, all units together last. A respondent who answered nothing
        does not count; an element that nobody answered leaves the index missing.
    """
    groups: dict[tuple[Wave, str | None], list[SatisfactionResponse]] = defaultdict(list)
    for response in sorted(responses, key=attrgetter("id")):
        inside = period.covers(response.period)
        if inside and any(answer is not None for answer in response.answers):
            groups[response.wave, response.unit_id].append(response)
            groups[response.wave, None].append(response)
    order = list(Wave)
    keys = sorted(groups, key=lambda key: (order.index(key[0]), key[1] is None, key[1] or ""))
    return tuple(_index(groups[key], period, group=key, policy=policy) for key in keys)


def lowest_elements(index: SatisfactionIndex, count: int = 3) -> tuple[int, ...]:
    """Name the elements that need a follow-up first.

    Args:
        index: An index.
        count: How many.

    Returns:
        Numbers of elements, 1 to 9, the lowest mean first; equal means in the order of the law.
    """
    known = [(mean, number) for number, mean in enumerate(index.means, 1) if mean is not None]
    return tuple(number for _, number in sorted(known)[:count])


def _index(
    responses: Sequence[SatisfactionResponse],
    period: Period,
    *,
    group: tuple[Wave, str | None],
    policy: Policy,
) -> SatisfactionIndex:
    wave, unit_id = group
    evaluation = policy.evaluate(_inputs(responses), as_of=period.end - timedelta(days=1))
    index, grade = evaluation.outputs["ikm"], evaluation.outputs["mutu"]
    name = f"{unit_id}/" if unit_id is not None else ""
    return SatisfactionIndex(
        id=f"{name}{period}/{wave}",
        period=period,
        wave=wave,
        respondents=len(responses),
        index=index if isinstance(index, Decimal) else None,
        grade=None if grade is None else str(grade),
        means=tuple(_mean(answers) for answers in _by_element(responses)),
        unit_id=unit_id,
        explanation=_without_answers(evaluation.explanation.to_dict()),
    )


def _by_element(responses: Sequence[SatisfactionResponse]) -> list[list[int]]:
    columns = zip(*(response.answers for response in responses), strict=True)
    return [[answer for answer in column if answer is not None] for column in columns]


def _inputs(responses: Sequence[SatisfactionResponse]) -> dict[str, object]:
    elements = _by_element(responses)
    if all(len(answers) == len(responses) for answers in elements):
        sums = dict(zip(_NAMES, map(sum, elements), strict=True))
        return {**sums, "responden": len(responses)}
    items = [
        {"responden": str(number), "layanan": response.service, "unsur": name, "nilai": answer}
        for number, response in enumerate(responses, 1)
        for name, answer in zip(_NAMES, response.answers, strict=True)
        if answer is not None
    ]
    return {"items": items}


def _without_answers(step: Mapping[str, Any]) -> dict[str, Any]:
    """Leave the single answers out of an explanation: they are kept once, as responses."""
    parts = [_without_answers(part) for part in step.get("parts", ()) if part["kind"] != "field"]
    rest = {name: value for name, value in step.items() if name != "parts"}
    return rest | ({"parts": parts} if parts else {})


def _mean(answers: Sequence[int]) -> Decimal | None:
    if not answers:
        return None
    mean = Fraction(sum(answers), len(answers))
    return to_decimal(round_exact(mean, _MEAN_SCALE), _MEAN_SCALE)
