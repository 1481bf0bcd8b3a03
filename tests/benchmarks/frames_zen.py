"""The benchmark rule for zen-engine: expressions, then decision tables, one case at a time."""

import json
from itertools import pairwise

import zen
from frames_rule import ABOVE, AS_EXPECTED, BELOW, GRID, INDICATORS, MOST, RATINGS, WORDS


def _expressions():
    """Write attainments, scores and total as expressions of one node."""
    made = []
    for n in range(1, INDICATORS + 1):
        bottom = f"(turun_{n} ? realisasi_{n} : target_{n})"
        top = f"(turun_{n} ? target_{n} : realisasi_{n})"
        ratio = f"({bottom} == 0 ? 1.2 : max([0, min([1.2, {top} / {bottom}])]))"
        made.append((f"a{n}", f"floor({ratio} * 10000 + 0.5) / 10000 * bobot_{n}"))
    score = " + ".join(f"$.a{n}" for n in range(1, INDICATORS + 1))
    ratings = " + ".join(f"perilaku_{n}" for n in range(1, RATINGS + 1))
    made += [
        ("hasil", f"floor(({score}) * 100 + 0.5) / 100"),
        ("perilaku", f"floor(({ratings}) * {100 / (5 * RATINGS)!r} * 100 + 0.5) / 100"),
        ("total", "floor(($.hasil * 0.7 + $.perilaku * 0.3) * 100 + 0.5) / 100"),
        ("h", f"$.hasil >= 100 ? '{ABOVE}' : ($.hasil >= 76 ? '{AS_EXPECTED}' : '{BELOW}')"),
        ("p", f"$.perilaku >= 90 ? '{ABOVE}' : ($.perilaku >= 60 ? '{AS_EXPECTED}' : '{BELOW}')"),
    ]
    return [{"id": key, "key": key, "value": value} for key, value in made]


def _matrix():
    """Write the matrix as a decision table."""
    rules = [
        {"_id": f"{row}-{column}", "h": f'"{row}"', "p": f'"{column}"', "predikat": f'"{word}"'}
        for row, words in GRID.items()
        for column, word in zip(WORDS, words, strict=True)
    ]
    inputs = [{"id": name, "name": name, "field": name} for name in ("h", "p")]
    outputs = [{"id": "predikat", "name": "predikat", "field": "predikat"}]
    return {"hitPolicy": "first", "inputs": inputs, "outputs": outputs, "rules": rules}


def _schema():
    """Write the checks of the inputs as the JSON schema of the input node."""
    named = {}
    for n in range(1, INDICATORS + 1):
        named[f"realisasi_{n}"] = {"type": "number", "minimum": 0, "maximum": MOST}
        named[f"target_{n}"] = {"type": "number", "minimum": 0.01, "maximum": MOST}
        named[f"bobot_{n}"] = {"type": "integer", "minimum": 0, "maximum": 100}
        named[f"turun_{n}"] = {"type": "boolean"}
        for name in (f"realisasi_{n}", f"target_{n}"):
            named[name]["multipleOf"] = 0.01
    for n in range(1, RATINGS + 1):
        named[f"perilaku_{n}"] = {"type": "integer", "minimum": 1, "maximum": 5}
    return {
        "type": "object",
        "properties": named,
        "required": list(named),
        "additionalProperties": False,
    }


def decision(*, checked=False):
    """Make the decision, with or without checks of its inputs."""
    first = {"id": "in", "name": "in", "type": "inputNode"}
    if checked:
        first["content"] = {"schema": json.dumps(_schema())}
    nodes = [
        first,
        {
            "id": "numbers",
            "name": "numbers",
            "type": "expressionNode",
            "content": {"expressions": _expressions(), "passThrough": True},
        },
        {
            "id": "table",
            "name": "table",
            "type": "decisionTableNode",
            "content": {**_matrix(), "passThrough": True},
        },
        {"id": "out", "name": "out", "type": "outputNode"},
    ]
    order = ["in", "numbers", "table", "out"]
    edges = [
        {"id": f"{a}-{b}", "sourceId": a, "targetId": b, "type": "edge"} for a, b in pairwise(order)
    ]
    return zen.ZenEngine().create_decision(json.dumps({"nodes": nodes, "edges": edges}))
