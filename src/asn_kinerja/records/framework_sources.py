"""The file that a framework came from, kept so that nothing of it is lost on the way out."""

from enum import StrEnum

import attrs

from asn_kinerja.records.fields import checked, require_within

__all__ = ["FrameworkSource", "SourceFormat"]


class SourceFormat(StrEnum):
    """Formats whose files hold more than a framework does."""

    CASE = "case"
    MOODLE = "moodle"


@attrs.frozen(kw_only=True, field_transformer=checked)
class FrameworkSource:
    """One piece of the text of the file that a framework was imported from.

    Args:
        id: Stable key: the framework and the position.
        framework_id: The framework.
        format: Format of the file.
        position: Which piece, from 0.
        texts: Parts of the text; put together in order, piece by piece, they are the file.
    """

    id: str
    framework_id: str
    format: SourceFormat
    position: int
    texts: tuple[str, ...]

    def __attrs_post_init__(self) -> None:
        """Check the position."""
        require_within(self, "position", self.position, low=0)
