"""The office of three levels in which the clock tells people of deadlines."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from app.database import transaction
from app.models import Unit
from tests.factories import a_person


@pytest.fixture
def ladder(office: None, session: Session, now: datetime) -> None:
    """U03 under U02 under U01, each with a head; a manager, an intake officer, an owner in U03."""
    with transaction():
        session.add(Unit(code="U03", name_th="กลุ่มข้อมูล", parent_code="U02"))
        session.flush()
        session.get_one(Unit, "U02").parent_code = "U01"
        for unit, name in (("U03", "หัวหน้ากลุ่ม"), ("U02", "หัวหน้าศูนย์"), ("U01", "ผู้อำนวยการ")):
            head = a_person(now, "officer", unit, f"{unit.lower()}@oie.example", name)
            session.get_one(Unit, unit).head_id = head.id
        a_person(now, "manager", "U01", "boss@oie.example", "ผู้บริหาร")
        a_person(now, "intake", "U01", "clerk@oie.example", "เจ้าหน้าที่รับเรื่อง")
        a_person(now, "officer", "U03", "owner@oie.example", "เจ้าของเรื่อง")
