"""THE LETTERS TABLE: everything we write by ourselves, to whom, under which subject.

The text of each is ``templates/mail/<name>.<language>.txt``; subjects begin with the reference.
"""

from dataclasses import dataclass

from workflows.words import Words


@dataclass(frozen=True)
class LetterKind:
    """``substance``: it tells the correspondent something of the matter (shown on /track).

    ``linked``: it goes to the correspondent and to nobody else, so it may open their track page.
    """

    subject: Words
    to_staff: bool = False
    substance: bool = False
    to_agency: bool = False

    @property
    def linked(self) -> bool:
        """Whether a link of the correspondent's own may stand in it."""
        return not (self.to_staff or self.to_agency)


def _letter(th: str, en: str, **more: bool) -> LetterKind:
    return LetterKind(Words(th, en), **more)


LETTERS: dict[str, LetterKind] = {
    # to the correspondent
    "acknowledgement": _letter("เรารับเรื่องของท่านแล้ว", "We received your case"),
    "assigned": _letter("ผู้รับผิดชอบเรื่องของท่าน", "Who is responsible for your case"),
    "update": _letter("ความคืบหน้าเรื่องของท่าน", "News of your case", substance=True),
    "answer": _letter("แจ้งผลเรื่องของท่าน", "Our answer to your case", substance=True),
    "reopened": _letter("เราเปิดเรื่องของท่านอีกครั้ง", "We reopened your case"),
    # to the agency that sent a referral
    "report": _letter("รายงานผลเรื่องที่ท่านส่งต่อ", "Report on the case you referred", to_agency=True),
    # to staff
    "yours": _letter("ท่านเป็นผู้รับผิดชอบเรื่องนี้", "This case is yours", to_staff=True),
    "wrote": _letter("ผู้แจ้งส่งข้อความ", "The correspondent wrote", to_staff=True),
    "due_soon": _letter("ใกล้ครบกำหนด", "Due soon", to_staff=True),
    "overdue": _letter("เกินกำหนด", "Overdue", to_staff=True),
    "undelivered": _letter(
        "ส่งหนังสือถึงผู้แจ้งไม่สำเร็จ", "A letter could not be delivered", to_staff=True
    ),
}
