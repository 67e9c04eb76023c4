"""CS1: the groups of clients and stakeholders by mission, and the review of their needs."""

from app.reports.criteria.finding import Figure, Finding, finding
from app.reports.facts import Facts
from workflows.words import Words

MISSIONS = Words(
    "ทะเบียนพันธกิจและกลุ่มผู้รับบริการและผู้มีส่วนได้ส่วนเสีย",
    "Registers of missions and of groups of clients and stakeholders",
)
REVIEWS = Words(
    "แบบสำรวจของปี และทะเบียนทบทวนความต้องการ",
    "Survey of the year and register of reviews of needs",
)
COUNTED = Words(
    "พันธกิจที่มีกลุ่มอย่างน้อยหนึ่งกลุ่ม หรือจำนวนที่สำนักงานระบุไว้สำหรับปีนั้น",
    "Missions with at least one group, or the number stated by the office for the year",
)
REVIEWED = Words(
    "กลุ่มที่มีผู้ตอบแบบสำรวจของปี หรือมีบันทึกการทบทวนในปี",
    "Groups that answered the survey of the year or have a review on record in it",
)


def findings(facts: Facts) -> list[Finding]:
    """Groups are defined in so many missions; every group's needs were reviewed."""
    return [_defined(facts), _reviewed(facts)]


def _defined(facts: Facts) -> Finding:
    bare = {m.code for m in facts.missions} - {g.mission_code for g in facts.groups}
    figures = [
        Figure("cs1.missions_count", facts.missions_count, MISSIONS, COUNTED),
        Figure("cs1.groups", len(facts.groups), MISSIONS,
               Words("กลุ่มที่ใช้อยู่ทั้งหมด", "All groups in use")),
        Figure("cs1.missions_without_groups", len(bare), MISSIONS,
               Words("พันธกิจที่ยังไม่มีกลุ่ม", "Missions without a group")),
    ]  # fmt: skip
    none = Words("ยังไม่มีพันธกิจที่กำหนดกลุ่มไว้ในทะเบียน", "No mission in the register has a group yet")
    return finding(figures, (facts.missions_count > 0, none))


def _reviewed(facts: Facts) -> Finding:
    """The general public belongs to no mission and is not one of the groups."""
    ours = [group.code for group in facts.groups if group.mission_code]
    answered = {row.group_code for row in facts.survey_groups if sum(row.counts)}
    seen = answered | {row.group_code for row in facts.reviews}
    left = [code for code in ours if code not in seen]
    figures = [
        Figure("cs1.groups_reviewed", len(ours) - len(left), REVIEWS, REVIEWED),
        Figure("cs1.groups_without_review", len(left), REVIEWS,
               Words("กลุ่มที่ยังไม่ได้ทบทวนในปี", "Groups not reviewed in the year")),
    ]  # fmt: skip
    none = Words("ยังไม่มีกลุ่มในทะเบียน", "No group in the register yet")
    return finding(figures, (bool(ours), none), (not left, _unreviewed(left)))


def _unreviewed(codes: list[str]) -> Words:
    return Words(
        f"ยังไม่ได้ทบทวนความต้องการของกลุ่ม {' '.join(codes)}",
        f"Groups whose needs have not been reviewed: {', '.join(codes)}",
    )
