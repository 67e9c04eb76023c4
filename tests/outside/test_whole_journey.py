"""The whole journey on the served site, from outside: told, worked, answered, rated, counted.

Knows what the interfaces and the pages tell a stranger, and nothing of the code. Each test is
one story; the last ones hold what all of them did against the figures of the office.
"""

import re
from pathlib import Path

import pytest

from tests.outside import figures, mailer
from tests.outside.desk import Desk
from tests.outside.ledger import Ledger, Told
from tests.outside.pages import field, thai_date
from tests.outside.people import Office, People
from tests.outside.programs import Program
from tests.outside.sink import Sink
from tests.outside.site import Site

# One browser for all: without it pytest would tell the stories that need none last.
pytestmark = pytest.mark.usefixtures("browser")


def test_a_complaint_by_web_form_is_worked_answered_and_rated(
    people: People, office: Office, sink: Sink, ledger: Ledger, tmp_path: Path
) -> None:
    letter = tmp_path / "หนังสือขอข้อมูล.txt"
    letter.write_text("ขอข้อมูลดัชนีอุตสาหกรรมรายเดือน", "utf-8")
    subject = "ขอข้อมูลดัชนีอุตสาหกรรมแล้วไม่มีผู้ตอบ"
    citizen = people.citizen()
    receipt = citizen.tell(
        "complaint",
        {
            "เรื่อง": subject,
            "รายละเอียด": "ส่งหนังสือขอข้อมูลเมื่อ ๒ สัปดาห์ก่อน โทรถามแล้วไม่มีผู้รับสาย",
            "เกี่ยวกับ": "การให้บริการข้อมูลและสถิติ",
            "ชื่อ": "สมศรี ตัวอย่าง",
            "อีเมล": "somsri@example.org",
        },
        choose="บอกชื่อ ให้เราติดต่อกลับ",
        file=letter,
    )
    here = receipt.reference
    acknowledged = sink.letter("somsri@example.org", here)
    acknowledged.names_unit_and_telephone()
    due = office.program(office.manager).get(f"/cases/{here}")["deadlines"]
    for milestone in ("assign", "first_answer", "resolve"):
        assert thai_date(due[milestone]) in acknowledged.text
    assert receipt.secret not in acknowledged.text

    desk = people.desk(office.intake)
    assert desk.find("unassigned", subject) == here
    desk.assign(here, office.first.email)
    sink.letter("somsri@example.org", here, "มีผู้รับผิดชอบแล้ว").names_unit_and_telephone()
    sink.letter(office.first.email, here)

    desk.sign_in(office.first)
    assert desk.find("mine", subject) == here
    with desk.page.expect_download() as download:
        desk.page.get_by_role("link", name=re.compile("หนังสือขอข้อมูล.txt")).first.click()
    assert download.value.path().read_bytes() == letter.read_bytes()
    _two_officers_at_once(desk, people.desk(office.manager), here)
    words = {"คำตอบถึงผู้แจ้ง": "ขออภัยที่ล่าช้า ส่งตารางข้อมูลให้ท่านแล้ว"}
    desk.take(here, "ยุติเรื่อง", words, outcome="เป็นจริงตามที่แจ้ง")
    desk.sees("ยุติแล้ว", "รับเรื่อง", "มอบหมายผู้รับผิดชอบ", "บันทึกการวิเคราะห์", "ยุติเรื่อง")

    answer = sink.letter("somsri@example.org", here, "ขออภัยที่ล่าช้า", "เป็นจริงตามที่แจ้ง")
    answer.names_unit_and_telephone()
    citizen.follow(answer.link())
    citizen.sees("แจ้งผลแล้ว", "มีผู้รับผิดชอบเรื่องของท่านแล้ว", "ขออภัยที่ล่าช้า ส่งตารางข้อมูลให้ท่านแล้ว")
    citizen.rate("พอใจมาก", "พอใจ")
    ledger.told[here] = Told("complaint", "web", "C03", mark=5)


def test_an_anonymous_suggestion_is_followed_and_answered_by_its_secret_alone(
    people: People, office: Office, ledger: Ledger
) -> None:
    citizen = people.citizen()
    receipt = citizen.tell(
        "suggestion",
        {"เรื่อง": "อยากให้มีไฟล์ตารางข้อมูลปี ๒๕๖๘", "รายละเอียด": "ไฟล์ภาพคัดลอกตัวเลขไม่ได้ ขอเป็นไฟล์ตาราง"},
        choose="ไม่บอกชื่อ",
    )
    here = receipt.reference
    desk = people.desk(office.intake)
    desk.assign(here, office.second.email, {"หัวข้อ": "ดัชนีอุตสาหกรรม"})

    later = people.citizen()
    later.track(receipt)
    later.sees("มีผู้รับผิดชอบแล้ว", "รับเรื่อง", "รู้สาเหตุ", "คำตอบแรก", "แจ้งผล")
    later.write("ขอเพิ่มข้อมูลรายจังหวัดด้วย")
    desk.sign_in(office.second).open(here)
    desk.sees("ขอเพิ่มข้อมูลรายจังหวัดด้วย", "ผู้แจ้งเขียนถึงเรา")
    desk.take(
        here,
        "บันทึกการวิเคราะห์",
        {"สาเหตุ": "ระบบสารสนเทศ", "ข้อเท็จจริงที่พบ": "มีข้อมูลอยู่แล้ว แต่เผยแพร่เป็นภาพ"},
    )
    later.track(receipt)
    later.sees("รู้สาเหตุแล้ว กำลังเขียนคำตอบ")
    desk.take(here, "ยุติเรื่อง", {"คำตอบถึงผู้แจ้ง": "เผยแพร่ไฟล์ตารางทุกเดือนแล้ว"}, outcome="รับไปทำ")

    later.track(receipt)
    later.sees("แจ้งผลแล้ว", "รับไปทำ", "เผยแพร่ไฟล์ตารางทุกเดือนแล้ว")
    later.rate("พอใจ", "ไม่พอใจ")
    desk.open(here)
    desk.sees("4/5", "2/5")
    ledger.told[here] = Told("suggestion", "web", "C02", mark=4)


def test_an_opinion_in_english_is_answered_in_english(
    people: People, office: Office, sink: Sink, ledger: Ledger
) -> None:
    citizen = people.citizen()
    citizen.speak_english()
    receipt = citizen.tell(
        "opinion",
        {
            "Subject": "Your quarterly review",
            "Details": "The English summary is clear and useful.",
            "About": "Journal and publications",
            "Name": "John Example",
            "E-mail": "john@example.com",
        },
        choose="Give my name",
    )
    here = receipt.reference
    assert "We received your case" in sink.letter("john@example.com", here).text
    desk = people.desk(office.intake)
    desk.assign(here, office.third.email)
    desk.sign_in(office.third)
    desk.take(
        here, "บันทึกการวิเคราะห์", {"สาเหตุ": "การสื่อสาร", "ข้อเท็จจริงที่พบ": "ผู้อ่านพอใจบทสรุปภาษาอังกฤษ"}
    )
    desk.take(
        here, "ยุติเรื่อง", {"คำตอบถึงผู้แจ้ง": "Thank you. The summary will stay."}, outcome="รับทราบ"
    )
    answer = sink.letter("john@example.com", here, "Thank you. The summary will stay.", "Noted")
    assert "Telephone: 0" in answer.text
    citizen.follow(answer.link())
    citizen.sees("The summary will stay.")
    ledger.told[here] = Told("opinion", "web", "C01")


def test_a_mail_in_windows_874_is_confirmed_and_dismissed_as_out_of_remit(
    people: People, office: Office, site: Site, sink: Sink, ledger: Ledger
) -> None:
    subject, text = "โรงงานส่งกลิ่นเหม็น", "โรงงานข้างบ้านปล่อยควันทุกคืนหลัง ๒๒.๐๐ น. ขอให้ตรวจสอบ"
    mail = mailer.windows_874("boonmee@example.org", subject, text)
    mailer.send(site.smtp_port, "boonmee@example.org", mail)
    mailer.send(site.smtp_port, "boonmee@example.org", mail)
    acknowledged = sink.letter("boonmee@example.org", "เรารับเรื่องของท่านแล้ว")
    acknowledged.names_unit_and_telephone()

    desk = people.desk(office.intake)
    here = desk.find("unassigned", subject)
    desk.sees(text, "ยังไม่ยืนยันประเภท")
    desk.assign(
        here,
        office.third.email,
        {"ประเภทเรื่อง": "ข้อร้องเรียน", "หัวข้อ": "ความล่าช้าและการไม่เป็นไปตามมาตรฐานเวลา"},
    )
    assert "ยังไม่ยืนยันประเภท" not in desk.words()
    desk.sign_in(office.third)
    desk.take(
        here,
        "ไม่รับดำเนินการ",
        {
            "ส่งต่อถึงหน่วยงาน": "สำนักงานอุตสาหกรรมจังหวัดสมมุติ",
            "เหตุผล": "การตรวจโรงงานไม่ใช่หน้าที่ของสำนักงาน",
            "คำตอบถึงผู้แจ้ง": "เราส่งเรื่องของท่านต่อไปยังหน่วยงานที่ตรวจโรงงานแล้ว",
        },
        outcome="นอกอำนาจหน้าที่ ส่งต่อแล้ว",
    )
    answer = sink.letter("boonmee@example.org", here, "สำนักงานอุตสาหกรรมจังหวัดสมมุติ")
    assert "การตรวจโรงงานไม่ใช่หน้าที่ของสำนักงาน" not in answer.text
    assert len(sink.to("boonmee@example.org", "เรารับเรื่องของท่านแล้ว")) == 1
    ledger.told[here] = Told("complaint", "email", "C07")


def test_a_mail_of_praise_becomes_a_compliment_and_is_passed_on(
    people: People, office: Office, site: Site, sink: Sink, ledger: Ledger
) -> None:
    subject = "ขอชมเจ้าหน้าที่รับโทรศัพท์"
    text = "เมื่อวานได้รับคำแนะนำอย่างสุภาพและครบถ้วน ขอขอบคุณ"
    mail = mailer.modern("malee@example.org", subject, text)
    mailer.send(site.smtp_port, "malee@example.org", mail)
    sink.letter("malee@example.org", "เรารับเรื่องของท่านแล้ว")
    desk = people.desk(office.intake)
    here = desk.find("unassigned", subject)
    desk.assign(
        here,
        office.first.email,
        {"ประเภทเรื่อง": "คำชมเชย", "หัวข้อ": "กิริยามารยาทและการให้บริการของเจ้าหน้าที่"},
    )
    desk.sees("คำชมเชย", "เปลี่ยนประเภทหรือหัวข้อ")
    desk.sign_in(office.first).open(here)
    assert desk.page.get_by_role("button", name="บันทึกการวิเคราะห์").count() == 0
    desk.take(
        here,
        "ส่งคำชมถึงผู้ปฏิบัติและยุติเรื่อง",
        {"คำตอบถึงผู้แจ้ง": "เราส่งคำชมของท่านถึงผู้ปฏิบัติแล้ว ขอบคุณ"},
        outcome="ส่งคำชมถึงผู้ปฏิบัติแล้ว",
    )
    desk.sees("ยุติแล้ว")
    sink.letter("malee@example.org", here, "เราส่งคำชมของท่านถึงผู้ปฏิบัติแล้ว")
    ledger.told[here] = Told("compliment", "email", "C06")


def test_a_program_tells_a_case_once_and_works_it_by_its_version(
    office: Office, sink: Sink, ledger: Ledger
) -> None:
    new = {
        "kind": "complaint", "topic": "C04", "subject": "เว็บไซต์ปี ๒๕๗๐ เปิดไม่ได้บนโทรศัพท์",
        "body": "หน้าสถิติค้างทุกครั้ง", "anonymous": False, "language": "th",
        "correspondent": {"name": "ปรีชา ทดลอง", "email": "preecha@example.org"},
    }  # fmt: skip
    anyone, intake = office.program(), office.program(office.intake)
    first = anyone.post("/cases", new, Idempotency_Key="outside-1")
    again = anyone.post("/cases", new, Idempotency_Key="outside-1")
    assert (first.status, again.status) == (201, 201)
    assert first.json() == again.json()
    assert anyone.post("/cases", new | {"body": "อื่น"}, Idempotency_Key="outside-1").status == 422
    here = first.json()["reference"]

    found = intake.get("/cases?q=เว็บไซต์ปี 2570")["items"]
    assert [item["reference"] for item in found] == [here]
    version = found[0]["version"]
    assert intake.step(here, "assign", {"owner": office.first.email}, None).status == 428
    missing = intake.step(here, "assign", {}, version)
    assert missing.status == 409
    assert [one["code"] for one in missing.json()["missing"]] == ["owner"]
    moved = intake.step(here, "assign", {"owner": office.first.email}, version)
    assert (moved.status, moved.json()["state"]) == (200, "assigned")
    assert intake.step(here, "assign", {"owner": office.first.email}, version).status == 412
    _resolve_by_program(office.program(office.first), here, moved.json()["version"])

    own = office.correspondent(first.json()["secret"])
    assert own.get(f"/cases/{here}")["state"] == "resolved"
    sink.letter("preecha@example.org", here, "แก้หน้าเว็บแล้ว")
    ledger.told[here] = Told("complaint", "api", "C04")


def test_all_of_it_stands_in_the_sla_report(people: People, office: Office, ledger: Ledger) -> None:
    assert len(ledger.told) == 6
    assert ledger.sla_now() == ledger.expected_sla()
    counted = figures.sla_of_kinds(ledger.manager, ledger.period)
    desk = people.desk(office.manager)
    assert figures.sla_page(desk.page, desk.url, ledger.period) == counted
    assert figures.sla_csv(desk.page) == counted


def test_all_of_it_stands_in_form_2_3_and_in_its_word_file(
    people: People, office: Office, site: Site, ledger: Ledger, tmp_path: Path
) -> None:
    assert len(ledger.told) == 6
    assert ledger.form_now() == ledger.expected_form()
    data = figures.form23(ledger.manager, ledger.year)
    counts = {name: str(value) for name, value in data.items() if name.startswith("cs3.by_")}
    downloaded = figures.form23_word_file(people.desk(office.manager).page, site.url, ledger.year)
    out = tmp_path / "form.docx"
    site.flask(*f"form23 export --year {ledger.year} --format docx --out {out}".split())
    for file in (downloaded, out):
        assert f"ปีงบประมาณ พ.ศ. {ledger.year}" in figures.docx_text(file)
        printed = figures.docx_figures(file)
        assert {name: printed[name] for name in counts} == counts


def test_it_stops_within_ten_seconds_when_told(site: Site) -> None:
    assert site.stop() < 10


def _two_officers_at_once(owner: Desk, manager: Desk, reference: str) -> None:
    """Both open the same step; the first is kept, the second is told and loses no word."""
    step, later = "บันทึกการวิเคราะห์", "ผู้อำนวยการเห็นว่าเอกสารตกค้าง"
    manager.begin(reference, step)
    owner.take(reference, step, {"สาเหตุ": "บุคลากร", "ข้อเท็จจริงที่พบ": "หนังสือค้างอยู่ที่งานสารบรรณ"})
    manager.finish(step, {"สาเหตุ": "กระบวนงาน", "ข้อเท็จจริงที่พบ": later})
    manager.sees("มีผู้เปลี่ยนแปลงเรื่องนี้ก่อนท่าน")
    assert later in field(manager.page, "ข้อความที่ท่านพิมพ์ไว้").input_value()
    owner.open(reference)
    owner.sees("หนังสือค้างอยู่ที่งานสารบรรณ")
    assert later not in owner.words()


def _resolve_by_program(owner: Program, reference: str, version: int) -> None:
    """Through the two steps that are left, each on the version the one before gave."""
    given = {"root_cause": "ระบบสารสนเทศ", "finding": "ภาพใหญ่เกินไป", "method": "ลองเปิดดู"}
    analysed = owner.step(reference, "analyse", given, version)
    assert analysed.status == 200, analysed.text()
    lacking = owner.step(reference, "resolve", {}, analysed.json()["version"])
    assert lacking.status == 409
    assert {one["code"] for one in lacking.json()["missing"]} == {"outcome", "answer"}
    end = {"outcome": "partly_upheld", "answer": "แก้หน้าเว็บแล้ว"}
    resolved = owner.step(reference, "resolve", end, analysed.json()["version"])
    assert (resolved.status, resolved.json()["state"]) == (200, "resolved")
