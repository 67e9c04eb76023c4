"""The desk's menu: of all its places only those that exist and that this person may open."""

from datetime import UTC, datetime
from typing import Any

from flask import Flask, current_app, g, request, url_for

from app.queries.cases import today
from app.web.access import opens, visitor
from workflows.fiscal import fiscal_year
from workflows.words import Words

# words, endpoint, the beginning of the addresses that belong to it
PLACES = (
    (Words("คิวงาน", "Queue"), "desk.queue", "/desk"),
    (Words("รับเรื่อง", "Register"), "desk.intake", "/desk/intake"),
    (Words("ถามถึงหน่วย", "Asks"), "desk.asks", "/desk/asks"),
    (Words("เรื่องส่งต่อ", "Referrals"), "desk.referrals", "/desk/referrals"),
    (Words("จดหมายออก", "Letters out"), "desk.outbox", "/desk/outbox"),
    (Words("การกัน", "Walls"), "desk.walls", "/desk/walls"),
    (Words("ฉันไม่อยู่", "I am away"), "desk.absence", "/desk/absence"),
    (Words("แบบสำรวจ", "Surveys"), "desk.surveys", "/desk/surveys"),
    (Words("รายงาน", "Reports"), "figures.sla", "/figures/sla"),
    (Words("แบบ 2.3", "Form 2.3"), "figures.form23", "/figures/form23"),
    (Words("ทะเบียน", "Registers"), "registers.index", "/registers"),
    (Words("ตั้งค่า", "Settings"), "settings.index", "/settings"),
)


def plug_in(app: Flask) -> None:
    """Every page of the desk has ``menu`` and ``person``."""
    app.context_processor(_menu)


def _menu() -> dict[str, Any]:
    """No question to the database: letters are rendered amid a transaction."""
    person = visitor() if "actor" in g and request else None
    if person is None:
        return {"menu": [], "person": None}
    there = [p for p in PLACES if p[1] in current_app.view_functions and opens(p[1], person)]
    here = max((p[2] for p in there if _inside(p[2])), key=len, default="")
    items = [
        {"label": words, "url": _address(name), "current": home == here}
        for words, name, home in there
    ]
    return {"menu": items, "person": person}


def _inside(home: str) -> bool:
    return request.path == home or request.path.startswith(f"{home}/")


def _address(endpoint: str) -> str:
    """Form 2.3 opens at the fiscal year of today."""
    if endpoint == "figures.form23":
        return url_for(endpoint, year=fiscal_year(today(datetime.now(UTC))))
    return url_for(endpoint)
