"""Answers of citizens and of employees, before and after the year's measures."""

from collections import Counter

from asn_kinerja.legal.terms import PositionClass
from asn_kinerja.records.positions import Position
from asn_kinerja.records.surveys import (
    MOTIVATION_ITEMS,
    MotivationResponse,
    SatisfactionResponse,
    Wave,
)
from marelan.cast import YEAR, Cast

_UNITS = ("KEC", "KEL-LBD", "KEL-PPS", "KEL-RGP", "KEL-T600", "KEL-TRJ")
_SERVICES = ("Surat pengantar", "Surat keterangan usaha", "Legalisasi", "Surat keterangan domisili")
# Chance in a hundred of the best answer, by element; complaints (u8) and time (u3) are weakest.
_BEST = (40, 38, 27, 55, 38, 42, 46, 18, 30)
_RISE = (5, 6, 12, 2, 5, 6, 6, 10, 4)
_DRAG = {"KEL-PPS": -8, "KEL-TRJ": 5}
_LEANING = (4, 4, 4, 3, 3, 3, 4, 3, 4, 3, 3, 4)  # usual answer to each motivation item


def build_surveys(cast: Cast) -> None:
    """Add both waves of both surveys."""
    for wave in Wave:
        for unit in _UNITS:
            _citizens(cast, wave, unit)
    _employees(cast)


def _citizens(cast: Cast, wave: Wave, unit: str) -> None:
    after = wave is Wave.SESUDAH
    for number in range(1, cast.chance.randrange(28, 41)):
        answers = []
        for best, rise in zip(_BEST, _RISE, strict=True):
            high = best + after * rise + _DRAG.get(unit, 0)
            low = max(2, 14 - high // 5)
            answer = cast.pick((4, high), (3, 100 - high - low), (2, low - 1), (1, 1))
            answers.append(None if cast.chance.random() < 0.01 else answer)
        cast.records.append(
            SatisfactionResponse(
                id=f"{unit}-{'B' if after else 'A'}-{number:03}", unit_id=unit, period=YEAR,
                wave=wave, answers=tuple(answers), service=cast.chance.choice(_SERVICES),
            )
        )  # fmt: skip


def _employees(cast: Cast) -> None:
    """Answer under tokens that have nothing to do with who works where."""
    functional = {
        item.id
        for item in cast.records
        if isinstance(item, Position) and item.position_class is PositionClass.JF
    }
    sizes = Counter(
        "Jabatan Fungsional" if person.position_id in functional else person.group
        for person in cast.people
        if not person.tags & {"cltn", "mpp", "suspended", "retires"}
    )
    for group, size in sizes.items():
        for _ in range(size - (size > 4) * cast.chance.randrange(1, 3)):
            token = f"m-{cast.chance.getrandbits(32):08x}"
            mood = cast.pick((-1, 25), (0, 50), (1, 25))
            for wave in Wave:
                if cast.chance.random() < 0.95:
                    _employee(cast, wave, token=token, group=group, mood=mood)


def _employee(cast: Cast, wave: Wave, *, token: str, group: str, mood: int) -> None:
    after = wave is Wave.SESUDAH
    answers = []
    for usual in _LEANING[:MOTIVATION_ITEMS]:
        drift = cast.pick((-1, 18 - 4 * after), (0, 60), (1, 22 + 6 * after))
        answers.append(min(5, max(1, usual + mood + drift)))
    cast.records.append(
        MotivationResponse(
            id=f"{token}/{YEAR}/{wave.value}", token=token, period=YEAR, wave=wave, group=group,
            answers=tuple(answers),
        )
    )  # fmt: skip
