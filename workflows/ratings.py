"""The five answers to the question after the end, from the best to the worst."""

from workflows.words import Words

SCALE = (
    Words("พอใจมาก", "Very satisfied"),
    Words("พอใจ", "Satisfied"),
    Words("ปานกลาง", "Neither"),
    Words("ไม่พอใจ", "Dissatisfied"),
    Words("ไม่พอใจมาก", "Very dissatisfied"),
)
VALUES = {len(SCALE) - n: words for n, words in enumerate(SCALE)}  # 5 is the best
