"""What a row of the steps table is, and the guards its ``needs`` may name."""

from dataclasses import dataclass
from enum import StrEnum

from workflows.states import State
from workflows.words import Words


class By(StrEnum):
    """The hats that may take a step; ``owner`` is the case's own owner."""

    OWNER = "owner"
    INTAKE = "intake"
    MANAGER = "manager"

    @property
    def label(self) -> Words:
        """The responsible person as the chart and the refusal name them."""
        return _HATS[self]


_HATS = {
    By.OWNER: Words("เจ้าของเรื่อง", "Owner"),
    By.INTAKE: Words("เจ้าหน้าที่รับเรื่อง", "Intake officer"),
    By.MANAGER: Words("ผู้บริหาร", "Manager"),
}


@dataclass(frozen=True)
class Step:
    """One permitted move: its name, from where, to where, by whom, needing what, its button."""

    trigger: str
    source: State
    target: State
    by: tuple[By, ...]
    needs: tuple[str, ...]
    label: Words


@dataclass(frozen=True)
class Guard:
    """A condition that is a property of the case: ``code`` names the field that fills it."""

    code: str
    missing: Words


GUARDS: dict[str, Guard] = {
    "has_owner": Guard("owner", Words("ผู้รับผิดชอบ", "an owner")),
    "has_reason": Guard("reason", Words("เหตุผล", "a reason")),
    "has_root_cause": Guard("root_cause", Words("สาเหตุ", "the root cause")),
    "has_finding": Guard("finding", Words("ข้อเท็จจริงที่พบ", "what was found")),
    "has_outcome": Guard(
        "outcome", Words("ผลการพิจารณาที่ตรงกับประเภทเรื่อง", "an outcome of this kind of case")
    ),
    "has_dismissal": Guard(
        "outcome", Words("เหตุที่ไม่รับดำเนินการ", "one of the outcomes of a dismissal")
    ),
    "has_answer": Guard(
        "answer",
        Words(
            "คำตอบที่ส่งถึงผู้แจ้ง หรือเหตุผลที่ส่งคำตอบไม่ได้",
            "an answer to the correspondent, or why none can be sent",
        ),
    ),
    "names_destination": Guard(
        "forwarded_to", Words("หน่วยงานที่ส่งต่อ", "the office it was forwarded to")
    ),
    "names_original": Guard("duplicate_of", Words("เลขที่เรื่องเดิม", "the case it repeats")),
}
