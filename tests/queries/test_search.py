"""What a search finds, in which order, what it says it did, and whose cases it tells of."""

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.actions.index_case import index_case
from app.database import transaction
from app.intake.submission import Sender
from app.models import Case, CaseText, Person
from app.queries import queues
from app.queries.queues import Asked, Found
from tests.factories import a_case, a_person
from workflows import State
from workflows.text import normalise

EVERYWHERE = Asked(queue="all")
THAI = "วารสารส่งล่าช้าเกือบ ๓ เดือน เว็บไซต์เปิดไม่ได้ น้ำดื่มเจ้าหน้าที่"
pytestmark = pytest.mark.usefixtures("office")


def made(now: datetime, subject: str, body: str = "ไม่มีอะไรเพิ่ม", **more: object) -> str:
    with transaction():
        more = {"sender": Sender(name="นางทดสอบ"), **more}
        return a_case(now, subject=subject, body=body, **more).reference


def sought(q: str, person: Person, now: datetime, **more: object) -> Found:
    return queues.page(replace(EVERYWHERE, q=q, **more), person, now)


def references(found: Found) -> list[str]:
    return [case.reference for case in found.cases]


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_any_three_letters_or_more_of_what_was_written_find_the_case(
    now: datetime, manager: Person, data: st.DataObject
) -> None:
    words = data.draw(st.text(st.sampled_from(THAI + 'aZ09"%_\\*-'), min_size=3, max_size=40))
    with transaction():
        case = a_case(now, body="x" + words)
    text = normalise(words)
    if len(text) < 3:
        return
    start = data.draw(st.integers(0, len(text) - 3))
    part = text[start : data.draw(st.integers(start + 3, len(text)))]
    asked = " ".join(word.lstrip("-") for word in part.replace('"', " ").split())  # a "-" forbids
    if asked:
        with transaction():
            assert case.reference in references(sought(asked, manager, now, size=200))


@pytest.mark.parametrize(
    "q",
    ["หมาย", "๓ เดือน", "3เดือน", "เว็ปไซต์", "วารสารล่าช้า", "น้ำ", "นํ้า", "พอ", '"เดือน พอ"', "0812345678",
     "081-234-5678", "รับ1232569", "รับ 123/2569"],
)  # fmt: skip
def test_thai_is_found_however_it_is_typed(now: datetime, manager: Person, q: str) -> None:
    sender = Sender(name="นายสมหมาย ใฝ่อ่าน", phone="081-234-5678")
    wanted = made(now, "วารสารส่งล่าช้าเกือบ ๓ เดือน พอแล้ว", "เปิดเว็บไซต์ น้ำดื่ม", sender=sender,
                  registry_number="รับ ๑๒๓/๒๕๖๙")  # fmt: skip
    made(now, "ชมเชยพนักงาน", "บริการดีมาก")
    assert references(sought(q, manager, now)) == [wanted]


def test_a_reference_is_found_without_its_dashes_and_stands_first(
    now: datetime, manager: Person
) -> None:
    wanted = made(now, "เรื่องแรก")
    telling = made(now, f"ตามเรื่อง {wanted} ที่เคยแจ้ง")
    made(now, "อีกเรื่องหนึ่ง")  # its number is nearly the same, and it is not meant
    for q in (wanted, wanted.lower(), wanted.replace("-", "")):
        assert references(sought(q, manager, now))[0] == wanted, q
    assert references(sought(wanted, manager, now)) == [wanted, telling]


def test_the_best_come_first_and_among_equals_the_newest(now: datetime, manager: Person) -> None:
    body = made(now, "อื่น", "วารสาร และล่าช้า")
    subject = made(now, "ล่าช้ามาก วารสาร")
    phrase = made(now, "วารสารล่าช้า")
    newer = made(now, "อื่น", "ล่าช้า เพราะวารสาร")
    assert references(sought("วารสาร ล่าช้า", manager, now)) == [phrase, subject, newer, body]


def test_a_word_spelt_wrongly_is_found_after_it_is_said_what_was_done(
    now: datetime, manager: Person
) -> None:
    exact, near = made(now, "เว็ปไซต์ล่ม"), made(now, "เว็บไซต์ล่ม")
    found = sought("เว็ปไซต์", manager, now)
    assert references(found) == [exact, near]
    assert found.search is not None
    assert found.search.sought.terms[0].near == ("เว็บไซต์",)
    assert found.search.number == 2


def test_a_short_word_without_its_tone_mark_is_found_and_no_other_short_word(
    now: datetime, manager: Person
) -> None:
    wanted = made(now, "ท่อระบายน้ำส่งกลิ่นเหม็น")
    made(now, "ขอแผ่นพับเรื่องกล้วยกวน")
    found = sought("กลิน", manager, now)
    assert references(found) == [wanted]
    assert found.search is not None
    assert found.search.sought.terms[0].near == ("กลิ่น",)


@pytest.mark.parametrize("q", ["คุณสมหมาย", "น.ส.สมหมาย", "นาย สมหมาย", "สมหมาย"])
def test_a_name_is_found_whatever_stands_before_it(now: datetime, manager: Person, q: str) -> None:
    wanted = made(now, "วารสารส่งล่าช้า", sender=Sender(name="นายสมหมาย ใฝ่อ่าน"))
    made(now, "ชมเชยพนักงาน", sender=Sender(name="คุณสมใจ"))
    assert references(sought(q, manager, now)) == [wanted]


def test_a_minus_leaves_out_and_a_phrase_stays_together(now: datetime, manager: Person) -> None:
    late, lost = made(now, "วารสารล่าช้า"), made(now, "วารสารหาย")
    assert references(sought("วารสาร -ล่าช้า", manager, now)) == [lost]
    assert references(sought('"สาร ล่า"', manager, now)) == [late]
    assert references(sought("-วารสาร", manager, now)) == []


def test_filters_combine_with_the_words(now: datetime, manager: Person) -> None:
    praise = made(now, "วารสารดีมาก", kind="compliment")
    made(now, "วารสารล่าช้า")
    assert references(sought("วารสาร", manager, now, kind="compliment")) == [praise]
    assert references(sought("วารสาร", manager, now, state=State.RESOLVED)) == []


def test_hits_are_read_page_by_page_without_loss(
    now: datetime, manager: Person, monkeypatch
) -> None:
    monkeypatch.setattr("app.queries.search._RANKED", 3)
    monkeypatch.setattr("app.queries.search.COUNTED", 6)
    wanted = {made(now, f"วารสารฉบับที่ {number}") for number in range(9)}
    seen, after = [], None
    while True:
        found = sought("วารสาร", manager, now, size=2, after=after)
        seen += references(found)
        after = found.next
        if after is None:
            break
    assert sorted(seen) == sorted(wanted)


@pytest.mark.parametrize(
    ("role", "unit", "plain", "secret"),
    [("officer", "U02", 1, 0), ("officer", "U01", 0, 0), ("manager", "U01", 1, 0),
     ("confidential", "U06", 0, 1), ("admin", "U02", 0, 0), ("agency", "U02", 0, 0)],
)  # fmt: skip
@pytest.mark.parametrize("q", ["ล่าช้า", "ล่าช่า", "เรื่องล่าช้า", "ช้", "-ไม่เกี่ยว"])
def test_hits_counts_and_near_words_tell_only_of_cases_one_may_see(
    now: datetime, role: str, unit: str, plain: int, secret: int, q: str
) -> None:
    with transaction():
        person = a_person(now, role, unit)
    made(now, "เรื่องที่ล่าช้า", "ความล่าช้า")
    made(now, "เรื่องที่ล่าช้าและปกปิด", "ความล่าช้า", topic="C08")
    found = sought(q, person, now)
    assert found.search is not None
    assert len(found.cases) == found.search.number == plain + secret
    assert [case.restricted for case in found.cases] == [False] * plain + [True] * secret
    if not found.cases:
        assert not found.search.sought.wide
        assert not found.search.parted


def test_what_is_changed_or_removed_is_found_by_its_new_words_alone(
    now: datetime, manager: Person
) -> None:
    reference = made(now, "วารสารหาย")
    with transaction() as session:
        case = session.scalars(select(Case).where(Case.reference == reference)).one()
        case.subject = "หนังสือพิมพ์ขาด"
        index_case(case)
    assert references(sought("วารสาร", manager, now)) == []
    assert references(sought("หนังสือพิมพ์", manager, now)) == [reference]
    with transaction() as session:
        session.delete(session.get_one(CaseText, case.id))
    assert references(sought("หนังสือพิมพ์", manager, now)) == []


def test_of_restricted_cases_the_newest_of_the_list_are_opened_and_it_is_said(
    now: datetime, monkeypatch
) -> None:
    monkeypatch.setattr("app.queries.search.READ_OPENED", 2)
    with transaction():
        person = a_person(now, "confidential", "U06")
    praise = made(now, "ล่าช้า", topic="C08", kind="compliment")
    newer = [made(now, "ล่าช้า", topic="C08") for _ in range(2)]
    found = sought("ล่าช้า", person, now)
    assert references(found) == newer[::-1]
    assert found.search is not None
    assert found.search.short_of
    narrowed = sought("ล่าช้า", person, now, kind="compliment")
    assert references(narrowed) == [praise]
    assert narrowed.search is not None
    assert not narrowed.search.short_of


@pytest.mark.parametrize("seat", ["U02", ""])
@pytest.mark.parametrize("unit", ["U02", "U01", None])
def test_ones_own_case_is_found_once_in_whatever_unit_it_lies(
    now: datetime, seat: str, unit: str | None
) -> None:
    with transaction():
        person = a_person(now, "officer", seat)
    reference = made(now, "วารสารหาย")
    with transaction() as session:
        case = session.scalars(select(Case).where(Case.reference == reference)).one()
        case.owner, case.unit_code = person, unit
    found = sought("วารสาร", person, now)
    assert references(found) == [reference]
    assert found.search is not None
    assert found.search.number == 1
