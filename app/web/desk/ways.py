"""The ways in which the correspondent is told something, and where a letter stands, in words."""

from app.web.present import say
from workflows.limits import AWAY
from workflows.words import Words

WAYS = {
    "email": Words("ส่งทางอีเมล", "By e-mail"),
    "track": Words("ให้อ่านในหน้าติดตามเรื่อง", "To be read on the tracking page"),
    "phone": Words("แจ้งทางโทรศัพท์แล้ว", "Told by telephone"),
    "post": Words("ส่งทางไปรษณีย์", "By post"),
}
BY_ITSELF = Words(
    "ให้ระบบเลือก (อีเมลก่อน)",
    "Let Siang choose (e-mail first)",
)

# status of a letter: words and look of its tag
STATUSES = {
    "ready": (Words("รอส่ง", "Waiting"), "turmeric"),
    "sent": (Words("ส่งแล้ว", "Sent"), "leaf"),
    "kept": (Words("เก็บไว้ (ไม่มีเครื่องส่งอีเมล)", "Kept (no mail server)"), "khram"),
    "held": (Words("รอเจ้าหน้าที่ตัดสินใจส่ง", "Held: an officer decides"), "turmeric"),
    "failed": (Words("ส่งไม่สำเร็จ", "Failed"), "cinnabar"),
    "recorded": (Words("บันทึกไว้", "Recorded"), "plain"),
    "draft": (Words("รอลงนาม", "To be signed"), "turmeric"),
    "refused": (Words("ไม่ลงนาม", "Not signed"), "plain"),
}
BOUNCED = (Words("ส่งแล้วแต่ตีกลับ", "Sent, and came back"), "cinnabar")
PROBLEMS = {  # why a letter stays, where it is ours to say
    "dead address": Words("ที่อยู่นี้ส่งไม่ถึง ระบบหยุดส่ง", "This address is dead: nothing is sent to it"),
    "too many letters to this address": Words(
        "ส่งถึงที่อยู่นี้ครบ 3 ฉบับใน 1 ชั่วโมงแล้ว", "Three letters went to this address within the hour"
    ),
}
NO_SERVER = Words(
    "ยังติดต่อเซิร์ฟเวอร์อีเมลไม่ได้ ระบบลองใหม่เอง ไม่ต้องส่งซ้ำ",
    "The mail server cannot be reached yet: Siang goes on trying, do not send it again",
)


def why_it_stays(problem: str) -> str:
    """The problem of a letter in words, where it is ours to say; else what the server said."""
    known = NO_SERVER if problem.startswith(AWAY) else PROBLEMS.get(problem)
    return say(known) if known else problem
