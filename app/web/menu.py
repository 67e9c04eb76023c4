"""The desk's menu: of all its places only those that exist and that this person may open."""

from datetime import UTC, datetime
from typing import Any, NamedTuple

from flask import Flask, current_app, g, request, session, url_for

from app.queries.cases import today
from app.web.access import opens, visitor
from workflows.fiscal import fiscal_year
from workflows.words import Words


class Place(NamedTuple):
    """``home``: how the addresses begin that belong to it; ``more``: opened less often."""

    words: Words
    endpoint: str
    home: str
    more: bool = False


PLACES = (
    Place(Words("วันนี้", "Today"), "desk.today", "/desk/today"),
    Place(Words("คิวงาน", "Queue"), "desk.queue", "/desk"),
    Place(Words("รอตัดสินใจ", "Decisions"), "desk.decisions", "/desk/decisions"),
    Place(Words("รับเรื่อง", "Register"), "desk.intake", "/desk/intake"),
    Place(Words("รายงาน", "Reports"), "figures.sla", "/figures"),
    Place(Words("แบบ 2.3", "Form 2.3"), "figures.form23", "/figures/form23"),
    Place(Words("ทะเบียน", "Registers"), "registers.index", "/registers", more=True),
    Place(Words("ตั้งค่า", "Settings"), "settings.index", "/settings"),
    Place(Words("ถามถึงหน่วย", "Asks"), "desk.asks", "/desk/asks", more=True),
    Place(Words("เรื่องส่งต่อ", "Referrals"), "desk.referrals", "/desk/referrals", more=True),
    Place(Words("รอลงนาม", "To sign"), "desk.to_sign", "/desk/signing", more=True),
    Place(Words("ข้อความสำเร็จรูป", "Ready answers"), "desk.answers", "/desk/answers", more=True),
    Place(Words("แบบสำรวจ", "Surveys"), "desk.surveys", "/desk/surveys", more=True),
    Place(Words("จดหมายออก", "Letters out"), "desk.outbox", "/desk/outbox", more=True),
    Place(Words("ชื่อที่ปกปิด", "Hidden names"), "desk.identity", "/desk/identity", more=True),
    Place(Words("ใครทำอะไร", "Audit"), "audit.audit", "/audit", more=True),
    Place(Words("การกัน", "Walls"), "desk.walls", "/desk/walls", more=True),
    Place(Words("ฉันไม่อยู่", "I am away"), "desk.absence", "/desk/absence", more=True),
)
# What the queue, the page of today and that of decisions counted last: no question is asked here.
COUNTED = {
    "desk.today": ("late", Words("เรื่องเกินกำหนด", "overdue")),
    "desk.decisions": ("to_decide", Words("รายการ", "to decide")),
}
MORE = Words("อื่น ๆ", "More")
FITS = 8  # so many stand in a row; of a longer menu only the first do


def plug_in(app: Flask) -> None:
    """Every page of the desk has ``menu`` and ``person``."""
    app.context_processor(_menu)


def _menu() -> dict[str, Any]:
    """No question to the database: letters are rendered amid a transaction."""
    person = visitor() if "actor" in g and request else None
    if person is None:
        return {"menu": [], "person": None}
    there = [p for p in PLACES if p.endpoint in current_app.view_functions]
    there = [place for place in there if opens(place.endpoint, person)]
    here = max((p.home for p in there if _inside(p.home)), key=len, default="")
    plain, more = (
        [_item(place, here) for place in there if place.more is wanted] for wanted in (False, True)
    )
    if len(there) > FITS:
        more = [{"label": MORE, "places": more, "current": any(one["current"] for one in more)}]
    return {"menu": plain + more, "person": person}


def _item(place: Place, here: str) -> dict[str, Any]:
    item = {"label": place.words, "url": _address(place.endpoint), "current": place.home == here}
    name, words = COUNTED.get(place.endpoint, ("", None))
    if session.get(name):
        item |= {"count": session[name], "count_words": words, "late": name == "late"}
    return item


def _inside(home: str) -> bool:
    return request.path == home or request.path.startswith(f"{home}/")


def _address(endpoint: str) -> str:
    """Form 2.3 opens at the fiscal year of today."""
    if endpoint == "figures.form23":
        return url_for(endpoint, year=fiscal_year(today(datetime.now(UTC))))
    return url_for(endpoint)
