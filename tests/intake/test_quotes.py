"""Quoted history lies folded below the new words, in every language people use, and whole."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.intake.quotes import MAIL_LANGUAGES, fold

NEW = "ขอบคุณค่ะ แต่ไฟยังดับอยู่ทุกคืน\nช่วยมาดูอีกครั้งได้ไหมคะ\n\n"
OLD = "เรียน คุณสมหญิง\nเราซ่อมเสาไฟเมื่อวานแล้ว\n"
QUOTED = "> เรียน คุณสมหญิง\n>\n> เราซ่อมเสาไฟเมื่อวานแล้ว\n"

WROTE = {
    "Gmail th": "ในวันที่ จ. 23 พ.ย. 2026 เวลา 10:00 สำนักงาน <office@oie.example> เขียนว่า:",
    "Gmail th B.E.": "เมื่อ 23 พฤศจิกายน 2569 10:00, สำนักงาน <office@oie.example> เขียนว่า:",
    "Gmail th wrapped": "ในวันที่ 23 พ.ย. 2026 เวลา 10:00 สำนักงาน <\noffice@oie.example> เขียนว่า:",
    "Apple th": "เมื่อวันที่ 23 พ.ย. 2569 เวลา 10:00 น. สำนักงาน <office@oie.example> เขียน:",
    "Thai digits": "เมื่อวันที่ ๒๓ พ.ย. ๒๕๖๙ เวลา ๑๐.๐๐ น. สำนักงาน <office@oie.example> ได้เขียนว่า:",
    "Yahoo th": "ในวันที่ วันจันทร์ที่ 23 พฤศจิกายน 2026 เวลา 10:00:00 GMT+7, สำนักงาน "
    "<office@oie.example> เขียนว่า:",
    "Roundcube th": "เมื่อ 2026-11-23 10:00, สำนักงาน เขียน:",
    "Roundcube th days first": "วันที่ 23-11-2569 10:00 สำนักงาน เขียนไว้ว่า:",
    "LINE": "เมื่อ 23/11/2569 10:00 สำนักงาน ส่งข้อความว่า:",
    "en": "On Mon, Nov 23, 2026 at 10:00 AM The office <office@oie.example> wrote:",
    "en wrapped": "On Mon, Nov 23, 2026 at 10:00 AM The office\n<office@oie.example> wrote:",
    "de": "Am Mo., 23. Nov. 2026 um 10:00 Uhr schrieb Büro <office@oie.example>:",
    "fr": "Le lun. 23 nov. 2026 à 10:00, Bureau <office@oie.example> a écrit :",
    "es": "El lun, 23 nov 2026 a las 10:00, Oficina (<office@oie.example>) escribió:",
    "it": "Il giorno lun 23 nov 2026 alle ore 10:00 Ufficio <office@oie.example> ha scritto:",
    "nl": "Op ma 23 nov 2026 om 10:00 schreef Kantoor <office@oie.example>:",
    "pl": "pon., 23 lis 2026 o 10:00 Urząd <office@oie.example> napisał(a):",
    "cs": "po 23. 11. 2026 v 10:00 odesílatel Úřad <office@oie.example> napsal:",
    "da": "Den man. 23. nov. 2026 kl. 10.00 skrev Kontor <office@oie.example>:",
    "sv": "Den mån 23 nov. 2026 kl 10:00 skrev Kontoret <office@oie.example>:",
    "ja": "2026年11月23日(月) 10:00 事務所 <office@oie.example>:",
    "ko": "2026년 11월 23일 (월) 오전 10:00, 사무실 <office@oie.example>님이 작성:",
    "zh": "办公室 <office@oie.example> 于2026年11月23日周一 10:00写道：",
    "vi": "Vào Th 2, 23 thg 11, 2026 vào lúc 10:00 Văn phòng <office@oie.example> đã viết:",
}
BLOCKS = {
    "Outlook th": "จาก: สำนักงาน <office@oie.example>\nส่ง: วันจันทร์ที่ 23 พฤศจิกายน 2569 10:00\n"
    "ถึง: สมหญิง\nเรื่อง: เรื่องร้องเรียนของท่าน",
    "Outlook th cc": "จาก: สำนักงาน\nส่งเมื่อ: 23 พฤศจิกายน 2569 10:00\nถึง: สมหญิง\nสำเนาถึง: ฝ่ายซ่อม\n"
    "หัวเรื่อง: เรื่องร้องเรียนของท่าน",
    "Outlook th below a rule": f"{'_' * 32}\nจาก: สำนักงาน <office@oie.example>\n"
    "ส่ง: 23 พฤศจิกายน 2569 10:00\nถึง: สมหญิง\nเรื่อง: ไฟดับ",
    "Zimbra th": 'จาก: "สำนักงาน" <office@oie.example>\nถึง: "สมหญิง" <somying@example.org>\n'
    "ส่งแล้ว: จันทร์, 23 พฤศจิกายน, 2026 10:00:00 AM\nหัวข้อ: ไฟดับ",
    "Samsung th": "-------- ข้อความดั้งเดิม --------\nจาก: สำนักงาน <office@oie.example>\n"
    "วันที่: 23/11/2569 10:00 (GMT+07:00)\nถึง: somying@example.org\nหัวเรื่อง: ไฟดับ",
    "Outlook bold": "*จาก:* สำนักงาน\n*ส่ง:* 23 พฤศจิกายน 2569 10:00\n*ถึง:* สมหญิง\n*เรื่อง:* ไฟดับ",
    "en": "From: The office <office@oie.example>\nSent: Monday, November 23, 2026 10:00 AM\n"
    "To: Somying\nSubject: Your complaint",
    "de": "Von: Büro\nGesendet: Montag, 23. November 2026 10:00\nAn: Somying\nBetreff: Beschwerde",
    "es": "De: Oficina\nEnviado: lunes, 23 de noviembre de 2026 10:00\nPara: Som\nAsunto: Queja",
    "nl": "Van: Kantoor\nVerzonden: maandag 23 november 2026 10:00\nAan: Som\nOnderwerp: Klacht",
    "zh": "发件人: 办公室\n发送时间: 2026年11月23日 10:00\n收件人: Somying\n主题: 投诉",
    "ko": "보낸 사람: 사무실\n보낸 날짜: 2026년 11월 23일 10:00\n받는 사람: Somying\n제목: 불만",
    "Original": "-----Original Message-----\nFrom: office",
    "เดิม": "-----ข้อความเดิม-----\nจาก: สำนักงาน",
}
SIGNATURES = (
    "ส่งจาก iPhone ของฉัน",
    "ส่งจากอุปกรณ์ Samsung Galaxy",
    "รับ Outlook สำหรับ Android",
    "Sent from my iPad",
    "-- \nนางสาวสมหญิง\nโทร. 02-000-0100",
    "Gesendet von Mail für Windows",
)


def shown(text: str) -> str:
    pieces = fold(text)
    assert "".join(piece.text for piece in pieces) == text
    return "".join(piece.text for piece in pieces if not piece.older)


@pytest.mark.parametrize("header", WROTE.values(), ids=WROTE)
@pytest.mark.parametrize("old", [QUOTED, "\n" + QUOTED], ids=["at once", "below a blank line"])
def test_a_quote_below_its_header_is_folded(header, old):
    assert shown(f"{NEW}{header}\n{old}") == NEW


@pytest.mark.parametrize("header", WROTE.values(), ids=WROTE)
def test_words_after_the_quote_are_in_sight(header):
    assert shown(f"{NEW}{header}\n{QUOTED}\nอีกอย่างหนึ่ง ถนนก็พัง\n") == f"{NEW}\nอีกอย่างหนึ่ง ถนนก็พัง\n"


@pytest.mark.parametrize("name", [name for name in WROTE if "@" in WROTE[name]])
def test_a_header_with_an_address_folds_what_follows_without_signs(name):
    assert shown(f"{NEW}{WROTE[name]}\n\n{OLD}") == NEW


@pytest.mark.parametrize("header", BLOCKS.values(), ids=BLOCKS)
def test_what_follows_a_block_of_headers_is_folded(header):
    assert shown(f"{NEW}{header}\n\n{OLD}") == NEW


@pytest.mark.parametrize("signature", SIGNATURES)
def test_a_signature_is_folded_alone_and_together_with_the_quote(signature):
    assert shown(f"{NEW}{signature}\n") == NEW
    text = f"{NEW}{signature}\n\n{WROTE['Gmail th']}\n{QUOTED}"
    assert shown(text) == NEW
    assert len(fold(text)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "เมื่อวันที่ 5 มี.ค. 2569 เวลา 10.30 น. เจ้าหน้าที่กล่าวว่า:\nให้รอไปก่อน แล้วก็เงียบหายไป\n",
        "เรื่อง: ขอให้แก้ไฟทางเดิน\nเรียน: ผู้อำนวยการ\nอ้างถึง: หนังสือที่ 12/2569\n\nไฟดับทุกคืน\n",
        "จาก: บ้านผม\nถึง: ที่ทำงาน\nใช้เวลาสองชั่วโมงทุกวัน\n",
        "ลำดับเหตุการณ์\n10:00 โทรครั้งแรก: ไม่รับ\n10:30 โทรอีก: ไม่รับ\n11:00 โทรอีก: ไม่รับ\nช่วยด้วย\n",
        "- หนึ่ง\n- สอง\n--\n" + "ยังมีเรื่องอีกยาว\n" * 20,
        "ส่งจากโรงงานไปที่บ่อน้ำโดยไม่บำบัด\nช่วยมาดู\n",
        "> ถามว่าไฟดับที่ใด\nหน้าอาคารจอดรถ\n> ตั้งแต่เมื่อใด\nวันศุกร์\n",
        "Data: 10 units\nDo: nothing\nOd: now\nplease help\n",
        f"ดูที่เขาส่งมา\n\n---------- Forwarded message ---------\n{BLOCKS['en']}\n\n{OLD}",
        f"ดูที่เขาส่งมา\n\n---------- ข้อความที่ส่งต่อ ---------\n{BLOCKS['Outlook th']}\n\n{OLD}",
        QUOTED,
        f"{WROTE['en']}\n{QUOTED}",
        f"{BLOCKS['en']}\n\nตอบไว้ข้างล่างนี้\n",
        "",
        "\n\n",
        "คำเดียว",
    ],
)
def test_what_somebody_tells_stays_in_sight(text):
    assert shown(text) == text


def test_thai_stands_beside_every_language_of_the_library():
    assert {"th", "en", "de", "fr", "zh", "ja", "ko"} <= set(MAIL_LANGUAGES)
    assert len(MAIL_LANGUAGES) >= 15


@pytest.mark.parametrize(
    "text",
    [
        "".join(">" * n + "\n" for n in range(1, 3000)) + ">" * 10_000 + " x\n" * 7000,
        "> " * 1_000_000,
        ">" * 5_000_000,
        "\n".join("> " * n + "x" for n in range(1, 2000)),
        "On " * 60_000 + "wrote:",
        "On a wrote:\n" * 80_000,
        "On " + "a " * 140 + "\n" * 50_000,
        ("On " + "a " * 110 + "a@b x:\n") * 2000,
        ("On " + "a " * 110 + "x:\n> a\n") * 2000,
        ("Op Op a@b " + "schreef " * 28 + "x:\n") * 1000,
        ("On " + "a " * 140 + "x:\n") * 2000,
        ("From: " + "a: " * 60 + "10:00\n") * 5000,
        "From: x 10:00\nTo: y\nCc: z\n" * 30_000,
        "a@" * 100_000,
        ("a" * 90 + "@" + "b" * 150 + ":\n") * 5000,
        "จาก: \n\n" * 50_000,
        "-- \n" * 50_000,
        "http://a.b." * 450_000,
        "เมื่อ " * 300_000 + ":",
        ("เมื่อ 1/1/2569 " + "เขียน " * 45 + "x:\n") * 3000,
        "* : \n" * 100_000,
    ],
    ids=range(21),
)
def test_no_text_takes_long(text):
    began = time.process_time()
    assert shown(text)
    assert time.process_time() - began < 3


PARTS = [
    *WROTE.values(),
    *BLOCKS.values(),
    *SIGNATURES,
    NEW,
    OLD,
    QUOTED,
    "\n",
    "\r\n",
    "\u2028",
    "> x",
    ">",
    "a:",
]


@given(st.lists(st.sampled_from(PARTS) | st.text(max_size=20), max_size=12))
def test_nothing_is_lost_and_something_is_always_in_sight(parts):
    text = "\n".join(parts)
    assert bool(shown(text).strip()) == bool(text.strip())
