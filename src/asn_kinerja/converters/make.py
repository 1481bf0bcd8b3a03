"""`make_converter` for records as plain values, and `record_codec` for stores.

A plain value holds text, whole numbers, booleans, lists, maps and null: decimals and dates stand
as text, words of the law as themselves. Unknown keys are errors, never dropped.

The file is long because it lists every kind of record, and because reading and writing must agree
to the letter: what one of them learns, the other shows on the same page.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import partial
from operator import attrgetter
from typing import Any

import attrs
import cattrs

from asn_kinerja.converters.reading import make_reader
from asn_kinerja.converters.writing import NotWritable, Writer, make_writer
from asn_kinerja.errors import InvalidRecord, NotFound, Problem
from asn_kinerja.legal.terms import GolonganPppk, GolonganRuang
from asn_kinerja.records.appraisals import (
    Appraisal,
    GivenRating,
    OrganisationResult,
    PatternCheck,
)
from asn_kinerja.records.assessments import Assessment
from asn_kinerja.records.assignments import Assignment
from asn_kinerja.records.award_rules import AwardProgramme
from asn_kinerja.records.awards import (
    Attendance,
    AwardWin,
    Nomination,
    PanelMark,
    Penalty,
    Selection,
)
from asn_kinerja.records.competencies import CompetencyFramework, PositionRequirement
from asn_kinerja.records.credits import CreditEntry
from asn_kinerja.records.fields import thaw
from asn_kinerja.records.framework_sources import FrameworkSource
from asn_kinerja.records.guidance import GuidanceEvaluation
from asn_kinerja.records.identifiers import Nip
from asn_kinerja.records.organisation import Unit
from asn_kinerja.records.people import Employee, ExternalPerson
from asn_kinerja.records.performance import (
    Feedback,
    NarrativeTarget,
    NumericTarget,
    PerformancePlan,
    PeriodicReport,
    Realisation,
)
from asn_kinerja.records.periods import EvaluationPeriod, Period
from asn_kinerja.records.positions import Position
from asn_kinerja.records.programme import Programme
from asn_kinerja.records.requirements import ClassRequirement
from asn_kinerja.records.sealing import Correction, Erasure, Seal
from asn_kinerja.records.surveys import (
    MotivationIndex,
    MotivationResponse,
    SatisfactionIndex,
    SatisfactionResponse,
)
from asn_kinerja.records.training import (
    Course,
    CourseEvaluation,
    DutyCheck,
    Enrolment,
    Fund,
    GuidanceProvider,
    Session,
    TrainingChoice,
    TrainingFeedback,
    TrainingNeed,
    TrainingPlan,
)

__all__ = ["KINDS", "Codec", "EncodedRecord", "Kind", "make_converter", "record_codec"]

_INDEXED = (
    "period",
    "employee_id",
    "unit_id",
    "plan_id",
    "session_id",
    "course_id",
    "position_id",
    "programme_id",
    "framework_id",
)


@attrs.frozen(kw_only=True)
class Kind:
    """What a store must know of one kind of record.

    Args:
        name: Short stable name; never a module path.
        indexes: Fields that a scan may filter and order by.
        shape: Number of the layout of its payload.
        upcasts: The step from each older shape to the next, from shape 1 on.
    """

    name: str
    indexes: tuple[str, ...]
    shape: int = 1
    upcasts: tuple[Callable[[Any], Any], ...] = ()


@attrs.frozen(kw_only=True)
class EncodedRecord:
    """A record as plain values.

    Args:
        kind: Name of its kind.
        key: Its id.
        indexes: Value under every index of the kind.
        text: Its fields as canonical text; `None` where only the values tell.
        values: Gives its fields.
    """

    kind: str
    key: str
    indexes: Mapping[str, str | None]
    text: str | None
    values: Callable[[], Any]

    @property
    def value(self) -> Any:  # noqa: ANN401 - any plain value
        """Its fields."""
        return self.values()


_NAMES: Mapping[str, type] = {
    "appraisal": Appraisal,
    "assessment": Assessment,
    "assignment": Assignment,
    "attendance": Attendance,
    "award_programme": AwardProgramme,
    "award_win": AwardWin,
    "class_requirement": ClassRequirement,
    "competency_framework": CompetencyFramework,
    "correction": Correction,
    "course": Course,
    "course_evaluation": CourseEvaluation,
    "credit_entry": CreditEntry,
    "duty_check": DutyCheck,
    "employee": Employee,
    "enrolment": Enrolment,
    "erasure": Erasure,
    "evaluation_period": EvaluationPeriod,
    "external_person": ExternalPerson,
    "feedback": Feedback,
    "framework_source": FrameworkSource,
    "fund": Fund,
    "given_rating": GivenRating,
    "guidance_evaluation": GuidanceEvaluation,
    "guidance_provider": GuidanceProvider,
    "motivation_index": MotivationIndex,
    "motivation_response": MotivationResponse,
    "nomination": Nomination,
    "organisation_result": OrganisationResult,
    "pattern_check": PatternCheck,
    "panel_mark": PanelMark,
    "penalty": Penalty,
    "performance_plan": PerformancePlan,
    "periodic_report": PeriodicReport,
    "position": Position,
    "position_requirement": PositionRequirement,
    "programme": Programme,
    "realisation": Realisation,
    "satisfaction_index": SatisfactionIndex,
    "satisfaction_response": SatisfactionResponse,
    "seal": Seal,
    "selection": Selection,
    "session": Session,
    "training_choice": TrainingChoice,
    "training_feedback": TrainingFeedback,
    "training_need": TrainingNeed,
    "training_plan": TrainingPlan,
    "unit": Unit,
}

KINDS: Mapping[type, Kind] = {
    record_type: Kind(
        name=name,
        indexes=tuple(field for field in _INDEXED if field in attrs.fields_dict(record_type)),
    )
    for name, record_type in _NAMES.items()
}


def make_converter(*, detailed: bool = True) -> cattrs.Converter:
    """Make a converter between records and plain values.

    Args:
        detailed: Whether it finds every problem of a value with its place; else it stops at the
            first one, in half the time.

    Returns:
        A converter of its own, free to be changed by the caller.

    Examples:
        >>> unit = Unit(id="u1", name="Seksi Pelayanan")
        >>> converter = make_converter()
        >>> converter.structure(converter.unstructure(unit), Unit) == unit
        True
    """
    converter = cattrs.Converter(forbid_extra_keys=True, detailed_validation=detailed)
    for leaf, read, cure in (
        (Decimal, Decimal, 'a decimal number as text, such as "12.50"'),
        (Fraction, Fraction, 'an exact number as text, such as "25/12"'),
        (date, date.fromisoformat, 'a date as text, such as "2025-03-31"'),
        (Nip, Nip, "text"),
        (Period, Period, "text"),
    ):
        converter.register_unstructure_hook(leaf, str)
        converter.register_structure_hook(leaf, _reader(read, cure))
    for plain in (str, int, bool):  # words are str too, and have a hook of their own below
        converter.register_structure_hook(plain, _read_exactly(plain))
    converter.register_unstructure_hook(StrEnum, attrgetter("value"))
    converter.register_structure_hook(StrEnum, _read_word)
    converter.register_unstructure_hook_func(_is_canonical, thaw)
    converter.register_structure_hook_func(_is_canonical, lambda value, _: value)
    converter.register_structure_hook(
        GolonganRuang | GolonganPppk,
        lambda value, _: GolonganRuang(value) if "_" in value else GolonganPppk(value),
    )
    converter.register_structure_hook(
        NumericTarget | NarrativeTarget,
        lambda value, _: converter.structure(
            value, NarrativeTarget if "text" in value else NumericTarget
        ),
    )
    return converter


class Codec:
    """Turns records into what stores keep, and back.

    Args:
        converter: Converter for the fields, which finds every problem.
        quick: The same, which stops at the first.
    """

    def __init__(self, converter: cattrs.Converter, *, quick: cattrs.Converter) -> None:
        self._converter = converter
        self._quick = quick
        self._types = dict(_NAMES)
        self._plans: dict[type, tuple[Kind, Writer | None]] = {}

    @property
    def kinds(self) -> Sequence[Kind]:
        """All kinds, by name."""
        return tuple(KINDS.values())

    def kind_of(self, record_type: type) -> Kind:
        """Give the kind of a record class.

        Args:
            record_type: The class.

        Returns:
            Its kind.

        Raises:
            NotFound: If the class is no kind of record.
        """
        if record_type not in KINDS:
            cure = ", ".join(_NAMES)
            raise NotFound(Problem("not_found", "kind", value=record_type.__name__, cure=cure))
        return KINDS[record_type]

    def key_of(self, record: object) -> str:
        """Give the key of a record.

        Args:
            record: The record.

        Returns:
            Its id.
        """
        return record.id  # type: ignore[attr-defined, no-any-return]  # every kind has an id

    def encode(self, record: object) -> EncodedRecord:
        """Turn a record into plain values.

        Args:
            record: The record.

        Returns:
            Kind, key, value and index values.
        """
        record_type = type(record)
        kind, write = self._plans.get(record_type) or self._plan(record_type)
        try:
            text = write(record) if write else None
        except NotWritable:
            text = None
        indexes: dict[str, str | None] = {}
        for name in kind.indexes:
            part = getattr(record, name)
            indexes[name] = None if part is None else str(part)
        return EncodedRecord(
            kind=kind.name,
            key=self.key_of(record),
            indexes=indexes,
            text=text,
            values=partial(self._converter.unstructure, record),
        )

    def _plan(self, record_type: type) -> tuple[Kind, Writer | None]:
        """Look once up what encoding the records of a class takes."""
        plan = self._plans[record_type] = (self.kind_of(record_type), make_writer(record_type))
        return plan

    def decode(self, kind: str, value: Any) -> object:  # noqa: ANN401 - any plain value
        """Turn plain values back into a record.

        Args:
            kind: Name of its kind.
            value: Its fields.

        Returns:
            The record.

        Raises:
            InvalidRecord: If the values are no such record; all problems, with their places.
        """
        record_type = self._types[kind]
        for read in (make_reader(record_type), partial(self._quick.structure, cl=record_type)):
            try:
                if read is not None:
                    return read(value)
            except Exception:  # noqa: BLE001, S110 - whatever it was, the last try tells all of it
                pass
        try:
            return self._converter.structure(value, record_type)
        except cattrs.BaseValidationError as error:
            problems = list(_problems(error, kind))
            raise InvalidRecord(problems[0], *problems[1:]) from error


def record_codec() -> Codec:
    """Make the codec of all records of this package.

    Returns:
        A codec of its own.
    """
    return Codec(make_converter(), quick=make_converter(detailed=False))


def _read_word(value: Any, words: type[StrEnum]) -> StrEnum:  # noqa: ANN401 - whatever stood there
    try:
        return words(value)
    except ValueError as error:
        cure = ", ".join(word.value for word in words)
        problem = Problem("unknown_word", words.__name__, value=value, cure=cure)
        raise InvalidRecord(problem) from error


def _is_canonical(expected: Any) -> bool:  # noqa: ANN401 - annotations are of many kinds
    return expected in {Mapping[str, Any], Mapping[str, Any] | None}


def _reader(leaf: Callable[[str], Any], cure: str) -> Callable[[Any, Any], Any]:
    def read(value: Any, _type: Any) -> Any:  # noqa: ANN401 - leaves are of several types
        if not isinstance(value, str):
            raise InvalidRecord(Problem("wrong_type", "leaf", value=value, cure=cure))
        try:
            return leaf(value)
        except InvalidRecord:
            raise
        except (ValueError, ArithmeticError) as error:
            raise InvalidRecord(Problem("wrong_type", "leaf", value=value, cure=cure)) from error

    return read


def _read_exactly(leaf: type) -> Callable[[Any, Any], Any]:
    def read(value: Any, _type: Any) -> Any:  # noqa: ANN401 - leaves are of several types
        if type(value) is not leaf:
            raise InvalidRecord(
                Problem("wrong_type", leaf.__name__, value=value, cure=leaf.__name__)
            )
        return value

    return read


def _problems(error: BaseException, place: str) -> "list[Problem]":
    """Flatten the tree of a failed conversion into problems with paths."""
    if isinstance(error, InvalidRecord):
        return [
            Problem(item.code, place, value=item.value, rule=item.rule, cure=item.cure)
            for item in error.problems
        ]
    if isinstance(error, cattrs.ForbiddenExtraKeysError):
        known = ", ".join(item.name for item in attrs.fields(error.cl))
        return [
            Problem("unknown_key", place, value=name, cure=known)
            for name in sorted(error.extra_fields)
        ]
    if isinstance(error, cattrs.BaseValidationError):
        found: list[Problem] = []
        for part in error.exceptions:
            found += _problems(part, place + _step(part))
        return found
    if isinstance(error, KeyError):
        return [Problem("required", place)]
    return [Problem("wrong_type", place, value=str(error), cure="another value")]


def _step(error: BaseException) -> str:
    for note in getattr(error, "__notes__", ()):
        if isinstance(note, cattrs.AttributeValidationNote):
            return f".{note.name}"
        if isinstance(note, cattrs.IterableValidationNote):
            return f"[{note.index}]"
    return ""
