"""CS5: what the public takes part in, how far, and the channels both ways."""

from app.reports.criteria.finding import Figure, Finding, finding
from app.reports.facts import Facts

WORKS = "ทะเบียนงานที่ประชาชนมีส่วนร่วม"
CHANNELS = "ทะเบียนช่องทางติดต่อ"
LEVEL = "ระดับการมีส่วนร่วม 1 ให้ข้อมูล 2 รับฟัง 3 เกี่ยวข้อง 4 ร่วมมือ 5 เสริมอำนาจ"


def findings(facts: Facts) -> list[Finding]:
    """Work with its level, channels that inform, channels that listen."""
    works = facts.participation
    level = works[0].level if works else None
    inform, listen = len(facts.contact("inform")), len(facts.contact("listen"))
    return [
        finding(
            [
                Figure("cs5.participation_works", len(works), WORKS, "งานที่ประชาชนมีส่วนร่วมในปี"),
                Figure("cs5.level", level, WORKS, LEVEL),
            ],
            (bool(works), "ทะเบียนงานที่ประชาชนมีส่วนร่วมยังว่าง"),
        ),
        finding(
            [Figure("cs5.information_channels", inform, CHANNELS, "ช่องทางให้ข้อมูลข่าวสารในปี")],
            (inform > 0, "ทะเบียนช่องทางติดต่อยังไม่มีช่องทางให้ข้อมูลข่าวสาร"),
        ),
        finding(
            [Figure("cs5.listening_channels", listen, CHANNELS, "ช่องทางรับฟังความคิดเห็นในปี")],
            (listen > 0, "ทะเบียนช่องทางติดต่อยังไม่มีช่องทางรับฟังความคิดเห็น"),
        ),
    ]
