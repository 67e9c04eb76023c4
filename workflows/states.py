"""The four states of a case, with what each one means."""

from enum import StrEnum

from workflows.words import Words


class State(StrEnum):
    """Where a case stands. Waiting, forwarding and merging are no states (docs/workflow.md)."""

    RECEIVED = "received"
    ASSIGNED = "assigned"
    ANALYSED = "analysed"
    RESOLVED = "resolved"

    @property
    def is_open(self) -> bool:
        """True while somebody here still owes the correspondent something."""
        return self is not State.RESOLVED

    @property
    def label(self) -> Words:
        """The word on the desk."""
        return _DESK[self]

    @property
    def public_label(self) -> Words:
        """The plain sentence for the correspondent."""
        return _PUBLIC[self]


_DESK = {
    State.RECEIVED: Words("รับเรื่อง", "Received"),
    State.ASSIGNED: Words("มอบหมายแล้ว", "Assigned"),
    State.ANALYSED: Words("วิเคราะห์แล้ว", "Analysed"),
    State.RESOLVED: Words("ยุติแล้ว", "Resolved"),
}
_PUBLIC = {
    State.RECEIVED: Words("รับเรื่องแล้ว", "Received"),
    State.ASSIGNED: Words("มีผู้รับผิดชอบแล้ว", "Someone is responsible for it"),
    State.ANALYSED: Words("รู้สาเหตุแล้ว กำลังเขียนคำตอบ", "Cause found, answer being written"),
    State.RESOLVED: Words("แจ้งผลแล้ว", "Answered"),
}
