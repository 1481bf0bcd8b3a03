"""The law packs, one folder a regulation: rules as data with the articles that state them.

Layer 8. May import `errors`, `legal` and `scoring`; packs know nothing of one another.
`PACKS` lists what there is without loading any pack.
Next: `permenpanrb_6_2022/` for the predicate of an employee, `scoring/registry.py` for finding.
"""

from collections.abc import Mapping
from datetime import date
from importlib import import_module
from pathlib import Path
from types import MappingProxyType

from asn_kinerja.scoring.policy import Policy
from asn_kinerja.scoring.registry import PolicyEntry, PolicyPack

__all__ = ["PACKS"]

_NONE: Mapping[str, str] = MappingProxyType({})


class _Load:
    """Imports a pack when one of its policies is asked for."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __call__(self) -> tuple[Policy, ...]:
        found: tuple[Policy, ...] = import_module(f"{__name__}.{self._name}").policies()
        return found


def _pack(
    name: str,
    governs_from: date,
    *,
    governs_until: date | None = None,
    bridges: Mapping[str, str] = _NONE,
    **purposes: str,
) -> PolicyPack:
    """Announce a pack.

    Args:
        name: Name of its folder, the id of the regulation.
        governs_from: First day of the periods that its policies govern.
        governs_until: First day that they no longer govern; `None` while they do.
        bridges: Purposes whose change of rule they join, by the name of the policy.
        **purposes: Purpose of each of its policies, by the name of the policy.

    Returns:
        The pack, not loaded.
    """
    return PolicyPack(
        name=name,
        policies=tuple(
            PolicyEntry(
                id=f"{name}.{policy}",
                purpose=purpose,
                governs_from=governs_from,
                governs_until=governs_until,
                bridges=bridges.get(policy, ""),
            )
            for policy, purpose in purposes.items()
        ),
        load=_Load(name),
        cases=Path(__file__).with_name(name) / "cases.toml",
    )


PACKS: tuple[PolicyPack, ...] = (
    _pack(
        "permenpanrb_6_2022",
        date(2022, 1, 1),
        predikat="predikat_kinerja",
        usulan_rating="usulan_rating",
        pola_distribusi="pola_distribusi",
        ipk_tugas_belajar="ipk_tugas_belajar",
    ),
    _pack("permenpanrb_14_2017", date(2017, 1, 1), ikm="kepuasan_masyarakat"),
    _pack(
        "pp_30_2019",
        date(2021, 7, 1),
        governs_until=date(2022, 1, 1),
        nilai_kinerja="predikat_kinerja",
        predikat="predikat_nilai_kinerja",
        distribusi_status="distribusi_status",
    ),
    _pack(
        "pp_11_2017",
        date(2017, 4, 7),
        jam_pelajaran="jam_pelajaran_pns",
        tim_penilai_kinerja="tim_penilai_kinerja_pns",
        prioritas_pengembangan="prioritas_pengembangan_pns",
    ),
    _pack("pp_49_2018", date(2018, 11, 28), jam_pelajaran="jam_pelajaran_pppk"),
    _pack(
        "pp_46_2011",
        date(2014, 1, 1),
        governs_until=date(2021, 7, 1),
        prestasi_kerja="predikat_kinerja",
    ),
    _pack(
        "perka_bkn_1_2013",
        date(2014, 1, 1),
        governs_until=date(2021, 7, 1),
        nilai_aspek="nilai_aspek",
        nilai_skp="nilai_skp",
    ),
    _pack(
        "permenpanrb_8_2021",
        date(2021, 7, 1),
        governs_until=date(2022, 1, 1),
        capaian_indikator="capaian_indikator",
        nilai_indikator="nilai_indikator",
        nilai_skp_ja_jf="nilai_skp",
    ),
    _pack(
        "se_menpanrb_3_2021",
        date(2021, 1, 1),
        governs_until=date(2022, 1, 1),
        bridges={"nilai_2021": "predikat_kinerja"},
        konversi="konversi_nilai_2021",
        nilai_2021="predikat_kinerja_2021",
    ),
    _pack(
        "permenpanrb_1_2023",
        date(2023, 1, 1),
        angka_kredit="angka_kredit",
        kenaikan="kenaikan_jabatan_fungsional",
    ),
    _pack("permenpanrb_38_2018", date(2019, 1, 1), ip_asn="ip_asn"),
    _pack("permenpanrb_38_2017", date(2017, 1, 1), jpm="kecocokan_jabatan"),
    _pack("permenpanrb_3_2020", date(2020, 1, 1), kotak_talenta="kotak_talenta"),
    _pack("permenlhk_6_2024", date(2024, 1, 1), tunjangan="tunjangan_kinerja_lhk"),
    _pack("pp_94_2021", date(2021, 8, 31), tidak_masuk_kerja="hukuman_tidak_masuk_kerja"),
    _pack("pp_35_2010", date(2010, 2, 12), satyalancana="satyalancana"),
    _pack("se_menpanrb_3_2023", date(2023, 1, 1), pola_distribusi="pola_distribusi_persentase"),
)
