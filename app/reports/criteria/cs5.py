"""CS5: what the public takes part in, how far, and the channels both ways."""

from app.reports.criteria.finding import Figure, Finding, finding
from app.reports.facts import Facts
from workflows.words import Words

WORKS = Words("ทะเบียนงานที่ประชาชนมีส่วนร่วม", "Register of public participation")
CHANNELS = Words("ทะเบียนช่องทางติดต่อ", "Register of channels of contact")
LEVEL = Words(
    "ระดับการมีส่วนร่วม 1 ให้ข้อมูล 2 รับฟัง 3 เกี่ยวข้อง 4 ร่วมมือ 5 เสริมอำนาจ",
    "Level of participation: 1 inform, 2 consult, 3 involve, 4 collaborate, 5 empower",
)
SHARED = Words("งานที่ประชาชนมีส่วนร่วมในปี", "Work in which the public took part in the year")
INFORM = Words("ช่องทางให้ข้อมูลข่าวสารในปี", "Channels that inform in the year")
LISTEN = Words("ช่องทางรับฟังความคิดเห็นในปี", "Channels for hearing opinions in the year")
NO_WORK = Words("ทะเบียนงานที่ประชาชนมีส่วนร่วมยังว่าง", "The register of public participation is empty")
NO_INFORM = Words(
    "ทะเบียนช่องทางติดต่อยังไม่มีช่องทางให้ข้อมูลข่าวสาร",
    "The register of channels of contact has no channel that informs yet",
)
NO_LISTEN = Words(
    "ทะเบียนช่องทางติดต่อยังไม่มีช่องทางรับฟังความคิดเห็น",
    "The register of channels of contact has no channel for hearing opinions yet",
)


def findings(facts: Facts) -> list[Finding]:
    """Work with its level, channels that inform, channels that listen."""
    works = facts.participation
    level = works[0].level if works else None
    inform, listen = len(facts.contact("inform")), len(facts.contact("listen"))
    return [
        finding(
            [
                Figure("cs5.participation_works", len(works), WORKS, SHARED),
                Figure("cs5.level", level, WORKS, LEVEL),
            ],
            (bool(works), NO_WORK),
        ),
        finding(
            [Figure("cs5.information_channels", inform, CHANNELS, INFORM)],
            (inform > 0, NO_INFORM),
        ),
        finding(
            [Figure("cs5.listening_channels", listen, CHANNELS, LISTEN)],
            (listen > 0, NO_LISTEN),
        ),
    ]
