"""A letter of ours made ready for paper: its own parts in the places that paper has for them."""

import re
from typing import TYPE_CHECKING

from flask import Response, current_app, request

from app.documents.letter_pdf import Paper, write_letter_pdf
from app.mail.letters import LETTERS
from app.mail.ratings import without
from app.mail.wording import LINK
from app.queries import cases, office, people
from workflows.dates import keep_dates, say_date
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Case, Letter

_DEAR = re.compile(r"^(?:เรียน|Dear|To)\s+(.+?),?$")
_FOOT = ("หน่วยงานที่รับผิดชอบ:", "Responsible unit:")
_NOBODY = Words("ท่านผู้แจ้งเรื่อง", "Sir or Madam")


def on_paper(letter: "Letter", case: "Case") -> Paper:
    """Salutation and foot of the text stand where the layout has them; its link as an address."""
    office_row, language = office.office(), letter.language
    dear, paragraphs = _parts(letter.text, language)
    # of a restricted case nobody outside learns who works on it: only who signed for the office
    signer = people.by_key(letter.signer_id or (None if case.restricted else letter.author_id))
    unit = case.unit.name if case.unit and not case.restricted else office_row.name
    return Paper(
        language=language, office=office_row.name.say(language), address=office_row.address,
        number=letter.number, subject=LETTERS[letter.name].subject.say(language), dear=dear,
        day=say_date(letter.signed_at or letter.created_at, language, "full"),
        reference=case.reference, paragraphs=paragraphs, signer=signer.name if signer else "",
        position=signer.position if signer else "", unit=unit.say(language),
        phone=office_row.telephone(None if case.restricted else case.unit),
        draft=letter.status in cases.UNSIGNED,
    )  # fmt: skip


def send_pdf(letter: "Letter", case: "Case") -> Response:
    """The letter as a PDF to save; ``?digits=thai`` writes ๐–๙."""
    thai = request.args.get("digits") == "thai"
    made = write_letter_pdf(on_paper(letter, case), thai_digits=thai)
    response = Response(made, mimetype="application/pdf")
    name = f"{case.reference}-{letter.name}.pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _parts(text: str, language: str) -> tuple[str, tuple[str, ...]]:
    """Whom it greets, and the paragraphs without salutation and foot."""
    site = f"{current_app.config['BASE_URL']}/track"
    paragraphs = keep_dates(without(text)).replace(LINK, site).strip().split("\n\n")
    found = _DEAR.match(paragraphs[0])
    dear = found[1] if found else _NOBODY.say(language)
    body = paragraphs[1:] if found else paragraphs
    if body and body[-1].startswith(_FOOT):
        body = body[:-1]
    return dear, tuple(part.strip() for part in body if part.strip())
