"""THE CATALOGUE: what we report, and how each figure is defined."""

from dataclasses import dataclass

from workflows.words import Words


@dataclass(frozen=True)
class Figure:
    """One number: its name on paper and what exactly it counts."""

    label: Words
    definition: Words


@dataclass(frozen=True)
class Report:
    """A named table; its figures by the names they carry in JSON."""

    title: Words
    figures: dict[str, Figure]


PERIOD = Words(
    "ช่วงเวลานับตามวันที่ถือว่ารับเรื่อง รวมวันแรกและวันสุดท้าย รวมเรื่องปกปิดเป็นตัวเลขเท่านั้น",
    "Periods follow the official date of receipt, first and last day included; restricted cases"
    " are in the figures as numbers only",
)
_ON_TIME = Words(
    "ครบกำหนด = เรื่องที่ทำแล้ว หรือที่พ้นวันกำหนดแล้วโดยยังไม่ทำ, ทัน = ทำภายในวันกำหนดตามเวลาประเทศไทย,"
    " ร้อยละ = ทัน ÷ ครบกำหนด × 100 สองตำแหน่ง ไม่มีเรื่องครบกำหนดคือไม่มีค่า",
    "due = cases where it was done, or whose date has passed with it undone; met = done by that"
    " date in Bangkok; percent = met ÷ due × 100 to two decimals, no value for 0 of 0",
)


def _promise(th: str, en: str) -> Words:
    return Words(f"{th} {_ON_TIME.th}", f"{en} {_ON_TIME.en}")


SLA = Report(
    Words("เราตอบทันเวลาหรือไม่", "Are we on time?"),
    {
        "received": Figure(
            Words("รับเข้า", "Received"),
            Words("เรื่องที่วันที่ถือว่ารับอยู่ในช่วงเวลา", "Cases with their official date in the period"),
        ),
        "resolved": Figure(
            Words("ยุติ", "Resolved"),
            Words("เรื่องในจำนวนนั้นที่ยุติแล้ว", "Those of them that are resolved"),
        ),
        "open": Figure(
            Words("ยังไม่ยุติ", "Open"),
            Words("เรื่องในจำนวนนั้นที่ยังไม่ยุติขณะนี้", "Those of them that are open now"),
        ),
        "overdue": Figure(
            Words("เกินกำหนดอยู่", "Overdue now"),
            Words(
                "เรื่องที่ยังไม่ยุติและมีกำหนดข้อใดข้อหนึ่งพ้นไปแล้วโดยยังไม่ได้ทำ",
                "Open cases of which any deadline has passed and is not met",
            ),
        ),
        "on_time.acknowledge": Figure(
            Words("แจ้งรับเรื่องทันเวลา", "Acknowledged in time"),
            _promise(
                "แจ้งเลขที่เรื่องและกำหนดเวลาแก่ผู้แจ้งแล้ว เรื่องที่นำเข้าโดยไม่มีเวลาแจ้งรับไม่นับ",
                "Reference and dates were given; imported cases that tell no time are not counted.",
            ),
        ),
        "on_time.first_answer": Figure(
            Words("คำตอบแรกทันเวลา", "First answer in time"),
            _promise(
                "หนังสือที่มีเนื้อหาฉบับแรก หรือการยุติเรื่อง",
                "The first letter of substance, or the end of the case.",
            ),
        ),
        "on_time.resolve": Figure(
            Words("แจ้งผลทันเวลา", "Resolved in time"),
            _promise("ยุติเรื่องพร้อมแจ้งผล", "The case is resolved."),
        ),
        "on_time.public": Figure(
            Words("แจ้งผลทันตามนาฬิกาของประชาชน", "Resolved in time by the public clock"),
            _promise(
                "ยุติเรื่องภายในกำหนดเดิมนับจากวันที่ถือว่ารับ การหยุดนับเวลาและการขยายเวลาไม่เลื่อนกำหนดนี้",
                "The case is resolved by its first date, which no stop and no extension moves.",
            ),
        ),
        "working_days.median": Figure(
            Words("มัธยฐานวันทำการ", "Median working days"),
            Words(
                "ค่ากลางของวันทำการจากวันที่ถือว่ารับถึงวันที่ยุติ (ไม่นับวันแรก) ของเรื่องที่ยุติ"
                " ถ้าจำนวนเรื่องเป็นคู่ใช้ค่าเฉลี่ยของสองค่ากลาง",
                "Middle of the working days from official date (not counted) to resolution"
                " of resolved cases; the mean of the two middle ones when their number is even",
            ),
        ),
        "working_days.p90": Figure(
            Words("เก้าในสิบเรื่อง ภายใน (วันทำการ)", "Nine in ten within (working days)"),
            Words(
                "เปอร์เซ็นไทล์ที่ 90 แบบลำดับใกล้สุด: จำนวนวันที่น้อยที่สุดซึ่งเรื่องยุติอย่างน้อย 9 ใน 10 ใช้ไม่เกินนั้น",
                "90th percentile by nearest rank: the smallest number of days within which at least"
                " nine in ten resolved cases were resolved",
            ),
        ),
        "worked_days.median": Figure(
            Words("มัธยฐานวันทำงานจริง", "Median days worked"),
            Words(
                "ค่ากลางของวันทำการชุดเดียวกัน โดยไม่นับวันทำการที่หยุดนับเวลา เรื่องที่ไม่เคยหยุดมีค่าเท่ากันทั้งสองแบบ",
                "Middle of the same working days without those on which the clock was stopped;"
                " of a case that was never stopped both are the same",
            ),
        ),
        "worked_days.p90": Figure(
            Words("เก้าในสิบเรื่อง ภายใน (วันทำงานจริง)", "Nine in ten within (days worked)"),
            Words(
                "เปอร์เซ็นไทล์ที่ 90 แบบลำดับใกล้สุดของวันทำงานจริง",
                "90th percentile by nearest rank of the days worked",
            ),
        ),
        "stopped_days": Figure(
            Words("วันทำการที่หยุดนับ", "Working days stopped"),
            Words(
                "ผลต่างของสองแบบ: ผลรวมวันทำการจากวันที่ถือว่ารับถึงวันที่ยุติ ลบผลรวมวันทำงานจริง ของเรื่องที่ยุติทั้งหมด",
                "The difference of the two clocks: the sum of working days from official date to"
                " resolution less the sum of days worked, of all resolved cases",
            ),
        ),
        "resolved_on_time": Figure(
            Words("ยุติทันเวลาต่อเรื่องที่ยุติ", "Resolved in time of those resolved"),
            Words(
                "เรื่องที่ยุติภายในกำหนด ÷ เรื่องที่ยุติทั้งหมด (นิยามเดียวกับร้อยละในเกณฑ์ CS 3 ของแบบ 2.3)"
                " เรื่องเกินกำหนดที่ยังไม่ยุติไม่อยู่ในตัวหาร",
                "Resolved by their deadline ÷ all resolved (the same as the percentage in criterion"
                " CS 3 of Form 2.3); overdue cases that are still open are not in it",
            ),
        ),
        "overdue_by_age": Figure(
            Words("เกินกำหนดแยกตามอายุ", "Overdue by age"),
            Words(
                "เรื่องเกินกำหนดอยู่ แยกตามจำนวนวันปฏิทินหลังกำหนดข้อแรกที่ยังไม่ได้ทำ",
                "Overdue cases by calendar days since the earliest deadline that is not met",
            ),
        ),
    },
)

ANONYMOUS = Report(
    Words("เรื่องที่ไม่บอกชื่อ", "Anonymous cases"),
    {
        "received": Figure(
            Words("รับเข้าโดยไม่บอกชื่อ", "Received anonymously"),
            Words(
                "เรื่องของผู้แจ้งที่ไม่บอกชื่อ ซึ่งวันที่ถือว่ารับอยู่ในช่วงเวลา",
                "Cases of people who gave no name, with their official date in the period",
            ),
        ),
        "promise_kept": Figure(
            Words("รักษาสัญญา", "Promise kept"),
            Words(
                "ใบรับเรื่องสัญญาว่าจะมีคำตอบแรก หรือเหตุผลที่ยังไม่มีคำตอบ ที่หน้าติดตามเรื่องภายในวันที่กำหนด"
                " ทัน = มีหนังสือที่มีเนื้อหาฉบับแรกหรือผลภายในวันนั้น"
                " กำหนดเลื่อนได้เฉพาะเมื่อแจ้งเหตุผลที่หน้าติดตามเรื่องแล้ว"
                f" {_ON_TIME.th}",
                "The receipt promises a first answer, or the reason why there is none yet, on the"
                " tracking page by a date. met = the first letter of substance or the outcome stood"
                " there by then; the date moves only for a reason that is told there. "
                f"{_ON_TIME.en}",
            ),
        ),
        "returned": Figure(
            Words("กลับมาอ่าน", "Came back"),
            Words(
                "เรื่องที่ผู้แจ้งเปิดด้วยรหัสลับที่หน้าติดตามเรื่องอย่างน้อยหนึ่งครั้ง ÷ รับเข้าโดยไม่บอกชื่อ × 100"
                " เก็บเฉพาะวันที่กลับมาครั้งแรก",
                "Cases that were opened with their secret code at least once ÷ received anonymously"
                " × 100; only the day of the first return is kept",
            ),
        ),
    },
)

SURVEY = Report(
    Words("ผลสำรวจความพึงพอใจและไม่พึงพอใจ", "Results of the satisfaction survey"),
    {
        "sampled": Figure(
            Words("กลุ่มตัวอย่าง", "Sampled"),
            Words("ผู้อยู่ในรายชื่อกลุ่มตัวอย่าง", "People in the sample"),
        ),
        "n": Figure(
            Words("ผู้ตอบ (n)", "Respondents (n)"),
            Words("ผู้ตอบคำถามข้อนั้น (ของกลุ่ม: คำถามภาพรวม)",
                  "Respondents to the question; of a group, to the overall question"),
        ),
        "response_percent": Figure(
            Words("อัตราการตอบ", "Response rate"),
            Words("ผู้ส่งแบบสำรวจกลับ ÷ กลุ่มตัวอย่าง × 100 และแยกตามช่องทางที่ตอบ",
                  "Questionnaires returned ÷ sample × 100; also by the channel of the answer"),
        ),
        "mean": Figure(
            Words("ค่าเฉลี่ย", "Mean"),
            Words("ค่าเฉลี่ยของระดับ สองตำแหน่ง ข้อความเชิงลบกลับคะแนนก่อน",
                  "Mean level, to two decimals; negative questions are turned round first"),
        ),
        "sd": Figure(
            Words("S.D.", "SD"),
            Words("ส่วนเบี่ยงเบนมาตรฐานของตัวอย่าง (หารด้วย n − 1)",
                  "Sample standard deviation (divided by n − 1)"),
        ),
        "percent_of_max": Figure(
            Words("คะแนนร้อยละ", "Percent score"),
            Words("ค่าเฉลี่ย ÷ คะแนนเต็ม × 100 ไม่ใช่ร้อยละของผู้พอใจ",
                  "Mean ÷ highest level × 100; not the percentage of satisfied people"),
        ),
        "band": Figure(
            Words("ระดับ", "Band"),
            Words("ช่วงของค่าเฉลี่ยที่ปัดสองตำแหน่งแล้ว",
                  "Band of the mean after rounding to two decimals"),
        ),
        "satisfied_percent": Figure(
            Words("พอใจ (ร้อยละ)", "Satisfied (%)"),
            Words("ผู้ตอบระดับที่ถือว่าพอใจ ÷ ผู้ตอบ × 100",
                  "Answers at a level that counts as satisfied ÷ respondents × 100"),
        ),
        "neutral_percent": Figure(
            Words("เป็นกลาง (ร้อยละ)", "Neutral (%)"),
            Words("ผู้ตอบระดับกลาง ÷ ผู้ตอบ × 100", "Answers at the middle level ÷ respondents × 100"),
        ),
        "dissatisfied_percent": Figure(
            Words("ไม่พอใจ (ร้อยละ)", "Dissatisfied (%)"),
            Words("ผู้ตอบระดับที่ถือว่าไม่พอใจ ÷ ผู้ตอบ × 100 ข้อความไม่พึงพอใจนับผู้ตอบระดับสูง",
                  "Answers at a level that counts as dissatisfied ÷ respondents × 100; of questions"
                  " on dissatisfaction, those at a high level"),
        ),
        "change": Figure(
            Words("เปลี่ยนจากปีก่อน", "Change from last year"),
            Words("ค่าที่ปัดแล้วของปีนี้ − ของแบบสำรวจปีก่อนที่ระบุไว้ ข้อคำถามเทียบเมื่อถ้อยคำตรงกัน",
                  "The rounded figure less that of the survey named as last year's; questions are"
                  " compared where they have the same words"),
        ),
        "yamane": Figure(
            Words("ขนาดตัวอย่าง (Yamane)", "Sample size (Yamane)"),
            Words("N ÷ (1 + N × 0.05²) ปัดขึ้น N คือจำนวนในทะเบียนกลุ่ม",
                  "N ÷ (1 + N × 0.05²), rounded up; N as in the register of groups"),
        ),
    },
)  # fmt: skip
RATINGS = Report(
    Words("คะแนนหลังยุติเรื่อง", "Ratings after a case"),
    {
        "asked": Figure(
            Words("ถาม", "Asked"),
            Words("เรื่องที่ยุติแล้ว ผู้แจ้งทุกคนให้คะแนนได้ที่หน้าติดตามเรื่อง รวมผู้ไม่เปิดเผยชื่อ"
                  " ไม่นับเรื่องนำเข้าที่ไม่มีคะแนน",
                  "Resolved cases: everybody may rate on the tracking page, anonymous people too;"
                  " imported cases without a rating are left out"),
        ),
        "mailed": Figure(
            Words("ส่งอีเมลถึง", "By e-mail"),
            Words("เรื่องในจำนวนนั้นที่คำตอบพร้อมลิงก์ให้คะแนนออกไปทางอีเมลแล้ว",
                  "Those of them whose answer, with a link to rate, has left by e-mail"),
        ),
        "answered": Figure(
            Words("ตอบ", "Answered"), Words("เรื่องที่มีคะแนนการทำงาน", "Cases whose handling was rated")
        ),
        "silent": Figure(
            Words("ไม่ตอบ", "Not answered"), Words("ถาม − ตอบ", "Asked less answered")
        ),
        "response_percent": Figure(
            Words("อัตราการตอบ", "Response rate"), Words("ตอบ ÷ ถาม × 100", "Answered ÷ asked × 100")
        ),
        "handling": Figure(
            Words("การทำงาน", "Handling"),
            Words("คะแนน 1–5 ต่อความรวดเร็ว ความสุภาพ และการแจ้งข่าว พอใจ = 4–5 ไม่พอใจ = 1–2",
                  "1–5 for speed, courtesy and information; satisfied = 4–5, dissatisfied = 1–2"),
        ),
        "outcome": Figure(
            Words("ผลที่ได้รับ", "Outcome"),
            Words("คะแนน 1–5 ต่อผลของเรื่อง ถามแยกจากการทำงาน",
                  "1–5 for the outcome itself, asked apart from the handling"),
        ),
    },
)  # fmt: skip
TOO_FEW = Words(
    "ไม่แสดงค่าเมื่อมีผู้ตอบน้อยกว่า 5 คน และไม่แสดงกลุ่มที่ทำให้คำนวณย้อนได้",
    "No value is shown for fewer than 5 people, nor for a group from which it could be worked out",
)

CATALOGUE: dict[str, Report] = {"sla": SLA, "survey": SURVEY, "ratings": RATINGS}
