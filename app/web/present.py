"""How values are worded on a page: the one filter for dates, for times, for days, for counts."""

from datetime import date, datetime
from typing import Any

from flask import Flask, g, request, session
from jinja2 import ChoiceLoader, PackageLoader, PrefixLoader
from wtforms import Field
from wtforms.fields.choices import SelectFieldBase

from app.intake.quotes import fold
from workflows.coarse import is_coarse
from workflows.dates import NO_BREAK, say_date, say_time
from workflows.own_notes import in_words
from workflows.words import Words

# A page never tears a date, a time or a count apart.

LANGUAGES = {"th": "ไทย", "en": "English"}


def install(app: Flask) -> None:
    """Every template knows our filters, ``t``, ``language`` and the macros of the design system."""
    design_system = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    app.jinja_loader = ChoiceLoader([app.jinja_loader or design_system, design_system])
    for worded in (say, thai_date, thai_time, days, count, size):
        app.add_template_filter(worded)
    app.add_template_filter(fold)
    app.add_template_filter(in_words, "own_note")
    app.add_template_global(t)
    app.add_template_global(field_items)
    app.jinja_env.globals["LANGUAGES"] = LANGUAGES
    app.context_processor(_page)


def t(th: str, en: str) -> str:
    """The phrase in the language of this page."""
    return Words(th, en).say(language())


def say(words: Words | str | None) -> str:
    """``Words`` in the language of this page, no era torn; a text as it is; nothing for None."""
    if isinstance(words, Words):
        return words.say(language()).replace("(B.E. ", f"(B.E.{NO_BREAK}")
    return words or ""


def thai_date(day: date | datetime | None, style: str = "short") -> str:
    """The day in words, in one of the styles of ``workflows.dates``; nothing for None.

    A line may break only after the full name of the weekday and before the other era.
    """
    if day is None:
        return ""
    text = _keep(say_date(day, language(), style)).replace(f"{NO_BREAK}(", " (")
    return text.replace(NO_BREAK, " ", 1) if style == "long" else text


def thai_time(moment: date | None) -> str:
    """``10.12 น.`` or ``10:12``; nothing for None or where only the day is known."""
    if not isinstance(moment, datetime) or is_coarse(moment):
        return ""
    return _keep(say_time(moment, language()))


def days(number: int, unit: str = "days") -> str:
    """``3 วัน``; with the unit ``working_days`` ``3 วันทำการ``."""
    working = unit == "working_days"
    if language() == "en":
        noun = f"{'working ' if working else ''}day{'' if number == 1 else 's'}"
        return _keep(f"{number:,} {noun}")
    return _keep(f"{number:,} {'วันทำการ' if working else 'วัน'}")


def count(number: int) -> str:
    """The number; above 999 it reads ``999+``, since nobody counts further at a glance."""
    return "999+" if number > 999 else str(number)


def size(octets: int) -> str:
    """A file's size: ``240 kB``, ``1.5 MB``."""
    if octets < 1_000_000:
        return _keep(f"{max(1, round(octets / 1000))} kB")
    return _keep(f"{octets / 1_000_000:.1f} MB")


def field_items(field: Field) -> list[dict[str, Any]]:
    """The choices of a select, radios or check boxes; a BooleanField is one check box.

    A choice (``SelectChoice``) whose ``render_kw`` has a ``hint`` carries it under its label.
    """
    if not isinstance(field, SelectFieldBase):
        return [{"value": "y", "text": say(field.label.text), "checked": bool(field.data)}]
    return [_item(*choice) for choice in field.iter_choices()]


def language() -> str:
    """The language of this page; Thai until the visitor has chosen, and where there is no page."""
    return g.get("language", "th") if g else "th"


def speak(code: str) -> None:
    """This page and those after it are in that language."""
    session["language"] = g.language = code


def _item(value: str, label: Words | str, chosen: bool, kw: dict[str, Any]) -> dict[str, Any]:
    hint = {"text": say(kw["hint"])} if "hint" in kw else None
    return {"value": value, "text": say(label), "selected": chosen, "checked": chosen, "hint": hint}


def _page() -> dict[str, Any]:
    return {"language": language(), "here": request.path if request else "/"}


def _keep(text: str) -> str:
    return text.replace(" ", NO_BREAK)
