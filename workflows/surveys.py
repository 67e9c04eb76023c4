"""How a survey asks: kinds of items, the scale, sizes of samples, and who is drawn."""

import hashlib
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from fractions import Fraction
from math import ceil

from workflows.words import Words

CENSUS = 50  # of a group no larger than this everybody is asked
ERROR = Fraction(5, 100)  # Yamane's e
OPEN_TEXT = 2000  # code points of an answer in words
LINK, CODE = "survey-link", "survey-code"  # what a key of a sample is derived for
CHOICES = 20  # of one item
ITEMS = 60  # of one questionnaire
LEVELS = {
    5: Words("มากที่สุด", "Very much"),
    4: Words("มาก", "Much"),
    3: Words("ปานกลาง", "Moderately"),
    2: Words("น้อย", "Little"),
    1: Words("น้อยที่สุด", "Very little"),
}
ENTRIES = {
    "web": Words("เว็บไซต์", "Web"),
    "paper": Words("กระดาษ", "Paper"),
    "phone": Words("โทรศัพท์", "Telephone"),
}
BY_STAFF = ("paper", "phone")


class ItemKind(StrEnum):
    """What a question wants: a level, one choice, several reasons, or words."""

    LIKERT = "likert"
    DISSATISFACTION = "dissatisfaction"
    REASONS = "reasons"
    CHOICE = "choice"
    OPEN = "open"

    @property
    def label(self) -> Words:
        """The kind's name on pages."""
        return _KINDS[self]

    @property
    def has_levels(self) -> bool:
        """Answered by a level of the scale."""
        return self in (ItemKind.LIKERT, ItemKind.DISSATISFACTION)

    @property
    def has_choices(self) -> bool:
        """Answered from a list of its own."""
        return self in (ItemKind.REASONS, ItemKind.CHOICE)


_KINDS = {
    ItemKind.LIKERT: Words("ความพึงพอใจ 5 ระดับ", "Satisfaction, 5 levels"),
    ItemKind.DISSATISFACTION: Words("ความไม่พึงพอใจ 5 ระดับ", "Dissatisfaction, 5 levels"),
    ItemKind.REASONS: Words("เหตุผล (เลือกได้หลายข้อ)", "Reasons (any number)"),
    ItemKind.CHOICE: Words("เลือกหนึ่งข้อ", "One choice"),
    ItemKind.OPEN: Words("เขียนตอบ", "In words"),
}


class Stage(StrEnum):
    """Whether a survey takes answers."""

    DRAFT = "draft"
    WAITING = "waiting"
    OPEN = "open"
    CLOSED = "closed"

    @property
    def label(self) -> Words:
        """The stage's name on pages."""
        return _STAGES[self]


_STAGES = {
    Stage.DRAFT: Words("ยังไม่พร้อม", "Not ready"),
    Stage.WAITING: Words("ยังไม่ถึงวันเปิด", "Not open yet"),
    Stage.OPEN: Words("เปิดรับคำตอบ", "Open"),
    Stage.CLOSED: Words("ปิดแล้ว", "Closed"),
}


def stage(opens_on: date | None, closes_on: date | None, today: date) -> Stage:
    """Where a survey of these days stands; without both it asks nobody."""
    if opens_on is None or closes_on is None:
        return Stage.DRAFT
    if today < opens_on:
        return Stage.WAITING
    return Stage.OPEN if today <= closes_on else Stage.CLOSED


def takes(now_at: Stage, channel: str) -> bool:
    """Whether an answer is taken: papers that came in time may be keyed in after the last day."""
    return now_at is Stage.OPEN or (now_at is Stage.CLOSED and channel == "paper")


def occasion(sample_id: int) -> str:
    """What a letter to somebody of a sample is about; the seed of the link in it."""
    return f"sample-{sample_id}"


def yamane(population: int) -> int:
    """N ÷ (1 + N·e²), rounded up, at an error of 5 per cent."""
    return ceil(population / (1 + population * ERROR**2))


def sample_size(population: int) -> int:
    """How many of a group are asked: all of a small one, else as Yamane says."""
    return population if population <= CENSUS else yamane(population)


def draw(keys: Iterable[int], size: int, seed: str) -> list[int]:
    """``size`` of ``keys``, the same again for the same seed, on any machine and whatever order.

    Each key is weighed by a hash of seed and key, and the lightest are taken.
    """
    weighed = sorted((hashlib.sha256(f"{seed}:{key}".encode()).digest(), key) for key in keys)
    return sorted(key for _, key in weighed[:size])
