"""A naive reading of nodes: a recursive walk over Fractions, sharing no code with the library."""

import operator as o
from datetime import date, timedelta
from fractions import Fraction
from math import prod

from asn_kinerja.scoring import nodes as n


class Naive:
    """Reads the nodes of one case: values of inputs and of parameters by name."""

    def __init__(self, values, parameters):
        self.values, self.parameters = values, parameters

    def read(self, node, item=None):  # noqa: C901, PLR0911, PLR0912 - one case a node
        """Give the value of a node, `None` when it is missing."""
        match node:
            case n.Constant():
                return node.value
            case n.ParameterValue():
                return self.parameters[node.name]
            case n.Given():
                return self.values[node.name] is not None
            case n.Input() | n.Flag() | n.Date() | n.Field():
                return (item if isinstance(node, n.Field) else self.values)[node.name]
            case n.And() | n.Or():
                found = [self.read(term, item) for term in node.terms]
                decides = isinstance(node, n.Or)
                return decides if decides in found else None if None in found else not decides
            case n.Choose():
                for row in node.cases:
                    if (holds := self.read(row.when, item)) is not False:
                        return None if holds is None else self.read(row.then, item)
                return self.read(node.otherwise, item)
            case n.Override():
                found = self.read(node.given, item)
                return self.read(node.proposed, item) if found is None else found
            case n.Count():
                found = self._gather(node, node.distinct)
                return None if found is None else len(found if not node.distinct else set(found))
            case n.Items() | n.Latest():
                return self._over_items(node, item)
            case n.WeightedMean():
                return self._weighted(node, item)
            case n.Clip():
                edges = [edge for edge in (node.low, node.high) if edge is not None]
                if (found := self._every((node.value, *edges), item)) is None:
                    return None
                value = found[0] if node.low is None else max(found[0], found[1])
                return value if node.high is None else min(value, found[-1])
            case n.Bands():
                return self._bands(node, self.read(node.value, item), item)
            case n.Matrix():
                cells = {(cell.row, cell.column): cell.result for cell in node.cells}
                found = cells.get((self.read(node.row, item), self.read(node.column, item)))
                return None if found is None else self.read(found, item)
            case n.Lookup():
                found = {row.when: row.result for row in node.rows}.get(self.read(node.value, item))
                return None if found is None else self.read(found, item)
            case _:
                return None if isinstance(node, n.Undetermined) else self._plain(node, item)

    def _plain(self, node, item):  # noqa: PLR0911 - one case a node
        names = ("terms", "factors", "left", "right", "numerator", "denominator", "term", "start",
                 "months", "end", "value")  # fmt: skip
        held = [getattr(node, name) for name in names if hasattr(node, name)]
        if (found := self._every(held[0] if isinstance(held[0], tuple) else held, item)) is None:
            return None
        match node:
            case n.Add() | n.Multiply() | n.Min() | n.Max():
                return {n.Add: sum, n.Multiply: prod, n.Min: min, n.Max: max}[type(node)](found)
            case n.Subtract():
                return Fraction(found[0]) - found[1]
            case n.Ratio():
                zero = self.read(node.when_zero, item) if found[1] == 0 else None
                return Fraction(found[0]) / found[1] if found[1] != 0 else zero
            case n.Round():
                return _rounded(found[0], node.scale, node.mode)
            case n.Compare():
                ops = {"==": o.eq, "!=": o.ne, ">=": o.ge, ">": o.gt, "<=": o.le, "<": o.lt}
                return ops[node.op](*found)
            case n.Not():
                return found[0] is False
            case n.AddMonths():
                return _later(*found)
            case n.WholeMonths():
                near = min((found[1] - found[0]).days // days for days in (28, 31)) - 2
                return max(m for m in range(near, near + 99) if _later(found[0], m) <= found[1])

    def _every(self, nodes, item):
        found = [self.read(node, item) for node in nodes]
        return None if any(value is None for value in found) else found

    def _bands(self, node, value, item):
        for band in node.bands if value is not None else ():
            low = None if band.lower is None else self.read(band.lower, item)
            high = None if band.upper is None else self.read(band.upper, item)
            above = low is None or value > low or (band.lower_in and value == low)
            if above and (high is None or value < high or (band.upper_in and value == high)):
                return self.read(band.result, item)
        return None

    def _weighted(self, node, item):
        pairs = [(self.read(p.value, item), self.read(p.weight, item)) for p in node.parts]
        whole = [
            (Fraction(value), weight) for value, weight in pairs if None not in {value, weight}
        ]
        weights = sum(weight for _, weight in whole)
        if weights == 0 or (len(whole) < len(pairs) and node.missing != "leave_out"):
            return None
        return sum(value * weight for value, weight in whole) / weights

    def _gather(self, node, value):
        found = []
        for one in self.values[node.items] or ():
            holds = True if node.where is None else self.read(node.where, one)
            taken = holds if value is None or not holds else self.read(value, one)
            if holds is None or (holds and taken is None):
                if node.missing != "leave_out":
                    return None
            elif holds:
                found.append(taken)
        return None if self.values[node.items] is None else found

    def _over_items(self, node, item):
        found, kind = self._gather(node, node.value), getattr(node, "aggregate", "max")
        if not found and found is not None and node.when_empty is not None:
            return self.read(node.when_empty, item)
        if found is None or (not found and kind in {"mean", "min", "max"}):
            return None
        if kind in {"all", "any", "min", "max"}:
            return {"all": all, "any": any, "min": min, "max": max}[kind](found)
        return sum(map(Fraction, found), Fraction(0)) / (len(found) if kind == "mean" else 1)


def _rounded(value, scale, mode):
    whole, rest = divmod(abs(Fraction(value)) * 10**scale, 1)
    tie = whole % 2 if 2 * rest == 1 else 2 * rest > 1
    ups = {"half_up": 2 * rest >= 1, "half_even": tie, "up": rest, "down": False}
    return Fraction(whole + bool(ups[mode]), 10**scale) * (-1 if value < 0 else 1)


def _later(start, months):
    count = start.year * 12 + start.month - 1 + int(months)
    first = date(count // 12, count % 12 + 1, 1)
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(start.day, last.day))
