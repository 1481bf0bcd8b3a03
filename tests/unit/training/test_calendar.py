from datetime import date

import attrs
import pytest

from asn_kinerja.errors import MissingExtra
from asn_kinerja.legal.terms import TrainingPath
from asn_kinerja.training.calendar import holidays_of_classes, national_holidays


def test_national_holidays_and_joint_leave_have_indonesian_names():
    """The days of the joint decree come in order, with the names that it prints."""
    found = national_holidays(date(2025, 12, 25), date(2026, 1, 2))
    assert [(str(item.day), item.name) for item in found] == [
        ("2025-12-25", "Hari Raya Natal"),
        ("2025-12-26", "Cuti Bersama Hari Raya Natal"),
        ("2026-01-01", "Tahun Baru Masehi"),
    ]


def test_holidays_are_looked_up_where_a_class_is_held(facts, year):
    """They reach from the first to the last day of class; learning outside a class needs none."""
    running = attrs.evolve(
        facts.sessions[0], valid_from=date(2025, 12, 24), valid_until=date(2025, 12, 27)
    )
    known = attrs.evolve(facts, sessions=(running,))
    found = holidays_of_classes(year, facts=known)
    assert [item.day.day for item in found] == [25, 26]
    outside = tuple(attrs.evolve(item, path=TrainingPath.NONKLASIKAL) for item in facts.courses)
    assert holidays_of_classes(year, facts=attrs.evolve(known, courses=outside)) == ()


def test_the_missing_library_is_named(facts, year, monkeypatch):
    """Who plans classes without the calendar reads which extra brings it."""
    monkeypatch.setitem(__import__("sys").modules, "holidays", None)
    with pytest.raises(MissingExtra, match="calendar"):
        holidays_of_classes(year, facts=facts)
