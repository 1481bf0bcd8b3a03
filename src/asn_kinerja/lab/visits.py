"""A visit goes on in the other language: nothing that was typed or chosen is lost."""

from collections.abc import Mapping, MutableMapping
from copy import copy
from typing import Any

import attrs

from asn_kinerja.errors import InvalidInput
from asn_kinerja.lab.desk import Desk
from asn_kinerja.lab.draft import read_typed
from asn_kinerja.lab.form import shown_value
from asn_kinerja.lab.knobs import Knob
from asn_kinerja.lab.wording import PageWords

__all__ = ["enter"]

_KEPT = 4  # visits whose work is kept


def enter(settings: Mapping[str, Any]) -> Desk:
    """Set up a visit, or go on with one.

    Args:
        settings: As for `Desk.of`; with ``visit``, the one that goes on in this language, and
            ``visits``, where the last visits are kept. Each may be absent.

    Returns:
        The desk. One that goes on has the people, the policy and all that was typed before.
    """
    visits: MutableMapping[str, Desk] = settings.get("visits", {})
    before = visits.pop(str(settings.get("visit")), None)
    desk = _in_language(before, str(settings["lang"])) if before else Desk.of(settings)
    visits[desk.visit] = desk
    for old in list(visits)[:-_KEPT]:
        visits.pop(old, None)
    return desk


def _in_language(before: Desk, lang: str) -> Desk:
    desk, desk.session = copy(before), copy(before.session)
    desk.words, desk.session.lang = PageWords(lang), lang
    desk.typed = {
        knob.place: _typed_in(desk.words, knob, before.typed[knob.place])
        for knob in before.session.knobs
        if knob.place in before.typed
    }
    return desk


def _typed_in(words: PageWords, knob: Knob, typed: str | None) -> str | None:
    """Write what was typed in a language; what cannot be read stays as it is."""
    try:
        change = read_typed(knob, typed)
    except InvalidInput:
        return typed
    return shown_value(attrs.evolve(knob, value=change.value) if change else knob, words=words)
