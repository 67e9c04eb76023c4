"""What each public figure means, in the words that stand on the page and in every file."""

from app.reports.suppression import LEAST
from workflows.words import Words

DEFINITIONS = {
    "received": Words(
        "รับ: เรื่องที่วันที่ถือว่ารับอยู่ในปีนั้น ปีงบประมาณคือ 1\u00a0ตุลาคม ถึง 30\u00a0กันยายน"
        " ปีปฏิทินคือ 1\u00a0มกราคม ถึง 31\u00a0ธันวาคม",
        "Received: cases with their official date of receipt in the year; a fiscal year runs from"
        " 1 October to 30 September, a calendar year from 1 January to 31 December",
    ),
    "resolved": Words(
        "แจ้งผลแล้ว: เรื่องในจำนวนนั้นที่แจ้งผลแล้ว", "Answered: those of them that were answered"
    ),
    "median": Words(
        "ครึ่งหนึ่ง: จำนวนวันทำการที่เรื่องครึ่งหนึ่งใช้ไม่เกิน นับจากวันที่ถือว่ารับถึงวันที่แจ้งผลโดยไม่หักวันที่รอ"
        " เรื่องที่ยังไม่แจ้งผลนับถึงวันนี้ด้วย ความล่าช้าจึงไม่ดูเหมือนความรวดเร็ว",
        "Half: the working days that half of the cases took at most, from the official date to the"
        " answer, days of waiting included. Open cases count with their days so far, so that"
        " neglect does not look like speed",
    ),
    "p90": Words(
        "เก้าในสิบ: จำนวนวันทำการที่เก้าในสิบเรื่องใช้ไม่เกิน นับอย่างเดียวกัน",
        "Nine of ten: the working days that nine of ten cases took at most, counted the same way",
    ),
    "on_time": Words(
        "ทันกำหนด: ร้อยละของเรื่องที่ครบกำหนดซึ่งแจ้งผลภายในกำหนดของประชาชน คือกำหนดที่ไม่หยุดนับและไม่ขยาย"
        " เรื่องที่เลยกำหนดและยังไม่แจ้งผลนับว่าไม่ทัน ปัดเป็นจำนวนเต็ม",
        "In time: percent of the cases due that were answered by the public date, which no stop and"
        " no extension moves; an open case past its date is late. A whole number",
    ),
    "reopened": Words(
        "เปิดใหม่: เรื่องที่แจ้งผลแล้วและถูกเปิดพิจารณาใหม่อย่างน้อยหนึ่งครั้ง",
        "Reopened: cases that were answered and taken up again at least once",
    ),
    "appealed": Words("อุทธรณ์: เรื่องที่มีผู้อุทธรณ์ผล", "Appealed: cases whose answer was appealed against"),
    "open": Words(
        "คงค้างสิ้นเดือน: เรื่องทุกปีที่รับแล้วและยังไม่แจ้งผลเมื่อสิ้นวันสุดท้ายของเดือน ตามที่ทราบในวันที่ของข้อมูล"
        " แยกตามอายุเป็นวันนับจากวันที่ถือว่ารับ",
        "Open at month end: cases of any year received and not answered by the end of the last day"
        " of the month, as known on the date of these figures, by age in days since receipt",
    ),
    "satisfaction": Words(
        "ความพึงพอใจ: คะแนนเฉลี่ย 1 ถึง 5 ต่อการดูแลเรื่อง ของผู้ที่ตอบหลังได้รับผล และร้อยละที่ตอบ",
        "Satisfaction: mean of 1 to 5 for the handling, of those who answered after their case was"
        " closed, with the percentage who answered",
    ),
    "suppressed": Words(
        f"ไม่แสดง: จำนวนที่น้อยกว่า {LEAST} ไม่แสดง และไม่แสดงแถวอื่นที่จะทำให้คำนวณย้อนกลับได้ เพื่อไม่ให้รู้ว่าเป็นผู้ใด"
        " ปีปฏิทินจึงไม่แยกเดือน ประเภท หัวข้อ และช่องทาง",
        f"Not shown: a number below {LEAST} is not shown, nor other rows from which it could be"
        " worked out, so that nobody is recognised; for the same reason a calendar year is not"
        " divided by month, kind, topic and channel",
    ),
}
