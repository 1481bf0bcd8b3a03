"""A text for people in both languages, side by side."""

import attrs

from asn_kinerja.errors import check_language

__all__ = ["Wording"]


@attrs.frozen
class Wording:
    """A text in Bahasa Indonesia and in English.

    Args:
        id: The text in Bahasa Indonesia.
        en: The same in English.
    """

    id: str
    en: str

    def render(self, lang: str = "id") -> str:
        """Give the text in one language.

        Args:
            lang: ``"id"`` or ``"en"``.

        Returns:
            The text.

        Raises:
            InvalidInput: If there are no texts in that language.
        """
        check_language(lang)
        return self.en if lang == "en" else self.id
