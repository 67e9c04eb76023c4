"""One letter's wording: its versions, changed, tried on a real case, and switched back."""

from datetime import UTC, datetime
from typing import Any

from flask import Response, abort, flash, make_response, redirect, render_template, request, url_for
from wtforms import Form, StringField, TextAreaField
from wtforms.fields.choices import SelectField

from app.actions.keep_wording import LANGUAGES, Place, add_wording, use_wording
from app.database import transaction
from app.mail import outbox
from app.mail.letters import LETTERS
from app.mail.sender import as_html
from app.mail.wording import BODY, SUBJECT, demanded, offered
from app.queries import people, wordings
from app.queries.cases import today
from app.web.access import actor
from app.web.errors import CHANGED
from app.web.fields import AtMost, choices, complain, tidy
from app.web.letter_preview import preview
from app.web.settings._blueprint import blueprint
from app.web.settings.letters import EVERY, SAID, kind_words, told
from workflows.errors import Conflict, Invalid
from workflows.kinds import Kind
from workflows.roles import Role
from workflows.words import Words

TIDY = (tidy,)
PAPER = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


class WordingForm(Form):
    """Subject and body with placeholders, and the case they are tried on."""

    subject = StringField(Words("หัวเรื่อง", "Subject"), filters=TIDY, validators=[AtMost(SUBJECT)])
    body = TextAreaField(Words("เนื้อความ", "Body"), filters=TIDY, validators=[AtMost(BODY)])
    reference = StringField(
        Words("ลองกับเรื่องเลขที่", "Try it on the case"), filters=TIDY, validators=[AtMost(40)],
        description=Words("เรื่องจริงที่ท่านมีสิทธิเห็น", "A real case that you may see"),
    )  # fmt: skip


class PlaceForm(Form):
    """For which kind of case and in which language."""

    kind = SelectField(Words("ประเภทเรื่อง", "Kind of case"), choices=choices(
        [("", EVERY), *((kind.value, kind.label) for kind in Kind)]
    ))  # fmt: skip
    language = SelectField(Words("ภาษา", "Language"), choices=choices(SAID.items()))


@blueprint.get("/letters/<letter>")
def letter(letter: str) -> str:
    """The wording that holds, to be changed; ``version`` shows another one."""
    place = _place(letter)
    return _page(place, WordingForm(data=_words(place)))


@blueprint.post("/letters/<letter>")
def save_wording(letter: str) -> Response | tuple[str, int]:
    """Tried on a case, shown as HTML, or kept as a new version."""
    place, form, do = _place(letter), WordingForm(request.form), request.form.get("do")
    if not form.validate():
        return _page(place, form), 422
    try:
        if do in ("try", "html"):
            return _tried(place, form, whole=do == "html")
        with transaction():
            add_wording(place, form.subject.data or "", form.body.data or "", _seen(), actor(),
                        datetime.now(UTC))  # fmt: skip
    except Invalid as error:
        complain(form, error.problems)
        return _page(place, form), 422
    except Conflict:
        complain(form, {"": CHANGED})
        return _page(place, form), 409
    return _back(place)


@blueprint.post("/letters/<letter>/use")
def use_version(letter: str) -> Response:
    """That version holds; 0 is the wording that ships."""
    place, version = _place(letter), request.form.get("version", type=int)
    with transaction():
        use_wording(place, abort(404) if version is None else version, actor(), datetime.now(UTC))
    return _back(place)


def _place(letter: str) -> Place:
    given = request.args if request.method == "GET" else request.form
    return Place(letter, given.get("kind", ""), given.get("language", LANGUAGES[0]))


def _words(place: Place) -> dict[str, str]:
    rows = wordings.versions(place.letter, place.kind, place.language)
    wanted = request.args.get("version", type=int)
    row = next(
        (row for row in rows if row.version == wanted or (wanted is None and row.active)), None
    )
    subject, body = (row.subject, row.body) if row else outbox.shipped(place.letter, place.language)
    return {"subject": subject, "body": body}


def _tried(place: Place, form: WordingForm, *, whole: bool) -> Response | tuple[str, int]:
    subject, text = preview(
        place.letter, place.language, form.subject.data or "", form.body.data or "",
        form.reference.data or "", actor(), today(datetime.now(UTC)),
    )  # fmt: skip
    if not whole:
        return _page(place, form, tried={"subject": subject, "text": text}), 200
    link = url_for("public.track", _external=True)
    response = make_response(as_html(text, place.language, link))
    response.headers["Content-Security-Policy"] = PAPER
    return response


def _seen() -> int:
    return request.form.get("seen", -1, type=int)


def _back(place: Place) -> Response:
    flash("done")
    url = url_for("settings.letter", letter=place.letter, kind=place.kind or None,
                  language=place.language)  # fmt: skip
    return redirect(url)  # type: ignore[return-value]  # werkzeug's Response


def _page(place: Place, form: WordingForm, tried: dict[str, str] | None = None) -> str:
    rows = wordings.versions(place.letter, place.kind, place.language)
    names = people.names({row.made_by_id for row in rows})
    seen = _seen() if request.method == "POST" else max((row.version for row in rows), default=0)
    return render_template(
        "settings/letter.html", place=place, form=form, tried=tried, seen=seen,
        label=LETTERS[place.letter].subject, kind=kind_words(place.kind),
        said=SAID[place.language], where=PlaceForm(kind=place.kind, language=place.language),
        offered=offered(place.letter), demanded=demanded(place.letter),
        may_write=actor().has(Role.MANAGER), happened=told(place.subject),
        versions=[_version(row, names) for row in rows],
    )  # fmt: skip


def _version(row: Any, names: dict[int, str]) -> dict[str, Any]:
    url = url_for("settings.letter", letter=row.name, kind=row.kind or None,
                  language=row.language, version=row.version)  # fmt: skip
    return {"number": row.version, "when": row.made_at, "who": names.get(row.made_by_id or 0),
            "holds": row.active, "url": url}  # fmt: skip
