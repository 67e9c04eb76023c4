"""The door for corruption and misconduct: its own page and form, and a quick way out."""

from datetime import UTC, datetime

from flask import current_app, redirect, render_template, session, url_for
from werkzeug.wrappers import Response
from wtforms import RadioField, StringField
from wtforms.fields.choices import SelectChoice

from app.actions.register import register
from app.database import transaction
from app.extensions import csrf
from app.intake.integrity import CHANNEL, restrict, with_accused
from app.intake.submission import Sender
from app.intake.web_form import Filled, to_submission
from app.queries import office
from app.queries.cases import today
from app.web.fields import AtMost
from app.web.limits import new_cases
from app.web.present import language
from app.web.public._blueprint import blueprint
from app.web.public.checking import answers, can_check, is_sent
from app.web.public.forms import ONE_OF_THESE, SENT_BEFORE, files_of, names_of, one_line
from app.web.public.new_form import NewCase
from app.web.public.promises import if_sent
from workflows import Kind
from workflows.deadlines import deadlines, official_date
from workflows.errors import Invalid, KeyReused
from workflows.limits import SHORT
from workflows.secrets import new_token
from workflows.targets import Matter
from workflows.words import Words

ELSEWHERE = "https://www.tmd.go.th/"  # the weather: a page that anybody may have been reading


class IntegrityCase(NewCase):
    """What a person tells the integrity team; no name unless they want to give one."""

    topic = None
    remedy = None
    hide_identity = None
    accused = StringField(
        Words("บุคคลหรือหน่วยงานที่เกี่ยวข้อง", "The person or unit it is about"), [AtMost(SHORT)],
        [one_line],
        Words("ชื่อ ตำแหน่ง หรือลักษณะ เท่าที่ทราบ", "A name, a post or a description, as far as you know"),
    )  # fmt: skip
    anonymous = RadioField(
        Words("ท่านต้องการบอกชื่อหรือไม่", "Do you want to give your name?"),
        description=Words("ทั้งสองแบบเราพิจารณาเหมือนกัน และติดตามคำตอบได้เหมือนกัน",
                          "Either way we look into it, and you can read our answer."),
        default="yes", invalid_choice_message=ONE_OF_THESE,
        choices=[
            SelectChoice("yes", Words("ไม่บอกชื่อ", "Stay anonymous"), {"hint": Words(
                "คุยกับเราได้ด้วยรหัสลับ เราไม่เก็บหมายเลขเครื่องและเวลาที่ท่านเข้ามา"
                " และลบข้อมูลแฝงที่บอกตัวท่านออกจากรูปและเอกสาร แต่ลบจากวิดีโอ รูป HEIC และไฟล์ .doc .xls ไม่ได้",
                "Talk with us by a secret code; we keep neither your address nor the time. We take"
                " hidden data out of pictures and documents, but cannot out of videos, HEIC"
                " pictures, .doc and .xls")}),
            SelectChoice("no", Words("บอกชื่อแก่ผู้รับเรื่องปกปิดเท่านั้น",
                                     "Give my name to the integrity team only")),
        ],
    )  # fmt: skip


@blueprint.get("/integrity")
def integrity() -> str:
    """What happens, who reads it, and what protects whoever tells."""
    mailbox = current_app.config["SETTINGS"].integrity_email
    return render_template("public/integrity.html", mailbox=mailbox)


# The form asks for its own CSRF token, so that an expired page comes back with what was typed.
@csrf.exempt
@blueprint.route("/integrity/new", methods=["GET", "POST"])
@new_cases
def integrity_new() -> Response | tuple[str, int]:
    """Ask, let it be checked, then keep what was told, once, for the integrity team alone."""
    form, now = IntegrityCase(), datetime.now(UTC)
    if is_sent(form) and form.validate() and _keep(form, now):
        return redirect(url_for("public.receipt"), 303)
    calendar = office.calendar(today(now))
    matter = Matter(Kind.COMPLAINT, official_date(now, calendar), restricted=True, channel=CHANNEL)
    marks = if_sent(deadlines(now, office.targets(matter), calendar))
    checks = can_check(form)
    page = render_template(
        "public/check.html" if checks else "public/integrity_new.html",
        form=form, marks=marks, today=today(now), lost=names_of(form.files), secretly=True,
        answers=answers(form) if checks else (),
    )  # fmt: skip
    return page, 422 if form.errors else 200


@blueprint.get("/integrity/leave")
def integrity_leave() -> Response:
    """Nothing of a case is left in this browser, which shows another page."""
    for name in ("track", "receipt"):
        session.pop(name, None)
    return redirect(ELSEWHERE, 303)


def _keep(form: IntegrityCase, now: datetime) -> bool:
    """Whether it is a case now, whose receipt comes next; else the form says why not."""
    filled = to_submission(_filled(form), now, current_app.config["SECRET_KEY"])
    try:
        with transaction():
            case_id = register(restrict(filled, office.integrity_topic()), now).id
    except Invalid as error:
        form.blame(error)
        return False
    except KeyReused:
        form.form_errors = [SENT_BEFORE]
        form.token.data = new_token()
        return False
    session["receipt"] = {"case": case_id, "token": form.token.data}
    return True


def _filled(form: IntegrityCase) -> Filled:
    sender = Sender(
        form.name.data or "", form.email.data or "", form.phone.data or "", form.address.data or ""
    )
    return Filled(
        token=form.token.data, kind=Kind.COMPLAINT.value, subject=form.subject.data,
        body=with_accused(form.body.data, form.accused.data or "", language()),
        anonymous=form.hides_name, sender=sender, files=files_of(form.files), language=language(),
    )  # fmt: skip
