"""Every event a timeline may show: its words on the desk, and in public where it is told there."""

from dataclasses import dataclass

from workflows.words import Words


@dataclass(frozen=True)
class Happening:
    """``desk`` for staff; ``public`` for the correspondent, None where it is internal."""

    desk: Words
    public: Words | None = None


EVENTS: dict[str, Happening] = {
    "registered": Happening(
        Words("รับเรื่อง", "Registered"), Words("เรารับเรื่องของท่านแล้ว", "We received your case")
    ),
    "acknowledged": Happening(
        Words("แจ้งรับเรื่องแก่ผู้แจ้งแล้ว", "Acknowledged to the correspondent"),
        Words("เราแจ้งเลขที่เรื่องและกำหนดเวลาแก่ท่านแล้ว", "We gave you the reference and dates"),
    ),
    "assign": Happening(
        Words("มอบหมายผู้รับผิดชอบ", "Assigned"),
        Words("มีผู้รับผิดชอบเรื่องของท่านแล้ว", "Someone is now responsible for your case"),
    ),
    "transfer": Happening(
        Words("โอนเรื่อง", "Transferred"),
        Words("เรื่องของท่านเปลี่ยนผู้รับผิดชอบ", "Your case has a new responsible person"),
    ),
    "analyse": Happening(
        Words("บันทึกการวิเคราะห์", "Analysed"),
        Words("เรารู้สาเหตุแล้ว กำลังเขียนคำตอบ", "We found the cause and are writing the answer"),
    ),
    "return": Happening(
        Words("ส่งกลับไปวิเคราะห์ใหม่", "Returned"),
        Words("เรากำลังตรวจสอบเรื่องของท่านอีกครั้ง", "We are looking into your case again"),
    ),
    "resolve": Happening(Words("ยุติเรื่อง", "Resolved"), Words("เราแจ้งผลแล้ว", "We gave our answer")),
    "dismiss": Happening(
        Words("ไม่รับดำเนินการ", "Dismissed"),
        Words("เรายุติเรื่องโดยไม่ได้พิจารณาเนื้อหา", "We closed the case without deciding it"),
    ),
    "reopen": Happening(
        Words("เปิดเรื่องอีกครั้ง", "Reopened"),
        Words("เราเปิดเรื่องของท่านอีกครั้ง", "We reopened your case"),
    ),
    "reclassified": Happening(Words("เปลี่ยนประเภทหรือหัวข้อ", "Kind or topic changed")),
    "message_received": Happening(
        Words("ผู้แจ้งส่งข้อความ", "The correspondent wrote"),
        Words("ท่านส่งข้อความถึงเรา", "You sent us a message"),
    ),
    "letter_written": Happening(
        Words("ส่งหนังสือถึงผู้แจ้ง", "Wrote to the correspondent"),
        Words("เราส่งหนังสือถึงท่าน", "We wrote to you"),
    ),
    "letter_failed": Happening(Words("ส่งหนังสือไม่สำเร็จ", "A letter could not be sent")),
    "note_written": Happening(Words("บันทึกภายใน", "Internal note")),
    "reminded": Happening(Words("เตือนเจ้าของเรื่องก่อนครบกำหนด", "Owner reminded before a deadline")),
    "escalated": Happening(Words("แจ้งผู้บังคับบัญชาว่าเกินกำหนด", "Manager told: overdue")),
    "rated": Happening(Words("ผู้แจ้งให้คะแนน", "Rated"), Words("ท่านให้คะแนนแล้ว", "You rated our work")),
    "withdrawal_asked": Happening(
        Words("ผู้แจ้งขอถอนเรื่อง", "The correspondent asks to withdraw"),
        Words("ท่านขอถอนเรื่อง", "You asked to withdraw"),
    ),
    "register_added": Happening(Words("เพิ่มรายการ", "Line added")),
    "register_changed": Happening(Words("แก้ไขรายการ", "Line changed")),
    "register_retired": Happening(Words("เลิกใช้รายการ", "Line retired")),
    "register_restored": Happening(Words("นำรายการกลับมาใช้", "Line used again")),
    "form23_ticked": Happening(Words("ระบุผลการดำเนินการ", "Result set")),
    "form23_worded": Happening(Words("แก้ข้อความฉบับจริง", "Final wording changed")),
    "form23_confirmed": Happening(Words("ยืนยันข้อความที่ขาดหลักฐาน", "Confirmed without evidence")),
    "form23_withdrawn": Happening(Words("ถอนการยืนยัน", "Confirmation withdrawn")),
}
