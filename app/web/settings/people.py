"""The people of the office: a list to search, and a new account with its invitation."""

from datetime import UTC, datetime
from typing import Any

from flask import current_app, redirect, render_template, request, url_for
from werkzeug import Response

from app.actions.invite_person import invite_all as send_invitations
from app.actions.invite_person import invite_person
from app.actions.keep_account import add_account
from app.database import transaction
from app.queries import accounts, office
from app.web.access import actor
from app.web.fields import complain
from app.web.settings._blueprint import blueprint
from app.web.settings.account_form import account_form
from app.web.settings.telling import tell
from workflows.errors import Invalid
from workflows.limits import SHORT
from workflows.roles import Role
from workflows.text import normalise
from workflows.words import Words

Page = str | Response | tuple[str, int]
INVITED = Words("ส่งจดหมายเชิญแล้ว", "The invitation is on its way")
LINK = Words("ลิงก์ตั้งรหัสผ่าน", "Set-up link")
LINK_NOTE = Words(
    "ระบบยังไม่มีเซิร์ฟเวอร์อีเมล ส่งลิงก์นี้ให้เจ้าของบัญชีทางที่ปลอดภัย ใช้ได้ครั้งเดียวภายใน 24 ชั่วโมง",
    "No mail leaves this site yet. Give this link to its person in a safe way: it works once,"
    " within 24 hours.",
)


@blueprint.get("/people")
def people_list() -> str:
    """Everybody with an account; the closed ones only on demand."""
    asked = {name: request.args.get(name, "")[:SHORT].strip() for name in ("q", "unit", "closed")}
    everybody = accounts.everybody(datetime.now(UTC))
    found = [one for one in everybody if _is_wanted(one, asked)]
    return render_template(
        "settings/people.html", rows=[_row(one) for one in found], asked=asked,
        units=office.units(), total=len(everybody),
        waiting=len(accounts.uninvited(datetime.now(UTC))),
    )  # fmt: skip


@blueprint.route("/people/add", methods=["GET", "POST"])
def add_person() -> Page:
    """A new account; its person has a letter with a link, or the administrator has the link."""
    form = account_form(request.form)
    if request.method == "GET":
        return _form(form)
    if not form.validate():
        return _form(form), 422
    now = datetime.now(UTC)
    try:
        with transaction():
            person = add_account(form.wanted(), actor(), now)
            token = invite_person(person, actor(), now, current_app.config["SECRET_KEY"])
            key = person.id
    except Invalid as refused:
        complain(form, refused.problems)
        return _form(form), 422
    return invited(key, token)


@blueprint.route("/people/invite", methods=["GET", "POST"])
def invite_all() -> Page:
    """Who would have an invitation; then they have it."""
    now, settings = datetime.now(UTC), current_app.config["SETTINGS"]
    if request.method == "GET":
        return render_template("settings/people_invite.html", waiting=accounts.uninvited(now),
                               mail=bool(settings.mail_server), links=[])  # fmt: skip
    with transaction():
        made = send_invitations(actor(), now, current_app.config["SECRET_KEY"])
        links = [(one.name, f"{settings.base_url}/set-up/{token}") for one, token in made]
    if links and not settings.mail_server:
        return render_template("settings/people_invite.html", links=links)
    tell(Words(f"คำเชิญ {len(links):,} ฉบับกำลังส่ง", f"{len(links):,} invitations are on their way"))
    return redirect(url_for("settings.people_list"))


def invited(key: int, token: str) -> Page:
    """On to the person's page; where no mail leaves, the link is shown this once."""
    settings = current_app.config["SETTINGS"]
    if settings.mail_server:
        tell(INVITED)
        return redirect(url_for("settings.person", key=key))
    return shown_once(key, LINK, f"{settings.base_url}/set-up/{token}", LINK_NOTE)


def shown_once(key: int, title: Words, value: str, note: Words) -> str:
    """A page with a secret that nobody can look up again."""
    back = url_for("settings.person", key=key)
    return render_template(
        "settings/shown_once.html", title=title, value=value, note=note, back=back
    )


def _form(form: Any) -> str:
    return render_template("settings/person_add.html", form=form)


def _is_wanted(one: accounts.Account, asked: dict[str, str]) -> bool:
    if one.state == "closed" and not asked["closed"]:
        return False
    if asked["unit"] and one.person.unit_code != asked["unit"]:
        return False
    person = one.person
    return normalise(asked["q"]) in normalise(f"{person.name} {person.email} {person.position}")


def _row(one: accounts.Account) -> dict[str, Any]:
    person = one.person
    return {
        "url": url_for("settings.person", key=person.id), "name": person.name,
        "position": person.position, "email": person.email,
        "unit": person.unit.name if person.unit else None,
        "roles": [Role(role).label for role in person.roles], "state": one.state,
        "said": accounts.STATES[one.state], "signed_in": one.signed_in,
        "until": person.expires_on,
    }  # fmt: skip
