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
    "stop": Happening(
        Words("หยุดนับเวลา", "Clock stopped"),
        Words("เราหยุดนับเวลาทำงานไว้ชั่วคราว", "We stopped the clock of our work for a while"),
    ),
    "resume": Happening(
        Words("นับเวลาต่อ", "Clock resumed"),
        Words("เรานับเวลาทำงานต่อแล้ว", "The clock of our work runs again"),
    ),
    "stop_flagged": Happening(
        Words("แจ้งผู้บังคับบัญชาว่าหยุดนับเวลานานเกินไป", "Manager told: stopped for too long")
    ),
    "extension_proposed": Happening(Words("ขอขยายเวลาแจ้งผล", "Extension proposed")),
    "extend": Happening(
        Words("ขยายเวลาแจ้งผล", "Extended"),
        Words("เราขยายเวลาแจ้งผลและบอกเหตุผลแก่ท่าน", "We extended the date and told you why"),
    ),
    "extension_refused": Happening(Words("ไม่อนุมัติการขยายเวลา", "Extension refused")),
    "reclassified": Happening(Words("เปลี่ยนประเภทหรือหัวข้อ", "Kind or topic changed")),
    "assessed": Happening(Words("ประเมินเรื่องใหม่", "Assessed")),
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
    "reminded": Happening(Words("เตือนก่อนครบกำหนด", "Reminded before a deadline")),
    "escalated": Happening(Words("แจ้งตามลำดับชั้นว่าเกินกำหนด", "Escalated: past a deadline")),
    "rated": Happening(Words("ผู้แจ้งให้คะแนน", "Rated"), Words("ท่านให้คะแนนแล้ว", "You rated our work")),
    "withdrawal_asked": Happening(
        Words("ผู้แจ้งขอถอนเรื่อง", "The correspondent asks to withdraw"),
        Words("ท่านขอถอนเรื่อง", "You asked to withdraw"),
    ),
    "escalation_changed": Happening(Words("แก้ไขลำดับการแจ้งเมื่อใกล้หรือพ้นกำหนด", "Escalation changed")),
    "handed_over": Happening(Words("ส่งมอบงานของผู้ที่จะพ้นหน้าที่", "Cases handed over")),
    "person_left": Happening(Words("พ้นหน้าที่", "Left the office")),
    "recounted": Happening(
        Words("คำนวณกำหนดใหม่", "Dates counted anew"),
        Words(
            "กำหนดเวลาเปลี่ยน เพราะวันหยุดราชการหรือมาตรฐานเวลาเปลี่ยน",
            "The dates changed with the public holidays or with our standards",
        ),
    ),
    "day_off_added": Happening(Words("เพิ่มวันหยุด", "Day off added")),
    "day_off_removed": Happening(Words("ยกเลิกวันหยุด", "Day off removed")),
    "day_off_renamed": Happening(Words("แก้ชื่อวันหยุด", "Day off renamed")),
    "calendar_seeded": Happening(Words("สร้างปฏิทินของปี", "Calendar of the year created")),
    "calendar_confirmed": Happening(Words("ยืนยันปฏิทินของปี", "Calendar of the year confirmed")),
    "target_added": Happening(Words("เพิ่มมาตรฐานเวลา", "Target added")),
    "target_ended": Happening(Words("สิ้นสุดมาตรฐานเวลา", "Target ended")),
    "unit_asked": Happening(Words("ถามหน่วยอื่น", "Another unit asked")),
    "unit_answered": Happening(Words("หน่วยที่ถามตอบแล้ว", "The unit asked has answered")),
    "unit_ask_withdrawn": Happening(Words("ถอนคำถามถึงหน่วยอื่น", "Question to a unit withdrawn")),
    "unit_late": Happening(
        Words("หน่วยที่ถามยังไม่ตอบ เลยกำหนดแล้ว", "The unit asked is late with its answer")
    ),
    "representative_recorded": Happening(
        Words("บันทึกผู้รับมอบอำนาจ", "Representative recorded"),
        Words("มีผู้ดำเนินการแทนท่านในเรื่องนี้", "Somebody acts for you in this case"),
    ),
    "representative_ended": Happening(
        Words("สิ้นสุดการมอบอำนาจ", "Representation ended"),
        Words("ไม่มีผู้ดำเนินการแทนท่านแล้ว", "Nobody acts for you in this case any more"),
    ),
    "reported": Happening(Words("รายงานผลต่อหน่วยงานที่ส่งเรื่อง", "Reported to the referring office")),
    "report_due_soon": Happening(
        Words("เตือนก่อนครบกำหนดรายงานผล", "Reminded of the report to the referring office")
    ),
    "report_overdue": Happening(
        Words("แจ้งว่าเลยกำหนดรายงานผล", "The report to the referring office is overdue")
    ),
    "their_state_told": Happening(Words("สถานะที่หน่วยงานที่ส่งเรื่อง", "State at the referring office")),
    "wall_raised": Happening(Words("กันผู้มีส่วนได้เสียออกจากเรื่อง", "Conflict of interest: kept away")),
    "wall_lifted": Happening(Words("เลิกกันผู้มีส่วนได้เสีย", "Conflict of interest: no longer kept away")),
    "reopen_asked": Happening(
        Words("ผู้แจ้งขอให้พิจารณาใหม่", "The correspondent asks for another look"),
        Words("ท่านขอให้พิจารณาใหม่", "You asked for another look"),
    ),
    "reopen_refused": Happening(
        Words("ไม่เปิดเรื่องอีกครั้งตามคำขอ", "Not reopened as asked"),
        Words("เราพิจารณาคำขอแล้ว คำตอบเดิมยังคงอยู่", "We looked at your wish; the answer stands"),
    ),
    "appealed": Happening(
        Words("อุทธรณ์ผลการพิจารณา", "Appealed"), Words("มีการอุทธรณ์ผล", "The outcome was appealed")
    ),
    "merged": Happening(Words("รวมเรื่อง", "Merged")),
    "unmerged": Happening(Words("เลิกรวมเรื่อง", "No longer merged")),
    "split": Happening(
        Words("แยกเรื่อง", "Split"),
        Words("เราแยกเรื่องของท่านออกเป็นหลายเรื่อง", "We split your case into several"),
    ),
    "split_off": Happening(
        Words("แยกมาจากเรื่องอื่น", "Cut from another case"),
        Words("เรื่องนี้แยกมาจากเรื่องที่ท่านแจ้ง", "This case was cut from the one you sent"),
    ),
    "register_added": Happening(Words("เพิ่มรายการ", "Line added")),
    "register_changed": Happening(Words("แก้ไขรายการ", "Line changed")),
    "register_retired": Happening(Words("เลิกใช้รายการ", "Line retired")),
    "register_restored": Happening(Words("นำรายการกลับมาใช้", "Line used again")),
    "form23_ticked": Happening(Words("ระบุผลการดำเนินการ", "Result set")),
    "form23_worded": Happening(Words("แก้ข้อความฉบับจริง", "Final wording changed")),
    "form23_confirmed": Happening(Words("ยืนยันข้อความที่ขาดหลักฐาน", "Confirmed without evidence")),
    "routed": Happening(Words("ส่งเรื่องตามกฎ", "Routed by a rule")),
    "rule_added": Happening(Words("เพิ่มกฎ", "Rule added")),
    "rule_changed": Happening(Words("แก้ไขกฎ", "Rule changed")),
    "rule_moved": Happening(Words("เปลี่ยนลำดับกฎ", "Rule moved")),
    "rule_tried": Happening(Words("ทดลองกฎกับเรื่องที่ผ่านมา", "Rule tried on past cases")),
    "rule_switched_on": Happening(Words("เปิดใช้กฎ", "Rule switched on")),
    "rule_switched_off": Happening(Words("ปิดกฎ", "Rule switched off")),
    "rule_retired": Happening(Words("เลิกใช้กฎ", "Rule retired")),
    "absence_added": Happening(Words("แจ้งลา", "Away")),
    "absence_ended": Happening(Words("กลับมาก่อนกำหนด", "Back early")),
    "capacity_set": Happening(Words("ปรับกำลังรับงาน", "Capacity set")),
    "form23_withdrawn": Happening(Words("ถอนการยืนยัน", "Confirmation withdrawn")),
    "edition_kept": Happening(Words("บันทึกแบบฟอร์ม 2.3 ทั้งฉบับ", "Edition of Form 2.3 saved")),
    "edition_worded": Happening(Words("แก้ข้อความในแบบ", "Line of the edition changed")),
}
