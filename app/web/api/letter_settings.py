"""The wording of letters by calls: read, tried on a case, kept, switched back."""

from datetime import UTC, datetime

from flask import Response

from app.actions.keep_wording import Place, add_wording, use_wording
from app.actions.sign_answers import switch_signing
from app.database import transaction
from app.mail import outbox
from app.mail.letters import LETTERS
from app.mail.wording import OWN_WORDS, demanded, offered
from app.queries import office, people, wordings
from app.queries.cases import today
from app.web.access import actor
from app.web.api import asked_letters, reading
from app.web.api import shapes_letters as shapes
from app.web.api._blueprint import Operation, blueprint, describes
from app.web.api.answers import tell
from app.web.letter_preview import preview


@blueprint.get("/settings/letters")
@describes(Operation("The letters, their placeholders, and where the office has own words",
                     shapes.LetterKinds))  # fmt: skip
def letters_of_ours() -> Response:
    """Every letter to people outside."""
    return _all()


@blueprint.post("/settings/letters/signing")
@describes(Operation("Switch the signing of answers on or off", shapes.LetterKinds,
                     takes=(asked_letters.SigningIs,), errors=(400, 415, 422)))  # fmt: skip
def signing() -> Response:
    """Answers wait for a signer from now on, or go out at once."""
    on = reading.body(asked_letters.SigningIs).on
    with transaction():
        switch_signing(on, actor(), datetime.now(UTC))
    return _all()


@blueprint.get("/settings/letters/<letter>")
@describes(Operation("Every version of one letter's wording", shapes.Wordings,
                     query=asked_letters.PlaceOf, errors=(404, 422)))  # fmt: skip
def wordings_of(letter: str) -> Response:
    """Its versions, and the wording that ships."""
    query = reading.query(asked_letters.PlaceOf)
    return _versions(Place(letter, query.kind, query.language))


@blueprint.post("/settings/letters/<letter>")
@describes(Operation("Keep a new wording, or try it on a case", shapes.Tried,
                     takes=(asked_letters.NewWording,),
                     errors=(400, 404, 412, 415, 422)))  # fmt: skip
def new_wording(letter: str) -> Response:
    """It holds from now on."""
    new = reading.body(asked_letters.NewWording)
    place, now = Place(letter, new.kind, new.language), datetime.now(UTC)
    if new.dry_run:
        subject, text = preview(letter, new.language, new.subject, new.body, new.reference,
                                actor(), today(now))  # fmt: skip
        return tell(shapes.Tried(version=None, subject=subject, text=text))
    with transaction() as session:
        row = add_wording(place, new.subject, new.body, new.seen, actor(), now)
        session.flush()
        made = row.version
    return tell(shapes.Tried(version=made, subject=new.subject, text=new.body))


@blueprint.post("/settings/letters/<letter>/use")
@describes(Operation("Choose the version that holds; 0 is the wording that ships", shapes.Wordings,
                     takes=(asked_letters.WordingInUse,), errors=(400, 404, 415, 422)))  # fmt: skip
def use_wording_of(letter: str) -> Response:
    """That version holds."""
    chosen = reading.body(asked_letters.WordingInUse)
    place = Place(letter, chosen.kind, chosen.language)
    with transaction():
        use_wording(place, chosen.version, actor(), datetime.now(UTC))
    return _versions(place)


def _versions(place: Place) -> Response:
    rows = wordings.versions(place.letter, place.kind, place.language)
    names = people.names({row.made_by_id for row in rows})
    subject, body = outbox.shipped(place.letter, place.language)
    return tell(shapes.Wordings(shipped_subject=subject, shipped_body=body, versions=[
        shapes.Wording(version=row.version, active=row.active, subject=row.subject, body=row.body,
                       by=names.get(row.made_by_id or 0), at=row.made_at)
        for row in rows
    ]))  # fmt: skip


def _all() -> Response:
    own = sorted(wordings.in_force())
    return tell(shapes.LetterKinds(signed_answers=office.office().signed_answers, letters=[
        shapes.LetterKind(
            name=name, says=LETTERS[name].subject.th, names=_names(name),
            own=[shapes.Place(kind=kind, language=code) for of, kind, code in own if of == name],
        )
        for name in OWN_WORDS
    ]))  # fmt: skip


def _names(letter: str) -> list[shapes.Name]:
    needed = demanded(letter)
    return [shapes.Name(name=name, says=words.th, needed=name in needed)
            for name, words in offered(letter).items()]  # fmt: skip
