"""A policy file is a policy like any other; one that extends shares what it does not change."""

from datetime import date
from decimal import Decimal

import pytest

from asn_kinerja import open_workspace
from asn_kinerja.errors import InvalidPolicy
from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.parameters import Status
from asn_kinerja.scoring.difference import compare_policies
from asn_kinerja.scoring.nodes import Matrix

PREDICATE = "permenpanrb_6_2022.predikat"
OF_PACK = f'extends = "{PREDICATE}"\nid = "uji.paket"\n'
BELOW = {
    "rating_hasil_kerja": "sesuai_ekspektasi",
    "rating_perilaku_kerja": "di_bawah_ekspektasi",
}


def test_a_file_is_a_policy(read, sound):
    """It is evaluated exactly, names its articles and says how near an edge is."""
    policy = read(sound)
    found = policy.evaluate({"skp": "89.99", "perilaku": 90})
    assert found.value == "cukup"
    assert found.outputs["nilai"] == Decimal("89.99")
    assert Citation(regulation="keputusan_camat_12_2025", article="5") in (
        found.explanation.all_citations()
    )
    assert "0,01 (baik)" in found.explanation.render("id")
    assert policy.check() == []


def test_english_titles_may_be_left_out(read, sound):
    """A title without an English one is its own translation."""
    assert read(sound.replace('title_en = "Score"\n', "")).outputs[1].title.en == "Nilai kinerja"


def test_a_parameter_may_have_versions(read, change):
    """Several dated values stand under `versions`; the day chooses."""
    one = (
        'value = 0.7\nvalid_from = 2025-01-01\ncitation = { article = "4" }\n'
        'status = "confirmed"\nauthority = "agency"\n'
    )
    head = "[[parameters.bobot_skp.versions]]\n"
    first = one.replace("citation", "valid_until = 2026-01-01\ncitation")
    second = one.replace("0.7", "0.6").replace("2025", "2026")
    text = change((one, head + first + head + second))
    policy = read(text)
    case = {"skp": 100, "perilaku": 0}
    assert policy.evaluate(case, as_of=date(2025, 6, 1)).outputs["nilai"] == 70
    assert policy.evaluate(case, as_of=date(2026, 6, 1)).outputs["nilai"] == 60


def test_one_cell_of_a_pack_changes(read, find):
    """The changed cell has its own citation; the rest is the pack's, object by object."""
    cell = 'di_bawah_ekspektasi = { result = "butuh_perbaikan", citation = "Keputusan 1" }'
    changed = read(f"{OF_PACK}[steps.kuadran.cells.sesuai_ekspektasi]\n{cell}\n")
    base = find(PREDICATE)
    assert base.evaluate(BELOW).value == "kurang"
    assert changed.evaluate(BELOW).value == "butuh_perbaikan"
    assert changed.evaluate(BELOW).conflicts == ()
    (patch,) = compare_policies(base, changed)
    assert (patch.before, patch.after) == ("kurang", "butuh_perbaikan")
    assert patch.after_citation == Citation(text="Keputusan 1")
    old, new = (policy.outputs[0].node for policy in (base, changed))
    assert new.cases[0] is old.cases[0]
    assert isinstance(new.otherwise, Matrix)
    pairs = zip(old.otherwise.cells, new.otherwise.cells, strict=True)
    assert sum(one is not other for one, other in pairs) == 1


def test_a_parameter_of_a_pack_changes(read):
    """Title and unit of a parameter need not be told again; the doubt shows on results."""
    changed = read(
        f"{OF_PACK}[parameters.predikat_gagal_perilaku_lainnya]\n"
        'value = "butuh_perbaikan"\nvalid_from = 2022-01-01\ncitation = "usulan"\n'
        'status = "unconfirmed"\nauthority = "agency"\n'
    )
    found = changed.evaluate(
        {
            "rating_hasil_kerja": "sesuai_ekspektasi",
            "rating_perilaku_kerja": "sesuai_ekspektasi",
            "tugas_belajar_gagal": True,
        }
    )
    assert found.value == "butuh_perbaikan"
    assert found.unconfirmed == ("predikat_gagal_perilaku_lainnya",)


def test_a_step_can_wrap_what_it_changes(read):
    """`base.` names the step as the extended policy has it; inputs no longer read are left out."""
    changed = read(
        f'{OF_PACK}[inputs.hukuman]\nkind = "flag"\ntitle_id = "hukuman disiplin"\n'
        "[steps.predikat_kinerja]\nformula = \"jika(hukuman; 'kurang'; base.predikat_kinerja)\"\n"
    )
    case = dict.fromkeys(BELOW, "di_atas_ekspektasi")
    assert changed.evaluate({**case, "hukuman": True}).value == "kurang"
    assert changed.evaluate({**case, "hukuman": False}).value == "sangat_baik"
    alone = read(f"{OF_PACK}[steps.predikat_kinerja]\nformula = \"'baik'\"\n")
    assert (alone.inputs, alone.parameters) == ((), ())


def test_bands_change_by_row(sound, tmp_path):
    """Bands are found by their result; a file may extend a file beside it."""
    (tmp_path / "dasar.toml").write_text(sound, encoding="utf-8")
    (tmp_path / "usulan.toml").write_text(
        'extends = "dasar.toml"\nid = "uji.usulan"\n[steps.predikat]\n'
        'rows = [{ result = "baik", from = 88 }, { result = "cukup", to = 88 }]\n',
        encoding="utf-8",
    )
    with open_workspace() as workspace:
        policy = workspace.load_policy(tmp_path / "usulan.toml")
    assert policy.evaluate({"skp": 88, "perilaku": 88}).value == "baik"


def test_files_that_extend_each_other_are_refused(tmp_path):
    """A circle of files is named with its members."""
    for name, other in (("a", "b"), ("b", "a")):
        text = f'extends = "{other}.toml"\nid = "uji.{name}"\n'
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    with open_workspace() as workspace, pytest.raises(InvalidPolicy) as caught:
        workspace.load_policy(tmp_path / "a.toml")
    (problem,) = caught.value.problems
    assert problem.code == "circle"
    assert problem.value == "a.toml -> b.toml -> a.toml"


def test_items_are_counted_and_summed(read):
    """A file may speak of items with a row each."""
    policy = read(
        'id = "uji.butir"\ntitle_id = "uji"\npurpose = "uji"\ngoverns_from = 2025-01-01\n'
        '[regulation]\nid = "pp_1_2025"\ntitle_id = "uji"\nin_force_from = 2025-01-01\n'
        'citation = { article = "1" }\n'
        '[inputs.hasil]\nkind = "items"\ntitle_id = "hasil"\n'
        '[inputs.hasil.fields.nilai]\nkind = "count"\ntitle_id = "nilai"\nhigh = 100\n'
        '[inputs.hasil.fields.utama]\nkind = "flag"\ntitle_id = "utama"\n'
        '[steps.jumlah]\nformula = "sum(hasil; nilai; utama) + banyaknya(hasil)"\n'
        '[outputs.jumlah]\ntitle_id = "jumlah"\n'
    )
    items = [{"nilai": 10, "utama": True}, {"nilai": 5, "utama": False}]
    assert policy.evaluate({"hasil": items}).value == 12


def test_requirements_and_matrix_and_lookup(read):
    """A file can demand something of its inputs, and find results by words."""
    policy = read(
        'id = "uji.tabel"\ntitle_id = "uji"\npurpose = "uji"\ngoverns_from = 2025-01-01\n'
        '[regulation]\nid = "pp_1_2025"\ntitle_id = "uji"\nin_force_from = 2025-01-01\n'
        'citation = { article = "1" }\n'
        '[inputs.a]\nkind = "word"\ntitle_id = "a"\nwords = ["x", "y"]\n'
        '[inputs.b]\nkind = "word"\ntitle_id = "b"\nwords = ["p", "q"]\n'
        '[inputs.n]\nkind = "count"\ntitle_id = "n"\noptional = true\n'
        '[steps.sel]\nmatrix = ["a", "b"]\ncolumns = ["p", "q"]\ncitation = "Lampiran"\n'
        'cells = { x = ["satu", "dua"], y = { p = "dua", q = "tiga" } }\n'
        '[steps.angka]\nlookup = "sel"\ncitation = "Lampiran"\n'
        'rows = [{ when = "satu", result = 1 }, { when = "dua", result = 2 },'
        ' { when = "tiga", result = 3 }]\n'
        '[outputs.sel]\ntitle_id = "sel"\nmain = true\n[outputs.angka]\ntitle_id = "angka"\n'
        '[[requirements]]\nholds = "n <= 12"\nat = "n"\ncitation = { article = "2" }\n'
    )
    found = policy.evaluate({"a": "y", "b": "q", "n": 3})
    assert found.outputs == {"sel": "tiga", "angka": 3}
    with pytest.raises(InvalidPolicy.__base__, match="n <= 12"):
        policy.evaluate({"a": "y", "b": "q", "n": 13})


def test_an_unconfirmed_value_is_marked(read, change):
    """The status of a value comes with it."""
    policy = read(change(('status = "confirmed"', 'status = "unconfirmed"')))
    assert policy.parameters[0].versions[0].status is Status.UNCONFIRMED
    assert policy.evaluate({"skp": 1, "perilaku": 1}).unconfirmed == ("bobot_skp",)


def test_all_problems_come_at_once(read, change):
    """Mistakes in different places do not hide each other."""
    text = change(('kind = "number"', 'kind = "angka"'), ("bulatkan(", "bulatakn("))
    with pytest.raises(InvalidPolicy) as caught:
        read(text)
    codes = {problem.code for problem in caught.value.problems}
    assert codes == {"unknown_word", "unknown_function"}


def test_a_step_has_a_name_for_people(read, change):
    """A step is called by its title in both languages; by its kind where it has none."""
    titled = change(
        ("[steps.nilai]", '[steps.nilai]\ntitle_id = "nilai akhir"\ntitle_en = "final score"'),
    )
    case = {"skp": 90, "perilaku": 100}
    shown = read(titled).evaluate(case).explanation.render("en")
    assert "final score: 93.00" in shown
    assert "final score before rounding: 93" in shown
    assert "nilai akhir: 93,00" in read(titled).evaluate(case).explanation.render("id")


def test_a_rounding_in_what_a_table_looks_at_is_cited_by_its_step(read, change):
    """The step says where it stands in the law, for its bands and for what is rounded for them."""
    policy = read(change(('bands = "nilai"', 'bands = "bulatkan(nilai; 0)"')))
    found = policy.evaluate({"skp": "89.50", "perilaku": "89.50"})
    assert found.value == "baik"
    shown = found.explanation.render("en")
    assert "score rounded: 90 [KEPUTUSAN CAMAT 12/2025 art. 5]" in shown
    assert "rounded to 0 decimals (half up)" in shown


def test_a_step_with_a_mistake_is_no_mistake_elsewhere(read, change):
    """What a broken step gives counts as anything, so that only the step itself is told."""
    text = change(
        ("[steps.predikat]", '[steps.layak]\nformula = "skpp >= 50"\n\n[steps.predikat]'),
        ('bands = "nilai"', 'bands = "jika(layak; nilai; 0)"'),
    )
    with pytest.raises(InvalidPolicy) as caught:
        read(text)
    assert [problem.code for problem in caught.value.problems] == ["unknown_name"]


def test_inputs_that_nothing_reads_are_told_in_the_order_of_the_file(read, sound):
    """The same file gives the same messages on each run."""
    names = [f"masukan_{number}" for number in range(9, 0, -1)]
    tables = "".join(f'[inputs.{name}]\nkind = "flag"\ntitle_id = "uji"\n' for name in names)
    with pytest.raises(InvalidPolicy) as caught:
        read(sound + tables)
    assert [problem.value for problem in caught.value.problems] == names


def test_a_file_to_extend_that_is_not_there_is_told_where_it_is_named(tmp_path):
    """Who reads the message sees which file asks for it."""
    path = tmp_path / "usulan.toml"
    path.write_text('id = "uji.usulan"\nextends = "tiada.toml"\n', encoding="utf-8")
    with open_workspace() as workspace, pytest.raises(InvalidPolicy) as caught:
        workspace.load_policy(path)
    (problem,) = caught.value.problems
    assert (problem.code, problem.place) == ("unreadable_file", "usulan.toml:2:1 extends")
