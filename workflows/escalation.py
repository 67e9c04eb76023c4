"""Who is told when about a deadline: a reminder before it, then one level up after each step.

Stage 0 is the reminder. Stage 1 is the deadline gone by unmet: owner and head. Each further stage
is one level up the staff tree. Everything is counted in working days, so that a stage falls on a
day on which somebody reads it.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from workflows.deadlines import Calendar, Milestone
from workflows.words import Words

NOT_YET, BEFORE, AT = -1, 0, 1
UNASSIGNED, OWNER_AWAY = "unassigned", "owner_away"
DEEPEST = 9  # levels above the owner that anybody could name
LONGEST = 60  # working days of any step: a chain that sleeps longer wakes nobody
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Chain:
    """Working days before the deadline, working days between two levels, and how many levels."""

    before_days: int
    every_days: int
    depth: int

    @property
    def words(self) -> Words:
        """The whole chain as one sentence."""
        before = _before(self.before_days)
        further = _further(self.every_days, self.depth)
        return Words(
            f"{before.th} พ้นกำหนดแล้วแจ้งผู้รับผิดชอบและหัวหน้าหน่วย{further.th}",
            f"{before.en}; once it has passed, owner and head are told{further.en}",
        )

    def passed_after(self, stage: int) -> int:
        """On which working day after the deadline ``stage``, 1 or higher, falls."""
        return 1 + (stage - AT) * self.every_days


# fmt: off
DEFAULT_CHAINS: dict[Milestone, Chain] = {
    #                             before  every  depth
    Milestone.ACKNOWLEDGE:  Chain(0,      1,     2),
    Milestone.ASSIGN:       Chain(1,      1,     3),
    Milestone.ANALYSE:      Chain(2,      2,     3),
    Milestone.FIRST_ANSWER: Chain(3,      2,     3),
    Milestone.RESOLVE:      Chain(5,      3,     4),
}
# fmt: on

# What is to be done about each milestone that is due.
DO = {
    Milestone.ACKNOWLEDGE: Words(
        "แจ้งเลขที่เรื่องและกำหนดเวลาแก่ผู้แจ้ง", "Give the correspondent the reference and dates"
    ),
    Milestone.ASSIGN: Words("มอบหมายผู้รับผิดชอบ", "Name who is responsible"),
    Milestone.ANALYSE: Words("บันทึกสาเหตุและข้อเท็จจริงที่พบ", "Record the cause and what was found"),
    Milestone.FIRST_ANSWER: Words(
        "เขียนถึงผู้แจ้งว่าดำเนินการถึงไหน", "Write to the correspondent about where it stands"
    ),
    Milestone.RESOLVE: Words(
        "ส่งคำตอบแล้วยุติเรื่อง หรือเขียนบอกผู้แจ้งถึงเหตุที่ล่าช้า",
        "Answer and resolve it, or tell the correspondent why it is late",
    ),
}
# Why somebody is told, beside the deadline itself.
WHY = {
    UNASSIGNED: Words("ยังไม่มีผู้รับผิดชอบ", "Nobody owns it"),
    OWNER_AWAY: Words("ผู้รับผิดชอบไม่อยู่", "Its owner is away"),
}


def stage_words(stage: int, late: int) -> Words:
    """What the stage is, ``late`` working days after the deadline, for somebody who was told."""
    if stage == BEFORE:
        return Words("เตือนก่อนครบกำหนด", "Reminder before the deadline")
    past = Words(f"พ้นกำหนด {late} วันทำการ", f"{_days(late)} past")
    level = Words("ผู้รับผิดชอบและหัวหน้าหน่วย", "owner and head")
    if stage > AT:
        level = Words(f"ระดับที่ {stage}", f"level {stage}")
    return Words(f"{past.th} แจ้ง{level.th}", f"{past.en}: {level.en} told")


def stage_due(chain: Chain, due_on: date, today: date, calendar: Calendar) -> int:
    """The stage that a deadline, still unmet, has come to; NOT_YET before the reminder."""
    passed = calendar.working_days(due_on, today)
    if passed > 0:
        return min(AT + (passed - 1) // chain.every_days, chain.depth)
    reminded = due_on >= today and due_on <= last_reminded(chain, today, calendar)
    return BEFORE if reminded else NOT_YET


def last_reminded(chain: Chain, today: date, calendar: Calendar) -> date:
    """The last deadline whose reminder goes out by ``today``, a working day."""
    return calendar.next_working(calendar.add_working(today, chain.before_days)) - _DAY


def last_passed(chain: Chain, stage: int, today: date, calendar: Calendar) -> date:
    """The last deadline that has come to ``stage``, 1 or higher, by ``today``, a working day."""
    day = today
    for _ in range(chain.passed_after(stage) - 1):
        day = calendar.last_working_by(day - _DAY)
    return day - _DAY


def _before(days: int) -> Words:
    if days == 0:
        return Words("เตือนผู้รับผิดชอบในวันครบกำหนด", "The owner is reminded on the day itself")
    return Words(
        f"เตือนผู้รับผิดชอบ {days} วันทำการก่อนครบกำหนด",
        f"The owner is reminded {_days(days)} before",
    )


def _further(every: int, depth: int) -> Words:
    if depth == AT:
        return Words(" และไม่แจ้งสูงขึ้นไปอีก", ", and nobody above the head")
    return Words(
        f" จากนั้นทุก {every} วันทำการแจ้งสูงขึ้นอีกหนึ่งระดับ จนถึงระดับที่ {depth}",
        f", then after every {_days(every)} one level higher, up to level {depth}",
    )


def _days(number: int) -> str:
    return f"{number} working day{'' if number == 1 else 's'}"
