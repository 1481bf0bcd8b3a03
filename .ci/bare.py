"""What a bare installation must be able to do: run by `.ci/run` with the wheel alone."""

import importlib.util

import asn_kinerja
from asn_kinerja.errors import MissingExtra

assert importlib.util.find_spec("sqlalchemy") is None, "the environment is not bare"
assert "site-packages" in asn_kinerja.__file__, "this is the checkout, not the wheel"

with asn_kinerja.open_workspace() as workspace:
    policy = workspace.policies.get("permenpanrb_6_2022.predikat")
    found = policy.evaluate({
        "rating_hasil_kerja": "di_atas_ekspektasi",
        "rating_perilaku_kerja": "sesuai_ekspektasi",
    })  # fmt: skip
    assert found.value == "baik", found.value
    print(found.explanation.render("id"))

try:
    asn_kinerja.open_workspace("sqlite:///arsip.db")
except MissingExtra as error:
    assert 'pip install "asn_kinerja[sql]"' in str(error), str(error)
    print(error.render("id"))
else:
    raise AssertionError("a store in a file needs the sql extra")
