"""The roles a person may hold; which hats they give on a case is ``queries.rights``."""

from enum import StrEnum

from workflows.words import Words


class Role(StrEnum):
    """What a person is here for; a person may hold several."""

    INTAKE = "intake"
    OFFICER = "officer"
    MANAGER = "manager"
    ADMIN = "admin"
    AUDITOR = "auditor"
    CONFIDENTIAL = "confidential"
    AGENCY = "agency"
    ASSESSOR = "assessor"

    @property
    def label(self) -> Words:
        """The role's name on pages."""
        return _ROLES[self]

    @property
    def does(self) -> Words:
        """What the role lets people do, in a sentence, for whoever hands it out."""
        return _DOES[self]


_ROLES = {
    Role.INTAKE: Words("เจ้าหน้าที่รับเรื่อง", "Intake officer"),
    Role.OFFICER: Words("เจ้าหน้าที่", "Officer"),
    Role.MANAGER: Words("ผู้บริหาร", "Manager"),
    Role.ADMIN: Words("ผู้ดูแลระบบ", "Administrator"),
    Role.AUDITOR: Words("ผู้ตรวจสอบ", "Auditor"),
    Role.CONFIDENTIAL: Words("ผู้รับเรื่องปกปิด", "Confidential officer"),
    Role.AGENCY: Words("หน่วยงานที่ส่งต่อเรื่อง", "Referring agency"),
    Role.ASSESSOR: Words("ผู้ประเมินภายนอก", "Assessor"),
}
_DOES = {
    Role.INTAKE: Words(
        "เห็นทุกเรื่องที่ไม่ปกปิด ลงรับแทนผู้แจ้ง มอบหมาย และไม่รับดำเนินการ",
        "Sees every case that is not restricted; registers for others, assigns, dismisses",
    ),
    Role.OFFICER: Words(
        "เห็นเรื่องของหน่วยและของตน ดำเนินเรื่องที่ตนรับผิดชอบจนยุติ",
        "Sees the unit's cases and their own; works their own to the end",
    ),
    Role.MANAGER: Words(
        "เห็นทุกเรื่องที่ไม่ปกปิด ทำได้ทุกขั้นตอน อนุมัติ ดูรายงาน และตั้งค่าวิธีทำงาน",
        "Sees every case that is not restricted; every step, approvals, reports, settings",
    ),
    Role.ADMIN: Words(
        "ดูแลบัญชีและข้อมูลของสำนักงาน ไม่เห็นเนื้อเรื่องของใคร",
        "Keeps accounts and the office's lists; sees nobody's case",
    ),
    Role.AUDITOR: Words(
        "อ่านทุกเรื่องที่ไม่ปกปิด รายงาน และบันทึกการใช้งาน แก้ไขไม่ได้",
        "Reads cases that are not restricted, reports and the audit; changes nothing",
    ),
    Role.CONFIDENTIAL: Words(
        "เห็นและดำเนินเรื่องปกปิดทั้งหมด และเห็นเรื่องของหน่วย ให้เฉพาะผู้ที่จำเป็นต้องรู้",
        "Sees and works every restricted case, and sees the unit's: only for who must know",
    ),
    Role.AGENCY: Words(
        "ระบบของหน่วยงานอื่นที่ส่งเรื่องต่อมา ใช้ได้ทาง API เท่านั้น เห็นเฉพาะเรื่องที่ตนส่ง",
        "Another office's system: by API only, and only the cases it sent",
    ),
    Role.ASSESSOR: Words(
        "อ่านแบบ 2.3 จนถึงวันสุดท้ายที่กำหนด ไม่เห็นอย่างอื่น มีบทบาทอื่นด้วยไม่ได้",
        "Reads Form 2.3 until their last day and nothing else; holds no other role",
    ),
}
