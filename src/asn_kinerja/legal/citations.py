"""Where a rule stands: regulation, article, page, in words of either language."""

import re

import attrs

from asn_kinerja.errors import RuleName, check_language

__all__ = ["Citation", "regulation_label"]

_KINDS = {
    "perbkn": "PerBKN",
    "perka_bkn": "Perka BKN",
    "perlan": "PerLAN",
    "permenlhk": "PermenLHK",
    "permenpanrb": "PermenPANRB",
    "pp": "PP",
    "se_menpanrb": "SE MenPANRB",
    "uu": "UU",
}
_PARAGRAPH = re.compile(r"(\d+[A-Z]?)\((\d+)\)\s*([a-z]?)")


def regulation_label(regulation: str) -> str:
    """Write the id of a regulation as people do.

    Args:
        regulation: An id such as ``pp_11_2017``.

    Returns:
        A label such as ``PP 11/2017``; an id of another form comes back as it is.
    """
    kind, _, rest = regulation.rpartition("_")[0].rpartition("_")
    year = regulation.rpartition("_")[2]
    if not (kind and rest.isdigit() and year.isdigit()):
        return regulation
    return f"{_KINDS.get(kind, kind.replace('_', ' ').upper())} {rest}/{year}"


@attrs.frozen(kw_only=True)
class Citation:
    """A place in a regulation, or the source of a practice.

    Args:
        regulation: Id such as ``permenpanrb_6_2022``; empty for a source outside the law.
        article: Article in short form, such as ``203(4)`` or ``41``.
        page: Printed page or pages, such as ``99, 102-103``.
        text: Anything else that finds the place: a form, a chapter, the name of a practice.
    """

    regulation: str = ""
    article: str = ""
    page: str = ""
    text: str = ""

    def render(self, lang: str = "id") -> str:
        """Write the place for people.

        Args:
            lang: ``"id"`` or ``"en"``.

        Returns:
            Such as ``PP 11/2017 Pasal 203 ayat (4)`` or ``PP 11/2017 art. 203(4)``.

        Raises:
            InvalidInput: If there are no texts in that language.
        """
        check_language(lang)
        parts = [regulation_label(self.regulation)] if self.regulation else []
        if self.article:
            parts.append(_article(self.article, lang))
        if self.page:
            parts.append(f"{'hlm.' if lang == 'id' else 'p.'} {self.page}")
        if self.text:
            parts.append(f"({self.text})" if parts else self.text)
        return " ".join(parts)

    def as_rule(self) -> RuleName:
        """Give the place as the rule of a problem, to be read in either language."""
        return RuleName(self.render("id"), self.render("en"))

    def to_dict(self) -> dict[str, str]:
        """Give the filled fields as plain text."""
        return {name: text for name, text in attrs.asdict(self).items() if text}


def _article(article: str, lang: str) -> str:
    if lang != "id":
        return f"art. {article}"
    match = _PARAGRAPH.fullmatch(article)
    if match is None:
        return f"Pasal {article}"
    number, paragraph, letter = match.groups()
    return f"Pasal {number} ayat ({paragraph})" + (f" huruf {letter}" if letter else "")
