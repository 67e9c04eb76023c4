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
