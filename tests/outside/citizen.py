"""What a person from outside does on the public pages."""

import re
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.outside.pages import field, fill, words


@dataclass(frozen=True)
class Receipt:
    """What the receipt page tells once."""

    reference: str
    secret: str

    @property
    def as_typed(self) -> str:
        """The secret as somebody types it from paper: small letters and blanks."""
        return " ".join(re.split(r"[\s-]+", self.secret)).lower()


class Citizen:
    """A person at their own browser."""

    def __init__(self, page: Page, url: str) -> None:
        self.page, self.url = page, url

    def tell(
        self, kind: str, fields: dict[str, str], *, choose: str, file: Path | None = None
    ) -> Receipt:
        """Fill in the form of a kind, with (``choose``) or without a name; read the receipt."""
        self.page.goto(f"{self.url}/new/{kind}")
        self.page.get_by_label(choose).check()
        fill(self.page, fields)
        self.page.get_by_role("button", name=re.compile("^(ตรวจทานก่อนส่ง|Check answers)$")).click()
        if file:
            with self.page.expect_file_chooser() as chooser:
                field(self.page, "รูปหรือเอกสาร").click()
            chooser.value.set_files(file)
        self.page.get_by_role("button", name=re.compile("^(ส่งเรื่อง|Submit)$")).click()
        return self._receipt()

    def _receipt(self) -> Receipt:
        heading = re.compile("รับเรื่องของท่านแล้ว|We have received your case")
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)
        text = words(self.page)
        reference = re.search(r"(?:เลขที่เรื่อง|Reference)\s+(\S+)", text)
        secret = re.search(r"(?:รหัสลับสำหรับติดตาม|Secret code)\s+((?:[2-9A-Z]{4}[\s-]+)+)", text)
        assert reference, text
        assert secret, text
        return Receipt(reference[1], secret[1].strip())

    def speak_english(self) -> None:
        """The pages are in English from now on."""
        self.page.goto(f"{self.url}/language/en")

    def track(self, receipt: Receipt) -> None:
        """The case is open, found with reference and secret as typed from paper."""
        self.page.goto(f"{self.url}/track")
        fill(
            self.page, {"เลขที่เรื่อง": receipt.reference.lower(), "รหัสลับสำหรับติดตาม": receipt.as_typed}
        )
        self.page.get_by_role("button", name="ดูเรื่องของฉัน").click()
        self.sees(receipt.reference)

    def follow(self, link: str) -> None:
        """The case is open through the link of a letter, which leaves the address bar."""
        self.page.goto(link)
        expect(self.page).not_to_have_url(link)

    def sees(self, *texts: str) -> None:
        """All of ``texts`` stand on the page."""
        for text in texts:
            expect(self.page.get_by_role("main")).to_contain_text(text)

    def write(self, text: str) -> None:
        """A message is sent and stands in the conversation."""
        fill(self.page, {"เขียนถึงเรา": text})
        self.page.get_by_role("button", name="ส่งข้อความ").click()
        expect(self.page.get_by_role("main")).to_contain_text("ท่านส่งข้อความถึงเรา")
        self.sees(text)

    def rate(self, handling: str, outcome: str) -> None:
        """How we worked and what came of it are rated."""
        for question, answer in (("การทำงานของเรา", handling), ("ผลที่ท่านได้รับ", outcome)):
            group = self.page.get_by_role("group", name=question)
            group.get_by_label(answer, exact=True).check()
        self.page.get_by_role("button", name="ส่งคะแนน").click()
        self.sees("ขอบคุณที่บอกเรา")
