"""The ledger of referred cases: both numbers, both states, both dates, and where they differ."""

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from flask import render_template, request, url_for

from app.queries import differences
from app.queries import referrals as ledger
from app.queries.cases import today
from app.web.access import actor
from app.web.desk._blueprint import blueprint
from app.web.desk.asks import key_text, keyset
from app.web.promise import SOON
from workflows.reporting import THEIR_STATES, Result
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Referral

TABS = {
    "open": Words("ยังต้องรายงาน", "To be reported"),
    "late": Words("เลยกำหนดรายงาน", "Report overdue"),
    "differences": Words("ทะเบียนไม่ตรงกัน", "Differences"),
    "all": Words("ทั้งหมด", "All"),
}


@blueprint.get("/referrals")
def referrals() -> str:
    """One page of the ledger, or all in which the two ledgers differ."""
    now, show = datetime.now(UTC), request.args.get("show", "")
    show = show if show in TABS else "open"
    tabs = [{"label": label, "url": _list(name), "current": name == show}
            for name, label in TABS.items()]  # fmt: skip
    if show == "differences":
        return render_template("desk/referrals.html", tabs=tabs, show=show, parts=_differences(now))
    after = keyset(request.args.get("after", ""))
    found = ledger.page(show, actor(), now, after)
    part = {"label": TABS[show], "rows": [_row(one, today(now)) for one in found.referrals]}
    return render_template(
        "desk/referrals.html", tabs=tabs, show=show, parts=[part] if part["rows"] else [],
        next=_list(show, key_text(found.next)) if found.next else None,
        first=_list(show) if after else None,
    )  # fmt: skip


def _differences(now: datetime) -> list[dict[str, Any]]:
    return [
        {"label": found.label, "rows": [_row(one, today(now)) for one in found.referrals]}
        for found in differences.listed(actor(), now)
    ]


def _row(referral: "Referral", day: date) -> dict[str, Any]:
    return {
        "referral": referral, "case": referral.case, "chip": _chip(referral, day),
        "url": url_for("desk.case", reference=referral.case.reference),
        "result": Result(referral.result).label if referral.result else None,
        "theirs": THEIR_STATES[referral.their_state],
    }  # fmt: skip


def _chip(referral: "Referral", day: date) -> dict[str, Any] | None:
    """Days left to the report, for ``days_left``; None when none is owed by a date."""
    if referral.reported_at or referral.report_due is None:
        return None
    left = (referral.report_due - day).days
    state = "late" if left < 0 else "today" if left == 0 else "soon" if left <= SOON else "fine"
    return {"state": state, "days": abs(left), "unit": "days"}


def _list(show: str, after: str | None = None) -> str:
    return url_for("desk.referrals", show=show, after=after)
