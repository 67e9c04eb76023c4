"""THE REGISTERS TABLE: every list kept by hand, with the columns a person fills in."""

from dataclasses import replace

from app.models import (
    Activity,
    ContactChannel,
    GroupMember,
    Improvement,
    InformationChannel,
    IntakeChannel,
    ListeningChannel,
    Mission,
    NeedsReview,
    NetworkWork,
    ParticipationWork,
    RatingReason,
    ServiceAchievement,
    ServiceStandard,
    StakeholderGroup,
    StatedFigure,
    Survey,
    SurveyGroup,
    Topic,
)
from app.queries.register_column import (
    ANY_YEAR,
    CODE,
    GROUP,
    NAME,
    SURVEY,
    UNIT,
    YEAR,
    Column,
    Register,
)
from workflows.words import Words

__all__ = ["REGISTERS", "Column", "Register"]

KINDS = (
    ("client", Words("ผู้รับบริการ", "Client")),
    ("stakeholder", Words("ผู้มีส่วนได้ส่วนเสีย", "Stakeholder")),
    ("public", Words("ประชาชนทั่วไป", "General public")),
)
PURPOSES = (
    ("network", Words("ติดต่อเครือข่าย", "Network")),
    ("inform", Words("ให้ข้อมูลข่าวสาร", "Inform")),
    ("listen", Words("รับฟังความคิดเห็น", "Listen")),
)
LEVELS = tuple(
    (str(level), words)
    for level, words in enumerate((
        Words("1 ให้ข้อมูลข่าวสาร", "1 Inform"),
        Words("2 รับฟังความคิดเห็น", "2 Consult"),
        Words("3 เกี่ยวข้อง", "3 Involve"),
        Words("4 ร่วมมือ", "4 Collaborate"),
        Words("5 เสริมอำนาจแก่ประชาชน", "5 Empower"),
    ), start=1)
)  # fmt: skip
STATED = (
    ("missions_count", Words("จำนวนพันธกิจ", "Number of missions")),
    ("top_information_channel", Words("ช่องทางที่รับรู้ข่าวสารมากที่สุด", "Top information channel")),
    ("service_manual_work", Words("งานที่มีคู่มือการปฏิบัติงาน", "Service with a working manual")),
)
CHANNEL_CODE = Words(
    "web เว็บไซต์ · email อีเมล · api ระบบเชื่อมต่อ (สามรหัสนี้นับเป็น Internet) · gcc1111 ศูนย์ 1111 ·"
    " phone โทรศัพท์ · letter หนังสือ · walkin มาด้วยตนเอง · seminar สัมมนา · survey แบบสำรวจ",
    "web, email, api (these count as Internet), gcc1111, phone, letter, walkin, seminar, survey",
)
LISTENING_CODE = Words(
    "ถ้ามี จะเลือกได้ในทะเบียนช่องทางรับเรื่อง เช่น CH-INT",
    "With one it can be chosen in the register of ways in, such as CH-INT",
)

# fmt: off
REGISTERS: dict[str, Register] = {
    "missions": Register(Words("พันธกิจ", "Missions"), Mission, "CS1", (
        CODE, NAME, Column("name_en", Words("ชื่อภาษาอังกฤษ", "English name"), required=False),
    ), ("code",)),
    "groups": Register(
        Words("กลุ่มผู้รับบริการและผู้มีส่วนได้ส่วนเสีย", "Groups"), StakeholderGroup, "CS1", (
            CODE, NAME,
            Column("kind", Words("ประเภท", "Kind"), "choice", choices=KINDS),
            Column("mission_code", Words("พันธกิจ", "Mission"), "choice", required=False, of=Mission),
            Column("needs", Words("ความต้องการ", "Needs"), "long", required=False, limit=2000),
            Column("population", Words("จำนวน", "Population"), "number", required=False),
        ), ("code",)),
    "group-members": Register(Words("สมาชิกของกลุ่ม", "Members of groups"), GroupMember, "CS1", (
        GROUP, Column("name", Words("ชื่อสมาชิก", "Name")),
        Column("organisation", Words("หน่วยงานหรือบริษัท", "Organisation"), required=False),
        Column("email", Words("อีเมล", "Email"), required=False, limit=254,
               example="somchai@example.org"),
        Column("phone", Words("โทรศัพท์", "Telephone"), required=False, limit=100),
        ANY_YEAR,
    ), ("group_code", "name", "organisation", "fiscal_year")),
    "needs-reviews": Register(Words("การทบทวนความต้องการ", "Reviews of needs"), NeedsReview, "CS1", (
        YEAR, GROUP, Column("reviewed_on", Words("วันที่ทบทวน", "Reviewed on"), "day"),
        Column("finding", Words("สิ่งที่พบ", "Finding"), "long", limit=2000),
    ), ("fiscal_year", "group_code", "reviewed_on")),
    "listening-channels": Register(
        Words("ช่องทางรับฟัง", "Listening channels"), ListeningChannel, "CS2", (
            NAME, Column("code", CODE.label, limit=20, required=False, hint=LISTENING_CODE),
            ANY_YEAR,
        ), ("name_th", "fiscal_year")),
    "intake-channels": Register(Words("ช่องทางรับเรื่อง", "Ways in"), IntakeChannel, "CS2", (
        replace(CODE, hint=CHANNEL_CODE, example="web"), NAME,
        Column("rolls_up_to", Words("อยู่ใต้ช่องทางรับฟัง", "Listening channel"), "choice",
               required=False, of=ListeningChannel),
    ), ("code",)),
    "improvements": Register(Words("การปรับปรุง", "Improvements"), Improvement, "CS3", (
        CODE, NAME,
        Column("sources", Words("ที่มา", "Because of"), "words", required=False, limit=2000,
               hint=Words("เลขที่เรื่องหรือรหัสแบบสำรวจ คั่นด้วยเว้นวรรค",
                          "References of cases or codes of surveys, with blanks between")),
        Column("cause", Words("สาเหตุ", "Root cause"), required=False, limit=100),
        Column("finding", Words("สิ่งที่ได้รับฟัง", "What was heard"), "long", required=False, limit=4000),
        Column("action", Words("สิ่งที่ทำ", "What is done"), "long", required=False, limit=4000),
        UNIT,
        Column("due_on", Words("กำหนดเสร็จ", "Due on"), "day", required=False),
        Column("done_on", Words("เสร็จเมื่อ", "Done on"), "day", required=False),
        Column("before", Words("ก่อนปรับปรุง", "Before"), required=False),
        Column("after", Words("หลังปรับปรุง", "After"), required=False),
        Column("published", Words("เผยแพร่ต่อประชาชน", "Published"), "tick", required=False),
    ), ("code",), ("done_on",)),
    "network-works": Register(Words("งานที่มีเครือข่าย", "Networked work"), NetworkWork, "CS4", (
        NAME, ANY_YEAR,
    ), ("name_th", "fiscal_year")),
    "activities": Register(Words("กิจกรรม", "Activities"), Activity, "CS4", (
        Column("held_on", Words("วันที่จัด", "Held on"), "day"),
        Column("place", Words("จังหวัดหรือสถานที่", "Place"), limit=200),
        Column("title", Words("เรื่อง", "Title"), required=False),
        Column("kind", Words("ประเภทกิจกรรม", "Kind"), required=False, limit=100, example="สัมมนา"),
        Column("region", Words("ภาค", "Region"), required=False, limit=100, example="ภาคเหนือ"),
        Column("network", Words("งานที่มีเครือข่าย", "Networked work"), required=False),
        Column("participants", Words("ผู้เข้าร่วม (คน)", "Participants"), "number", required=False),
    ), ("held_on", "place", "title"), ("held_on",)),
    "contact-channels": Register(
        Words("ช่องทางติดต่อ ให้ข้อมูล และรับฟัง", "Channels of contact"), ContactChannel, "CS5", (
            NAME, Column("purpose", Words("ใช้เพื่อ", "Purpose"), "choice", choices=PURPOSES),
            ANY_YEAR,
        ), ("name_th", "purpose", "fiscal_year")),
    "participation-works": Register(
        Words("งานที่ประชาชนมีส่วนร่วม", "Participation"), ParticipationWork, "CS5", (
            NAME, Column("level", Words("ระดับ", "Level"), "level", choices=LEVELS), ANY_YEAR,
        ), ("name_th", "fiscal_year")),
    "surveys": Register(Words("แบบสำรวจ", "Surveys"), Survey, "CS6", (
        Column("code", CODE.label, limit=40), YEAR,
        Column("aspects", Words("ด้านที่ถาม", "Aspects"), "lines", required=False, limit=2000,
               hint=Words("บรรทัดละหนึ่งด้าน", "One on each line")),
    ), ("code",)),
    "survey-groups": Register(Words("ผลสำรวจรายกลุ่ม", "Survey results"), SurveyGroup, "CS6", (
        SURVEY, GROUP, Column("sampled", Words("กลุ่มตัวอย่าง (คน)", "Sampled"), "number"),
        Column("counts", Words("ผู้ตอบระดับ 5 4 3 2 1", "Answers at level 5 4 3 2 1"), "numbers",
               hint=Words("ห้าจำนวน คั่นด้วยเว้นวรรค", "Five numbers with blanks between")),
    ), ("survey_code", "group_code")),
    "rating-reasons": Register(
        Words("เหตุผลของผู้ไม่พอใจหลังยุติเรื่อง", "Reasons of the unhappy after a case"),
        RatingReason, "CS6", (
            CODE, NAME, Column("name_en", Words("ภาษาอังกฤษ", "English"), required=False),
            Column("topic_code", Words("เฉพาะหัวข้อ", "Of the topic"), "choice", required=False,
                   of=Topic, hint=Words("เว้นว่างคือทุกหัวข้อ", "Empty: every topic")),
            Column("no_action", Words("ไม่ต้องดำเนินการ (เช่น ไม่เห็นด้วยกับนโยบาย)",
                                      "Needs no action (such as: dislikes the policy)"), "tick",
                   required=False),
        ), ("code",)),
    "information-channels": Register(
        Words("ช่องทางที่รับรู้ข่าวสาร (จากแบบสำรวจ)", "Where people hear from us"),
        InformationChannel, "CS2", (
            SURVEY, NAME, Column("answers", Words("ผู้ตอบ (คน)", "Answers"), "number"),
        ), ("survey_code", "name_th")),
    "service-standards": Register(
        Words("มาตรฐานบริการ", "Service standards"), ServiceStandard, "CS7", (
        CODE, NAME, UNIT,
        Column("target", Words("เวลาที่ประกาศ", "Announced time"), limit=200),
        Column("days", Words("จำนวนวัน", "Days"), "number", least=1, most=3650),
        Column("working", Words("นับวันทำการ", "Working days"), "tick", required=False),
        Column("flow_chart", Words("มีแผนผัง", "Flow chart"), "tick", required=False),
        Column("manual", Words("มีคู่มือ", "Manual"), "tick", required=False),
        Column("announced", Words("ประกาศแล้ว", "Announced"), "tick", required=False),
        Column("announced_on", Words("วันที่ประกาศ", "Announced on"), "day", required=False),
        Column("valid_from", Words("ใช้ตั้งแต่", "Valid from"), "day", required=False),
        Column("valid_to", Words("ใช้ถึง", "Valid to"), "day", required=False),
        Column("by_cases", Words("วัดจากข้อร้องเรียนในระบบ", "Measured by the complaints here"), "tick",
               required=False),
        ), ("code",), ("valid_from", "valid_to"), (("valid_from", "valid_to"),)),
    "service-achievements": Register(
        Words("ผลงานบริการรายเดือน", "Achievement by month"), ServiceAchievement, "CS7", (
            Column("standard_code", Words("งานบริการ", "Service"), "choice", of=ServiceStandard),
            Column("month", Words("เดือน", "Month"), "month",
                   hint=Words("วันใดก็ได้ในเดือนนั้น", "Any day of the month")),
            Column("done", Words("ให้บริการ (ครั้ง)", "Done"), "number"),
            Column("within", Words("แล้วเสร็จในเวลาที่ประกาศ (ครั้ง)", "Within the time"), "number"),
        ), ("standard_code", "month"), ("month",), (("within", "done"),)),
    "stated-figures": Register(Words("ค่าที่สำนักงานระบุเอง", "Stated figures"), StatedFigure, "CS1", (
        YEAR, Column("name", Words("ค่า", "Figure"), "choice", choices=STATED),
        Column("value", Words("เป็น", "Is")),
    ), ("fiscal_year", "name")),
}
# fmt: on
