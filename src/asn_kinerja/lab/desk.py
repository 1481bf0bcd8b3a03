"""What stands between the session and the page: state of one visit, and each part as HTML."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from secrets import token_urlsafe
from typing import Any

from asn_kinerja.comparison.affected import Affected
from asn_kinerja.errors import AsnKinerjaError, InvalidInput, Problem
from asn_kinerja.lab.form import field_label, lay_out, shown_value, unseen_label
from asn_kinerja.lab.knobs import Group, Knob
from asn_kinerja.lab.patterns import MOST_UNITS, PATTERNS, unit_patterns
from asn_kinerja.lab.person_views import affected, explanations
from asn_kinerja.lab.report import report_makers
from asn_kinerja.lab.session import LabSession, Result, Shown
from asn_kinerja.lab.views import (
    differences,
    distribution,
    matrix,
    most_moved,
    patterns,
    problem_list,
    summary,
)
from asn_kinerja.lab.wording import PageWords
from asn_kinerja.workspace import open_workspace

__all__ = ["DEFAULT_POLICY", "Desk"]

DEFAULT_POLICY = "permenpanrb_6_2022.predikat"
_SIZE, _SEED = "10000", "1"
_PROFILE = "marelan"
_NAME = "usulan.toml"
_KINDS = {
    "html": "text/html",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}


class Desk:
    """One visit of the page.

    Args:
        session: The work.
        words: The language.
        folder: Where files are looked for and saved.
    """

    def __init__(self, session: LabSession, *, words: PageWords, folder: Path) -> None:
        self.session = session
        self.words = words
        self.folder = folder
        self.visit = token_urlsafe(6)
        self.file = ""
        self.size, self.seed = _SIZE, _SEED
        self.name = _NAME
        self.basis = ""
        self.by: str | None = None
        self.typed: Mapping[str, str | None] = {}
        self.problems: tuple[Problem, ...] = ()
        self._times = 0

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> "Desk":
        """Set up a visit.

        Args:
            settings: ``lang``, ``policy``, ``file`` and ``folder``, as the command was given
                them; each may be absent.

        Returns:
            The desk, with people and policy where they hold.
        """
        lang = str(settings.get("lang") or "id")
        desk = cls(
            LabSession(open_workspace(), lang=lang),
            words=PageWords(lang),
            folder=Path(str(settings.get("folder") or ".")),
        )
        desk.choose(str(settings.get("policy") or DEFAULT_POLICY))
        found = desk.problems
        if settings.get("file"):
            desk.file = str(settings["file"])
            desk.take_file(desk.file)
        else:
            desk.make(desk.size, seed=desk.seed, profile=desk.profile)
        desk.problems = (*found, *desk.problems)
        return desk

    @property
    def policies(self) -> dict[str, str]:
        """The policies to choose from: id by what the page calls them."""
        found = {name: name for name in self.session.names()}
        files = sorted(self.folder.glob("*.toml"))
        return {**{file.name: file.name for file in files if _is_policy(file)}, **found}

    @property
    def policy_label(self) -> str | None:
        """Which of the policies is chosen."""
        base = self.session.base
        return base.id if base is not None and base.id in self.policies else None

    @property
    def profiles(self) -> list[str]:
        """The profiles of made people."""
        from asn_kinerja.population import profiles

        return list(profiles())

    @property
    def profile(self) -> str:
        """The profile that is chosen at first."""
        return _PROFILE if _PROFILE in self.profiles else self.profiles[0]

    @property
    def groupings(self) -> dict[str, str]:
        """The columns by which changes can be counted: name by what the page calls them."""
        return {self.words.words.rating(name): name for name in self.session.groupings()}

    @property
    def grouping(self) -> str | None:
        """What the page calls the column that was chosen last; the first one at first."""
        names = {name: label for label, name in self.groupings.items()}
        return None if self.by == "" else names.get(self.by or "", next(iter(names.values()), None))

    def take_file(self, name: str) -> int:
        """Take the people from a file."""
        self.file = name
        return self._try(lambda: self.session.use_file(self._path(name)))

    def make(self, size: str, *, seed: str, profile: str) -> int:
        """Make the people; size and seed are what was typed."""
        self.size, self.seed = size, seed

        def act() -> None:
            numbers = [_whole(text, name) for text, name in ((size, "size"), (seed, "seed"))]
            self.session.use_made(numbers[0], seed=numbers[1], profile=profile)

        return self._try(act)

    def choose(self, name: str) -> int:
        """Choose the policy: an id, or a file."""
        wanted = str(self._path(name)) if name.endswith(".toml") else name
        return self._try(lambda: self._begin(lambda: self.session.choose_policy(wanted)))

    def open(self, name: str) -> int:
        """Open the file of a variant."""
        return self._try(lambda: self._begin(lambda: self.session.open_variant(self._path(name))))

    def _begin(self, act: Callable[[], None]) -> None:
        """Begin with another policy; what was typed stays unless that holds."""
        act()
        self.typed = {}

    def _path(self, name: str) -> Path:
        return self.folder / name.strip()

    def _try(self, act: Callable[[], None]) -> int:
        """Do something; what is wrong is kept for the page.

        Returns:
            How often something was done, so that the page looks again.
        """
        try:
            act()
            self.problems = ()
        except AsnKinerjaError as error:
            self.problems = error.problems
        self._times += 1
        return self._times

    def header(self) -> str:
        """Give the top of the page."""
        say = self.words.say
        other = f"?lang={say('other_language')}&amp;visit={self.visit}"
        return (
            f'<header class="lab-head"><a class="lab-skip" href="#hasil">{escape(say("skip"))}</a>'
            f'<a class="lab-tongue" href="{other}" '
            f'lang="{say("other_language")}">{escape(say("language"))}</a>'
            f"<h1>{escape(say('title'))}</h1><p>{escape(say('lead'))}</p></header>"
        )

    def choices(self, *, people: Sequence[object], policy: Sequence[object]) -> str:
        """Lay out the choice of people and policy, with what is chosen and what went wrong."""
        say, session = self.words.say, self.session
        now = (
            say("now_people", size=session.people.size, name=session.people.name)
            if session.people
            else say("no_people")
        )
        base = session.base
        which = (
            say("now_policy", title=base.title.render(self.words.lang), id=base.id)
            if base
            else say("no_policy")
        )
        file, use_file, *made = people
        wrong = problem_list(self.problems, (), words=self.words) if self.problems else ""
        return (
            f'{wrong}<div class="lab-choices">'
            f'<section aria-label="{escape(say("people"))}"><h2>{escape(say("people"))}</h2>'
            f'<p class="lab-now">{escape(now)}</p>'
            f'<div class="lab-line">{file}{use_file}</div>'
            f'<div class="lab-line">{"".join(map(format, made))}</div></section>'
            f'<section aria-label="{escape(say("policy"))}"><h2>{escape(say("policy"))}</h2>'
            f'<p class="lab-now">{escape(which)}</p>'
            f'<div class="lab-line">{policy[0]}</div>'
            f'<div class="lab-line">{policy[1]}{policy[2]}</div></section></div>'
        )

    def label(self, knob: Knob) -> str:
        """Name the field of a knob; the cells of a matrix are named by their table."""
        if knob.group is Group.CELLS:
            return unseen_label(knob, words=self.words)
        return field_label(knob, words=self.words)

    def value(self, knob: Knob) -> str:
        """Give what was typed at a knob, or else its value as people type it."""
        return self.typed.get(knob.place, shown_value(knob, words=self.words)) or ""

    def chosen(self, knob: Knob) -> str | None:
        """Give how the word is written that was chosen at a knob, or else its own."""
        word = self.typed.get(knob.place, knob.value)
        return self.words.word(word) if word else None

    def options(self, knob: Knob) -> dict[str, str]:
        """Give the words of a knob by how they are written."""
        return {self.words.word(word): word for word in knob.words}

    def form(self, fields: Mapping[str, str], *, basis: object, by: object) -> str:
        """Lay out what can be changed."""
        say = self.words.say
        return (
            f'<section aria-label="{escape(say("change"))}"><h2>{escape(say("change"))}</h2>'
            f"<p>{escape(say('enter'))}</p>"
            f"{lay_out(self.session.knobs, fields, words=self.words)}"
            f'<div class="lab-line">{basis}{by}</div></section>'
        )

    def run(self, typed: Mapping[str, Any], *, basis: str, by: str) -> Shown:
        """Run what was typed."""
        self.basis, self.typed = basis, dict(typed)
        self.by = by if self.groupings else None
        return self.session.run(typed, basis=basis, by=by)

    def outcome(self, shown: Shown) -> str:
        """Lay out the result, or what is wrong above the last one that holds."""
        say, result = self.words.say, shown.result
        parts = [f'<section id="hasil" aria-label="{escape(say("outcome"))}">']
        parts.append(f"<h2>{escape(say('outcome'))}</h2>")
        if shown.problems:
            parts.append(problem_list(shown.problems, self.session.knobs, words=self.words))
        if result is None:
            return "".join([*parts, f"<p>{escape(say('no_result'))}</p></section>"])
        if not shown.current:
            parts.append(f'<p class="lab-held">{escape(say("held"))}</p>')
        parts += [
            f'<div class="{"" if shown.current else "lab-old"}">',
            differences(result, words=self.words),
            summary(result, words=self.words),
            '<div class="lab-two">',
            distribution(result.comparison, words=self.words),
            matrix(result.comparison, words=self.words),
            "</div>",
            most_moved(result, words=self.words),
            self._patterns(result),
            "</div></section>",
        ]
        return "".join(parts)

    def _patterns(self, result: Result) -> str:
        rules = [self.session.workspace.policies.get(name) for name in PATTERNS]
        if result.by and len(result.comparison.movers[result.by]) > MOST_UNITS:
            return f"<p>{escape(self.words.say('many_units', most=MOST_UNITS))}</p>"
        found = unit_patterns(result, rules)
        return patterns(found, rules, words=self.words) if found else ""

    def persons(self, shown: Shown) -> list[str]:
        """Name the people most affected."""
        return [str(one.person) for one in self._most(shown)]

    def _most(self, shown: Shown) -> Sequence[Affected]:
        return shown.result.comparison.most_affected if shown.result else ()

    def explained(
        self, shown: Shown, *, buttons: Mapping[str, str], field: object, person: str
    ) -> str:
        """List the people most affected, with both explanations of the one who was chosen."""
        if shown.result is None:
            return ""
        say = self.words.say
        head = (
            f'<section aria-label="{escape(say("persons"))}">'
            f'<div class="lab-people">'
            f"{affected(self._most(shown), buttons, words=self.words)}</div>"
        )
        fields = f'<div class="lab-line">{field}</div>'
        person = person.strip()
        if not person:
            return f"{head}{fields}</section>"
        try:
            found = shown.result.comparison.explain(person)
        except AsnKinerjaError as error:
            wrong = problem_list(error.problems, (), words=self.words)
            return f"{head}{fields}{wrong}</section>"
        return f"{head}{fields}{explanations(found, words=self.words)}</section>"

    def save(self, name: str) -> str:
        """Save the variant; gives what to say about it as HTML."""
        self.name = name
        folder = self.session.folder or self.folder
        try:
            path = self.session.save(folder / name.strip())
        except AsnKinerjaError as error:
            return problem_list(error.problems, (), words=self.words)
        return f'<p role="status">{escape(self.words.say("saved", path=str(path)))}</p>'

    def reports(self, shown: Shown) -> list[tuple[Callable[[], bytes], str, str, str]]:
        """Give what makes each report, its file name, its kind, and the label of its button."""
        base = self.session.base
        if shown.result is None or base is None:
            return []
        makers = report_makers(
            shown.result, base, words=self.words, made_on=lambda: datetime.now(UTC).date()
        )
        return [
            (make, name, _KINDS[ending], self.words.say(f"report_{ending}"))
            for name, make in makers.items()
            for ending in [name.rpartition(".")[2]]
        ]

    def keep(
        self,
        shown: Shown,
        *,
        name: object,
        save: object,
        downloads: Sequence[object],
        saved: str,
    ) -> str:
        """Lay out saving and reports."""
        say = self.words.say
        text = ""
        if shown.result is not None:
            text = (
                f"<details><summary>{escape(say('text'))}</summary>"
                f"<pre>{escape(shown.result.text)}</pre></details>"
            )
        return (
            f'<section aria-label="{escape(say("keep"))}"><h2>{escape(say("keep"))}</h2>'
            f'<div class="lab-line">{name}{save}</div>{saved}{text}'
            f'<div class="lab-line">{"".join(map(format, downloads))}</div></section>'
        )


def _whole(text: str, name: str) -> int:
    plain = text.strip().replace(".", "").replace(",", "")
    if not (plain.isascii() and plain.isdecimal()):
        raise InvalidInput(Problem("number_expected", name, value=text))
    return int(plain)


def _is_policy(path: Path) -> bool:
    """Whether a TOML file looks like a policy."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False
    return any(line.startswith(("extends", "purpose")) for line in text.splitlines())
