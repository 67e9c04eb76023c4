"""Who lost the code of a named case gets a link to the address we know, good once and not long."""

import hmac
from datetime import datetime

from app.actions.record import record, record_elsewhere
from app.actions.tell import own_address, tell_in_person
from app.models import Case, Letter, Person
from app.queries import cases
from app.queries.rights import may_write
from app.queries.track_links import LOST
from workflows import NotAllowed
from workflows.dates import start_of_day
from workflows.errors import Invalid
from workflows.text import normalise
from workflows.words import Words

SENT = "link_sent"
NO_ADDRESS = Words("ผู้แจ้งไม่ได้ให้อีเมลไว้", "The correspondent gave no e-mail address")
_NOBODY = "nobody@invalid"


def ask_link(reference: str, email: str, now: datetime) -> None:
    """A letter with a link stands in the outbox if the address is that of the case's own person.

    Whatever is true, one event is written and nothing is told. Of a restricted case no letter goes
    out at a stranger's word: its confidential officer sends it, when the correspondent calls.
    """
    case = cases.by_reference(reference)
    known = own_address(case) if case and not case.restricted else ""
    same = hmac.compare_digest(normalise(email).encode(), normalise(known or _NOBODY).encode())
    if case is None or not same:
        record_elsewhere("track", "link_asked", start_of_day(now), actor=None)
        return
    # Asked again within the same ten minutes it is the same letter.
    occasion = f"lost-{int(now.timestamp()) // 600}"
    tell_in_person(case, LOST, occasion, now)
    record(case, SENT, now, by="correspondent")


def send_link(case: Case, actor: Person, now: datetime) -> Letter:
    """The link is on its way to the known address; whoever sent it never saw it."""
    if not may_write(case, actor):
        raise NotAllowed("track-link", case.state, forbidden=True)
    letter = tell_in_person(case, LOST, f"asked-{case.version}", now, actor)
    if letter is None:
        raise Invalid(email=NO_ADDRESS)
    record(case, SENT, now, actor=actor)
    return letter
