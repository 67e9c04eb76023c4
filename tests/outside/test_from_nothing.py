"""A new user at an empty office, from the set-up link to a Form 2.3 that is handed in.

Follows docs/manual-administrator.md and docs/manual-manager.md and nothing else, by the words on
the pages; the manual's table of minutes is made from the pages and fields counted here.
"""

import hashlib
import io
import re
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

from docx import Document
from flask import Flask
from playwright.sync_api import Browser, expect

from app.database import transaction
from app.office.first_start import offer_set_up
from tests.outside.beginner import PASSWORD, Beginner

HEAD, BOSS, OFFICER = "head@office.example", "boss@office.example", "somsri@office.example"
GROUPS = "กลุ่มผู้รับบริการและผู้มีส่วนได้ส่วนเสีย"
CONTACTS = "ช่องทางติดต่อ ให้ข้อมูล และรับฟัง"
STANDARD = "STD · แบบสำรวจความพึงพอใจและไม่พึงพอใจต่อการให้บริการ (รุ่น 1)"
MANUAL = Path(__file__).parents[2] / "docs" / "manual-manager.md"
A_PAGE, A_FIELD = 10, 12  # seconds that a person needs to find a page, and to fill in a field
YEAR, FIRST_DAY = 2570, "1/10/2569"  # of the tests' clock


def set_up(me: Beginner, token: str) -> str:
    """The office, its unit, topic, calendar and people; the link that invites a manager."""
    me.go(f"/set-up/{token}")
    me.fill({
        "ชื่อหน่วยงาน": "สำนักงานทดลอง", "รหัสหน่วยงาน": "TRY", "โทรศัพท์": "02-000-0100",
        "ชื่อผู้ดูแลระบบ": "นายดูแล ระบบดี", "อีเมลผู้ดูแลระบบ": HEAD,
        "ตั้งรหัสผ่าน": PASSWORD, "รหัสผ่านอีกครั้ง": PASSWORD,
    })  # fmt: skip
    me.saves("เริ่มใช้งาน")
    me.follow("หน่วยที่รับเรื่อง")
    me.follow("เพิ่มหน่วย")
    me.fill({"รหัส": "U01", "ชื่อ": "กลุ่มบริการ"})
    me.saves()
    me.open("ตั้งค่า", "ทำต่อ", "หัวข้อเรื่อง", "เพิ่มหัวข้อ")
    me.fill({"รหัส": "C01", "ชื่อ": "การให้ข้อมูล", "หน่วยที่รับผิดชอบ": "กลุ่มบริการ"})
    me.saves()
    me.open("ตั้งค่า", "ทำต่อ", "ปฏิทินวันทำการของปีนี้")
    me.press("ยืนยันว่าตรงกับประกาศของคณะรัฐมนตรี", then="ยืนยันแล้วเมื่อ")
    invite(me, "นางสมศรี ใจดี", OFFICER, "เจ้าหน้าที่รับเรื่อง", "เจ้าหน้าที่")
    return invite(me, "นายบริหาร งานดี", BOSS, "ผู้บริหาร")


def invite(me: Beginner, name: str, email: str, *roles: str) -> str:
    me.open("ตั้งค่า", "คนและบทบาท", "เพิ่มคน")
    me.fill({"ชื่อและนามสกุล": name, "อีเมลราชการ": email, "หน่วย": "กลุ่มบริการ"}, roles)
    me.press("เพิ่มและส่งคำเชิญ", then="แสดงครั้งเดียว")
    return re.findall(r"http\S+/set-up/\S+", me.words())[0]


def fill_registers(me: Beginner, folder: Path) -> None:
    """By hand a few, from the template what is many."""
    me.adds("พันธกิจ", {"รหัส": "M1", "ชื่อ": "จัดทำข้อมูลเศรษฐกิจ"})
    me.adds(GROUPS, {"รหัส": "G01", "ชื่อ": "ผู้ประกอบการ", "ประเภท": "ผู้รับบริการ",
                     "พันธกิจ": "M1 จัดทำข้อมูลเศรษฐกิจ", "จำนวน": "5"})  # fmt: skip
    members = [["G01", f"สมาชิกคนที่ {n}", None, None, None, None, None] for n in range(1, 6)]
    me.imports("สมาชิกของกลุ่ม", members, folder)
    me.adds("การทบทวนความต้องการ", {
        "ปีงบประมาณ (พ.ศ.)": str(YEAR), "กลุ่ม": "G01 ผู้ประกอบการ", "วันที่ทบทวน": FIRST_DAY,
        "สิ่งที่พบ": "ต้องการข้อมูลรายเดือน",
    })  # fmt: skip
    me.adds("ช่องทางรับฟัง", {"ชื่อ": "Internet", "รหัส": "CH-INT"})
    me.adds("ช่องทางรับเรื่อง", {"รหัส": "web", "ชื่อ": "เว็บไซต์",
                            "อยู่ใต้ช่องทางรับฟัง": "CH-INT Internet"})  # fmt: skip
    me.adds("งานที่มีเครือข่าย", {"ชื่อ": "ดัชนีอุตสาหกรรม"})
    activities = [[FIRST_DAY, place, "สัมมนาดัชนี", "สัมมนา", None, None, 40, None]
                  for place in ("เชียงใหม่", "ขอนแก่น")]  # fmt: skip
    me.imports("กิจกรรม", activities, folder)
    contacts = [["ไปรษณีย์", "ติดต่อเครือข่าย", None, None], ["โทรศัพท์", "ให้ข้อมูลข่าวสาร", None, None]]
    me.imports(CONTACTS, contacts, folder)
    me.adds("งานที่ประชาชนมีส่วนร่วม", {"ชื่อ": "การจัดทำดัชนีอุตสาหกรรม", "ระดับ": "3 เกี่ยวข้อง"})
    me.adds("มาตรฐานบริการ", {
        "รหัส": "S1", "ชื่อ": "ให้บริการข้อมูล", "หน่วยที่รับผิดชอบ": "U01 กลุ่มบริการ",
        "เวลาที่ประกาศ": "ภายใน 3 วันทำการ", "จำนวนวัน": "3", "วันที่ประกาศ": FIRST_DAY,
    }, "นับวันทำการ", "มีแผนผัง", "มีคู่มือ", "ประกาศแล้ว")  # fmt: skip


def survey(me: Beginner) -> None:
    """Asked of the only group of five; two papers came back."""
    me.open("ตั้งค่า", "แบบสอบถาม")
    me.press("คัดลอกแบบมาตรฐาน", then="คำถาม 22")
    me.open("แบบสำรวจ", "เพิ่มแบบสำรวจ")
    me.fill({"รหัส": "survey", "ชื่อแบบสำรวจ": "ความพึงพอใจ", "แบบสอบถาม": STANDARD,
             "วันเปิด": FIRST_DAY, "วันปิด": f"30/9/{YEAR}"})  # fmt: skip
    me.saves()
    me.follow("ผู้ประกอบการ")
    me.press("สุ่มจากทะเบียนสมาชิก", then="รายชื่อกลุ่มตัวอย่าง")
    codes = re.findall(r"(?:[2-9A-Z]{4}-){2}[2-9A-Z]{4}", me.words())
    assert len(codes) == 5
    for code in codes[:2]:
        me.open("แบบสำรวจ", "กรอกแบบจากกระดาษหรือโทรศัพท์")
        me.fill({"รหัสแบบสำรวจ": code})
        me.press("ไปที่คำถาม")
        me.chooses("4 มาก", "อินเทอร์เน็ต")
        me.press("บันทึกคำตอบ", then="บันทึกคำตอบแล้ว")


def keep_case(me: Beginner) -> str:
    """What the centre 1111 referred is registered; its reference."""
    me.open("รับเรื่อง")
    me.fill({
        "ช่องทางที่รับ": "ศูนย์บริการประชาชน 1111", "หัวข้อ": "การให้ข้อมูล",
        "เรื่อง": "ขอข้อมูลดัชนีแล้วไม่มีผู้ตอบ", "รายละเอียด ตามคำของผู้แจ้ง": "โทรถามสองครั้งแล้ว",
        "ชื่อ": "นายสมหมาย ตัวอย่าง", "หน่วยงานที่ส่งต่อ": "สำนักงานปลัดสำนักนายกรัฐมนตรี",
    }, ("ข้อร้องเรียน", "แจ้งเลขที่เรื่องและกำหนดเวลาแก่ผู้แจ้งแล้ว หรือจะแจ้งทันทีที่บันทึก"))  # fmt: skip
    me.press("บันทึกเรื่อง", then="บันทึกเรื่องแล้ว")
    return re.findall(rf"TRY-{YEAR}-\d+", me.words())[0]


def finish_form(me: Beginner, folder: Path) -> None:
    """Duties, wording, a confirmation, evidence and every result."""
    me.open("แบบ 2.3", "ผู้รับผิดชอบ")
    me.fill({"เกณฑ์": "CS5", "ผู้รับผิดชอบข้อมูล": "นายบริหาร งานดี · กลุ่มบริการ",
             "ส่งข้อมูลภายในวันที่": f"30/9/{YEAR}"})  # fmt: skip
    me.press("บันทึก", then="นายบริหาร งานดี")
    me.open("แบบ 2.3", "แก้ข้อความ ข้อ 5 ของ CS3")
    me.fill({"ข้อความฉบับจริง": "5.เผยแพร่ดัชนีเป็นไฟล์ Excel ตามความเห็นของผู้รับบริการ"})
    me.saves("บันทึกข้อความ")
    me.follow("แก้ข้อความหรือยืนยัน ข้อ 3 ของ CS5")
    me.press("ยืนยันทั้งที่ขาดหลักฐาน")
    letter = folder / "ประกาศ.txt"
    letter.write_text("ประกาศมาตรฐานการให้บริการ", "utf-8")
    me.open("แบบ 2.3", "แนบหลักฐาน CS7")
    me.attach(letter)
    me.saves("แนบหลักฐาน")
    me.open("แบบ 2.3", "แนบหลักฐาน CS1")
    me.fill({"ระบบทำให้": "รายชื่อสมาชิกของกลุ่ม"}, ("ตารางหรือแผนผังที่ระบบทำให้",))
    me.saves("แนบหลักฐาน")
    me.open("แบบ 2.3")
    for number in range(1, 8):
        me.decides(f"CS{number}", "ดำเนินการครบถ้วน")


def handed_in(me: Beginner) -> dict[str, bytes]:
    """Another manager reviews and submits; the files of the submission by their endings."""
    me.open("แบบ 2.3", "ตรวจและส่ง")
    me.press("ตรวจแล้ว พร้อมส่ง")
    me.press("ส่งแบบ 2.3", then="ส่งแล้ว")
    files = {}
    for link in me.page.locator('main a[href*="/submissions/"]').all():
        with me.page.expect_download() as download:
            link.click()
        name = download.value.suggested_filename
        files[name.rpartition(".")[2]] = download.value.path().read_bytes()
    return files


def test_an_empty_office_hands_in_its_form_23(
    app: Flask, browser: Browser, browser_context_args: dict[str, Any], live_server: str,
    now: datetime, tmp_path: Path,
) -> None:  # fmt: skip
    with app.app_context(), transaction():
        token = offer_set_up(now)
    head, boss = (
        Beginner(browser.new_context(**browser_context_args).new_page(), live_server)
        for _ in range(2)
    )
    link = set_up(head, token or "")
    fill_registers(head, tmp_path)
    survey(head)
    reference = keep_case(head)
    head.adds("การปรับปรุง", {
        "รหัส": "I01", "ชื่อ": "เผยแพร่ดัชนีเป็นไฟล์ Excel", "ที่มา": f"{reference} survey",
        "สิ่งที่ทำ": "เพิ่มไฟล์ Excel", "เสร็จเมื่อ": FIRST_DAY,
    })  # fmt: skip
    head.open("แบบ 2.3")
    head.sees("ข้อความมีข้อมูลรองรับ 16 จาก 17 ข้อ")
    finish_form(head, tmp_path)

    boss.chooses_password(link)
    files = handed_in(boss)
    assert set(files) == {"docx", "pdf", "xlsx", "html", "txt", "json"}
    text = files["txt"].decode()
    for line in ("1 พันธกิจ", "รวม 2 ครั้ง", "เผยแพร่ดัชนีเป็นไฟล์ Excel", "ซึ่งอยู่ในระดับที่ 3"):
        assert line in text
    assert "รวม 2 ครั้ง" in "".join(
        cell.text
        for row in Document(io.BytesIO(files["docx"])).tables[0].rows
        for cell in row.cells
    )
    boss.open("แบบ 2.3", "หลักฐานที่แนบ 2")
    with boss.page.expect_download() as download:
        boss.page.get_by_role("link", name="ดาวน์โหลดทั้งหมด").click()
    with zipfile.ZipFile(download.value.path()) as packed:
        sums = packed.read("SHA256SUMS.txt").decode().splitlines()
        for line in sums:
            digest, name = line.split(maxsplit=1)
            assert hashlib.sha256(packed.read(name.strip(" *"))).hexdigest() == digest
    assert len(sums) >= 3
    expect(boss.page.get_by_role("link", name="แนบหลักฐาน")).to_have_count(0)
    seconds = (head.pages + boss.pages) * A_PAGE + (head.fields + boss.fields) * A_FIELD
    told = re.findall(r"\*\*ใช้เวลาเท่าใด\*\* ประมาณ (\d+) นาที", MANUAL.read_text("utf-8"))
    assert abs(seconds / 60 - int(told[0])) < 5
