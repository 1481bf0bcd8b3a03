"""Each kind of mistake in a policy file gets a message that names place and cure.

The messages are kept in `mistakes.txt`, where they are read and judged. After a wanted change
write them anew: `python tests/unit/scoring/files/test_mistakes.py`.
"""

import re
from pathlib import Path

import pytest

from asn_kinerja import open_workspace
from asn_kinerja.errors import InvalidPolicy
from asn_kinerja.scoring.files.reading import read_policy_text

SNAPSHOT = Path(__file__).with_name("mistakes.txt")
EXAMPLE = Path(__file__).parents[4] / "examples" / "policies" / "nilai_kinerja.toml"
FORMULA = "bulatkan(bobot_skp * skp + (1 - bobot_skp) * perilaku; 2)"
HEAD = "[[parameters.bobot_skp.versions]]\n"
VALUE = (
    'value = 0.7\nvalid_from = 2025-01-01\ncitation = { article = "4" }\n'
    'status = "confirmed"\nauthority = "agency"\n'
)
ENDED = VALUE.replace("citation", "valid_until = 2025-06-01\ncitation")
PACK = 'extends = "permenpanrb_6_2022.predikat"\nid = "uji.paket"\n'
MISTAKES = {
    "a text without quotes": [('purpose = "nilai', "purpose = nilai")],
    "a decimal comma outside a formula": [("value = 0.7", "value = 0,7")],
    "a number in quotes with a comma": [("value = 0.7", 'value = "0,7"')],
    "a share in quotes as a percentage": [("value = 0.7", 'value = "70 %"')],
    "a date in quotes": [("valid_from = 2025-01-01", 'valid_from = "2025-01-01"')],
    "a first day in quotes": [("governs_from = 2025-01-01", 'governs_from = "2025-01-01"')],
    "a key twice": [("scale = 2\n", "scale = 2\nscale = 3\n")],
    "a misspelt key": [("scale = 2", "skala = 2")],
    "a missing key": [('purpose = "nilai_kinerja_daerah"\n', "")],
    "an unknown kind": [('kind = "number"', 'kind = "angka"')],
    "a text for a date": [("governs_from = 2025-01-01", 'governs_from = "2025"')],
    "bounds the wrong way": [("low = 0\nhigh = 120", "low = 130\nhigh = 120")],
    "a number of a hundred digits": [("low = 0", f"low = {'9' * 100}")],
    "an endless number": [("low = 0", "low = inf")],
    "a legal value without article": [('citation = { article = "4" }\nstatus', "status")],
    "an unknown status": [('status = "confirmed"', 'status = "sah"')],
    "a value that comes too late": [("valid_from = 2025-01-01", "valid_from = 2026-01-01")],
    "days without a value": [(VALUE, f"{HEAD}{ENDED}{HEAD}{VALUE.replace('2025', '2026')}")],
    "a misspelt name": [("* perilaku;", "* perilku;")],
    "a misspelt function": [("bulatkan(", "bulatakn(")],
    "mistakes in several formulas": [
        (FORMULA, "bulatakn(bobot * skp + bantu; 2)"),
        ("[steps.nilai]", "[steps.bantu]\nformula = \"perilku + 'satu'\"\n\n[steps.nilai]"),
    ],
    "a bracket left open": [(FORMULA, FORMULA.replace("perilaku;", "(perilaku;"))],
    "a comma between arguments": [(FORMULA, FORMULA.replace("; 2", ", 2"))],
    "a number with thousands": [(FORMULA, FORMULA.replace("(1 -", "(1.000,5 -"))],
    "a number that could be two": [(FORMULA, FORMULA.replace("(1 -", "(1.250 -"))],
    "a word without quotes": [(FORMULA, "jika(skp > 90; baik; 'cukup')")],
    "a word where a number is needed": [(FORMULA, FORMULA.replace("(1 -", "('satu' -"))],
    "a comparison of words": [(FORMULA, "jika('baik' > 'cukup'; 1; 2)")],
    "two comparisons in a row": [(FORMULA, "jika(0 < skp < 90; 1; 2)")],
    "too few arguments": [(FORMULA, "min(skp)")],
    "a step that rests on itself": [(FORMULA, "nilai + skp")],
    "a step that nobody uses": [("[steps.nilai]", '[steps.lama]\nformula = "skp"\n[steps.nilai]')],
    "one name for two things": [("[steps.nilai]", '[steps.skp]\nformula = "1"\n\n[steps.nilai]')],
    "two ways to compute a step": [('bands = "nilai"', 'bands = "nilai"\nlookup = "nilai"')],
    "a band that ends too early": [("from = 70, to = 90", "from = 70, to = 80")],
    "bands that overlap": [("from = 70, to = 90", "from = 70, to = 95")],
    "a band out of reach": [("{ to = 50", '{ from = 130, result = "luar" },\n  { to = 50')],
    "no main output": [("main = true\n", ""), ('purpose = "', 'purpose = "x')],
    "units that do not go together": [
        ('unit = "point"\nscale = 2\nlow = 0\nhigh = 120\n\n[parameters',
         'unit = "jp"\nscale = 2\nlow = 0\nhigh = 120\n\n[parameters'),
        (FORMULA, "bulatkan(skp + perilaku - skp; 2)"), ("[steps.nilai]",
         '[steps.bantu]\nformula = "bobot_skp"\n\n[steps.nilai]'),
        ("[outputs.nilai]", '[outputs.bantu]\ntitle_id = "bobot"\n\n[outputs.nilai]'),
    ],
    "a weight below zero": [
        (FORMULA, "bulatkan(rata_tertimbang(skp: bobot_skp; perilaku: bobot_skp - 1); 2)"),
    ],
    "a division by a parameter that is zero": [
        ("value = 0.7", "value = 0"), (FORMULA, "bulatkan(skp / bobot_skp + perilaku; 2)"),
    ],
    "a division by what can be zero": [(FORMULA, "bulatkan(bobot_skp * skp / perilaku; 2)")],
    "a number too large for columns": [("high = 120", "high = 999999999999999999")],
    "a property of an unknown output": [('"predikat"\ninput', '"prediket"\ninput')],
    "an unknown policy to extend": PACK.replace("predikat", "prediket", 1),
    "a policy that extends itself": 'extends = "uji.diri"\nid = "uji.diri"\n',
    "a file that lies elsewhere": 'extends = "../rahasia.toml"\nid = "uji.luar"\n',
    "a misspelt table of the pack": PACK + '[steps.kuadrn.cells.x]\ny = "baik"\n',
    "a misspelt row of the pack": PACK + '[steps.kuadran.cells.sesuai_ekspetasi]\ny = "baik"\n',
}  # fmt: skip


@pytest.fixture(scope="module")
def judged():
    """The agreed messages, by mistake."""
    parts = re.split(r"^=== (.+)\n", SNAPSHOT.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def _error(name, sound, find):
    mistake = MISTAKES[name]
    text = mistake if isinstance(mistake, str) else sound
    for before, after in () if isinstance(mistake, str) else mistake:
        assert before in text, before
        text = text.replace(before, after, 1)
    with pytest.raises(InvalidPolicy) as caught:
        read_policy_text(text, name="uji.toml", find=find)
    return caught.value


def _messages(error):
    return f"{error.render('id')}\n{error.render('en')}\n\n"


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_gets_the_agreed_message(name, sound, find, judged):
    """A mistake is told with its place and its cure, in both languages."""
    assert judged[name] == _messages(_error(name, sound, find))


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_shown_where_it_stands(name, sound, find):
    """Every problem names file, line and column, and shows that line with a mark."""
    for problem in _error(name, sound, find).problems:
        line, column = map(int, re.match(r"uji\.toml:(\d+):(\d+)", problem.place).groups())
        shown, mark = problem.excerpt.split("\n")
        assert shown.startswith(f"{line} | ")
        assert mark.endswith("^")
        assert column >= 1
        assert problem.to_do("id")
        assert problem.to_do("en")


if __name__ == "__main__":
    text = EXAMPLE.read_text(encoding="utf-8")
    with open_workspace() as workspace:
        errors = {name: _error(name, text, workspace.policies.get) for name in MISTAKES}
    lines = [f"=== {name}\n{_messages(error)}" for name, error in errors.items()]
    SNAPSHOT.write_text("".join(lines), encoding="utf-8")
