"""Synthetic people: the sample office that ships with the library.

Layer 4. May import nothing of this package today; later `records`.
Nobody in it exists: names are put together from common first names, numbers come from a seed.
Next: `examples/make_marelan.py` for how the sample is made.
"""

from pathlib import Path

__all__ = ["sample_path"]


def sample_path() -> Path:
    """Find the workbook of the sample office, Kecamatan Medan Marelan in 2025.

    Returns:
        Path of the `.xlsx` file inside the installed package.

    Examples:
        >>> sample_path().name
        'marelan_2025.xlsx'
    """
    return Path(__file__).with_name("marelan_2025.xlsx")
