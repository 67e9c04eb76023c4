"""The one case that the pictures follow: told by a citizen, and worked to its answer."""

from collections.abc import Callable

from picture_views import View
from playwright.sync_api import Page

WORDS = {
    "subject": "โทรศัพท์กลุ่มงานข้อมูลไม่มีผู้รับสาย",
    "body": "โทรไปสามวันติดกันช่วงสิบโมงเช้า ไม่มีผู้รับสายและไม่มีเสียงตอบรับอัตโนมัติ",
    "name": "นายตัวอย่าง ทดลองใช้",
    "email": "tuayang@example.org",
}
FINDING = "ตู้สาขาโทรศัพท์ขัดข้องสามวัน ไม่มีผู้ตรวจสอบสาย"
METHOD = "ตรวจบันทึกการใช้โทรศัพท์ และสอบถามผู้ปฏิบัติงาน"
ANSWER = "ซ่อมตู้สาขาโทรศัพท์แล้ว และจัดเวรตรวจสายทุกเช้า ขออภัยในความไม่สะดวก"
THE_CASE = (("jaisai", "assign"), ("khomun", "analyse"), ("khomun", "resolve"))
SEND = "main form[method=post] button.govuk-button:not([type=button], .govuk-button--secondary)"


def submit(page: Page, take: Callable[[str], None]) -> str:
    """The case is told; reference and secret code, with a blank between."""
    page.goto("/new/complaint")
    for name, value in WORDS.items():
        page.fill(f"[name={name}]", value)
    page.evaluate("scrollTo(0, 0)")
    take("citizen-form")
    page.locator(SEND).last.click()
    page.wait_for_selector("#check")
    page.locator(SEND).last.click()
    page.wait_for_url("**/receipt**")
    take("citizen-receipt")
    shown = page.locator("#receipt .siang-num, #receipt .siang-code--secret")
    reference, secret = shown.all_inner_texts()
    return f"{reference} {secret.replace(' ', '')}"


def work_on(address: str, step: str) -> tuple[View, ...]:
    """What is pictured before this step is taken."""
    form = View(f"officer-{step}", f"{address}/steps/{step}")
    if step != "analyse":
        return (form,)
    return (
        View("case", address),
        View("officer-questions", f"{address}/questions"),
        View("officer-stop", f"{address}/stop"),
        View("officer-extend", f"{address}/extend"),
        View("officer-deadlines", f"{address}/deadlines"),
        form,
    )


def answer_it(page: Page, address: str, step: str) -> None:
    """The step is taken."""
    page.goto(f"{address}/steps/{step}")
    if step == "assign":
        page.select_option("[name=owner]", label=_name(page, "ข้อมูล"))
    elif step == "analyse":
        page.fill("[name=root_cause]", "ระบบโทรศัพท์ขัดข้อง")
        page.fill("[name=finding]", FINDING)
        page.fill("[name=method]", METHOD)
    else:
        page.check("[name=outcome][value=upheld]")
        page.fill("[name=answer]", ANSWER)
    page.locator(SEND).last.click()
    page.wait_for_url(lambda url: "/steps/" not in url)


def read_answer(page: Page, kept: str) -> None:
    """The citizen's window is at the case."""
    reference, _, secret = kept.partition(" ")
    page.goto("/track")
    page.fill("[name=reference]", reference)
    page.fill("[name=secret]", secret)
    page.locator(SEND).last.click()
    page.wait_for_url("**/track/case**")


def _name(page: Page, part: str) -> str:
    """The first on the list of owners whose line holds ``part``."""
    lines = page.locator("[name=owner] option").all_inner_texts()
    return next(line for line in lines if part in line)
