"""Small office files, written as people write them."""

from pathlib import Path

SMALL = """\
office: {code: OIE, name_th: สำนักงานตัวอย่าง}
units:
  - {id: U01, name_th: สำนักบริหารกลาง, head: O02}
  - {id: U06, name_th: ศูนย์ปฏิบัติการต่อต้านการทุจริต}
officers:
  - {id: O02, unit: U01, role: intake, email: jaisai@oie.example, title_th: นางสาว, first_th: ใจใส}
  - {id: O06, unit: U06, role: confidential, email: suetrong@oie.example, first_th: ซื่อตรง}
topics:
  - {id: C01, name_th: วารสารและสิ่งพิมพ์เผยแพร่, default_unit: U01}
  - {id: C08, name_th: การทุจริต, default_unit: U06, restricted: true}
root_causes: [กระบวนงาน]
cases:
  - id: OIE-2569-0007
    kind: complaint
    topic: C01
    channel: letter
    received_at: "2026-04-10T14:00:00+07:00"
    correspondent: {title_th: นาย, first_th: สมหมาย, email: sommai@example.org}
    subject: หนังสือหารือไม่ได้รับคำตอบ
    body: ยังไม่ได้รับคำตอบหรือแจ้งความคืบหน้า
    owner: O02
    assigned_at: "2026-04-16T09:00:00+07:00"
    analysed_at: "2026-04-23T16:00:00+07:00"
    root_cause: กระบวนงาน
    analysis: หนังสือค้างระหว่างส่งต่อสองสำนัก
    resolved_at: "2026-05-15T15:00:00+07:00"
    outcome: upheld
    resolution: ตอบข้อหารือและขออภัย
"""


def with_(old: str, new: str, text: str = SMALL) -> str:
    """``text`` with one thing written otherwise."""
    assert text.count(old) == 1, f"{old!r} is there {text.count(old)} times"
    return text.replace(old, new)


def written(text: str, folder: Path) -> Path:
    place = folder / "office.yaml"
    place.write_text(text)
    return place
