"""Real mail programs, Postfix in, our sender out: one conversation is one case in its order."""

from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.ask_correspondent import Asked, ask_correspondent
from app.actions.given import Given
from app.actions.write_letter import write_letter
from app.models import Case, RawMail
from tests.outside.correspondence import Post
from tests.outside.mail_programs import PDF, Writer, swaks
from tests.outside.postfix import Postfix

WRITER = Writer("somchai@example.org", "voice@office.example")
SAID = [
    "เว็บไซต์ล่มตั้งแต่เช้า ดาวน์โหลดตารางดัชนีไม่ได้ ลองทั้งคอมพิวเตอร์และมือถือแล้ว",
    "เพิ่มเติมจากอีเมลแรก ไฟล์ที่ต้องการคือตารางรายเดือนของปี ๒๕๖๙ ทั้งสิบสองเดือน",
    "เขียนทางหน้าติดตามเรื่อง เพราะส่งไฟล์ทางอีเมลไม่สะดวก",
    "ใช้เบราว์เซอร์โครมบนวินโดวส์ ภาพหน้าจออยู่ในไฟล์แนบ",
    "บ่ายนี้ลองอีกครั้งแล้วยังไม่ได้ครับ",
    "เช้านี้เปิดได้หนึ่งไฟล์ อีกสิบเอ็ดไฟล์ยังเปิดไม่ได้",
    "แนบหนังสือจากบริษัทมาด้วย",
    "ได้ไฟล์ครบแล้ว ขอบคุณมากครับ",
]


def test_six_mails_and_two_track_messages_are_one_case_in_their_order(
    mail_office: Post, postfix: Postfix, session: Session, tmp_path: Path
) -> None:
    office, here, mail = mail_office, WRITER.email, postfix.port
    owner = office.officer()
    swaks(mail, "SMTP", here, WRITER.office, "ดาวน์โหลดตารางดัชนีไม่ได้", SAID[0])
    office.wait(1)

    receipt = office.letter(here)
    assert receipt.reply_to.startswith("reply+")
    office.hear(mail, here, receipt.reply_to, WRITER.thunderbird(SAID[1], receipt))
    office.track(receipt, SAID[2])

    office.step("assign", "boss@oie.example", Given(owner=owner))
    asked = Asked(("ใช้เบราว์เซอร์อะไร",))
    office.write(lambda case, actor, now: ask_correspondent(case, actor, now, asked))
    question = office.letter(here, "ใช้เบราว์เซอร์อะไร")
    office.hear(mail, here, WRITER.office, WRITER.outlook(SAID[3], question))

    told = {"occasion": "one", "text": "กำลังแก้ไขที่เครื่องแม่ข่าย"}
    office.write(lambda case, actor, now: write_letter(case, actor, now, **told))
    news = office.letter(here, "กำลังแก้ไขที่เครื่องแม่ข่าย")
    office.hear(mail, here, news.reply_to, WRITER.web_mail(SAID[4], news))
    office.track(news, SAID[5])
    scan = tmp_path / "letter.pdf"
    scan.write_bytes(PDF)
    number = str(news.message["Message-ID"])
    swaks(mail, "SMTP", here, news.reply_to, "Re: ดาวน์โหลด", SAID[6], "--attach", f"@{scan}",
          "--h-In-Reply-To", number)  # fmt: skip
    office.wait(5)

    office.step("analyse", owner, Given(root_cause="ระบบสารสนเทศ", finding="พื้นที่เต็ม"))
    office.step("resolve", owner, Given(outcome="upheld", answer="แก้ไขแล้ว ดาวน์โหลดได้ครบ"))
    answer = office.letter(here, "แก้ไขแล้ว ดาวน์โหลดได้ครบ")
    office.hear(mail, here, answer.reply_to, WRITER.thunderbird(SAID[7], answer))

    session.rollback()
    case = session.scalars(select(Case)).one()
    assert case.body.strip() == SAID[0]
    said = office.told()
    assert [one for one, text in zip(SAID[1:], said, strict=True) if one not in text] == []
    assert office.files() == ["winmail.dat", "scan.pdf", "letter.pdf"]
    assert session.scalars(select(RawMail.state)).all() == ["done"] * 6
    assert {row.case_id for row in session.scalars(select(RawMail))} == {case.id}
    threads = [str(x.message["In-Reply-To"] or "") for x in office.sink.to(here)]
    assert all(threads)
    page = office.follow(answer)[1]
    places = [page.find(text) for text in SAID]
    assert -1 not in places
    assert places == sorted(places)
