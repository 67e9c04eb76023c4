"""Orders a report by mail, ends the order, and writes the letter when its day has come."""

from datetime import datetime

from app.actions.record import record_elsewhere
from app.database import alone, db
from app.documents.pdf_picture import first_page
from app.mail import outbox
from app.models import Letter, Person, ReportOrder
from app.queries import report_orders
from app.queries.report_orders import EVERY, may_read, next_day
from app.sheets.files import TYPES, as_pdf
from app.sheets.usual import REPORTS, usual
from workflows.dates import local_day, say_date
from workflows.errors import Invalid
from workflows.words import CHOOSE

LETTER = "report_mailed"
LANGUAGE = "th"
Enclosed = tuple[str, str, bytes]  # name, type, content


def order_report(person: Person, report: str, every: str, now: datetime) -> ReportOrder:
    """The person gets the report by mail from the next Monday or first on; twice is once."""
    problems = {
        name: CHOOSE
        for name, value, known in (("report", report, REPORTS), ("every", every, EVERY))
        if value not in known
    }
    if problems:
        raise Invalid(**problems)
    alone(db.session, LETTER)
    order = report_orders.there(person, report, every)
    if order is None:
        order = ReportOrder(
            person=person, report=report, every=every, filters={}, created_at=now,
            next_on=next_day(every, local_day(now)),
        )  # fmt: skip
        db.session.add(order)
        _told(order, "report_ordered", person, now)
    return order


def end_order(order: ReportOrder, actor: Person | None, now: datetime) -> None:
    """No further letter of this order is written."""
    _told(order, "report_order_ended", actor, now)
    db.session.delete(order)


def mail_report(key: int, now: datetime) -> bool:
    """The letter is in the outbox and the next day is set; of somebody who left, the order ends."""
    order, today = report_orders.by_key(key), local_day(now)
    if order is None or order.next_on > today:
        return False
    if not may_read(order.person, today):
        end_order(order, None, now)
        return True
    sheet = usual(order.report, now, LANGUAGE)
    outbox.put_elsewhere(
        LETTER, f"{order.report}:{order.id}:{order.next_on}", now, to=order.person.email,
        language=LANGUAGE, dear=order.person.name, title=sheet.title.th, about=sheet.title.th,
        said=sheet.said.th, page=f"figures/{order.report}",
        known=say_date(sheet.as_known_on, "th", "long"), parts=[part.title.th for part in
        sheet.parts if part.picture or not part.table.name.endswith("owners")],
    )  # fmt: skip
    order.next_on = next_day(order.every, today)
    return True


def enclosed(letter: Letter, now: datetime) -> list[Enclosed]:
    """The report as it stands when the letter leaves, and its first page; for readers only."""
    if letter.name != LETTER:
        return []
    report, key, _ = letter.occasion.split(":")
    order = db.session.get(ReportOrder, int(key))
    if order is None or not may_read(order.person, local_day(now)):
        return []
    name = f"{report}-{local_day(now).isoformat()}"
    pdf = as_pdf(usual(report, now, letter.language), letter.language)
    return [
        (f"{name}.pdf", TYPES["pdf"], pdf), (f"{name}.png", "image/png", first_page(pdf))
    ]  # fmt: skip


def _told(order: ReportOrder, what: str, actor: Person | None, now: datetime) -> None:
    subject = f"person:{order.person.id}"
    record_elsewhere(subject, what, now, actor=actor, report=order.report, every=order.every)
