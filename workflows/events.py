"""Every event a timeline may show: its words on the desk, and in public where it is told there."""

from dataclasses import dataclass

from workflows.words import Words


@dataclass(frozen=True)
class Happening:
    """``desk`` for staff; ``public`` for the correspondent, None where it is internal."""

    desk: Words
    public: Words | None = None


# After these a case may lie with another unit: each keeps the unit's code.
MOVES = ("registered", "assign", "transfer", "reopen", "reclassified", "routed", "unit_changed")

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
    "unit_changed": Happening(Words("ย้ายไปหน่วยอื่นเพราะการกัน", "Moved to another unit by a wall")),
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
    "answer_drafted": Happening(Words("ร่างคำตอบรอลงนาม", "Answer drafted, to be signed")),
    "answer_changed": Happening(Words("แก้ไขร่างคำตอบ", "Draft of the answer changed")),
    "answer_signed": Happening(Words("ลงนามคำตอบ", "Answer signed")),
    "answer_refused": Happening(Words("ไม่ลงนามร่างคำตอบ", "Answer not signed")),
    "answer_withdrawn": Happening(Words("ถอนร่างคำตอบ", "Draft of the answer withdrawn")),
    "questions_answered": Happening(
        Words("ผู้แจ้งตอบคำถาม", "The correspondent answered our questions"),
        Words("ท่านตอบคำถามของเรา", "You answered our questions"),
    ),
    "ready_added": Happening(Words("เพิ่มข้อความสำเร็จรูป", "Ready answer added")),
    "ready_changed": Happening(Words("แก้ไขข้อความสำเร็จรูป", "Ready answer changed")),
    "ready_retired": Happening(Words("เลิกใช้ข้อความสำเร็จรูป", "Ready answer retired")),
    "wording_added": Happening(Words("แก้ไขถ้อยคำหนังสือ", "Wording of a letter changed")),
    "wording_used": Happening(Words("เปลี่ยนฉบับที่ใช้", "Another wording chosen")),
    "signing_switched_on": Happening(Words("คำตอบต้องลงนามก่อนส่ง", "Answers are signed first")),
    "signing_switched_off": Happening(Words("คำตอบส่งได้ทันที", "Answers go out at once")),
    "letter_failed": Happening(Words("ส่งหนังสือไม่สำเร็จ", "A letter could not be sent")),
    "link_asked": Happening(Words("มีผู้ขอลิงก์ติดตามเรื่อง แต่ข้อมูลไม่ตรง", "A link was asked for in vain")),
    "link_sent": Happening(
        Words("ส่งลิงก์ติดตามให้ผู้แจ้ง", "Sent the correspondent a link"),
        Words("เราส่งลิงก์ติดตามเรื่องไปที่อีเมลของท่าน", "We sent a link to your e-mail address"),
    ),
    "identity_opened": Happening(Words("เปิดดูชื่อผู้แจ้งที่ปกปิดไว้", "Hidden identity opened")),
    "note_written": Happening(Words("บันทึกภายใน", "Internal note")),
    "reminded": Happening(Words("เตือนก่อนครบกำหนด", "Reminded before a deadline")),
    "escalated": Happening(Words("แจ้งตามลำดับชั้นว่าเกินกำหนด", "Escalated: past a deadline")),
    "rated": Happening(Words("ผู้แจ้งให้คะแนน", "Rated"), Words("ท่านให้คะแนนแล้ว", "You rated our work")),
    "contact_welcome": Happening(
        Words("ผู้แจ้งยินดีให้ส่งอีเมลถึง", "The correspondent welcomes mail"),
        Words("ท่านยินดีให้เราส่งอีเมลถึง", "You welcome mail from us"),
    ),
    "contact_unwelcome": Happening(
        Words("ผู้แจ้งไม่ต้องการรับอีเมล", "The correspondent wants no further mail"),
        Words("ท่านไม่ต้องการรับอีเมลจากเรา", "You want no further mail from us"),
    ),
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
    "letter_bounced": Happening(Words("หนังสือตีกลับ", "A letter came back")),
    "letter_released": Happening(Words("ส่งหนังสือที่รอไว้", "A held letter was sent on")),
    "machine_wrote": Happening(Words("ได้รับอีเมลอัตโนมัติ", "An automatic mail came")),
    "address_marked": Happening(
        Words("ที่อยู่อีเมลนี้ส่งไม่ถึง ระบบหยุดส่ง", "The address is dead: nothing is sent to it")
    ),
    "address_lifted": Happening(Words("กลับมาส่งถึงที่อยู่อีเมลนี้", "The address is used again")),
    "same_message_id": Happening(
        Words(
            "มีอีเมลอื่นใช้ Message-ID เดียวกันแต่เนื้อหาต่างกัน",
            "Another mail has the same Message-ID and other content",
        )
    ),
    "mail_attached": Happening(
        Words("เจ้าหน้าที่แนบอีเมลเข้าเรื่อง", "An officer attached a mail"),
        Words("เราแนบอีเมลเข้าเรื่องของท่าน", "We added a mail to your case"),
    ),
    "mail_registered": Happening(Words("เปิดอีเมลที่รอไว้เป็นเรื่อง", "A held mail became a case")),
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
    "register_imported": Happening(Words("นำเข้าจากไฟล์", "Brought in from a file")),
    "evidence_added": Happening(Words("แนบหลักฐาน", "Evidence added")),
    "evidence_moved": Happening(Words("เปลี่ยนลำดับหลักฐาน", "Evidence moved")),
    "evidence_retired": Happening(Words("เลิกใช้หลักฐาน", "Evidence retired")),
    "evidence_infected": Happening(
        Words("พบไวรัสในไฟล์หลักฐาน", "A virus was found in a file of evidence")
    ),
    "evidence_restored": Happening(Words("นำหลักฐานกลับมาใช้", "Evidence used again")),
    "log_imported": Happening(Words("นำเข้าทะเบียนเรื่องเดิม", "Old log of cases brought in")),
    "form23_ticked": Happening(Words("ระบุผลการดำเนินการ", "Result set")),
    "form23_worded": Happening(Words("แก้ข้อความฉบับจริง", "Final wording changed")),
    "form23_confirmed": Happening(Words("ยืนยันข้อความที่ขาดหลักฐาน", "Confirmed without evidence")),
    "form23_reviewed": Happening(Words("ตรวจแบบ 2.3 แล้ว", "Form 2.3 reviewed")),
    "form23_submitted": Happening(Words("ส่งแบบ 2.3", "Form 2.3 handed in")),
    "form23_reopened": Happening(Words("เปิดทำแบบ 2.3 ฉบับใหม่", "Next version of Form 2.3 begun")),
    "form23_cut_off": Happening(Words("กำหนดวันตัดยอดตัวเลข", "Cut-off day of the figures set")),
    "form23_started": Happening(Words("ยกข้อความและผู้รับผิดชอบจากปีก่อน", "Begun from last year's")),
    "form23_duty_set": Happening(Words("กำหนดผู้รับผิดชอบข้อมูล", "Owner of the data set")),
    "form23_duty_ended": Happening(Words("ยกเลิกผู้รับผิดชอบข้อมูล", "Owner of the data removed")),
    "form23_commented": Happening(Words("ให้ความเห็น", "Commented")),
    "form23_settled": Happening(Words("ปิดความเห็น", "Comment settled")),
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
    "file_opened": Happening(Words("เปิดไฟล์", "File opened")),
    "original_opened": Happening(Words("เปิดไฟล์ต้นฉบับของผู้แจ้ง", "Original file opened")),
    "file_infected": Happening(Words("พบไวรัสในไฟล์", "A virus was found in a file")),
    "file_damaged": Happening(Words("ตรวจพบไฟล์เสียหาย", "A file is damaged")),
    "file_mended": Happening(Words("ไฟล์ที่เสียหายกลับมาครบ", "A damaged file is whole again")),
    "files_left_out": Happening(
        Words("ไฟล์เกินกำหนด เก็บไว้ในอีเมลต้นฉบับ", "Files over the limit stay in the mail as it came"),
        Words(
            "ไฟล์ที่ท่านแนบบางไฟล์ใหญ่หรือมากเกินกำหนด เราเก็บไว้ในอีเมลต้นฉบับ",
            "Some of your files were too large or too many: we keep them in the mail as it came",
        ),
    ),
    "questionnaire_added": Happening(Words("เพิ่มแบบสอบถามรุ่นใหม่", "Questionnaire added")),
    "questionnaire_changed": Happening(Words("แก้ไขแบบสอบถาม", "Questionnaire changed")),
    "questionnaire_retired": Happening(Words("เลิกใช้แบบสอบถาม", "Questionnaire retired")),
    "survey_added": Happening(Words("เพิ่มแบบสำรวจ", "Survey added")),
    "survey_changed": Happening(Words("แก้ไขแบบสำรวจ", "Survey changed")),
    "survey_invited": Happening(Words("ส่งหนังสือเชิญตอบแบบสำรวจ", "Invitations sent")),
    "sample_drawn": Happening(Words("สุ่มกลุ่มตัวอย่าง", "Sample drawn")),
    "sample_added": Happening(Words("เพิ่มรายชื่อกลุ่มตัวอย่าง", "People added to the sample")),
    "sample_cleared": Happening(Words("ล้างรายชื่อกลุ่มตัวอย่าง", "Sample cleared")),
    "form23_withdrawn": Happening(Words("ถอนการยืนยัน", "Confirmation withdrawn")),
    "improved": Happening(
        Words("แจ้งผู้แจ้งว่าปรับปรุงแล้ว", "Told what was improved"),
        Words("เราปรับปรุงงานเพราะเรื่องของท่าน", "We improved our work because of your case"),
    ),
    "improvement_told": Happening(
        Words("แจ้งผู้ที่เคยแจ้งเรื่องว่าปรับปรุงแล้ว", "Correspondents told of the improvement")
    ),
    "improvement_recurred": Happening(
        Words("แจ้งผู้ดูแลว่าสาเหตุเดิมเกิดขึ้นอีก", "Owner told: the cause came back")
    ),
    "improvement_reminded": Happening(
        Words("เตือนกำหนดเสร็จของการปรับปรุง", "Reminded of the improvement's date")
    ),
    "edition_kept": Happening(Words("บันทึกแบบฟอร์ม 2.3 ทั้งฉบับ", "Edition of Form 2.3 saved")),
    "edition_worded": Happening(Words("แก้ข้อความในแบบ", "Line of the edition changed")),
}
