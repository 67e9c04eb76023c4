"""The rows of the guided set-up: what is there, what is missing, why it matters, where to go."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from flask import url_for

from app.queries.beginning import Beginning
from app.web.access import actor, opens
from workflows.words import Words

if TYPE_CHECKING:
    from config import Settings

NOTHING = Words("", "")


class Step(NamedTuple):
    """``state``: done, missing, or advice; what is only advised is not ``counted``."""

    state: str
    label: Words
    why: Words
    url: str | None
    more: Words = NOTHING
    counted: bool = True


def steps(found: Beginning, settings: "Settings") -> list[Step]:
    """All of them in the order in which they are done."""
    return [*_lists(found), *_promises(found), *_mail(found, settings), *_advice(found)]


def progress(found: list[Step]) -> tuple[int, int]:
    """How many are done, of how many that count."""
    counted = [step for step in found if step.counted]
    return sum(step.state == "done" for step in counted), len(counted)


def _lists(found: Beginning) -> Iterator[Step]:
    yield Step(
        _state(found.named), Words("ชื่อและที่อยู่ของสำนักงาน", "Name and address of the office"),
        Words("อยู่บนทุกหน้าและหนังสือทุกฉบับ", "They stand on every page and letter"),
        _url("settings.office"),
    )  # fmt: skip
    yield Step(
        _state(found.units), Words("หน่วยที่รับเรื่อง", "Units"),
        Words("เรื่องทุกเรื่องต้องมีหน่วยที่รับผิดชอบ", "Every case needs a home"),
        _url("settings.units"),
    )  # fmt: skip
    lacking = found.missing_roles
    yield Step(
        _state(not lacking), Words("คน อย่างน้อยผู้รับเรื่อง เจ้าหน้าที่ และผู้บริหาร",
                                   "People: at least intake, an officer and a manager"),
        Words("แต่ละคนได้ลิงก์เชิญทางอีเมล และตั้งรหัสผ่านเอง",
              "Each gets a link by mail, and chooses their own password"),
        _url("settings.people_list"),
        Words("ยังไม่มี: " + ", ".join(role.label.th for role in lacking),
              "Missing: " + ", ".join(role.label.en for role in lacking)) if lacking else NOTHING,
    )  # fmt: skip
    yield Step(
        _state(found.topics), Words("หัวข้อเรื่อง", "Topics"),
        Words("ประชาชนเลือกหัวข้อ แล้วเรื่องไปที่หน่วยของหัวข้อนั้น",
              "People choose one, and the case goes to its unit"),
        _url("settings.topics"),
    )  # fmt: skip


def _promises(found: Beginning) -> Iterator[Step]:
    yield Step(
        _state(found.calendar), Words("ปฏิทินวันทำการของปีนี้", "This year's working calendar"),
        Words("กำหนดทุกข้อนับตามปฏิทินนี้ ผู้บริหารเทียบกับประกาศคณะรัฐมนตรีแล้วกดยืนยัน",
              "All dates are counted by it; a manager compares it and confirms"),
        _url("settings.calendar"),
    )  # fmt: skip
    yield Step(
        "done" if found.targets else "advice", Words("มาตรฐานเวลา", "Targets"),
        Words("ดูว่ามาตรฐานที่มากับระบบตรงกับที่สำนักงานประกาศไว้ ถ้าตรงไม่ต้องแก้",
              "See that those that ship are what the office announced; else set its own"),
        _url("settings.targets"), counted=False,
    )  # fmt: skip


def _mail(found: Beginning, settings: "Settings") -> Iterator[Step]:
    out = Words("ยังไม่ได้ตั้งค่า: SIANG_MAIL_SERVER", "Not set: SIANG_MAIL_SERVER")
    yield Step(
        _state(bool(settings.mail_server) and found.letter_sent),
        Words("จดหมายออกจากระบบได้", "Mail leaves the site"),
        Words("ผู้แจ้งและเจ้าหน้าที่ได้รับจดหมาย ส่งจดหมายทดสอบถึงตนเองด้านล่าง",
              "People get our letters: send a test letter to yourself below"),
        None, NOTHING if settings.mail_server else out,
    )  # fmt: skip
    is_set = bool(settings.imap_url or settings.reply_domain)
    yield Step(
        "done" if is_set and found.mail_came else "advice",
        Words("อีเมลเข้าเป็นเรื่อง", "Mail that comes in becomes cases"),
        Words("ให้ระบบอ่านกล่องของสำนักงาน หรือส่งต่ออีเมลมาที่ระบบ",
              "Let the site read the office's mailbox, or forward mail to it"),
        None,
        NOTHING if is_set else Words("ยังไม่ได้ตั้งค่า: SIANG_IMAP_URL หรือ SIANG_REPLY_DOMAIN",
                                     "Not set: SIANG_IMAP_URL or SIANG_REPLY_DOMAIN"),
        counted=False,
    )  # fmt: skip


def _advice(found: Beginning) -> Iterator[Step]:
    yield Step(
        "done" if found.confidential else "advice",
        Words("ผู้รับเรื่องปกปิด", "A confidential officer"),
        Words("เรื่องทุจริตเห็นได้เฉพาะบทบาทนี้ ถ้าไม่มี จะไม่มีใครอ่านได้",
              "Only this role reads cases of corruption; without one nobody can"),
        _url("settings.people_list"), counted=False,
    )  # fmt: skip
    yield Step(
        _state(found.cases), Words("เรื่องแรก", "A first case"),
        Words("ลงรับเรื่องหนึ่งด้วยตนเอง เพื่อดูว่าเดินครบทุกขั้น",
              "Register one by hand, and see it go all its steps"),
        _url("desk.intake"),
    )  # fmt: skip
    yield Step(
        "advice", Words("สำรองข้อมูล", "Backups"),
        Words("ให้ผู้ดูแลเครื่องตั้ง flask backup ทุกคืน และเก็บกุญแจ data_key กับ secret_key แยกต่างหาก "
              "(docs/operations.md)",
              "Have flask backup run every night, and keep data_key and secret_key elsewhere "
              "(docs/operations.md)"), None, counted=False,
    )  # fmt: skip
    yield Step(
        "advice", Words("ยืนยันตัวตนสองขั้น", "Second factor"),
        Words("บังคับสำหรับผู้ดูแลระบบและผู้รับเรื่องปกปิดเป็นอย่างน้อย",
              "Ask it at least of administrators and confidential officers"),
        _url("settings.sign_in"), counted=False,
    )  # fmt: skip


def _state(is_there: bool) -> str:
    return "done" if is_there else "missing"


def _url(endpoint: str) -> str | None:
    """The address, for whom it opens."""
    return url_for(endpoint) if opens(endpoint, actor()) else None
