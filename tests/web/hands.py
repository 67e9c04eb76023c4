"""Two ways of using a page: by keys alone, or by pointing where no script runs."""

from typing import Protocol

from playwright.sync_api import Locator, Page, expect

FARTHEST = 150  # presses of Tab to anything on a page
LONGEST = 40  # presses of an arrow to anything in a list


class Hands(Protocol):
    """Somebody who uses pages."""

    page: Page

    def press(self, thing: Locator) -> None:
        """A link is followed or a button pressed."""

    def write(self, field: Locator, text: str) -> None:
        """The field holds the text."""

    def choose(self, choice: Locator) -> None:
        """That one of several is chosen."""


class Pointing:
    """With a mouse or a finger."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, thing: Locator) -> None:
        """It is clicked."""
        thing.click()

    def write(self, field: Locator, text: str) -> None:
        """The field is clicked and holds the text."""
        field.fill(text)

    def choose(self, choice: Locator) -> None:
        """It is clicked."""
        choice.check()


class Keys:
    """With Tab, Enter, Space, the arrows and letters, and nothing else."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, thing: Locator) -> None:
        """Reached by Tab; Enter does it."""
        self._reach(thing)
        self.page.keyboard.press("Enter")

    def write(self, field: Locator, text: str) -> None:
        """Reached by Tab; what stood there is replaced by what is typed."""
        self._reach(field)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)
        expect(field).to_have_value(text)

    def choose(self, choice: Locator) -> None:
        """Its group is reached by Tab; the arrows go to it, and Space takes it."""
        group = choice.get_attribute("name")
        self._reach(self.page.locator(f"[name='{group}']"))
        for _ in range(LONGEST):
            if _focused(choice):
                break
            self.page.keyboard.press("ArrowDown")
        self.page.keyboard.press("Space")
        expect(choice).to_be_checked()

    def _reach(self, thing: Locator) -> None:
        expect(thing.first).to_be_attached()
        for _ in range(FARTHEST):
            if any(_focused(one) for one in thing.all()):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"no key leads to {thing}")


def _focused(thing: Locator) -> bool:
    return bool(thing.evaluate("element => element === document.activeElement"))
