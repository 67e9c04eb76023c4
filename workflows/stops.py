"""The reasons for which the work clock may stand still, and how long is too long."""

from dataclasses import dataclass

from workflows.words import Words

LONG_STOP = 90  # calendar days in total, after which somebody above looks at the case
LONGEST = 366  # calendar days one stop may be planned for
OTHER = "other"


@dataclass(frozen=True)
class StopReason:
    """``waits``: for the correspondent, so they are asked, and their answer ends the stop.

    ``label`` is for staff, ``told`` for the correspondent where it must say it otherwise.
    """

    label: Words
    waits: bool = False
    told: Words | None = None

    @property
    def public(self) -> Words:
        """What the correspondent reads."""
        return self.told or self.label


STOP_REASONS: dict[str, StopReason] = {
    "correspondent": StopReason(
        Words("รอข้อมูลจากผู้แจ้ง", "Waiting for the correspondent"),
        waits=True,
        told=Words("รอข้อมูลจากท่าน", "Waiting for you"),
    ),  # fmt: skip
    "agency": StopReason(Words("รอหน่วยงานอื่น", "Waiting for another agency")),
    "inspection": StopReason(Words("รอผลตรวจสอบหรือผลทดสอบ", "Waiting for an inspection or a test")),
    "court": StopReason(Words("รอคำวินิจฉัยหรือคำพิพากษา", "Waiting for a ruling or a judgment")),
    "wish": StopReason(
        Words("ผู้แจ้งขอให้รอ", "The correspondent asked us to wait"),
        told=Words("ท่านขอให้เรารอ", "You asked us to wait"),
    ),
    OTHER: StopReason(
        Words("เหตุอื่น", "Another reason"),
        told=Words("มีเหตุที่ทำให้เราต้องรอ", "Something keeps us waiting"),
    ),
}


def told_of(what: str, reason: object) -> Words | None:
    """Why the clock was stopped, as the correspondent reads it beside the event ``what``."""
    known = STOP_REASONS.get(str(reason)) if what == "stop" else None
    return known.public if known else None


def waits(reason: str) -> bool:
    """Whether a stop for ``reason`` ends when the correspondent writes."""
    return reason in STOP_REASONS and STOP_REASONS[reason].waits
