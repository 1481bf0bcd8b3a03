"""The texts of problems: the same in both languages, and each of them used."""

import ast
import string
import tomllib

import pytest

FIELDS = {"place", "value", "rule", "cure", "code"}


@pytest.fixture(scope="module")
def texts(root):
    """The texts of problems by language."""
    folder = root / "src" / "asn_kinerja" / "_texts"
    return {
        lang: tomllib.loads((folder / f"{lang}.toml").read_text(encoding="utf-8"))
        for lang in ("id", "en")
    }


def _placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


def test_both_languages_know_the_same_codes(texts):
    """A code has a text in Indonesian exactly when it has one in English."""
    assert set(texts["id"]) == set(texts["en"])
    parts = {
        (lang, code): set(table) for lang, all_ in texts.items() for code, table in all_.items()
    }
    assert not {key for key, found in parts.items() if found != {"what", "cure"}}


def test_both_languages_say_the_same_fields(texts):
    """Both texts of a code show the same fields of the problem, and only such as there are."""
    uneven, unknown = [], []
    for code, table in texts["en"].items():
        for part, template in table.items():
            here, there = _placeholders(template), _placeholders(texts["id"][code][part])
            if here != there:
                uneven.append((code, part, here ^ there))
            if here - FIELDS:
                unknown.append((code, part, here - FIELDS))
    assert not uneven
    assert not unknown


def test_every_problem_has_a_text(modules, texts):
    """Each `Problem("code", …)` in the source finds its texts."""
    used = {
        (node.args[0].value, module.at(node.lineno))
        for module in modules
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).rpartition(".")[2] == "Problem"
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }
    assert not {(code, place) for code, place in used if code not in texts["en"]}


def test_every_text_is_used(modules, texts):
    """No text stands there without a place in the source that raises it."""
    spoken = {
        node.value
        for module in modules
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert not set(texts["en"]) - spoken


def test_texts_are_whole_sentences(texts):
    """What to do begins with a capital letter and both texts end as sentences do."""
    bad = [
        (lang, code, part)
        for lang, all_ in texts.items()
        for code, table in all_.items()
        for part, template in table.items()
        if (template and template[-1] not in ".?!}")
        or (part == "cure" and template and not (template[0].isupper() or template[0] == "{"))
    ]
    assert not bad
