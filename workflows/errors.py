"""What every floor may raise about what it was given: a problem a person can mend."""

from workflows.words import Words


class Invalid(Exception):
    """Fields that cannot be taken as they are; ``problems`` has the words for each."""

    def __init__(self, **problems: Words) -> None:
        super().__init__(", ".join(problems))
        self.problems = problems


class Frozen(Invalid):
    """A form that was handed in: whatever would change it is refused."""

    def __init__(self, year: int) -> None:
        super().__init__(submitted=Words(
            f"แบบ 2.3 ปีงบประมาณ {year} ส่งแล้ว แก้ไขไม่ได้ ผู้บริหารต้องเปิดทำฉบับใหม่ก่อน",
            f"Form 2.3 of fiscal year {year} was handed in and cannot be changed: "
            "a manager must begin its next version first",
        ))  # fmt: skip
        self.year = year


class Conflict(Exception):
    """Someone else changed the case meanwhile: look again before deciding."""


class KeyReused(Exception):
    """The same idempotency key came with another content."""


class UnknownReference(Exception):
    """No such case, or none this person may see: the two are answered alike."""
