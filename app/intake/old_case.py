"""A case of an office file → a Submission that brings its own reference and its own time."""

from app.intake.channels import CHANNELS
from app.intake.office_file.cases import Address, CaseRow, CorrespondentRow
from app.intake.submission import Referral, Sender, Submission
from workflows.limits import SHORT

# Titles that Thai writes without a blank before the name.
JOINED = ("นาย", "นาง", "นางสาว", "น.ส.", "ด.ช.", "ด.ญ.", "คุณ")
BANGKOK = "กรุงเทพมหานคร"


def to_submission(row: CaseRow) -> Submission:
    """The submission; its key is the reference, so that loading twice is loading once."""
    return Submission(
        channel=row.channel, kind=row.kind.value, subject=row.subject, body=row.body,
        received_at=row.received_at, source_key=source_key(row.id), topic=row.topic,
        group=row.group, language=row.language, anonymous=row.anonymous,
        restricted=row.restricted or CHANNELS[row.channel].restricted,
        severity="high" if row.severity == "critical" else row.severity,
        sender=_sender(row.correspondent), referral=_referral(row),
        registry_number=row.registry_number, letter_number=row.letter_number,
        letter_date=row.letter_date, reference=row.id, imported=True,
    )  # fmt: skip


def source_key(reference: str) -> str:
    """What tells a case of a file from all others."""
    return f"office:{reference}"


def full_name(title: str | None, first: str | None, last: str | None) -> str:
    """``นายสมหมาย ใฝ่อ่าน``, ``บริษัท ส่งออกตัวอย่าง จำกัด``, ``ดร. วิจัย ค้นคว้า``."""
    given = f"{title}{first or ''}" if title in JOINED else f"{title or ''} {first or ''}"
    return f"{given} {last or ''}".strip()[:SHORT]


def one_line(address: Address) -> str:
    """``ต.ในเมือง อ.เมืองขอนแก่น จ.ขอนแก่น 40000``, as an envelope has it."""
    here = address.changwat.removeprefix("จังหวัด")
    marks = ("แขวง", "เขต", "") if here == BANGKOK else ("ต.", "อ.", "จ.")
    names = zip(marks, (address.tambon, address.amphoe, here), strict=True)
    parts = (address.line, *(mark + name for mark, name in names if name), address.postcode)
    return " ".join(part for part in parts if part)


def _sender(row: CorrespondentRow | None) -> Sender:
    if row is None:
        return Sender()
    return Sender(
        name=full_name(row.title_th, row.first_th, row.last_th), email=row.email or "",
        phone=row.phone or "", address=one_line(row.address) if row.address else "",
    )  # fmt: skip


def _referral(row: CaseRow) -> Referral | None:
    if row.referral is None:
        return None
    sent = row.referral
    return Referral(
        agency=sent.agency, letter_number=sent.ref_no, letter_date=sent.letter_date,
        report_due=sent.report_due,
    )  # fmt: skip
