"""The office's own row: made empty at first, named later by its file or its administrator."""

from app.database import db
from app.models import Office

CODE = "OFFICE"  # until the office gives its own


def ensure_office() -> Office:
    """There is one office row; a new one carries a name that says it has none yet."""
    there = db.session.get(Office, Office.THE)
    if there is None:
        there = Office(
            id=Office.THE, code=CODE, name_th="สำนักงาน (ยังไม่ได้ตั้งชื่อ)", name_en="Unnamed office"
        )
        db.session.add(there)
    return there
