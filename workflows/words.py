"""A phrase in both languages: the one shape in which the product keeps what people read."""

from typing import NamedTuple


class Words(NamedTuple):
    """Thai first, English second; both are always there, so no page is half translated."""

    th: str
    en: str

    def say(self, language: str) -> str:
        """The phrase in ``language``; Thai for any language we do not speak."""
        return self.en if language == "en" else self.th


# What forms refuse most often, in one wording wherever it is asked.
FILL = Words("กรอกช่องนี้", "Fill this in")
CHOOSE = Words("เลือกจากรายการ", "Choose from the list")
REASON = Words("เขียนเหตุผล", "Write the reason")
BACKWARDS = Words("วันสุดท้ายต้องไม่อยู่ก่อนวันแรก", "The last day may not be before the first")
