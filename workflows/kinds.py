"""The four kinds of a case and the outcomes that each may end in."""

from enum import StrEnum

from workflows.words import Words


class Kind(StrEnum):
    """Which sort of voice it is; chooses the steps, the outcomes and the SLA targets."""

    COMPLAINT = "complaint"
    SUGGESTION = "suggestion"
    OPINION = "opinion"
    COMPLIMENT = "compliment"

    @property
    def label(self) -> Words:
        """The kind's name as criterion CS3 of Form 2.3 writes it."""
        return _LABELS[self]


_LABELS = {
    Kind.COMPLAINT: Words("ข้อร้องเรียน", "Complaint"),
    Kind.SUGGESTION: Words("ข้อเสนอแนะ", "Suggestion"),
    Kind.OPINION: Words("ข้อคิดเห็น", "Opinion"),
    Kind.COMPLIMENT: Words("คำชมเชย", "Compliment"),
}

# What a case of each kind may be resolved with: the decision on its substance.
OUTCOMES: dict[Kind, dict[str, Words]] = {
    Kind.COMPLAINT: {
        "upheld": Words("เป็นจริงตามที่แจ้ง", "Upheld"),
        "partly_upheld": Words("เป็นจริงบางส่วน", "Partly upheld"),
        "not_upheld": Words("ไม่พบตามที่แจ้ง", "Not upheld"),
    },
    Kind.SUGGESTION: {
        "adopted": Words("รับไปทำ", "Adopted"),
        "partly_adopted": Words("รับบางส่วน", "Partly adopted"),
        "not_adopted": Words("ไม่รับ", "Not adopted"),
    },
    Kind.OPINION: {
        "noted": Words("รับทราบ", "Noted"),
        "acted_on": Words("นำไปใช้", "Acted on"),
    },
    Kind.COMPLIMENT: {
        "passed_on": Words("ส่งคำชมถึงผู้ปฏิบัติแล้ว", "Passed on to those praised"),
    },
}

# What a case of any kind may be dismissed with: the substance was not decided.
DISMISSALS: dict[str, Words] = {
    "out_of_remit": Words("นอกอำนาจหน้าที่ ส่งต่อแล้ว", "Out of remit, forwarded"),
    "withdrawn": Words("ถอนเรื่อง", "Withdrawn"),
    "duplicate": Words("เรื่องซ้ำ", "Duplicate"),
    "spam": Words("ข้อความรบกวน", "Spam"),
}


def outcome_label(outcome: str) -> Words:
    """The words of any outcome; KeyError for a word that is none."""
    for table in (*OUTCOMES.values(), DISMISSALS):
        if outcome in table:
            return table[outcome]
    raise KeyError(outcome)
