"""What every figure of the manager's view means: written once, shown beside each of them."""

from workflows.words import Words

Meaning = tuple[Words, Words]
RESTRICTED = (
    Words("เรื่องปกปิด", "Restricted cases"),
    Words("นับรวมเป็นตัวเลขเท่านั้น รายชื่อเรื่องแสดงเฉพาะผู้มีสิทธิ ตารางรายบุคคลไม่นับเรื่องปกปิด",
          "Counted as numbers only and listed only to those who may see them; tables of people"
          " leave them out"),
)  # fmt: skip
UNIT = (
    Words("หน่วยงาน", "Unit"),
    Words("หน่วยงานที่เรื่องอยู่ขณะนี้ เว้นแต่งานคงค้างย้อนหลังซึ่งใช้หน่วยงานของวันนั้น",
          "The unit that has the case now; of the backlog of a day, the unit of that day"),
)  # fmt: skip
FLOW: dict[str, Meaning] = {
    "received": (
        Words("รับเข้า", "Received"),
        Words("เรื่องที่วันที่ถือว่ารับอยู่ในช่วง", "Cases with their official date in the span"),
    ),
    "resolved": (
        Words("ยุติ", "Resolved"),
        Words("เรื่องที่ยุติครั้งหลังสุดในช่วง เรื่องที่เปิดอีกครั้งและยังไม่ยุติไม่นับ",
              "Cases last resolved in the span; one that was opened again and is open is not"),
    ),
    "open": (
        Words("คงเหลือ", "Left open"),
        Words("เรื่องที่รับแล้วและยังไม่ยุติเมื่อสิ้นช่วง นับตามการยุติครั้งหลังสุด",
              "Received and not resolved at the end of the span, by the last resolution"),
    ),
}  # fmt: skip
BACKLOG: dict[str, Meaning] = {
    "open": (
        Words("ยังไม่ยุติ", "Open"),
        Words("เรื่องที่รับแล้วและยังไม่ยุติเมื่อสิ้นวันนั้น ตามเหตุการณ์ที่บันทึกไว้ รวมเรื่องที่เปิดอีกครั้ง",
              "Received and open at the end of that day by the events on record, those opened"
              " again included"),
    ),
    "overdue": (
        Words("เกินกำหนด", "Overdue"),
        Words("ในจำนวนนั้น เรื่องที่มีกำหนดข้อใดข้อหนึ่งผ่านไปก่อนวันนั้นโดยยังไม่ได้ทำ ตามกำหนดของวันนั้น",
              "Those of them of which any deadline, as it was then, had passed undone"),
    ),
    "unassigned": (
        Words("ไม่มีผู้รับผิดชอบ", "Unassigned"),
        Words("ในจำนวนนั้น เรื่องที่ยังไม่มอบหมาย", "Those of them that nobody owned yet"),
    ),
    "stopped": (
        Words("หยุดนับเวลา", "Clock stopped"),
        Words("ในจำนวนนั้น เรื่องที่นาฬิกางานหยุดอยู่", "Those whose work clock stood still"),
    ),
}  # fmt: skip
CLOCKS: dict[str, Meaning] = {
    "public": (
        Words("นาฬิกาของประชาชน", "Public clock"),
        Words("วันปฏิทินตั้งแต่วันที่ถือว่ารับถึงวันนี้ ไม่หยุด",
              "Calendar days from the official date until today; never stops"),
    ),
    "work": (
        Words("นาฬิกาของงาน", "Work clock"),
        Words("วันเดียวกันนั้น หักวันที่หยุดนับเวลา", "The same without the days it stood still"),
    ),
}  # fmt: skip
_DUE = Words(
    "ครบกำหนด = แจ้งผลแล้วหรือพ้นวันกำหนดโดยยังไม่แจ้ง ทัน = แจ้งภายในวันกำหนด ไม่มีเรื่องครบกำหนดคือไม่มีค่า",
    "due = answered, or past its date unanswered; in time = answered by its date; no value for 0",
)
UNITS: dict[str, Meaning] = {
    "received": FLOW["received"],
    "resolved": (Words("ยุติ", "Resolved"), Words("ในจำนวนนั้นที่ยุติแล้ว", "Those resolved by now")),
    "open": (Words("ยังไม่ยุติ", "Open"), Words("ในจำนวนนั้นที่ยังไม่ยุติ", "Those open now")),
    "overdue": (
        Words("เกินกำหนดอยู่", "Overdue now"),
        Words("ยังไม่ยุติและมีกำหนดที่พ้นไปแล้ว", "Open, with a deadline that has passed"),
    ),
    "on_time": (Words("แจ้งผลทัน", "Answered in time"), _DUE),
    "public": (
        Words("ทันตามนาฬิกาประชาชน", "In time by the public clock"),
        Words("อย่างเดียวกัน โดยไม่หักวันที่หยุดนับหรือขยายเวลา", "The same without stops, extensions"),
    ),
    "reopened": (
        Words("เปิดอีกครั้ง", "Opened again"),
        Words("เรื่องที่เคยเปิดอีกครั้ง ต่อเรื่องที่เคยยุติ", "Ever opened again, of those ever resolved"),
    ),
    "appealed": (
        Words("ถูกอุทธรณ์", "Appealed"),
        Words("เรื่องที่มีผู้อุทธรณ์ ต่อเรื่องที่เคยยุติ", "Appealed against, of those ever resolved"),
    ),
    "unanswered": (
        Words("ปิดโดยไม่ตอบเนื้อหา", "Closed without an answer"),
        Words("เรื่องที่ไม่รับดำเนินการ ซ้ำ ถอน หรือไม่มีคำตอบ ต่อเรื่องที่ยุติ",
              "Dismissed, duplicate, withdrawn or without any answer, of those resolved"),
    ),
}  # fmt: skip
