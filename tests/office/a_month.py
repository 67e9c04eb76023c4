"""What happens in an office in November 2026: forty cases by ten stories, told day by day.

The weekdays of that month are all working days, so that everything can be counted on a calendar
sheet. ``R`` is the day of receipt, and ``R+3`` the third working day after it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import time_machine

from app.actions.extend import decide_extension, extend
from app.actions.given import Given
from app.actions.receive_message import receive_message
from app.actions.register import register
from app.actions.stop_clock import StopAsked, stop_clock
from app.actions.take_step import take_step
from app.actions.write_letter import write_letter
from app.database import transaction
from app.intake.submission import Sender, Submission
from app.jobs import runner
from app.jobs.schedule import SCHEDULE
from app.models import Case, Person
from app.queries import cases, people
from workflows.dates import BANGKOK

DAYS = [date(2026, 11, 1) + timedelta(days=n) for n in range(30)]
WORKDAYS = [day for day in DAYS if day.weekday() < 5]
INTAKE, MANAGER, PRAISED = "O07", "O01", "o30@month.example"
WRITER = Sender(name="นายสมหมาย ใฝ่อ่าน", email="sommai@example.org")
Move = Callable[[Case, Person, datetime], object]


def somebody(code: str) -> Person:
    """A person of the office file."""
    found = people.by_code(code)
    assert found is not None
    return found


def steps(name: str, by: str = "", **given: str) -> Move:
    """A step, by the owner unless somebody else is named."""

    def take(case: Case, owner: Person, now: datetime) -> None:
        told = {key: owner.email if value == "OWNER" else value for key, value in given.items()}
        take_step(case, name, somebody(by) if by else owner, now, Given(**told))

    return take


def asks(case: Case, owner: Person, now: datetime, days: int = 14) -> None:
    """The clock stops while we wait for the correspondent."""
    until = now.astimezone(BANGKOK).date() + timedelta(days=days)
    question = "ขอสำเนาใบเสร็จค่าสมาชิก"
    stop_clock(case, owner, now, StopAsked("correspondent", question=question, resume_on=until))


def asks_until_friday(case: Case, owner: Person, now: datetime) -> None:
    """The same on a Tuesday, until Friday."""
    asks(case, owner, now, days=3)


def answers(case: Case, owner: Person, now: datetime) -> None:
    """The correspondent answers the question: the clock runs again."""
    receive_message(case, now, "ส่งใบเสร็จให้แล้วทางอีเมล", f"answer:{case.id}")


def writes(case: Case, owner: Person, now: datetime) -> None:
    """A letter of substance to the correspondent."""
    write_letter(case, owner, now, occasion="", text="เรากำลังตรวจสอบกับโรงพิมพ์")


def proposes(days: int) -> Move:
    """The owner proposes so many days from the receipt."""

    def propose(case: Case, owner: Person, now: datetime) -> None:
        extend(case, owner, now, case.official_on + timedelta(days=days), "รอผลจากคณะกรรมการ")

    return propose


def grants(case: Case, owner: Person, now: datetime) -> None:
    """The manager agrees."""
    decide_extension(case, somebody(MANAGER), now, True)


assign = steps("assign", INTAKE, owner="OWNER")
analyse = steps("analyse", root_cause="กระบวนงาน", finding="โรงพิมพ์ส่งช้า")
resolve = steps("resolve", outcome="upheld", answer="ส่งฉบับที่ค้างแล้ว")
spam = steps("dismiss", INTAKE, outcome="spam", reason="โฆษณา", no_answer_reason="ข้อความรบกวน")
reopen = steps("reopen", MANAGER, reason="ผู้แจ้งยังไม่ได้รับ")
adopt = steps("resolve", outcome="adopted", answer="จะทำตามที่ท่านเสนอ")
note_it = steps("resolve", outcome="noted", answer="ขอบคุณสำหรับความเห็น")
pass_on = steps("resolve", outcome="passed_on", answer="ส่งคำชมแล้ว", praised=PRAISED)

# Each story: its kind, and what is done on which working day after R at which hour.
STORIES: dict[str, tuple[str, list[tuple[int, int, Move]]]] = {
    "quick": ("complaint", [(0, 11, assign), (2, 11, analyse), (3, 15, resolve)]),
    "waits": ("complaint", [
        (0, 11, assign), (1, 10, asks), (4, 10, answers), (6, 10, analyse), (12, 10, resolve),
    ]),
    "wakes": ("complaint", [
        (0, 11, assign), (1, 10, asks_until_friday), (6, 10, analyse), (12, 10, resolve),
    ]),
    "extended": ("suggestion", [
        (0, 11, assign), (3, 10, analyse), (3, 11, writes), (7, 10, proposes(24)), (8, 10, grants),
        (15, 10, adopt),
    ]),
    "goes on": ("suggestion", [
        (0, 11, assign), (3, 10, analyse), (3, 11, writes), (7, 10, proposes(25)), (8, 10, grants),
    ]),
    "late": ("complaint", [
        (0, 11, assign), (3, 10, analyse), (7, 10, writes), (12, 10, resolve),
    ]),
    "forgotten": ("complaint", []),
    "dismissed": ("complaint", [(0, 15, spam)]),
    "reopened": ("complaint", [
        (0, 11, assign), (2, 10, analyse), (3, 15, resolve), (5, 10, reopen), (5, 11, analyse),
        (7, 10, resolve),
    ]),
    "praise": ("compliment", [(0, 11, assign), (1, 10, pass_on)]),
    "opinion": ("opinion", [(0, 11, assign), (1, 10, analyse), (2, 10, note_it)]),
    "new": ("complaint", [(0, 11, assign)]),
}  # fmt: skip


@dataclass(frozen=True)
class Told:
    """One of the forty: its story, its day of November, and who will own it."""

    story: str
    day: int
    owner: str

    @property
    def key(self) -> str:
        """What tells it from the others."""
        return f"month:{self.story}:{self.day}:{self.owner}"


CASES = [Told(story, day, owner) for story, all_of in {
    "quick": [(2, "O11"), (3, "O14"), (4, "O17"), (5, "O21"), (6, "O24"), (9, "O27"),
              (10, "O12"), (11, "O15"), (12, "O18"), (13, "O22"), (16, "O25"), (17, "O28")],
    "waits": [(2, "O11"), (3, "O14"), (4, "O17"), (5, "O21"), (6, "O24")],
    "wakes": [(9, "O27")],
    "extended": [(3, "O12"), (3, "O15")],
    "goes on": [(9, "O18"), (9, "O22")],
    "late": [(2, "O19"), (3, "O23"), (4, "O26"), (5, "O29")],
    "forgotten": [(2, ""), (3, ""), (6, "")],
    "dismissed": [(10, ""), (18, ""), (25, "")],
    "reopened": [(4, "O13"), (12, "O16")],
    "praise": [(5, "O20"), (16, "O25"), (24, "O28")],
    "opinion": [(9, "O13"), (19, "O16")],
    "new": [(27, "O11")],
}.items() for day, owner in all_of]  # fmt: skip


def work(clock: time_machine.Traveller) -> None:
    """The month has passed: the clock at nine and at night of every day, and people between."""
    agenda = _agenda()
    for day in DAYS:
        _tick(clock, _at(day, 9))
        for hour, told, move in sorted(agenda[day], key=lambda one: one[0]):
            now = _at(day, hour)
            clock.move_to(now)
            with transaction():
                _do(told, move, now)
        _tick(clock, _at(day, 20))


def _agenda() -> dict[date, list[tuple[int, Told, Move | None]]]:
    found: dict[date, list[tuple[int, Told, Move | None]]] = defaultdict(list)
    for told in CASES:
        received = WORKDAYS.index(date(2026, 11, told.day))
        found[WORKDAYS[received]].append((10, told, None))
        for after, hour, move in STORIES[told.story][1]:
            found[WORKDAYS[received + after]].append((hour, told, move))
    return found


def _do(told: Told, move: Move | None, now: datetime) -> None:
    if move is None:
        register(_submission(told, now), now)
        return
    case = cases.by_source(told.key)
    assert case is not None
    owner = somebody(told.owner) if told.owner else somebody(INTAKE)
    move(cases.get_to_change(case.id), owner, now)


def _submission(told: Told, now: datetime) -> Submission:
    """By the web, with reference and dates given at once; the forgotten are letters unsigned."""
    by_letter = told.story == "forgotten"
    return Submission(
        channel="letter" if by_letter else "web", kind=STORIES[told.story][0], topic="C03",
        subject=f"วารสารส่งล่าช้า ({told.story})", body="ฉบับเดือนกันยายนยังไม่ได้รับ",
        received_at=now, source_key=told.key, anonymous=by_letter, acknowledged=not by_letter,
        sender=Sender() if by_letter else WRITER,
    )  # fmt: skip


def _tick(clock: time_machine.Traveller, now: datetime) -> None:
    clock.move_to(now)
    failed = {name: bad for name in SCHEDULE if (bad := runner.run(name, now)[1])}
    assert failed == {}


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), BANGKOK)


def of_story(*stories: str) -> Iterator[Case]:
    """The cases of these stories, as they stand."""
    for told in CASES:
        if told.story in stories:
            case = cases.by_source(told.key)
            assert case is not None
            yield case
