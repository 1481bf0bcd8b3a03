"""Invented people: the sample office that ships with the library, and populations of any size.

Layer 4. May import `legal`, `records` and `scoring`; what draws needs the extra `frames`.
Nobody in it exists: names are put together from common words, numbers come from a seed.
Next: `generate.py` for how a population is made, `profiles/` for what it is made of.
"""

from pathlib import Path

from asn_kinerja.population.checking import Statistic, check_population
from asn_kinerja.population.generate import Batch, generate, generate_frame
from asn_kinerja.population.profile import Profile
from asn_kinerja.population.profile_reading import load_profile, profiles
from asn_kinerja.population.unit_table import generate_units

__all__ = [
    "Batch",
    "Profile",
    "Statistic",
    "check_population",
    "generate",
    "generate_frame",
    "generate_units",
    "load_profile",
    "profiles",
    "sample_path",
]


def sample_path() -> Path:
    """Find the workbook of the sample office, Kecamatan Medan Marelan in 2025.

    Returns:
        Path of the `.xlsx` file inside the installed package.

    Examples:
        >>> sample_path().name
        'marelan_2025.xlsx'
    """
    return Path(__file__).with_name("marelan_2025.xlsx")
