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
                "เรื่องที่ยุติภายในกำหนด ÷ เรื่องที่ยุติทั้งหมด (นิยามเดียวกับ cs3.on_time_percent)"
                " เรื่องเกินกำหนดที่ยังไม่ยุติไม่อยู่ในตัวหาร",
                "Resolved by their deadline ÷ all resolved (the same as cs3.on_time_percent);"
                " overdue cases that are still open are not in it",
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

CATALOGUE: dict[str, Report] = {"sla": SLA}

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
