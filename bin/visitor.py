"""A visitor without a browser: one open connection, cookies, and the hidden fields of forms."""

import http.client
import re
from http.cookies import SimpleCookie
from urllib.parse import urlencode

HIDDEN = re.compile(r'<input[^>]*name="(csrf_token|token)"[^>]*value="([^"]*)"')
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Visitor:
    """Talks to the site on this machine."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, path: str, body: str | None = None) -> tuple[int, str]:
        """Status and text of one answer; cookies are kept."""
        headers = dict(FORM if body is not None else {})
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        text = answer.read().decode(errors="replace")  # a file may come too
        for value in answer.headers.get_all("Set-Cookie", []):
            for name, cookie in SimpleCookie(value).items():
                self.cookies[name] = cookie.value
        return answer.status, text

    def fill_in(self, path: str, **fields: str) -> int:
        """Open the form at ``path``, fill it in and send it; the status of the answer."""
        hidden = dict(HIDDEN.findall(self.ask("GET", path)[1]))
        return self.ask("POST", path, urlencode({**hidden, **fields}))[0]

    def hidden(self, path: str) -> dict[str, str]:
        """The hidden fields of the form at ``path``."""
        return dict(HIDDEN.findall(self.ask("GET", path)[1]))

    def is_up(self) -> bool:
        """Whether the site answers."""
        try:
            return self.ask("GET", "/health/live")[0] == http.client.OK
        except OSError:
            return False
