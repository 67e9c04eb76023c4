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
    resets: bool = False  # its link lets a colleague choose another password
    to_sample: bool = False  # whom a survey asks: its link opens the questionnaire
    to_writer: bool = False  # of a mail that could not be taken in: there is no case
    to_account: bool = False  # a colleague: its link opens the page where a password is chosen

    @property
    def linked(self) -> bool:
        """Whether a link of the correspondent's own may stand in it."""
        return not (self.to_staff or self.to_agency or self.to_sample or self.to_writer)


def _letter(th: str, en: str, **more: bool) -> LetterKind:
    return LetterKind(Words(th, en), **more)


LETTERS: dict[str, LetterKind] = {
    # to the correspondent
    "acknowledgement": _letter("เรารับเรื่องของท่านแล้ว", "We received your case"),
    "assigned": _letter("ผู้รับผิดชอบเรื่องของท่าน", "Who is responsible for your case"),
    "update": _letter("ความคืบหน้าเรื่องของท่าน", "News of your case", substance=True),
    "question": _letter("เราขอข้อมูลเพิ่มเติมจากท่าน", "We need something from you", substance=True),
    "extended": _letter("เราขอขยายเวลาแจ้งผล", "We need more time for your case", substance=True),
    "answer": _letter("แจ้งผลเรื่องของท่าน", "Our answer to your case", substance=True),
    "reopen_refused": _letter("คำขอให้พิจารณาใหม่", "Your request for another look", substance=True),
    "split": _letter("เราแยกเรื่องของท่าน", "We split your case", substance=True),
    "lost_link": _letter("ลิงก์ติดตามเรื่องของท่าน", "The link to your case"),
    "reopened": _letter("เราเปิดเรื่องของท่านอีกครั้ง", "We reopened your case"),
    "improved": _letter("เราปรับปรุงแล้ว เพราะท่านบอก", "You said, we did", substance=True),
    # to the agency that sent a referral
    "report": _letter("รายงานผลเรื่องที่ท่านส่งต่อ", "Report on the case you referred", to_agency=True),
    # to whom a survey asks
    "survey_invitation": _letter("ขอความเห็นของท่าน", "We ask for your opinion", to_sample=True),
    "survey_reminder": _letter("ยังรอความเห็นของท่าน", "Your opinion still counts", to_sample=True),
    # to who wrote a mail that is too large for the mailbox we fetch from
    "mail_too_large": _letter("อีเมลของท่านใหญ่เกินกำหนด", "Your e-mail is too large", to_writer=True),
    # to staff
    "invitation": _letter(
        "บัญชีของท่านในระบบเสียง", "Your account in Siang", to_staff=True, to_account=True
    ),
    "confidential_given": _letter(
        "มีผู้รับเรื่องปกปิดคนใหม่", "There is a new confidential officer", to_staff=True
    ),
    "test_letter": _letter("จดหมายทดสอบจากระบบเสียง", "A test letter from Siang", to_staff=True),
    "yours": _letter("ท่านเป็นผู้รับผิดชอบเรื่องนี้", "This case is yours", to_staff=True),
    "praised": _letter("มีผู้ชมการทำงานของท่าน", "Somebody praised your work", to_staff=True),
    "wrote": _letter("ผู้แจ้งส่งข้อความ", "The correspondent wrote", to_staff=True),
    "unhappy": _letter("ผู้แจ้งไม่พอใจผล", "The correspondent is not satisfied", to_staff=True),
    "reopen_asked": _letter("ผู้แจ้งขอให้พิจารณาใหม่", "Another look is asked for", to_staff=True),
    "due_soon": _letter("ใกล้ครบกำหนด", "Due soon", to_staff=True),
    "overdue": _letter("เกินกำหนด", "Overdue", to_staff=True),
    "resumed": _letter("นับเวลาต่อแล้ว", "The clock runs again", to_staff=True),
    "stopped_long": _letter("หยุดนับเวลานานเกินไป", "Stopped for too long", to_staff=True),
    "extension_asked": _letter("ขอขยายเวลา รอท่านพิจารณา", "An extension to decide", to_staff=True),
    "extension_refused": _letter("คำขอขยายเวลาไม่ได้รับอนุมัติ", "No extension", to_staff=True),
    "unit_asked": _letter("ขอข้อมูลจากหน่วยของท่าน", "Your unit is asked", to_staff=True),
    "unit_late": _letter("เลยกำหนดตอบแล้ว", "Your unit's answer is overdue", to_staff=True),
    "unit_ask_ended": _letter("หน่วยที่ถามตอบไม่ได้แล้ว", "The asked unit cannot answer", to_staff=True),
    "unit_ask_withdrawn": _letter("ไม่ต้องตอบแล้ว", "No answer needed any more", to_staff=True),
    "unit_answered": _letter("หน่วยที่ถามไว้ตอบแล้ว", "The asked unit answered", to_staff=True),
    "to_sign": _letter("ร่างคำตอบรอท่านลงนาม", "An answer to sign", to_staff=True),
    "not_signed": _letter("ร่างคำตอบไม่ได้รับการลงนาม", "Your answer was not signed", to_staff=True),
    "report_due_soon": _letter("ใกล้ครบกำหนดรายงานผล", "Report due soon", to_staff=True),
    "report_overdue": _letter("เลยกำหนดรายงานผล", "Report overdue", to_staff=True),
    "differences": _letter(
        "รายการที่สองทะเบียนไม่ตรงกัน", "Where the two ledgers differ", to_staff=True
    ),
    "mail_left": _letter("อีเมลที่นำเข้าไม่ได้", "A mail that stayed in the mailbox", to_staff=True),
    "calendar_unready": _letter(
        "ปฏิทินวันทำการปีหน้ายังไม่ยืนยัน", "Next year's calendar is not confirmed", to_staff=True
    ),
    "password_reset": _letter(
        "ลิงก์ตั้งรหัสผ่านใหม่", "Link to choose a new password", to_staff=True, resets=True
    ),
    "account_changed": _letter("บัญชีของท่านมีการเปลี่ยนแปลง", "Your account changed", to_staff=True),
    "infected": _letter("พบไวรัสในไฟล์แนบ", "A virus was found in a file", to_staff=True),
    "evidence_infected": _letter(
        "พบไวรัสในหลักฐานแบบ 2.3", "A virus in evidence of Form 2.3", to_staff=True
    ),
    "form23_owed": _letter("ข้อมูลแบบ 2.3 ที่ยังขาด", "Data owed for Form 2.3", to_staff=True),
    "improvement_due": _letter("การปรับปรุงใกล้ครบกำหนด", "An improvement is due soon", to_staff=True),
    "improvement_overdue": _letter(
        "การปรับปรุงเลยกำหนดแล้ว", "An improvement is overdue", to_staff=True
    ),
    "improvement_recurred": _letter(
        "สาเหตุที่ปรับปรุงแล้วเกิดขึ้นอีก", "An improved cause came back", to_staff=True
    ),
    "report_mailed": _letter("รายงานที่ท่านสั่งไว้", "The report you ordered", to_staff=True),
    "undelivered": _letter(
        "ส่งหนังสือถึงผู้แจ้งไม่สำเร็จ", "A letter could not be delivered", to_staff=True
    ),
}
