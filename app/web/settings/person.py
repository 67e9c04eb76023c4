"""One account: changed after its effect was shown, invited, signed out, closed and opened."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from flask import current_app, redirect, render_template, request, url_for
from werkzeug import Response

from app.actions import keep_account
from app.actions.invite_person import invite_person
from app.database import transaction
from app.queries import accounts, factors
from app.queries.cases import today
from app.web import rehearsing
from app.web.access import actor, opens
from app.web.fields import complain
from app.web.settings._blueprint import blueprint
from app.web.settings.account_form import account_form, effects
from app.web.settings.people import invited, shown_once
from app.web.settings.telling import history, tell
from workflows.errors import Invalid
from workflows.words import Words

Page = str | Response | tuple[str, int]
API_KEY = Words("กุญแจ API", "API key")
API_NOTE = Words(
    "เก็บไว้ในระบบที่จะเรียกใช้ ระบบนี้ไม่เก็บตัวกุญแจ จึงดูซ้ำไม่ได้",
    "Put it into the system that will call us: nobody can read it here again.",
)
DOES: dict[str, tuple[Callable[..., None], Words]] = {
    "open": (keep_account.open_account, Words("เปิดบัญชีอีกครั้งแล้ว", "The account is open again")),
    "sign-out": (keep_account.end_sessions,
                 Words("ผู้นี้ออกจากระบบทุกเครื่องแล้ว", "They are signed out everywhere")),
    "forget-factors": (keep_account.forget_second_factors,
                       Words("ล้างแล้ว ผู้นี้เข้าระบบครั้งถัดไปด้วยรหัสผ่าน",
                             "Removed: they sign in by password next time")),
}  # fmt: skip


@blueprint.route("/people/<int:key>", methods=["GET", "POST"])
def person(key: int) -> Page:
    """The account as a form; what a change does is shown before it is saved."""
    form = account_form(request.form, accounts.find(key))
    if request.method == "GET":
        return _page(key, form)
    if not form.validate():
        return _page(key, form), 422
    now = datetime.now(UTC)
    try:
        if rehearsing.is_to_be_saved(form):
            with transaction():
                found = accounts.find(key, to_change=True)
                keep_account.change_account(found, form.wanted(), actor(), now)
            tell(Words("บันทึกแล้ว", "Saved"))
            return redirect(url_for("settings.person", key=key))
        found = accounts.find(key)
        keep_account.check_change(found, form.wanted(), actor(), now)
    except Invalid as refused:
        complain(form, refused.problems)
        return _page(key, form), 422
    shown = list(effects(found, form.wanted()))
    return _page(key, form, effects=shown, rehearsed=rehearsing.fingerprint(form))


@blueprint.post("/people/<int:key>/<any('open','sign-out','forget-factors'):what>")
def person_do(key: int, what: str) -> Response:
    """The account is open again, its person signed out, or their second factors gone."""
    does, said = DOES[what]
    with transaction():
        does(accounts.find(key, to_change=True), actor(), datetime.now(UTC))
    tell(said)
    return redirect(url_for("settings.person", key=key))


@blueprint.post("/people/<int:key>/invite")
def invite(key: int) -> Page:
    """A new set-up link for somebody who lost theirs, or their password."""
    secret = current_app.config["SECRET_KEY"]
    with transaction():
        found = accounts.find(key, to_change=True)
        token = invite_person(found, actor(), datetime.now(UTC), secret)
    return invited(key, token)


@blueprint.route("/people/<int:key>/close", methods=["GET", "POST"])
def close_person(key: int) -> Page:
    """What hangs on the account; then it is closed."""
    if request.method == "GET":
        return _closing(key)
    try:
        with transaction():
            found = accounts.find(key, to_change=True)
            keep_account.close_account(found, actor(), datetime.now(UTC))
    except Invalid as refused:
        return _closing(key, next(iter(refused.problems.values()))), 422
    tell(Words("ปิดบัญชีแล้ว ผู้นี้ออกจากระบบทุกเครื่อง", "The account is closed, and signed out everywhere"))
    return redirect(url_for("settings.person", key=key))


@blueprint.post("/people/<int:key>/keys")
def give_key(key: int) -> Page:
    """A new API key, shown this once."""
    try:
        with transaction():
            found = accounts.find(key, to_change=True)
            token = keep_account.give_api_key(found, actor(), datetime.now(UTC))
    except Invalid as refused:
        return _page(key, account_form(None, accounts.find(key)), refused=refused), 422
    return shown_once(key, API_KEY, token, API_NOTE)


@blueprint.post("/people/<int:key>/keys/<int:token>/end")
def end_key(key: int, token: int) -> Response:
    """That key opens nothing any more."""
    with transaction():
        found = accounts.find(key, to_change=True)
        keep_account.end_api_key(found, token, actor(), datetime.now(UTC))
    tell(Words("กุญแจนี้ใช้ไม่ได้แล้ว", "That key works no more"))
    return redirect(url_for("settings.person", key=key))


def _closing(key: int, problem: Words | None = None) -> str:
    now = datetime.now(UTC)
    found = accounts.account(key, now)
    return render_template(
        "settings/person_close.html", one=found, problem=problem,
        holds=accounts.holdings(found.person, today(now)),
        may_hand_over=opens("settings.hand_over_now", actor()),
    )  # fmt: skip


def _page(
    key: int, form: Any, *, effects: list[Words] | None = None, rehearsed: str = "",
    refused: Invalid | None = None,
) -> str:  # fmt: skip
    one = accounts.account(key, datetime.now(UTC))
    return render_template(
        "settings/person.html", form=form, one=one, said=accounts.STATES[one.state],
        effects=effects, rehearsed=rehearsed, is_me=one.person.id == actor().id,
        problem=next(iter(refused.problems.values())) if refused else None,
        letter=accounts.last_letter(one.person, accounts.INVITATION),
        keys=accounts.api_keys(one.person), factors=factors.of(one.person),
        must=factors.must(one.person),
        happened=history(f"person:{key}"),
    )  # fmt: skip
