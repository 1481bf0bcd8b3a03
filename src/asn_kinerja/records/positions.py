"""Posts of the organisation."""

import attrs

from asn_kinerja.legal.terms import PositionClass
from asn_kinerja.records.fields import checked

__all__ = ["Position"]


@attrs.frozen(kw_only=True, field_transformer=checked)
class Position:
    """A post, held by one person or by several.

    Args:
        id: Stable key.
        name: Name as printed, such as "Kepala Seksi Pelayanan Umum".
        unit_id: The unit it belongs to.
        position_class: Its class.
        echelon: Old eselon, such as "IV.a"; empty where there is none.
        level: Jenjang of a functional post, such as "ahli_muda"; empty otherwise.
        heads_unit: Whether its holder leads the unit.
    """

    id: str
    name: str
    unit_id: str
    position_class: PositionClass
    echelon: str = ""
    level: str = ""
    heads_unit: bool = False
