"""Profiles: every figure has a source or is an assumption, and bad files say everything at once."""

import pytest

from asn_kinerja.errors import InvalidPolicy, NotFound
from asn_kinerja.population import check_population, generate_frame, load_profile, profiles

SMALL = """
title_id = "Kantor kecil"
extends = "marelan"

[shares.status]
weights = { pns = 1, pppk = 3 }
source = "Daftar pegawai, 1 Januari 2025"

[[organisations]]
name = "Kantor"
weight = 1
assumed = true

[[organisations.units]]
name = "Kantor {organisation}"
size = [5, 9]
head = "camat"
"""


def written(folder, text, name="kantor.toml"):
    """Write a profile."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def bases(profile):
    """Give where each figure of a profile comes from."""
    for group in (
        profile.shares, profile.rates, profile.measures, profile.links, profile.settings,
        profile.posts,
    ):  # fmt: skip
        yield from (one.basis for one in group.values())
    yield from (one.basis for one in profile.organisations)
    yield profile.grades_basis


@pytest.mark.parametrize("name", profiles())
def test_every_figure_has_a_source_or_is_an_assumption(name):
    """A figure of a shipped profile names a publication, or says that it is assumed."""
    found = list(bases(load_profile(name)))
    assert len(found) > 50
    assert all(bool(basis.source) != basis.assumed for basis in found)


def test_published_figures_of_the_nation_are_named():
    """The nation's shares of status, sex and kind of post name BKN; Marelan's do not."""
    named = dict(load_profile("nasional").sources())
    assert {"status", "jenis_kelamin", "jenis_jabatan", "Instansi"} <= named.keys()
    assert all("BKN" in named[name] for name in ("status", "jenis_kelamin", "jenis_jabatan"))
    assert "status" not in dict(load_profile("marelan").sources())


def test_a_profile_of_a_stranger_extends_another(tmp_path):
    """A file gives what differs; the rest is that of the profile that it extends."""
    profile = load_profile(written(tmp_path, SMALL))
    assert profile.shares["status"].weights == {"pns": 1, "cpns": 0, "pppk": 3}
    assert profile.rates == load_profile("marelan").rates
    frame = generate_frame(500, seed=1, profile=profile)
    assert set(frame["organisasi"].head(5)) == {"Kantor"}
    assert frame["unit"].n_unique() == frame["organisasi"].n_unique() > 50
    assert all(one.holds for one in check_population(frame, profile=profile))


def test_the_profile_of_the_page_works(tmp_path, pytestconfig):
    """The profile that the page shows makes people who are as it says."""
    page = (pytestconfig.rootpath / "docs" / "population.md").read_text(encoding="utf-8")
    text = page.partition("```toml\n")[2].partition("```")[0]
    profile = load_profile(written(tmp_path, text))
    frame = generate_frame(3000, seed=2, profile=profile)
    assert all(one.holds for one in check_population(frame, profile=profile))
    assert frame["unit"][0] == "Sekretariat Dinas"


def test_files_extend_files(tmp_path):
    """A file may extend another file beside it; one that comes back to itself is refused."""
    written(tmp_path, SMALL)
    text = 'extends = "kantor.toml"\nyear = 2024\n'
    assert load_profile(written(tmp_path, text, "lain.toml")).year == 2024
    circle = written(tmp_path, 'extends = "b.toml"\n', "a.toml")
    written(tmp_path, 'extends = "a.toml"\n', "b.toml")
    with pytest.raises(InvalidPolicy) as caught:
        load_profile(circle)
    assert caught.value.problems[0].code == "circle"


def test_an_unknown_profile_names_the_nearest():
    """A misspelt name is answered by the nearest one."""
    with pytest.raises(NotFound) as caught:
        load_profile("nasionla")
    assert caught.value.problems[0].cure == "nasional"


FIGURES = """[rates.seminar]
value = 1.5
assumed = true

[links.mutu_unit]
value = 0.1234
assumed = true

[measures.nilai_skp]
value = nan
spread = 1
assumed = true

[rates.rapat]
value = 1

[shares.status]"""
POSTS = """[shares.jp]
weights = { "20-10" = 1, "banyak" = 1 }
assumed = true

[posts.guru]
title = "Guru"
class = "jf"
job_class = 99
standard = 2
allowance = 1.5
assumed = true

[[organisations]]"""
BROKEN = {
    ("weights = { pns = 1, pppk = 3 }", "weights = { pns = -1, honorer = 3 }"): {
        ("out_of_bounds", "shares.status.weights.pns"),
        ("unknown_key", "shares.status.weights.honorer"),
        ("weights_sum", "shares.status.weights"),
    },
    ('source = "Daftar pegawai, 1 Januari 2025"', ""): {("source_or_assumed", "shares.status")},
    ("assumed = true", 'assumed = true\nsource = "x"'): {("source_or_assumed", "organisations[0]")},
    ("size = [5, 9]", "size = [9, 5]"): {("wrong_type", "organisations[0].units[0].size")},
    ('head = "camat"', 'head = "cmat"\nleads = 9'): {
        ("unknown_word", "organisations[0].units[0].head"),
        ("out_of_bounds", "organisations[0].units[0].leads"),
    },
    ('extends = "marelan"\n', ""): {("required_key", "")},
    (
        "[shares.status]",
        FIGURES,
    ): {
        ("out_of_bounds", "rates.seminar.value"),
        ("too_many_decimals", "links.mutu_unit.value"),
        ("wrong_type", "measures.nilai_skp.value"),
        ("unknown_key", "rates.rapat"),
    },
    (
        "[[organisations]]",
        POSTS,
    ): {
        ("wrong_type", "shares.jp.weights.20-10"),
        ("wrong_type", "shares.jp.weights.banyak"),
        ("out_of_bounds", "posts.guru.job_class"),
        ("out_of_bounds", "posts.guru.allowance"),
        ("level_of_jf", "posts.guru"),
    },
}  # fmt: skip


@pytest.mark.parametrize(("change", "wanted"), BROKEN.items())
def test_a_broken_profile_says_everything_at_once(tmp_path, change, wanted):
    """Each problem is named with line, column and key, all of them in one error."""
    old, new = change
    assert old in SMALL
    with pytest.raises(InvalidPolicy) as caught:
        load_profile(written(tmp_path, SMALL.replace(old, new)))
    found = {(one.code, one.place.partition(" ")[2]) for one in caught.value.problems}
    assert wanted <= found
    assert all(one.place.startswith("kantor.toml:") for one in caught.value.problems)
    for lang in ("id", "en"):
        assert caught.value.render(lang)


def test_a_profile_without_staff_posts_is_refused(tmp_path):
    """Each kind of staff needs a post that it can hold."""
    posts = "".join(
        f'[posts.{key}]\ntitle = "{key}"\nclass = "pelaksana"\njob_class = 5\nstandard = 1\n'
        "allowance = 1\nassumed = true\n\n"
        for key in ("pengelola", "pengadministrasi")
    )
    with pytest.raises(InvalidPolicy) as caught:
        load_profile(written(tmp_path, SMALL.replace("[[org", f"{posts}[[org", 1)))
    assert [one.code for one in caught.value.problems] == ["no_staff_post"]


def test_a_file_that_is_none_is_refused(tmp_path):
    """A missing file and one that is no TOML are problems, not failures."""
    for path in (tmp_path / "tidak_ada.toml", written(tmp_path, "= 1", "rusak.toml")):
        with pytest.raises(InvalidPolicy):
            load_profile(path)
