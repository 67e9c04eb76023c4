"""How a person finds things on a page: by the words that they read."""

import re
from datetime import date

from playwright.sync_api import Locator, Page

MONTHS = "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม"


def field(place: Page | Locator, label: str) -> Locator:
    """The field of this label, marked as optional or not."""
    return place.get_by_label(re.compile(rf"^\s*{re.escape(label)}(\s+\([^)]*\))?\s*$"))


def fill(place: Page | Locator, fields: dict[str, str]) -> None:
    """Each field holds its text; a list is chosen from by its words."""
    for label, text in fields.items():
        control = field(place, label)
        if control.evaluate("element => element.tagName") == "SELECT":
            control.select_option(label=text)
        else:
            control.fill(text)


def words(page: Page) -> str:
    """What a reader sees of the page's matter."""
    return page.get_by_role("main").inner_text()


def thai_date(day: str) -> str:
    """A date of the API as Thai pages and letters write it."""
    when = date.fromisoformat(day)
    return f"{when.day} {MONTHS.split()[when.month - 1]} {when.year + 543}"
