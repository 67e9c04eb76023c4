"""The questions of a survey as a form: the same for the public, for staff, and for the preview."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from wtforms import Field, Form, RadioField, SelectMultipleField, TextAreaField

from app.actions.answer_survey import field_name
from app.web.fields import AtMost, choices
from workflows.surveys import LEVELS, OPEN_TEXT, ItemKind
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Questionnaire, SurveyItem

Base = TypeVar("Base", bound=Form)


def survey_form(
    questionnaire: "Questionnaire", base: type[Base], scale: Mapping[str, str] | None = None
) -> type[Base]:
    """A form class with a field for each question; the levels in the words of ``scale``.

    What was typed is judged by the action alone, so no field refuses anything.
    """
    fields = {field_name(item): _field(item, scale or {}) for item in questionnaire.items}
    return type("SurveyForm", (base,), fields)


def sections(questionnaire: "Questionnaire", form: Form) -> list[tuple[str, list[Any]]]:
    """Aspect by aspect the fields, each with whether it may be left out, and its kind."""
    made: list[tuple[str, list[Any]]] = []
    for item in questionnaire.items:
        if not made or made[-1][0] != item.aspect:
            made.append((item.aspect, []))
        made[-1][1].append((form[field_name(item)], not item.required, ItemKind(item.kind)))
    return made


def intro(questionnaire: "Questionnaire") -> Words:
    """What stands above the questions."""
    return Words(questionnaire.intro_th, questionnaire.intro_en or questionnaire.intro_th)


def title(questionnaire: "Questionnaire") -> Words:
    """What the questionnaire is called."""
    return Words(questionnaire.name_th, questionnaire.name_en or questionnaire.name_th)


def _field(item: "SurveyItem", scale: Mapping[str, str]) -> Field:
    kind, english = ItemKind(item.kind), item.text_en or item.text_th
    label = Words(f"{item.position}. {item.text_th}", f"{item.position}. {english}")
    if kind is ItemKind.OPEN:
        return TextAreaField(label, [AtMost(OPEN_TEXT)])
    make = SelectMultipleField if kind is ItemKind.REASONS else RadioField
    return make(label, choices=choices(offered(item, kind, scale)), validate_choice=False)


def offered(
    item: "SurveyItem", kind: ItemKind, scale: Mapping[str, str]
) -> Sequence[tuple[str, Words]]:
    """What may be ticked: the levels in the words of ``scale``, or the choices of the question."""
    if kind.has_levels:
        return [
            (str(level), Words(f"{level} {scale.get(str(level), said.th)}", f"{level} {said.en}"))
            for level, said in LEVELS.items()
        ]
    return [(str(at), Words(th, en)) for at, (th, en) in enumerate(item.choices)]
