"""The people that a seed stands for."""

import hashlib
import subprocess
import sys

import polars as pl
import pytest

from asn_kinerja.errors import InvalidInput
from asn_kinerja.population import generate, generate_frame, generate_units, profiles
from asn_kinerja.workspace import open_workspace

SIZE = 3000
MAIN = [
    "permenpanrb_6_2022.predikat",
    "pp_30_2019.nilai_kinerja",
    "pp_46_2011.prestasi_kerja",
]
HASHED = """
import hashlib, sys
from asn_kinerja.population import generate
digest = hashlib.sha256()
for batch in generate(3000, seed=11, profile="kota", batch=int(sys.argv[1])):
    digest.update(batch.people.write_csv(include_header=False).encode())
print(digest.hexdigest())
"""


@pytest.fixture(scope="module")
def frame():
    """The people of one seed."""
    return generate_frame(SIZE, seed=11, profile="kota")


def test_a_person_does_not_depend_on_batches(frame):
    """The size of a batch changes neither people nor indicators."""
    whole = next(generate(SIZE, seed=11, profile="kota", batch=SIZE))
    parts = list(generate(SIZE, seed=11, profile="kota", batch=701))
    assert [part.people.height for part in parts] == [701, 701, 701, 701, 196]
    assert pl.concat([part.people for part in parts]).equals(whole.people)
    assert pl.concat([part.items for part in parts]).equals(whole.items)
    assert whole.people.equals(frame)


def test_a_person_does_not_depend_on_who_follows(frame):
    """The first people of a large population are those of a small one."""
    assert generate_frame(137, seed=11, profile="kota").equals(frame.head(137))


def test_another_process_makes_the_same_bytes(frame):
    """Two other processes, with other batches, write the bytes that this one writes."""
    here = hashlib.sha256(frame.write_csv(include_header=False).encode()).hexdigest()
    for batch in ("3000", "512"):
        done = subprocess.run(
            [sys.executable, "-c", HASHED, batch], capture_output=True, text=True, check=True
        )
        assert done.stdout.strip() == here


def test_another_seed_makes_other_people(frame):
    """A seed changes most cells of what is drawn."""
    other = generate_frame(SIZE, seed=12, profile="kota")
    assert (other["nilai_skp"] != frame["nilai_skp"]).mean() > 0.9


@pytest.mark.parametrize("policy", MAIN)
def test_a_pack_takes_the_table_as_it_is(frame, policy):
    """A main pack scores the table; only who has no rating or value is without a result."""
    with open_workspace() as workspace:
        found = workspace.policies.get(policy)
        scored = found.evaluate_frame(frame)
    names = [spec.name for spec in found.inputs if spec.name in frame.columns]
    lacking = frame.select(pl.any_horizontal(pl.col(names).is_null())).to_series()
    main = next(output.name for output in found.outputs if output.main)
    assert (scored[main].is_null() == lacking).all()
    assert 0 < lacking.sum() < SIZE / 10


@pytest.mark.parametrize("name", profiles())
def test_everybody_is_appraised_from_above(name):
    """An appraiser is a leader of the same organisation; its head is appraised from outside."""
    frame = generate_frame(SIZE, seed=3, profile=name)
    inside = frame.filter(pl.col("penilai") != "luar").join(
        frame, left_on="penilai", right_on="id", suffix="_penilai"
    )
    assert inside.height == (frame["penilai"] != "luar").sum()
    assert (inside["organisasi"] == inside["organisasi_penilai"]).all()
    assert (inside["id"] > inside["penilai"]).all()
    heads = frame.filter(pl.col("penilai") == "luar")
    assert heads.height == frame["organisasi"].n_unique()


def test_a_unit_has_one_predicate_and_its_own_name(frame):
    """The predicate of the organisation is one for each unit."""
    assert (frame.group_by("unit").agg(pl.col("predikat_organisasi").n_unique())).max().row(0)[
        1
    ] == 1


def test_indicators_belong_to_who_has_a_plan():
    """Each person with a plan has six indicators, which serve one of the appraiser's."""
    batch = next(generate(SIZE, seed=5))
    planned = batch.people.filter(pl.col("kondisi").is_in(["aktif", "tugas_belajar"]))
    counted = batch.items.group_by("id").len()
    assert set(counted["id"]) == set(planned["id"])
    assert set(counted["len"]) == {6}
    joined = batch.items.join(batch.people, on="id")
    assert (joined["atasan"].fill_null("luar") == joined["penilai"]).all()
    assert (joined["atasan"].is_null() == joined["item_atasan"].is_null()).all()
    assert batch.items["item_atasan"].is_between(1, 6).all()


@pytest.mark.parametrize(
    ("given", "place"),
    [({"size": 0}, "size"), ({"seed": -1}, "seed"), ({"seed": 2**64}, "seed")],
)
def test_numbers_out_of_bounds_are_refused_at_once(given, place):
    """A wrong number is refused when the population is asked for, not when it is read."""
    with pytest.raises(InvalidInput) as caught:
        generate(**{"size": 10, "seed": 1, **given})
    assert caught.value.place == place


def test_the_table_of_units_is_that_of_the_people(frame):
    """Units, their organisations, predicates and numbers of people are those of the wide table."""
    units = generate_units(SIZE, seed=11, profile="kota")
    counted = frame.group_by("unit", maintain_order=True).agg(
        pl.col("organisasi").first(), pl.len().cast(pl.Int64), pl.col("predikat_organisasi").first()
    )
    columns = ["unit", "organisasi", "jumlah_pegawai", "predikat_organisasi"]
    assert units.select(columns).rows() == counted.rows()


def test_the_survey_of_a_unit_is_scored():
    """The table of units goes into the satisfaction index as it is."""
    units = generate_units(SIZE, seed=11, profile="kota")
    with open_workspace() as workspace:
        scored = workspace.policies.get("permenpanrb_14_2017.ikm").evaluate_frame(units)
    assert scored["mutu"].null_count() == 0
    assert scored["mutu"].n_unique() > 1
    assert scored["jumlah_responden"].to_list() == units["responden"].to_list()
