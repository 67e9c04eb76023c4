"""Somebody new at an empty office, who does what the manuals say by the words on the pages."""

from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.outside.pages import field, fill, words

Fields = dict[str, str]
PASSWORD = "ม้าแก่กินหญ้าเขียว"


class Beginner:
    """One browser; ``pages`` and ``fields`` count what a person would open and fill in."""

    def __init__(self, page: Page, url: str) -> None:
        self.page, self.url = page, url
        self.pages = self.fields = 0

    def open(self, *links: str) -> None:
        """From the first page of the desk the links of these words are followed."""
        self.go("/desk/today")
        for words_of_link in links:
            self.follow(words_of_link)

    def go(self, address: str) -> None:
        """The page of this address, or of this link, is open."""
        self.page.goto(address if "://" in address else self.url + address)
        self.pages += 1

    def follow(self, link: str) -> None:
        """The link of these words is followed, in the menu behind *more* if it is there."""
        found = self.page.get_by_role("link", name=link, exact=True).or_(
            self.page.get_by_role("button", name=link, exact=True)
        )
        if not found.first.is_visible():
            self.page.get_by_text("อื่น ๆ", exact=True).first.click()
        found.first.click()
        self.page.wait_for_load_state()
        self.pages += 1

    def fill(self, fields: Fields, ticks: tuple[str, ...] = ()) -> None:
        """The fields hold these words, and the boxes are ticked."""
        fill(self.page, fields)
        for tick in ticks:
            field(self.page, tick).check()
        self.fields += len(fields) + len(ticks)

    def press(self, button: str, *, then: str = "") -> None:
        """The button is pressed; the page says ``then``."""
        self.page.get_by_role("button", name=button, exact=True).first.click()
        self.page.wait_for_load_state()
        self.pages += 1
        self.sees(*([then] if then else []))

    def sees(self, *texts: str) -> None:
        """All of ``texts`` stand on the page."""
        for text in texts:
            expect(self.page.get_by_role("main")).to_contain_text(text)

    def words(self) -> str:
        """What can be read on the page."""
        return words(self.page)

    def saves(self, button: str = "บันทึก") -> None:
        """The form is sent, and the page has no fault to show."""
        here = self.page.url
        self.press(button)
        faults = self.page.locator(".govuk-error-summary")
        assert faults.count() == 0, faults.inner_text()
        expect(self.page).not_to_have_url(here)

    def adds(self, register: str, fields: Fields, *ticks: str) -> None:
        """A line stands in the register."""
        self.open("ทะเบียน", register, "เพิ่มรายการ")
        self.fill(fields, ticks)
        self.saves()

    def imports(self, register: str, rows: list[list[object]], folder: Path) -> None:
        """The rows were written into the template of the register and read back from it."""
        self.open("ทะเบียน", register, "นำเข้าจากไฟล์")
        with self.page.expect_download() as download:
            self.page.get_by_role("link", name="แม่แบบ XLSX").click()
        file = folder / "ทะเบียน.xlsx"
        download.value.save_as(file)
        book = load_workbook(file)
        sheet = book.worksheets[0]
        sheet.delete_rows(2, sheet.max_row)
        for row in rows:
            sheet.append(row)
        book.save(file)
        self.attach(file)
        self.press("ตรวจไฟล์")
        self.press("บันทึกทั้งหมด")
        self.fields += sum(len(row) for row in rows)

    def attach(self, file: Path) -> None:
        """The file is chosen in the only file field of the page."""
        self.page.get_by_role("main").locator('input[type="file"]').first.set_input_files(file)
        self.fields += 1

    def chooses(self, answer: str, *others: str) -> None:
        """``answer`` to every question that offers it, and each of the others once."""
        boxes = self.page.get_by_label(answer, exact=True).all()
        for box in (*boxes, *(self.page.get_by_label(other, exact=True) for other in others)):
            box.check()
        self.fields += len(boxes) + len(others)

    def decides(self, criterion: str, result: str) -> None:
        """The result box of a criterion is ticked."""
        group = self.page.get_by_role("group", name=f"ผลของ {criterion}", exact=True)
        group.get_by_label(result, exact=True).check()
        form = self.page.locator("form").filter(has=group)
        form.get_by_role("button", name="บันทึกผล").click()
        self.page.wait_for_load_state()
        self.pages, self.fields = self.pages + 1, self.fields + 1

    def chooses_password(self, link: str) -> None:
        """An invitation was followed; its person works here now."""
        self.go(link)
        self.fill({"ตั้งรหัสผ่าน": PASSWORD, "รหัสผ่านอีกครั้ง": PASSWORD})
        self.press("ตั้งรหัสผ่านและเข้าสู่ระบบ")
