"""Markup in every header of a mail, written in every way, is text on every page of the staff.

K-06, K-07 and K-08 of the incidents elsewhere: no page runs it, no policy has to stop it, and who
works here reads what was written.
"""

import base64
import re
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import quote, urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page
from sqlalchemy import select

from app.actions.receive_message import receive_message
from app.database import db, transaction
from app.intake.submission import Sender
from app.mail.sender import as_html
from app.models import Letter, RawMail
from app.postbox import accept
from app.queries import cases
from tests.factories import a_case
from tests.web.seats import an_office_at_work, open_browser
from workflows import State

ATTACK = "<img src=x onerror=alert(1)>"
KNOWN = "known@example.org"
BODY = f"{ATTACK}<style>*{{display:none}}</style></td></table><form action=http://sink.example/>"
STARTS = (
    "/desk/today",
    "/desk",
    "/desk?queue=all",
    "/desk/outbox",
    "/desk/quarantine",
    "/desk/holding",
    "/audit",
)
FOLLOWED = re.compile(r"/desk/(?:cases/[^/]+(?:/mail/\d+)?|quarantine/\d+|holding/\d+|outbox/\d+)")


def word(charset: str, payload: bytes) -> str:
    return f"=?{charset}?B?{base64.b64encode(payload).decode()}?="


HALF = len(ATTACK) // 2
WAYS = {
    "raw": ATTACK,
    "base64": word("utf-8", ATTACK.encode()),
    "UTF-7": word("utf-7", ATTACK.replace("<", "+ADw-").replace(">", "+AD4-").encode()),
    "split": f"{word('utf-8', ATTACK[:HALF].encode())} {word('utf-8', ATTACK[HALF:].encode())}",
}


def mail(name: str, said: str, sender: str, *more: str) -> bytes:
    """Every header a stranger writes is the attack."""
    head = (
        f"From: {said} <{sender}>",
        f"To: {said} <office@oie.example>",
        f"Subject: {name} {said}",
        f"Message-ID: <{ATTACK.replace(' ', '')}{name}@x>",
        *more,
        'Content-Type: multipart/mixed; boundary="b"',
    )
    name_of_file = said.replace('"', "")
    return "\r\n".join(
        [
            *head,
            "",
            "--b",
            'Content-Type: multipart/alternative; boundary="c"',
            "",
            "--c",
            "Content-Type: text/plain",
            "",
            BODY,
            "--c",
            "Content-Type: text/html",
            "",
            f"<p>{BODY}</p>",
            "--c--",
            "--b",
            'Content-Type: image/png; charset="x',
            f'Content-Disposition: attachment; filename="{name_of_file}"',
            "",
            "x",
            "--b--",
            "",
        ]
    ).encode()


@pytest.fixture
def attacked(app: Flask, now: datetime, live_server: str) -> dict[str, str]:
    """Mails that became cases, that lie in quarantine and in the holding pen; the state of each."""
    an_office_at_work(app, now)
    with app.app_context():
        with transaction():
            a_case(
                now,
                State.ASSIGNED,
                sender=Sender(name=ATTACK, email=KNOWN),
                subject=ATTACK,
                body=BODY,
            )
        states = {}
        for name, said in WAYS.items():
            quoted = f'"{said}"' if name == "raw" else said  # without quotes it names no sender
            for kind, raw in {
                "case": mail(name, said, f"{name.lower()}@example.org"),
                "machine": mail(name, said, f"m-{name.lower()}@example.org", f"List-Id: {said}"),
                "reply": mail(f"Re: {name}", quoted, KNOWN, "In-Reply-To: <gone@oie.example>"),
            }.items():
                states[f"{kind} {name}"] = accept.read(accept.keep(raw, now), now)
        with transaction():
            born = db.session.scalars(select(RawMail.case_id).where(RawMail.state == "done"))
            for case_id in born.all():
                receive_message(cases.get_to_change(case_id), now, BODY, f"mail:{case_id}", ())
    return states


@pytest.fixture
def watched(app: Flask, browser: Browser, attacked) -> Iterator[tuple[Page, list[str]]]:
    """A page, and whatever it does that it should not."""
    page, odd = open_browser(app, browser, "boss"), []
    host = urlsplit(app.config["BASE_URL"]).netloc

    def dialog(said: Dialog) -> None:
        odd.append(f"dialog on {page.url}: {said.message}")
        said.dismiss()

    def console(told: ConsoleMessage) -> None:
        if "Content Security Policy" in told.text or "Content-Security-Policy" in told.text:
            odd.append(f"policy on {page.url}: {told.text}")

    page.on("dialog", dialog)
    page.on("console", console)
    page.on("pageerror", lambda error: odd.append(f"error on {page.url}: {error}"))
    page.on(
        "request",
        lambda asked: odd.append(asked.url) if urlsplit(asked.url).netloc != host else None,
    )
    yield page, odd
    page.context.close()


def crawl(page: Page, starts: tuple[str, ...]) -> dict[str, str]:
    """What the lists, and every case, mail and letter that they lead to, say by their address."""
    waiting, said = list(starts), {}
    while waiting:
        address = waiting.pop(0)
        if address in said:
            continue
        page.goto(address)
        said[address] = page.locator("body").inner_text()
        links = page.locator("a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
        waiting += sorted(link for link in set(links) if link and FOLLOWED.fullmatch(link))
    return said


def test_no_page_of_the_staff_runs_what_a_mail_says_and_all_show_it(watched, attacked) -> None:
    page, odd = watched
    assert {attacked[f"case {way}"] for way in WAYS} == {"done"}
    assert {attacked[f"reply {way}"] for way in WAYS} == {"held"}
    assert {attacked[f"machine {way}"] for way in WAYS} == {"quarantine"}
    searches = f"/desk?queue=all&q={quote(ATTACK)}", f"/desk?queue=all&q={quote('onerror')}"
    said = crawl(page, (*STARTS, *searches))
    assert odd == []
    paths = {address.partition("?")[0]: text for address, text in said.items()}
    one_case = [text for path, text in paths.items() if re.fullmatch("/desk/cases/[^/]+", path)]
    assert len(one_case) == 1 + len(WAYS)
    assert all(ATTACK in text and "display:none" in text for text in one_case)
    assert sum("/mail/" in address for address in said) == len(WAYS)
    assert all("image left out" in text for address, text in said.items() if "/mail/" in address)
    for start in ("/desk?queue=all", "/desk/holding", *searches):
        assert said[start].count(ATTACK) >= len(WAYS), start
    assert sum(ATTACK in text for address, text in said.items() if "/quarantine/" in address) >= 1
    assert sum(ATTACK in text for address, text in said.items() if "/holding/" in address) == len(
        WAYS
    )


def test_no_letter_to_staff_or_to_the_sender_carries_markup_of_a_mail(app: Flask, watched) -> None:
    page, odd = watched
    with app.app_context():
        letters = [
            as_html(one.text, one.language, "") for one in db.session.scalars(select(Letter))
        ]
    assert len(letters) > len(WAYS)
    for html in letters:
        page.set_content(html)
        assert page.locator("img, form, table, style").count() == 0
        assert page.locator("body").inner_text().strip()
    assert odd == []
