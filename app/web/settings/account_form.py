"""The form of an account, and what changing one would do, in words."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from wtforms import EmailField, Form, SelectField, SelectMultipleField, StringField, TelField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Email, Optional

from app.actions.keep_account import Wanted
from app.queries import load, office
from app.web.fields import AtMost, DayField, Filled, choices, tidy
from workflows.limits import SHORT
from workflows.roles import Role
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Person

NO_UNIT = ("", Words("ไม่อยู่ในหน่วยใด", "No unit"))
NO_ADDRESS = Words("เขียนที่อยู่อีเมลให้ครบ เช่น somsri@office.example",
                   "Write a whole address, such as somsri@office.example")  # fmt: skip

TOLD = Words("ผู้บริหารและผู้รับเรื่องปกปิดทุกคนได้รับจดหมายแจ้งเรื่องนี้",
             "All managers and confidential officers are told by letter")  # fmt: skip


class AccountForm(Form):
    """Who it is, where they sit, and what they may do."""

    name = StringField(
        Words("ชื่อและนามสกุล", "Name"), filters=(tidy,),
        validators=[Filled(Words("กรอกชื่อ", "Give the name")), AtMost(SHORT)],
        description=Words("รวมคำนำหน้า เช่น นางสมศรี ใจดี ชื่อนี้อยู่ในหนังสือถึงผู้แจ้ง",
                          "With the title; this name stands in letters to correspondents"),
    )  # fmt: skip
    email = EmailField(
        Words("อีเมลราชการ", "Office e-mail"), filters=(tidy,),
        validators=[Filled(Words("กรอกอีเมล", "Give the address")), AtMost(254), Email(NO_ADDRESS)],
        description=Words("ใช้เข้าสู่ระบบ และรับจดหมายจากระบบ", "For signing in, and for our letters"),
    )  # fmt: skip
    position = StringField(
        Words("ตำแหน่ง", "Position"),
        [AtMost(SHORT)],
        (tidy,),
        Words("เช่น นักวิชาการอุตสาหกรรมชำนาญการ", "Such as: industrial economist"),
    )
    phone = TelField(
        Words("โทรศัพท์", "Telephone"),
        [AtMost(100)],
        (tidy,),
        Words("หมายเลขภายใน สำหรับเพื่อนร่วมงาน", "An internal number, for colleagues"),
    )
    unit = SelectField(
        Words("หน่วย", "Unit"), validate_choice=False,
        description=Words("เจ้าหน้าที่เห็นเรื่องของหน่วยนี้ และได้รับเรื่องที่ส่งมาหน่วยนี้",
                          "Officers see this unit's cases, and get those sent to it"),
    )  # fmt: skip
    role = SelectMultipleField(
        Words("บทบาท", "Roles"),
        choices=[SelectChoice(role.value, role.label, {"hint": role.does}) for role in Role],
        validators=[Filled(Words("เลือกอย่างน้อยหนึ่งบทบาท", "Choose at least one role"))],
        validate_choice=False,
        description=Words("คนหนึ่งมีหลายบทบาทได้ ให้เท่าที่งานต้องใช้",
                          "Somebody may hold several: give what the work needs"),
    )  # fmt: skip
    until = DayField(
        Words("วันสุดท้ายของบัญชี", "Last day of the account"), [Optional()],
        description=Words("เว้นว่างถ้าไม่มีกำหนด ผู้ประเมินภายนอกต้องมี เช่น 31/1/2570",
                          "Empty for no end; an assessor needs one, such as 31/1/2027"),
    )  # fmt: skip

    def offer(self, unit: str | None = None) -> "AccountForm":
        """The units to choose from; ``unit`` is theirs, in use or not."""
        units = [(one.code, one.name) for one in office.units_in_use(unit)]
        self.unit.choices = choices([NO_UNIT, *units])
        return self

    def wanted(self) -> Wanted:
        """What was filled in."""
        return Wanted(
            name=self.name.data or "", email=self.email.data or "",
            role=tuple(role.value for role in Role if role.value in self.role.data),
            position=self.position.data or "", phone=self.phone.data or "",
            unit=self.unit.data or None, until=self.until.data,
        )  # fmt: skip


def account_form(typed: object, person: "Person | None" = None) -> AccountForm:
    """The form, as it was typed or as the account has it."""
    has = {
        "name": person.name, "email": person.email, "position": person.position,
        "phone": person.phone, "unit": person.unit_code or "", "role": person.roles,
        "until": person.expires_on,
    } if person else {}  # fmt: skip
    return AccountForm(typed or None, data=has).offer(person.unit_code if person else None)


def effects(person: "Person", wanted: Wanted) -> Iterator[Words]:
    """What changes for the person and for their work; nothing for names and telephones."""
    yield from _of_roles(set(person.roles), set(wanted.role))
    if wanted.unit != person.unit_code:
        yield from _of_unit(person, wanted.unit)
    if wanted.email.lower() != person.email:
        yield Words(
            f"เข้าสู่ระบบด้วย {wanted.email} จดหมายไปที่อยู่ใหม่ ลิงก์ตั้งรหัสผ่านที่ส่งไปแล้วใช้ไม่ได้",
            f"They sign in as {wanted.email} and letters go there; links sent before do not work",
        )
    if wanted.until != person.expires_on:
        yield Words("พ้นวันสุดท้ายแล้วเข้าระบบไม่ได้ และถูกออกจากระบบทันที",
                    "After the last day they cannot sign in, and are signed out") \
            if wanted.until else Words("บัญชีไม่มีวันสิ้นสุด", "The account has no end")  # fmt: skip


def _of_roles(before: set[str], after: set[str]) -> Iterator[Words]:
    for role in Role:
        said = role.label, role.does
        if role.value in after - before:
            yield Words(f"ได้บทบาท{said[0].th}: {said[1].th}", f"Becomes {said[0].en}: {said[1].en}")
            if role is Role.CONFIDENTIAL:
                yield TOLD
        elif role.value in before - after:
            yield Words(f"ไม่มีบทบาท{said[0].th}อีก: {said[1].th}",
                        f"Is {said[0].en} no more: {said[1].en}")  # fmt: skip


def _of_unit(person: "Person", code: str | None) -> Iterator[Words]:
    unit = next((unit.name for unit in office.units() if unit.code == code), NO_UNIT[1])
    number = load.open_cases([person.id])[person.id]
    yield Words(
        f"ย้ายไป{unit.th} เห็นเรื่องของหน่วยใหม่ ไม่เห็นเรื่องของหน่วยเดิมที่ตนไม่ได้รับผิดชอบ",
        f"Moves to {unit.en}: sees its cases, and of the old unit's only their own",
    )
    if number:
        yield Words(f"เรื่องที่ยังไม่ยุติ {number:,} เรื่องตามไปกับผู้รับผิดชอบ หน่วยของเรื่องคงเดิม",
                    f"{number:,} open cases stay theirs, and stay with their unit")  # fmt: skip
