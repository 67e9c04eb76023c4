"""The first start of a site: the demo office with passwords, or a one-time set-up link."""

import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from app.actions.keep_person import issue_token, set_password
from app.office.file import load
from app.queries import people
from app.queries.codes import there_are_cases
from workflows.secrets import new_password

DEMO_OFFICE = Path(__file__).parent / "demo_office.yaml"
ACCOUNTS = "demo-accounts.txt"


class Account(NamedTuple):
    """How somebody of the demo office signs in."""

    email: str
    password: str
    roles: str


def is_empty() -> bool:
    """Nobody works here yet and nothing was received: nothing a demo could be mixed with."""
    return not people.anybody() and not there_are_cases()


def load_demo(now: datetime, var: Path) -> Sequence[Account]:
    """The demo office is here, and its people's passwords are kept in ``var`` for their eyes only.

    The file is durable before the passwords are: a crash between leaves nobody locked out.
    """
    load(DEMO_OFFICE, now)
    accounts = []
    for person in people.active():
        account = Account(person.email, new_password(), ", ".join(person.roles))
        set_password(person, account.password)
        accounts.append(account)
    _keep(table(accounts), var / ACCOUNTS)
    return accounts


def table(accounts: Sequence[Account]) -> str:
    """The sign-ins, one a line, in columns."""
    rows = [Account("e-mail", "password", "role"), *accounts]
    widths = [max(len(row[i]) for row in rows) for i in range(2)]
    return "".join(f"{r.email:{widths[0]}}  {r.password:{widths[1]}}  {r.roles}\n" for r in rows)


def offer_set_up(now: datetime) -> str | None:
    """The token of a new set-up link; None while an account or a working link is there."""
    if people.anybody() or people.first_start_is_open(now):
        return None
    return issue_token(None, "setup", now)


def _keep(text: str, place: Path) -> None:
    place.unlink(missing_ok=True)
    with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
