"""The letter of the day about where the two ledgers of referrals differ."""

from datetime import datetime, timedelta

from sqlalchemy import select

from app.actions.tell_differences import tell_differences
from app.database import db, transaction
from app.models import Letter, Person
from app.queries import differences
from tests.factories import a_referral


def test_it_counts_and_names_them_once_a_day(owner: Person, manager: Person, now: datetime) -> None:
    with transaction():
        case = a_referral(now, owner=owner)
        closed = a_referral(now, owner=owner)
        assert closed.referral is not None
        closed.referral.their_state = "closed"
        names, key = (closed.reference, case.reference), manager.id
    assert key in differences.untold(now)
    for _ in range(2):
        with transaction():
            assert tell_differences(key, now)
    letter = db.session.scalars(select(Letter).where(Letter.recipient == manager.email)).one()
    assert (letter.case_id, letter.status) == (None, "ready")
    for words in (
        "ไม่ตรงกัน 3 รายการ", f"ทางนั้นยุติแล้ว แต่ของเรายังไม่ยุติ: 1\n- {names[0]} (นร 0105/123)\n",
        "กำหนดรายงานผลมาก่อนกำหนดของเรา: 2\n", f"- {names[1]} (นร 0105/123)\n",
        "/desk/referrals?show=differences",
    ):  # fmt: skip
        assert words in letter.text, letter.text
    assert key not in differences.untold(now)
    assert key in differences.untold(now + timedelta(days=1))


def test_where_all_agrees_nobody_is_told(manager: Person, now: datetime) -> None:
    assert differences.untold(now) == []
    with transaction():
        assert not tell_differences(manager.id, now)
