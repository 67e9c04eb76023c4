"""The first page of the settings: every part that this person may open."""

from flask import current_app, render_template, url_for

from app.web.access import actor, opens
from app.web.settings._blueprint import blueprint
from app.web.settings.start import so_far
from workflows.words import Words

# Words, endpoint, what it is for; parts are added here as they are built.
PARTS: tuple[tuple[Words, str, Words], ...] = (
    (
        Words("เริ่มใช้งาน", "Getting started"), "settings.start",
        Words("สิ่งที่ต้องมีก่อนรับเรื่อง ทีละขั้น", "What an office needs first, step by step"),
    ),
    (
        Words("สำนักงาน", "The office"), "settings.office",
        Words("ชื่อ ที่อยู่ โทรศัพท์ และเวลาทำการ", "Name, address, telephone and hours"),
    ),
    (
        Words("หน่วย", "Units"), "settings.units",
        Words("ผู้ที่รับเรื่องร่วมกัน หัวหน้า และสายการแจ้ง", "Who shares a queue, heads, lines upward"),
    ),
    (
        Words("คนและบทบาท", "People and roles"), "settings.people_list",
        Words("เชิญ เปลี่ยนบทบาท ปิดบัญชี และกุญแจ API", "Invitations, roles, closing, API keys"),
    ),
    (
        Words("หัวข้อเรื่อง", "Topics"), "settings.topics",
        Words("เรื่องแบบใดไปหน่วยใด และหัวข้อปกปิด", "What goes to which unit; restricted topics"),
    ),
    (
        Words("สาเหตุของปัญหา", "Root causes"), "settings.causes",
        Words("คำที่เจ้าหน้าที่เลือกเมื่อวิเคราะห์เรื่อง", "The words officers choose when they analyse"),
    ),
    (
        Words("ปฏิทินวันทำการ", "Working calendar"), "settings.calendar",
        Words("วันหยุดของแต่ละปี และการยืนยันปฏิทินปีหน้า", "Each year's days off; confirming the next year"),
    ),
    (
        Words("มาตรฐานเวลา", "Targets"), "settings.targets",
        Words("ทำอะไรภายในกี่วัน นับจากวันใด ตามกฎหมายใด", "How many days, from when, by which law"),
    ),
    (
        Words("กฎการส่งเรื่อง", "Routing rules"), "settings.routing",
        Words("เรื่องใหม่แบบใดไปหน่วยใด และให้ผู้ใดรับผิดชอบ",
              "Which new case goes to which unit, and to whom"),
    ),
    (
        Words("ผู้ที่ไม่อยู่", "Absences"), "settings.absences",
        Words("ใครลาเมื่อใด และใครทำหน้าที่แทน", "Who is away when, and who stands in"),
    ),
    (
        Words("งานในมือและกำลังรับงาน", "Open work and capacity"), "settings.open_work",
        Words("แต่ละคนมีเรื่องค้างเท่าใด รับเรื่องใหม่ได้มากน้อยเพียงใด",
              "How much everybody has open, and how much they take"),
    ),
    (
        Words("ลำดับการแจ้งเมื่อใกล้หรือพ้นกำหนด", "Reminders and escalation"), "settings.escalation",
        Words("เตือนก่อนกี่วัน และแจ้งผู้บังคับบัญชาขึ้นไปถึงระดับใด",
              "When to remind, and how far up to tell"),
    ),
    (
        Words("หนังสือถึงผู้แจ้ง", "Letters"), "settings.letters",
        Words("ถ้อยคำของหนังสือแต่ละฉบับ และการลงนามก่อนส่งคำตอบ",
              "The wording of each letter; signing answers before they go out"),
    ),
    (
        Words("แบบสอบถาม", "Questionnaires"), "settings.questionnaires",
        Words("คำถามของแบบสำรวจความพึงพอใจ แต่ละรุ่น", "The questions of the surveys"),
    ),
    (
        Words("ส่งมอบงาน", "Hand-over"), "settings.hand_over_page",
        Words("โอนเรื่องทั้งหมดของผู้ที่จะพ้นหน้าที่ในครั้งเดียว",
              "All cases of somebody who leaves, in one step"),
    ),
    (
        Words("แบบฟอร์ม 2.3 ของแต่ละปี", "Editions of Form 2.3"), "settings.editions",
        Words("เกณฑ์ ข้อความ และช่องผลการดำเนินการของแบบแต่ละปีงบประมาณ",
              "Criteria, wording and result boxes of each fiscal year"),
    ),
    (
        Words("การเข้าสู่ระบบสองขั้น", "Signing in with two factors"), "settings.sign_in",
        Words("บทบาทใดต้องยืนยันตัวตนสองขั้น และใครมีแล้ว",
              "Which roles need a second factor; who has one"),
    ),
)  # fmt: skip


@blueprint.get("/")
def index() -> str:
    """The parts, each with a sentence."""
    there = [part for part in PARTS if part[1] in current_app.view_functions]
    parts = [
        {"label": label, "url": url_for(endpoint), "text": text}
        for label, endpoint, text in there
        if opens(endpoint, actor())
    ]
    done, of = so_far()
    return render_template("settings/index.html", parts=parts, done=done, of=of)
