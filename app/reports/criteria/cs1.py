"""CS1: the groups of clients and stakeholders by mission, and the review of their needs."""

from app.reports.criteria.finding import Figure, Finding, finding
from app.reports.facts import Facts

MISSIONS = "ทะเบียนพันธกิจและกลุ่มผู้รับบริการและผู้มีส่วนได้ส่วนเสีย"
REVIEWS = "แบบสำรวจของปี และทะเบียนทบทวนความต้องการ"


def findings(facts: Facts) -> list[Finding]:
    """Groups are defined in so many missions; every group's needs were reviewed."""
    return [_defined(facts), _reviewed(facts)]


def _defined(facts: Facts) -> Finding:
    bare = {m.code for m in facts.missions} - {g.mission_code for g in facts.groups}
    figures = [
        Figure("cs1.missions_count", facts.missions_count, MISSIONS,
               "พันธกิจที่มีกลุ่มอย่างน้อยหนึ่งกลุ่ม หรือจำนวนที่สำนักงานระบุไว้สำหรับปีนั้น"),
        Figure("cs1.groups", len(facts.groups), MISSIONS, "กลุ่มที่ใช้อยู่ทั้งหมด"),
        Figure("cs1.missions_without_groups", len(bare), MISSIONS, "พันธกิจที่ยังไม่มีกลุ่ม"),
    ]  # fmt: skip
    return finding(figures, (facts.missions_count > 0, "ยังไม่มีพันธกิจที่กำหนดกลุ่มไว้ในทะเบียน"))


def _reviewed(facts: Facts) -> Finding:
    """The general public belongs to no mission and is not one of the groups."""
    ours = [group.code for group in facts.groups if group.mission_code]
    answered = {row.group_code for row in facts.survey_groups if sum(row.counts)}
    seen = answered | {row.group_code for row in facts.reviews}
    left = [code for code in ours if code not in seen]
    figures = [
        Figure("cs1.groups_reviewed", len(ours) - len(left), REVIEWS,
               "กลุ่มที่มีผู้ตอบแบบสำรวจของปี หรือมีบันทึกการทบทวนในปี"),
        Figure("cs1.groups_without_review", len(left), REVIEWS, "กลุ่มที่ยังไม่ได้ทบทวนในปี"),
    ]  # fmt: skip
    return finding(
        figures,
        (bool(ours), "ยังไม่มีกลุ่มในทะเบียน"),
        (not left, f"ยังไม่ได้ทบทวนความต้องการของกลุ่ม {' '.join(left)}"),
    )
