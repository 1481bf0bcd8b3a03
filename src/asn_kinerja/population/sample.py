"""Where the sample workbook is."""

from importlib.resources import files
from importlib.resources.abc import Traversable

__all__ = ["sample_path"]


def sample_path() -> Traversable:
    """Find the workbook of the sample office, Kecamatan Medan Marelan in 2025.

    Returns:
        The file inside the installed package; `read_bytes()` gives what `read_workbook` takes.

    Examples:
        >>> sample_path().name
        'marelan_2025.xlsx'
    """
    return files("asn_kinerja.population").joinpath("marelan_2025.xlsx")
