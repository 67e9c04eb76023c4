"""What we wait for, as its correspondent reads it, with the button "I have answered"."""

from typing import TYPE_CHECKING, Any

from app.queries import clocks
from app.web.present import thai_date
from app.web.public.track_forms import AnsweredForm
from workflows.stops import STOP_REASONS, waits
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Case


def waiting(case: "Case", form: AnsweredForm | None = None) -> dict[str, Any] | None:
    """Why the clock stands still, what we asked, and until when; None while it runs."""
    stop = clocks.running(case) if case.stopped_on else None
    if stop is None:
        return None
    if form is None and waits(stop.reason):
        form = AnsweredForm()
    why, since = STOP_REASONS[stop.reason].public, thai_date(stop.from_on, "long")
    until = thai_date(stop.resume_on, "long")
    text = Words(
        f"{why.th} ตั้งแต่วัน{since} กำหนดเวลาจะนับต่อเองวัน{until}",
        f"{why.en} since {since}. Our time counts again by itself on {until}",
    )
    if form:
        text = Words(f"{text.th} หรือทันทีที่ท่านตอบ", f"{text.en}, or as soon as you answer")
    return {"text": text, "question": stop.question, "form": form}
