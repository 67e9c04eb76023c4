"""A case put into the shapes of the API: for its correspondent, for staff, for an agency."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from flask import url_for

from app.mail.letters import LETTERS
from app.queries import cases, links, mail, people, questions, wall_list, windows
from app.queries.links import Tie
from app.queries.rights import hats
from app.web.access_roles import CASES
from app.web.api import told_clock, told_ties
from app.web.api.shapes import Beside, Deadlines, Happened, Item, Lacking, Moved, PublicCase, Said
from app.web.api.whole import (
    AllowedStep,
    Answered,
    Event,
    File,
    Heard,
    Letter,
    MailAsSent,
    Noted,
    Who,
    WholeCase,
)
from app.web.downloads import served_type, why_shut
from workflows import allowed, missing
from workflows.deadlines import Milestone
from workflows.events import EVENTS
from workflows.kinds import outcome_label
from workflows.stops import told_of

if TYPE_CHECKING:
    from app import models


def deadlines(case: "models.Case") -> Deadlines:
    """The dates the case promises."""
    return Deadlines(**{m.value: case.due_on(m) for m in Milestone})


def moved(case: "models.Case") -> Moved:
    """Where the case stands."""
    return Moved(reference=case.reference, state=case.state, version=case.version)


def item(case: "models.Case", today: date) -> Item:
    """The case as a line of a list."""
    due = case.next_due_on
    return Item(
        reference=case.reference, kind=case.kind, topic=case.topic_code, channel=case.channel,
        state=case.state, subject=case.subject, owner=case.owner.email if case.owner else None,
        unit=case.unit_code, received_at=case.received_at, official=case.official_on,
        deadlines=deadlines(case), next_deadline=due,
        days_left=(due - today).days if due else None, clock_stopped=case.stopped_on is not None,
        restricted=case.restricted, version=case.version,
    )  # fmt: skip


def public(case: "models.Case", now: datetime) -> PublicCase:
    """The case as its correspondent reads it, in the language they wrote in."""
    say = case.language
    events = cases.events(case)
    return PublicCase(
        reference=case.reference, kind=case.kind, state=case.state,
        state_text=case.state.public_label.say(say), subject=case.subject, body=case.body,
        remedy=case.remedy, place=case.place,
        received_at=case.received_at, official=case.official_on, deadlines=deadlines(case),
        timeline=_happened(events, say),
        messages=_both_ways(case), outcome=case.outcome, answer=case.answer,
        outcome_text=outcome_label(case.outcome).say(say) if case.outcome else "",
        outcome_reason=cases.reason_told(case, events), **_ways_on(case, now),
    )  # fmt: skip


def _happened(events: "Sequence[models.Event]", say: str) -> list[Happened]:
    """What the correspondent may know, and of a stop why."""
    told = []
    for event in events:
        known, why = EVENTS.get(event.what), told_of(event.what, event.details.get("reason"))
        if known and known.public:
            text = known.public.say(say)
            told.append(Happened(at=event.at, text=f"{text}: {why.say(say)}" if why else text))
    return told


def _ways_on(case: "models.Case", now: datetime) -> dict[str, Any]:
    """What the correspondent may still ask for, and their cases beside this one."""
    window = windows.of(case, now)
    own = links.of_correspondent(case)
    last = bool(case.appeal_of_id) or any(one.tie is Tie.APPEAL for one in own)
    return {
        "reopen_until": window.reopen_until if window else None,
        "appeal_until": window.appeal_until if window and not last else None,
        "related": [Beside(tie=one.tie, reference=one.case.reference) for one in own],
    }


def whole(case: "models.Case", person: "models.Person", today: date) -> WholeCase:
    """The case with all that ``person`` may see; an agency reads its letter and our report."""
    inside, events = person.has(*CASES), cases.events(case)
    return WholeCase(
        **dict(item(case, today)), body=case.body, correspondent=_who(case),
        identity_hidden=case.identity_hidden,
        referral=told_ties.referral(case), outcome=case.outcome, answer=case.answer,
        forwarded_to=case.forwarded_to, forward_number=case.forward_number,
        forward_date=case.forward_date, letters=_letters(case, inside=inside),
        events=_events(events, inside=inside),
        outcome_reason=cases.reason_told(case, events) if inside else "",
        **(_inside(case, person, today) if inside else _OUTSIDE),
    )  # fmt: skip


_OUTSIDE: dict[str, Any] = {
    **dict.fromkeys(("messages", "notes", "attachments", "steps", "asks", "stops"), []),
    **dict.fromkeys(("root_cause", "finding", "method", "no_answer_reason"), ""),
    **dict.fromkeys(("severity", "complexity", "remedy", "place"), ""),
    "duplicate_of": None,
    "extension": None,
    "related": [],
    "outside_body": "",
    "praised": None,
    "representative": None,
}


def _inside(case: "models.Case", person: "models.Person", today: date) -> dict[str, Any]:
    return {
        "messages": _heard(case, person),
        "notes": _notes(case),
        "attachments": [_file(case, a) for a in cases.attachments(case)],
        "steps": _steps(case, person), **told_clock.told(case),
        "asks": told_ties.asked(case, today), "representative": told_ties.acting(case),
        "root_cause": case.root_cause, "finding": case.finding, "method": case.method,
        "no_answer_reason": case.no_answer_reason,
        **_beside(case, person),
        "severity": case.severity, "complexity": case.complexity, "remedy": case.remedy,
        "place": case.place, "praised": case.praised.email if case.praised else None,
    }  # fmt: skip


def _heard(case: "models.Case", person: "models.Person") -> list[Heard]:
    mails = mail.of_case(case, person)
    found = [(message, mails.get(message.id)) for message in cases.messages(case)]
    return [
        Heard(at=message.at, body=message.body, mail=_as_sent(case, one.id)
              if one and one.has_html else None)
        for message, one in found
    ]  # fmt: skip


def _as_sent(case: "models.Case", mail_id: int) -> MailAsSent:
    url = url_for("desk.mail", reference=case.reference, mail_id=mail_id)
    return MailAsSent(url=url)


def _beside(case: "models.Case", person: "models.Person") -> dict[str, Any]:
    """The cases that belong to it, of which only those are named that the person sees."""
    found = links.related(case, person)
    original = next((one.case.reference for one in found if one.tie is Tie.DUPLICATE_OF), None)
    return {
        "related": [Beside(tie=one.tie, reference=one.case.reference) for one in found],
        "duplicate_of": original, "outside_body": wall_list.outside_of(wall_list.of(case, person)),
    }  # fmt: skip


def _both_ways(case: "models.Case") -> list[Said]:
    heard = [Said(at=m.at, by="correspondent", body=m.body) for m in cases.messages(case)]
    told = [Said(at=letter.created_at, by="office", body=letter.text)
            for letter in cases.letters(case, to_staff=False)
            if LETTERS[letter.name].substance]  # fmt: skip
    return sorted([*heard, *told], key=lambda said: said.at)


def _who(case: "models.Case") -> Who | None:
    who = case.shown_correspondent
    return (
        Who(name=who.name, email=who.email, phone=who.phone, address=who.address) if who else None
    )


def _letters(case: "models.Case", *, inside: bool) -> list[Letter]:
    """To the correspondent and the agency; the agency reads only what was written to it."""
    rows = [a for a in cases.letters(case, to_staff=False, drafts=inside)
            if inside or a.name == "report"]  # fmt: skip
    authors = people.names({key for a in rows for key in (a.author_id, a.signer_id)})
    asked = {one.letter_id: one.questions for one in questions.of(case)} if inside else {}
    return [
        Letter(at=a.created_at, name=a.name, occasion=a.occasion, how=a.how, to=_to(case, a),
               subject=a.subject, text=a.text, status=a.status, sent_at=a.sent_at,
               author=authors.get(a.author_id or 0), number=a.number, signed_at=a.signed_at,
               signer=authors.get(a.signer_id or 0),
               questions=[_answered(one) for one in asked.get(a.id, ())])
        for a in rows
    ]  # fmt: skip


def _answered(one: "models.Question") -> Answered:
    return Answered(number=one.position, text=one.text, answer=one.answer,
                    answered_at=one.answered_at)  # fmt: skip


def _to(case: "models.Case", letter: "models.Letter") -> str:
    """Nobody reads from a letter who hides from those who work on the case."""
    return "" if case.identity_hidden and letter.name != "report" else letter.recipient


def _notes(case: "models.Case") -> list[Noted]:
    return [Noted(at=n.at, author=n.author.name, text=n.body) for n in cases.notes(case)]


def _file(case: "models.Case", kept: "models.Attachment") -> File:
    url = url_for("api.attachment", reference=case.reference, attachment_id=kept.id)
    size, sha256 = kept.size, kept.sha256
    if kept.cleaning:  # of an anonymous person's original not even the checksum is told
        size, sha256 = kept.clean_size or size, kept.clean_sha256
    return File(
        name=kept.name, size=size, type=served_type(kept.type), sha256=sha256, url=url,
        shut=why_shut(kept, inside=True), danger=kept.danger,
    )  # fmt: skip


def _events(events: "Sequence[models.Event]", *, inside: bool) -> list[Event]:
    """Outside the office only what the correspondent may read too, without names and notes."""
    told = []
    for event in events:
        words = EVENTS.get(event.what)
        shown = (words.desk if inside else words.public) if words else None
        if inside or shown:
            told.append(Event(
                at=event.at, what=event.what, text=shown.th if shown else event.what, by=event.by,
                actor=event.actor.email if inside and event.actor else None,
                note=event.note if inside else "", from_state=event.from_state,
                to_state=event.to_state, details=event.details if inside else {},
            ))  # fmt: skip
    return told


def _steps(case: "models.Case", person: "models.Person") -> list[AllowedStep]:
    return [
        AllowedStep(step=row.trigger, label=row.label.th,
                    missing=[Lacking(code=g.code, text=g.missing.th) for g in missing(case, row)])
        for row in allowed(case, hats(case, person))
    ]  # fmt: skip
