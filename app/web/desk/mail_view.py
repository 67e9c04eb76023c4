"""The mail behind a case or a message: as it was sent, where nothing runs, and byte for byte."""

from typing import TYPE_CHECKING

from flask import Response, make_response, render_template, url_for
from markupsafe import Markup

from app.intake.html_view import sieve
from app.intake.markup import plain_text
from app.queries import cases, mail, told_codes
from app.web.access import actor
from app.web.desk._blueprint import blueprint
from app.web.desk.saved_mail import saved, words_of
from app.web.downloads import HEADERS, Shut, why_shut
from app.web.present import language
from workflows.errors import UnknownReference

if TYPE_CHECKING:
    from app.models import Case, RawMail

Mails = dict[int | None, dict[str, str | None]]
CLEANED = ("cleaning", "unclean")  # what is hidden in a file: here the whole mail would show it


@blueprint.get("/cases/<reference>/mail/<int:mail_id>", endpoint="mail")
def mail_page(reference: str, mail_id: int) -> Response:
    """The mail's own page: words and tables, no image, no script, nothing from outside."""
    case = cases.find(reference, actor())
    found = mail.case_mail(case, mail_id, actor())
    if not found.html:
        raise UnknownReference(str(mail_id))
    page = told_codes.without(sieve(found.html), case.language)
    _check_code(plain_text(page, len(page)))
    shown = Markup(page)  # nosec B704 - nh3 cleaned it twice, and CSP shuts it in
    response = make_response(render_template("desk/mail.html", case=case, mail=found, page=shown))
    response.headers.update(HEADERS)
    return response


@blueprint.post("/cases/<reference>/mail/<int:mail_id>/save")
def save_mail(reference: str, mail_id: int) -> Response:
    """The mail byte for byte, as a download; who took it is on record first."""
    case = cases.find(reference, actor())
    found = mail.case_mail(case, mail_id, actor())
    if _hides_its_sender(case):
        raise UnknownReference(str(mail_id))
    _check_files(case, found)
    _check_code(words_of(found))
    return saved(found)


def mails_of(case: "Case") -> Mails:
    """By the message they became, where this person finds the mails of a case."""
    hidden, ref = _hides_its_sender(case), case.reference
    return {
        key: {
            "html": url_for("desk.mail", reference=ref, mail_id=one.id) if one.has_html else None,
            "save": None if hidden else url_for("desk.save_mail", reference=ref, mail_id=one.id),
        }
        for key, one in mail.of_case(case, actor()).items()
    }


def _hides_its_sender(case: "Case") -> bool:
    """The whole mail would name who wrote it."""
    return case.anonymous or case.identity_hidden


def _check_code(words: str) -> None:
    """Shut, while it tells a secret code: who reads it could write as the correspondent."""
    if told_codes.without(words, language()) != words:
        raise Shut("code")


def _check_files(case: "Case", found: "RawMail") -> None:
    """Shut, while a file that came with the mail is: it lies inside."""
    for file in cases.attachments(case):
        if file.letter_id is None and file.message_id == found.message_id:
            why = why_shut(file, inside=True)
            if why and why not in CLEANED:
                raise Shut(why)
