"""An officer asks the correspondent one thing or several, by one letter that one form answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.actions.attach import attach
from app.actions.put_questions import numbered, put_questions
from app.actions.record import record
from app.actions.stop_clock import StopAsked, stop_clock
from app.actions.tell import tell_correspondent
from app.database import db
from app.intake.submission import File
from app.models import Case, Letter, Person
from app.queries import questions
from app.queries.rights import may_write
from workflows import NotAllowed
from workflows.dates import local_day, say_date
from workflows.deadlines import Milestone
from workflows.errors import Invalid
from workflows.words import Words

MOST = 10
NONE = Words("เขียนคำถามอย่างน้อยหนึ่งข้อ", "Write one question at least")
MANY = Words(f"ถามได้ครั้งละไม่เกิน {MOST} ข้อ", f"{MOST} questions at most")
PAST = Words("เลือกวันหลังจากวันนี้", "Choose a day after today")
LATER = Words("บอกวันที่ให้นับเวลาต่อเอง", "Say on which day the clock resumes by itself")


@dataclass(frozen=True)
class Asked:
    """The questions, until when an answer is hoped for, and whether the clock stops till then."""

    questions: tuple[str, ...]
    until: date | None = None
    stops: bool = False


def ask_correspondent(
    case: Case, actor: Person, now: datetime, asked: Asked, files: Sequence[File] = ()
) -> Letter:
    """One letter lists the questions; each waits for its answer. A first answer if none was.

    With ``stops`` it is a stop of the clock that waits for the correspondent, and nothing else.
    """
    if not may_write(case, actor) or not case.state.is_open:
        raise NotAllowed("questions", case.state, forbidden=case.state.is_open)
    texts = tuple(text.strip() for text in asked.questions if text.strip())
    if problems := _problems(texts, asked, local_day(now)):
        raise Invalid(**problems)
    letter = _stop(case, actor, now, texts, asked) if asked.stops else None
    letter = letter or _write(case, actor, now, texts, asked)
    attach(case, files, now, letter_id=letter.id)
    return letter


def _problems(texts: tuple[str, ...], asked: Asked, today: date) -> dict[str, Words]:
    problems = {}
    if not texts:
        problems["questions"] = NONE
    if len(texts) > MOST:
        problems["questions"] = MANY
    if asked.until is not None and asked.until <= today:
        problems["until"] = PAST
    if asked.stops and asked.until is None:
        problems["until"] = LATER
    return problems


def _stop(
    case: Case, actor: Person, now: datetime, texts: tuple[str, ...], asked: Asked
) -> Letter | None:
    question = numbered(texts)
    wish = StopAsked("correspondent", question=question, resume_on=asked.until, questions=texts)
    try:
        stop_clock(case, actor, now, wish)
    except Invalid as error:  # its day has another name here
        names = {"resume_on": "until", "question": "questions"}
        raise Invalid(**{names.get(k, k): words for k, words in error.problems.items()}) from error
    return questions.latest_letter(case)


def _write(
    case: Case, actor: Person, now: datetime, texts: tuple[str, ...], asked: Asked
) -> Letter:
    until = say_date(asked.until, case.language, "long") if asked.until else ""
    letter = tell_correspondent(
        case, "question", f"questions-{case.version}", now, author=actor, words=numbered(texts),
        reply_by=until,
    )  # fmt: skip
    assert letter is not None  # nosec B101 - a letter with words is always written or recorded
    put_questions(letter, texts)
    case.meet(Milestone.FIRST_ANSWER, now)
    case.look_ahead()
    record(case, "letter_written", now, actor=actor, letter="question", how=letter.how)
    db.session.flush()
    return letter
