"""A fault of a file in both languages: the checks speak English, as the command line does."""

import re

from app.office.yaml_file import Fault
from workflows.words import Words

# What a check says, with whatever it names; a message that is not here stays as it is.
THAI = {
    r"too large for an edition": "ไฟล์ใหญ่เกินกว่าจะเป็นแบบฟอร์ม",
    r"not UTF-8": "ไฟล์ไม่ได้บันทึกเป็น UTF-8 บันทึกใหม่เป็น UTF-8",
    r"should have the lines of an edition \(lines:\)": "ไม่มีบรรทัดของแบบฟอร์ม (lines:)",
    r"unknown names: (.+)": "ไม่รู้จักชื่อของค่า: {}",
    r"no register (.+)": "ไม่มีทะเบียนหรือรายการชื่อ {}",
    r"a line of kind (.+) needs its section": "บรรทัดชนิด {} ต้องบอกเกณฑ์ (section)",
    r"(.+) is none of the criteria": "{} ไม่อยู่ในเกณฑ์ (criteria)",
    r"(.+) goes on after (.+) began": "{} มีบรรทัดต่อหลังจากเริ่ม {} แล้ว ต้องอยู่ติดกัน",
    r"(.+) has no lines": "{} ไม่มีบรรทัดในไฟล์",
    r"(.+) has no line of kind (.+)": "{} ไม่มีบรรทัดชนิด {}",
    r"(.+) is missing": "ขาด {}",
    r"unknown key": "ไม่รู้จักชื่อช่องนี้",
    r"written twice": "เขียนสองครั้ง",
    r"cannot be read: (.+)": "อ่านไม่ได้: {}",
    r"Input should be a valid (?:string|list|dictionary).*": "ชนิดของค่าในช่องนี้ไม่ถูกต้อง",
    r"Input should be a valid integer.*": "ต้องเป็นจำนวนเต็ม",
    r"Input should be (.+) or (.+)": "ต้องเป็น {} หรือ {}",
    r"Input should be (.+)": "ต้องเป็น {}",
    r"String should match pattern (.+)": "ต้องเขียนตามแบบ {}",
    r"has a control character in it": "มีอักขระควบคุมที่มองไม่เห็น",
    r"anchors and aliases are not taken": "ใช้ตัวยึดและตัวอ้าง (& *) ไม่ได้",
    r"tags are not taken": "ใช้ป้ายชนิด (!) ไม่ได้",
}


def in_words(fault: Fault) -> Words:
    """``บรรทัด 12: lines[6].kind: …``; the name of the place is that of the file."""
    line = f"บรรทัด {fault.line}: " if fault.line else ""
    where = f"{fault.where}: " if fault.where else ""
    return Words(line + where + _thai(fault.what), str(fault))


def _thai(what: str) -> str:
    for english, thai in THAI.items():
        if found := re.fullmatch(english, what):
            return thai.format(*found.groups())
    return f"รูปแบบของไฟล์ผิด ({what})"
