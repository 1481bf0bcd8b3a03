"""The benchmark rule in OpenFisca: variables of one entity, each a formula over numpy arrays."""

import numpy as np
from frames_rule import GRID, INDICATORS, MOST, RATINGS, WORDS
from openfisca_core import entities, periods
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

_YEAR = "2025"
_PERSON = entities.Entity("person", "persons", "an employee", "")


def _variable(name, kind, formula=None):
    body = {
        "value_type": kind, "entity": _PERSON, "definition_period": DateUnit.YEAR, "label": name,
    }  # fmt: skip
    if formula is not None:
        body["formula"] = formula
    return type(name, (Variable,), body)


def _attainment(number, cap):
    def formula(persons, period):
        realised = persons(f"realisasi_{number}", period)
        target = persons(f"target_{number}", period)
        down = persons(f"turun_{number}", period)
        bottom = np.where(down, realised, target)
        with np.errstate(divide="ignore", invalid="ignore"):
            found = np.clip(np.where(down, target, realised) / bottom, 0, cap)
        found = np.where(bottom == 0, cap, found)
        return np.floor(found * 1e4 + 0.5) / 1e4

    return formula


def _results(persons, period):
    score = sum(
        persons(f"capaian_{n}", period) * persons(f"bobot_{n}", period)
        for n in range(1, INDICATORS + 1)
    )
    return np.floor(score * 100 + 0.5) / 100


def _behaviour(persons, period):
    total = sum(persons(f"perilaku_{n}", period) for n in range(1, RATINGS + 1))
    return np.floor(total * (100 / (5 * RATINGS)) * 100 + 0.5) / 100


def _total(persons, period):
    value = persons("hasil", period) * 0.7 + persons("perilaku", period) * 0.3
    return np.floor(value * 100 + 0.5) / 100


def _predicate(persons, period):
    results, behaviour = persons("hasil", period), persons("perilaku", period)
    row = np.where(results >= 100, 0, np.where(results >= 76, 1, 2))
    column = np.where(behaviour >= 90, 0, np.where(behaviour >= 60, 1, 2))
    return np.array([GRID[name] for name in WORDS])[row, column]


def _problem(persons, period):
    found = False
    for n in range(1, INDICATORS + 1):
        for name, low in ((f"realisasi_{n}", 0.0), (f"target_{n}", 0.01)):
            value = persons(name, period)
            found |= ~((value >= low) & (value <= MOST))
            found |= np.abs(np.round(value * 100) / 100 - value) > 0.01  # float32 holds no more
        weight = persons(f"bobot_{n}", period)
        found |= ~((weight >= 0) & (weight <= 100))
    for n in range(1, RATINGS + 1):
        value = persons(f"perilaku_{n}", period)
        found |= ~((value >= 1) & (value <= 5))
    return found


def system(cap=1.2):
    """Make the system of variables.

    Args:
        cap: Most that an attainment can be.
    """
    made = TaxBenefitSystem([_PERSON])
    for n in range(1, INDICATORS + 1):
        kinds = {"realisasi": float, "target": float, "bobot": int, "turun": bool}
        for name, kind in kinds.items():
            made.add_variable(_variable(f"{name}_{n}", kind))
        made.add_variable(_variable(f"capaian_{n}", float, _attainment(n, cap)))
    for n in range(1, RATINGS + 1):
        made.add_variable(_variable(f"perilaku_{n}", int))
    for name, kind, formula in (
        ("hasil", float, _results),
        ("perilaku", float, _behaviour),
        ("total", float, _total),
        ("predikat", str, _predicate),
        ("masalah", bool, _problem),
    ):
        made.add_variable(_variable(name, kind, formula))
    return made


def run(made, columns, rows):
    """Compute every row.

    Args:
        made: The system.
        columns: Arrays by name.
        rows: How many.
    """
    simulation = SimulationBuilder().build_default_simulation(made, rows)
    for name, values in columns.items():
        simulation.set_input(name, periods.period(_YEAR), values)
    wanted = ("predikat", "hasil", "perilaku", "total", "masalah")
    return {name: simulation.calculate(name, periods.period(_YEAR)) for name in wanted}
