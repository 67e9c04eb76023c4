"""The five answers to the question after the end, from the best to the worst, and until when."""

from datetime import date, timedelta

from workflows.words import Words

SCALE = (
    Words("พอใจมาก", "Very satisfied"),
    Words("พอใจ", "Satisfied"),
    Words("ปานกลาง", "Neither"),
    Words("ไม่พอใจ", "Dissatisfied"),
    Words("ไม่พอใจมาก", "Very dissatisfied"),
)
VALUES = {len(SCALE) - n: words for n, words in enumerate(SCALE)}  # 5 is the best
DAYS = 14  # after the answer; calendar days, the last one included


def last_day(answered_on: date) -> date:
    """The last day on which a rating of the answer is taken."""
    return answered_on + timedelta(days=DAYS)
