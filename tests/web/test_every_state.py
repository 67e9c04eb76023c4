"""Pages that need more than a role, in Chromium: cases, links, refusals and forms of acts."""

from datetime import datetime, timedelta
from itertools import count
from typing import NamedTuple

import pytest
from flask import Flask, abort, request
from playwright.sync_api import Browser
from sqlalchemy import select

from app.actions.keep_factors import begin_app
from app.actions.keep_password import ask_reset, reset_token
from app.actions.keep_person import issue_token
from app.actions.send_link import send_link
from app.actions.take_step import FIELDS
from app.database import db, transaction
from app.models import Case, Letter, TrackLink
from app.storage import StoreAway
from app.web.desk.act import ACTS
from tests.second_factors import a_telephone
from tests.surveys import somebody
from tests.web.every_page import Place, Visitor, looks
from tests.web.every_state import every_state
from tests.web.seats import an_office_at_work, email, person_of, sit
from workflows.secrets import digest

RATED_LATE = {"rated", "answered long ago"}  # by their link or page no rating is taken any more
ANSWERED = {"resolved", "rated", "answered long ago", "forwarded", "appealed", "another look asked"}
TOKEN = "a" * 64
REFUSALS = {400: 400, 403: 403, 404: 404, 405: 405, 413: 413, 429: 429, 500: 500, 503: 503}
_turn = count()


class Stage(NamedTuple):
    """A page, what the browser's cookie says, and with which status it is answered."""

    name: str
    address: str
    session: dict[str, object]
    status: int = 200


@pytest.fixture
def stages(app: Flask, now: datetime, live_server: str) -> dict[str, tuple[int, str]]:
    """An office with a case in every state: number and reference by the state's name."""
    an_office_at_work(app, now)
    with app.app_context(), transaction():
        made = every_state(now)
        return {name: (case.id, case.reference) for name, case in made.items()}


def test_a_correspondent_can_read_a_case_in_every_state_and_every_form_about_it(
    app: Flask, browser: Browser, stages, now: datetime
) -> None:
    judge(app, browser, citizens(stages, now))


def test_whoever_comes_by_a_link_or_with_half_a_sign_in_can_read_the_page(
    app: Flask, browser: Browser, stages, now: datetime
) -> None:
    judge(app, browser, [*by_link(app, now), *accounts(app, now)])


def test_every_refusal_can_be_read(
    app: Flask, browser: Browser, stages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.view_functions, "public.home", refuse)
    boss = key(app, "boss")
    refused = [Stage(f"refused {code}", f"/?status={code}", {}, code) for code in REFUSALS]
    closed = Stage("a closed door", "/settings/people", boss, 404)
    not_now = f"/desk/cases/{stages['received'][1]}/steps/resolve"
    judge(app, browser, [*refused, closed, Stage("not now", not_now, boss, 409)])


def test_an_officer_can_read_a_case_in_every_state(app: Flask, browser: Browser, stages) -> None:
    seats = {who: key(app, who) for who in ("boss", "keeper")}
    judge(app, browser, [
        Stage(f"desk {name}", f"/desk/cases/{reference}",
              seats["keeper" if name == "restricted" else "boss"])
        for name, (_, reference) in stages.items()
    ], send=False)  # fmt: skip


@pytest.mark.parametrize("share", range(2))
def test_every_form_about_a_case_can_be_read_and_says_what_it_lacks(
    app: Flask, browser: Browser, stages, share: int
) -> None:
    names = [*ACTS, *(f"steps/{step}" for step in FIELDS)]
    found = {name: where(app, stages, name) for name in names[share::2]}
    assert [name for name, url in found.items() if url is None] == []
    boss = key(app, "boss")
    judge(app, browser, [Stage(f"form {name.replace('/', ' ')}", str(url), boss)
                         for name, url in found.items()])  # fmt: skip


def judge(app: Flask, browser: Browser, stages: list[Stage], *, send: bool = True) -> None:
    """No fault on any of the pages, nor when their forms are sent empty."""
    visitor = Visitor(app, browser, {})
    for stage in stages:
        visitor.become(stage.session)
        place = Place(stage.name, stage.address, "")
        for look in looks(next(_turn)):
            assert visitor.look(place, stage.address, *look, stage.status), stage.name
            there = visitor.page.url.removeprefix(app.config["BASE_URL"])
            if there != stage.address:
                visitor.faults.append(f"{stage.name}: led away to {there}")
        if send and stage.status == 200:
            visitor.send_empty(place)
    visitor.close()
    assert not visitor.faults, "\n".join(visitor.faults)


def citizens(stages: dict[str, tuple[int, str]], now: datetime) -> list[Stage]:
    """The pages of whoever opened a case by its secret code."""
    made = []
    for name, (number, _) in stages.items():
        opened = {"track": {"case": number, "since": int(now.timestamp())}}
        made.append(Stage(f"track {name}", "/track/case", opened))
        if name in ANSWERED:
            status = 410 if name in RATED_LATE else 200
            made.append(Stage(f"rate {name}", "/track/rate", opened, status))
        if name in ("received", "late", "stopped", "extended", "resolved"):
            made.append(Stage(f"deadlines {name}", "/track/deadlines", opened))
            made.append(Stage(f"deadline {name}", "/track/deadlines/resolve", opened))
    opened = {"track": {"case": stages["assigned"][0], "since": int(now.timestamp())}}
    resolved = {"track": {"case": stages["resolved"][0], "since": int(now.timestamp())}}
    for word in ("received", "restricted"):
        kept = {"receipt": {"case": stages[word][0], "token": "once-" + "a" * 30}}
        made.append(Stage(f"receipt {word}", "/receipt", kept))
    made.append(Stage("withdraw", "/track/withdraw", opened))
    made += [Stage(word, f"/track/{word}", resolved) for word in ("reopen", "appeal")]
    return made


def by_link(app: Flask, now: datetime) -> list[Stage]:
    """The pages to which the links of our letters lead."""
    asked, taken = somebody(app, now), somebody_else(app)
    with app.app_context(), transaction():
        first = issue_token(person_of("officer"), "setup", now)
        ask_reset(email("other"), now, app.config["SECRET_KEY"])
        letter = db.session.scalars(select(Letter).where(Letter.name == "password_reset")).one()
        again = reset_token(app.config["SECRET_KEY"], letter.occasion)
    return [
        Stage("set up", f"/set-up/{first}", {}),
        Stage("reset", f"/sign-in/reset/{again}", {}),
        Stage("lost", f"/track/lost/{taken}", {}),
        Stage("survey", asked.link, {}),
        Stage("thanks", "/survey/thanks", {}),
    ]


def somebody_else(app: Flask) -> str:
    """The link of a correspondent who lost the code."""
    with app.app_context(), transaction():
        now = db.session.scalars(select(Case.received_at).order_by(Case.id.desc())).first()
        case = db.session.scalars(select(Case).where(Case.state == "assigned")).first()
        assert case
        assert now
        letter = send_link(case, person_of("boss"), now)
        db.session.flush()
        db.session.add(TrackLink(
            case_id=case.id, letter_id=letter.id, hash=digest(TOKEN), created_at=now
        ))  # fmt: skip
    return TOKEN


def accounts(app: Flask, now: datetime) -> list[Stage]:
    """Half a sign-in, and the pages of somebody with a second factor and one begun."""
    with app.app_context(), transaction():
        officer = person_of("officer")
        a_telephone(officer, now - timedelta(minutes=5), app.config["SECRET_KEY"])
        begun = begin_app(officer, "โทรศัพท์เครื่องใหม่", now)
        db.session.flush()
        number = begun.id
        word = officer.get_id()
    half = {"half": {"who": word, "at": now.timestamp(), "next": "/desk"}}
    seat = {"_user_id": word, "_fresh": True}
    return [
        Stage("code", "/sign-in/code", half),
        Stage("recovery", "/sign-in/code?with=recovery", half),
        Stage("account", "/account", seat),
        Stage("confirm app", f"/account/apps/{number}", seat),
        Stage("remove", f"/account/factors/{number - 1}/remove", seat),
        Stage("codes", "/account/codes", seat),
    ]


def refuse() -> str:
    """The home page of a house in which something is wrong."""
    status = int(request.args["status"])
    if status == 503:
        raise StoreAway
    abort(REFUSALS[status])


def where(app: Flask, stages: dict[str, tuple[int, str]], name: str) -> str | None:
    """The form of an act or step, of a case in which the manager may do it now."""
    boss = sit(app, "boss")
    urls = (f"/desk/cases/{reference}/{name}" for _, reference in stages.values())
    return next((url for url in urls if boss.get(url).status_code == 200), None)


def key(app: Flask, who: str) -> dict[str, object]:
    """What the cookie of that person says."""
    with app.app_context():
        return {"_user_id": person_of(who).get_id(), "_fresh": True}
