"""After the answer: ask for another look, appeal, and go over to one's cases beside this one."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from flask import current_app, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from app.actions.appeal import Appealed
from app.actions.appeal import appeal as lodge
from app.actions.reopen import ask_reopening
from app.database import transaction
from app.extensions import csrf
from app.intake.web_form import secret_of, source_key
from app.queries import cases, links, windows
from app.queries.links import Tie
from app.web.public._blueprint import blueprint
from app.web.public.track import ask_code, open_case, opened
from app.web.public.track_forms import AskAgainForm
from workflows import NotAllowed
from workflows.errors import Invalid, UnknownReference
from workflows.secrets import digest
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Case

REOPEN = {
    "title": Words("ขอให้พิจารณาใหม่", "Ask for another look"),
    "button": Words("ส่งคำขอ", "Send"),
    "text": Words(
        "ผู้บริหารจะอ่านเหตุผลของท่าน แล้วเปิดเรื่องอีกครั้ง หรือแจ้งเหตุที่คำตอบเดิมยังคงอยู่ ขอได้หนึ่งครั้งต่อหนึ่งคำตอบ",
        "A manager reads your reasons and reopens the case, or tells you why the answer stands. "
        "You may ask once for every answer.",
    ),
}
APPEAL = {
    "title": Words("อุทธรณ์ผลการพิจารณา", "Appeal against the outcome"),
    "button": Words("ส่งอุทธรณ์", "Send the appeal"),
    "text": Words(
        "อุทธรณ์เป็นเรื่องใหม่ มีเลขที่และกำหนดเวลาของตนเอง พิจารณาโดยหน่วยงานที่สูงกว่าและผู้ที่ไม่เคยพิจารณาเรื่องนี้",
        "An appeal is a new case with its own reference and dates, decided at a higher level by "
        "people who did not decide this one.",
    ),
}
TIES = {
    Tie.PART_OF: Words("แยกมาจาก", "Cut from"),
    Tie.PART: Words("แยกออกเป็น", "A part of it"),
    Tie.APPEAL_OF: Words("อุทธรณ์ผลของ", "Appeals against"),
    Tie.APPEAL: Words("อุทธรณ์ของท่าน", "Your appeal"),
}


@csrf.exempt  # the form asks for its own token, and an expired page loses no word
@blueprint.route("/track/reopen", methods=["GET", "POST"])
def reopen() -> Response | tuple[str, int]:
    """Ask why; then the wish waits for a manager's decision."""

    def ask(case: "Case", now: datetime, form: AskAgainForm) -> str:
        ask_reopening(case, now, form.reason.data or "")
        return url_for("public.track_case")

    return _ask("reopen", REOPEN, ask)


@csrf.exempt  # for the same reason
@blueprint.route("/track/appeal", methods=["GET", "POST"])
def appeal() -> Response | tuple[str, int]:
    """Ask why; then the appeal has its receipt, with a secret code of its own."""

    def ask(case: "Case", now: datetime, form: AskAgainForm) -> str:
        token = form.token.data or ""
        secret = secret_of(token, current_app.config["SECRET_KEY"])
        made = lodge(case, now, Appealed(
            form.reason.data or "", "web", source_key(token), digest(secret), acknowledged=True
        ))  # fmt: skip
        session["receipt"] = {"case": made.id, "token": token}
        return url_for("public.receipt")

    return _ask("appeal", APPEAL, ask)


@blueprint.get("/track/linked/<reference>")
def linked(reference: str) -> Response:
    """Another case of the same correspondent, beside the one that is open, is open instead."""
    case_id = opened()
    if case_id is None:
        return redirect(url_for("public.track"), 303)
    for one in links.of_correspondent(cases.get(case_id)):
        if one.case.reference == reference:
            return open_case(one.case)
    raise UnknownReference(reference)


def ways_on(case: "Case", now: datetime) -> dict[str, Any]:
    """What the page of a case says of all this: the last days, and the cases beside it."""
    own, window = links.of_correspondent(case), windows.of(case, now)
    today, waits = cases.today(now), case.reopen_asked_at is not None
    once = case.appeal_of_id is not None or any(one.tie is Tie.APPEAL for one in own)
    asks = window and window.reopens(today) and not windows.asked_before(case)
    return {
        "reopen_until": window.reopen_until if window and asks else None,
        "appeal_until": (
            window.appeal_until if window and window.appeals(today) and not once else None
        ),
        "reopen_waits": waits,
        "beside": [(TIES[one.tie], one.case) for one in own],
    }


def _is_offered(name: str, case: "Case") -> bool:
    return ways_on(case, datetime.now(UTC))[f"{name}_until"] is not None


def _ask(
    name: str, page: dict[str, Words], ask: Callable[["Case", datetime, AskAgainForm], str]
) -> Response | tuple[str, int]:
    case_id, form = opened(), AskAgainForm()
    if case_id is None:
        return ask_code(name)
    if request.method == "GET" and not _is_offered(name, cases.get(case_id)):
        return redirect(url_for("public.track_case"), 303)  # it says why, and what is left
    status = 200
    if form.is_submitted():
        status = 422
        if form.validate():
            try:
                with transaction():
                    goes_to = ask(cases.get_to_change(case_id), datetime.now(UTC), form)
                return redirect(goes_to, 303)
            except Invalid as error:
                form.blame(error)
            except NotAllowed as refusal:
                form.form_errors.append(refusal.words)
                status = 409
    case = cases.get(case_id)
    return render_template("public/ask_again.html", form=form, case=case, page=page), status
