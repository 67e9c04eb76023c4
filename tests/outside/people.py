"""Who takes part: the public and the officers, each at a browser of their own."""

from collections.abc import Callable

from playwright.sync_api import Page, Playwright

from tests.outside.citizen import Citizen
from tests.outside.desk import Desk
from tests.outside.programs import Program
from tests.outside.site import Account, Site


class Office:
    """The people of the demo office, and programs with a key of their own."""

    def __init__(self, site: Site, playwright: Playwright) -> None:
        self._site, self._playwright = site, playwright
        self.intake, self.manager = site.accounts("intake")[0], site.accounts("manager")[0]
        self.first, self.second, self.third = site.accounts("officer")[:3]
        self._programs: dict[str, Program] = {}
        self._tokens: dict[Account, str] = {}

    def program(self, person: Account | None = None) -> Program:
        """A program of ``person``, or of nobody in the office."""
        if person and person not in self._tokens:
            self._tokens[person] = self._site.flask("user", "token", person.email)
        return self._program(f"Bearer {self._tokens[person]}" if person else "")

    def correspondent(self, secret: str) -> Program:
        """A program of somebody who has the secret of a case."""
        return self._program(f"Case {secret}")

    def close(self) -> None:
        """No program speaks any more."""
        for program in self._programs.values():
            program.close()

    def _program(self, key: str) -> Program:
        if key not in self._programs:
            self._programs[key] = Program(self._playwright, self._site.url, key)
        return self._programs[key]


class People:
    """Gives everyone a browser that shares nothing with the others."""

    def __init__(self, browse: Callable[[], Page], url: str) -> None:
        self._browse, self._url = browse, url

    def citizen(self) -> Citizen:
        """Somebody from outside."""
        return Citizen(self._browse(), self._url)

    def desk(self, account: Account) -> Desk:
        """An officer who has signed in."""
        return Desk(self._browse(), self._url).sign_in(account)
