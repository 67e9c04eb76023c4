"""Puts the registers of an office file into their tables; loading twice changes nothing."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from app.actions.load_form23 import load_edition
from app.database import db
from app.models import (
    Activity,
    ContactChannel,
    GroupMember,
    Improvement,
    InformationChannel,
    IntakeChannel,
    ListeningChannel,
    Mission,
    NetworkWork,
    ParticipationWork,
    ServiceAchievement,
    ServiceStandard,
    StakeholderGroup,
    StatedFigure,
    Survey,
    SurveyGroup,
)
from app.queries import people

Part = Mapping[str, Any]
REGISTERS, FORM = "seed_registers_", "seed_report_"
STATED = ("missions_count", "top_information_channel", "service_manual_work")
LISTS: dict[str, tuple[Any, dict[str, str]]] = {
    "listening_channels": (ListeningChannel, {}),
    "network_works": (NetworkWork, {}),
    "network_contact_channels": (ContactChannel, {"purpose": "network"}),
    "participation_information_channels": (ContactChannel, {"purpose": "inform"}),
    "participation_listening_channels": (ContactChannel, {"purpose": "listen"}),
}
TOLD = ("cause", "finding", "action", "before", "after")  # of an improvement
COMPLAINTS = "เรื่องร้องเรียน"  # a service of this name is measured by the cases here


def load_registers(parts: Part, now: datetime) -> None:
    """Every register in ``parts`` (the top level of an office file) is in its table.

    Units must be there before; ``seed_registers_<year>`` and ``seed_report_<year>`` count as
    confirmed by the office at ``now``.
    """
    for name, load in _LOADERS.items():
        for row in parts.get(name) or ():
            load(row)
        db.session.flush()  # the next register may name these rows
    if parts.get("survey"):
        _survey(parts["survey"])
    for name, part in parts.items():
        if name.startswith(REGISTERS):
            _year(int(part.get("fiscal_year_be") or name.removeprefix(REGISTERS)), part)
    db.session.flush()
    for name, part in parts.items():
        if name.startswith(FORM):
            load_edition(int(name.removeprefix(FORM)), part, now)


def _keep(model: Any, key: Part, **values: Any) -> None:
    """The row of that key has these values; a row that has them already is not touched."""
    row = db.session.scalars(select(model).filter_by(**key).order_by(model.id)).first()
    if row is None:
        db.session.add(model(**key, **values))
        db.session.flush()
        return
    for name, value in values.items():
        if getattr(row, name) != value:
            setattr(row, name, value)


def _given(row: Part, read: Mapping[str, Callable[[Any], Any]]) -> dict[str, Any]:
    """What the file says beyond the columns that each row of a register has; and its keeper."""
    found = {name: value(row[name]) for name, value in read.items() if row.get(name) is not None}
    if row.get("owner"):
        keeper = people.by_code(str(row["owner"]))
        found["owner_id"] = keeper.id if keeper else None
    return found


def _mission(row: Part) -> None:
    more = _given(row, {}) | {"name_en": row.get("name_en", "")}
    _keep(Mission, {"code": row["id"]}, name_th=row["name_th"], **more)


def _group(row: Part) -> None:
    _keep(
        StakeholderGroup, {"code": row["id"]}, mission_code=row.get("mission"), kind=row["kind"],
        name_th=row["name_th"], needs=row.get("needs_th", ""), population=row.get("population"),
        **_given(row, {}),
    )  # fmt: skip
    for one in row.get("members") or ():
        key = {"group_code": row["id"], "fiscal_year": one.get("fiscal_year_be"),
               "name": one["name"]}  # fmt: skip
        told = ("organisation", "email", "phone")
        _keep(GroupMember, key, **{name: one.get(name, "") for name in told})


def _listening(row: Part) -> None:
    _keep(ListeningChannel, {"code": row["id"]}, name_th=row["name_th"], **_given(row, {}))


def _intake(row: Part) -> None:
    key = {"code": row["id"]}
    more = _given(row, {}) | {"rolls_up_to": row.get("rolls_up_to")}
    _keep(IntakeChannel, key, name_th=row["name_th"], **more)


def _standard(row: Part) -> None:
    _keep(
        ServiceStandard, {"code": row["id"]}, name_th=row["name_th"], unit_code=row.get("unit"),
        target=row["target"], days=row["days"], working=row["count"] == "working",
        flow_chart=bool(row.get("flow_chart")), manual=bool(row.get("manual")),
        announced=bool(row.get("announced")),
        by_cases=bool(row.get("by_cases", COMPLAINTS in row["name_th"])),
        **_given(row, {"announced_on": _day, "valid_from": _day, "valid_to": _day}),
    )  # fmt: skip
    for one in row.get("achievements") or ():
        key = {"standard_code": row["id"], "month": _first(one["month"])}
        _keep(ServiceAchievement, key, done=one["done"], within=one["within"])


def _improvement(row: Part) -> None:
    _keep(
        Improvement, {"code": row["id"]}, name_th=row["name_th"], unit_code=row.get("unit"),
        sources=list(row.get("sources") or ()), done_on=_day(row.get("done")),
        published=bool(row.get("published", row.get("done"))),
        **_given(row, dict.fromkeys(TOLD, str)),
        **({"due_on": _day(row["due"])} if row.get("due") else {}),
    )  # fmt: skip


_LOADERS: dict[str, Callable[[Part], None]] = {
    "missions": _mission,
    "stakeholder_groups": _group,
    "listening_channels": _listening,
    "intake_channels": _intake,
    "service_standards": _standard,
    "improvements": _improvement,
}


def _survey(part: Part) -> None:
    given = ("bands", "satisfied_levels", "dissatisfied_levels", "aspects")
    values = {name: _plain(part[name]) for name in given if name in part}
    if "scale" in part:
        values["scale"] = {str(level): str(word) for level, word in part["scale"].items()}
    code = part["id"]
    _keep(Survey, {"code": code}, fiscal_year=part["fiscal_year_be"], **values)
    for row in part.get("overall") or ():
        key = {"survey_code": code, "group_code": row["group"]}
        _keep(SurveyGroup, key, sampled=row["sampled"], counts=list(row["counts"]))
    for name, answers in (part.get("information_channel") or {}).items():
        _keep(InformationChannel, {"survey_code": code, "name_th": name}, answers=answers)


def _year(year: int, part: Part) -> None:
    for name, (model, fixed) in LISTS.items():
        for item in part.get(name) or ():
            _keep(model, {"fiscal_year": year, "name_th": item, **fixed})
    for name in STATED:
        if part.get(name) is not None:
            _keep(StatedFigure, {"fiscal_year": year, "name": name}, value=str(part[name]))
    for row in part.get("participation_works") or ():
        key = {"fiscal_year": year, "name_th": row["name_th"]}
        _keep(ParticipationWork, key, level=row["level"])
    for row in part.get("network_activities") or ():
        place, title = row.get("changwat") or row.get("place", ""), row.get("title", "")
        key = {"held_on": _day(row["date"]), "place": place, "title": title}
        more = _given(row, dict.fromkeys(("kind", "region", "network"), str))
        _keep(Activity, key, participants=row.get("participants"), **more)


def _first(value: date | str) -> date:
    """The first day of its month."""
    return date.fromisoformat(str(value)).replace(day=1)


def _day(value: date | str | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _plain(value: Any) -> Any:
    """Parsed YAML without the parser's own types, so that it equals what JSON gives back."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return float(value) if isinstance(value, float) else value
