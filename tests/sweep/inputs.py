"""What a person sends, and the way it takes: a mail by LMTP, or the web form, each with files."""

import http.client
import re
import secrets
import smtplib
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP as CRLF
from http.cookies import SimpleCookie

HIDDEN = re.compile(r'<input[^>]*name="(csrf_token|token)"[^>]*value="([^"]*)"')
SEE_OTHER = 303


@dataclass
class Input:
    """One thing that somebody tells us; sent again it is the same to the last byte."""

    number: int
    files: tuple[bytes, ...] = field(init=False)
    raw: bytes = field(init=False)

    def __post_init__(self) -> None:
        self.files = tuple(b"%PDF-1.4\n" + secrets.token_bytes(600) for _ in range(2))
        self.raw = self._mail().as_bytes(policy=CRLF)
        self.form: tuple[str, bytes] | None = None  # cookies and body, once the form was opened

    @property
    def address(self) -> str:
        """Who sends it."""
        return f"run-{self.number}@citizen.example"

    @property
    def words(self) -> str:
        """What stands in it and in nothing else."""
        return f"วารสารส่งล่าช้า canary-{self.number:05d}-end"

    def by_mail(self, port: int) -> bool:
        """Whether the door said 250."""
        try:
            with smtplib.LMTP("127.0.0.1", port, timeout=20) as door:
                door.sendmail(self.address, ["office@office.example"], self.raw)
        except (smtplib.SMTPException, OSError):
            return False
        return True

    def by_form(self, port: int) -> bool:
        """Whether the whole answer came and says where the receipt is."""
        site = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        try:
            if self.form is None:
                self.form = self._opened(site)
            cookies, body = self.form
            headers = {"Cookie": cookies, "Content-Type": "multipart/form-data; boundary=cut"}
            site.request("POST", "/new/complaint", body, headers)
            answer = site.getresponse()
            answer.read()
            return answer.status == SEE_OTHER
        except (http.client.HTTPException, OSError):
            return False
        finally:
            site.close()

    def _opened(self, site: http.client.HTTPConnection) -> tuple[str, bytes]:
        site.request("GET", "/new/complaint")
        page = site.getresponse()
        hidden = dict(HIDDEN.findall(page.read().decode()))
        jar = SimpleCookie()
        for cookie in page.headers.get_all("Set-Cookie", []):
            jar.load(cookie)
        cookies = "; ".join(f"{name}={one.value}" for name, one in jar.items())
        told = {
            **hidden, "subject": "วารสารส่งล่าช้า", "body": self.words, "topic": "C01",
            "anonymous": "no", "name": "สมหมาย ใฝ่อ่าน", "email": self.address,
        }  # fmt: skip
        return cookies, self._body(told)

    def _body(self, told: dict[str, str]) -> bytes:
        head = '--cut\r\nContent-Disposition: form-data; name="{}"{}\r\n\r\n'
        parts = [head.format(name, "").encode() + said.encode() for name, said in told.items()]
        parts += [
            head.format("files", f'; filename="{n}.pdf"').encode() + file
            for n, file in enumerate(self.files)
        ]
        return b"\r\n".join([*parts, b"--cut--\r\n"])

    def _mail(self) -> EmailMessage:
        mail = EmailMessage()
        mail["From"], mail["To"] = self.address, "office@office.example"
        mail["Subject"] = "วารสารส่งล่าช้า"
        mail["Message-ID"] = f"<{secrets.token_hex(8)}@citizen.example>"
        mail.set_content(self.words)
        for number, file in enumerate(self.files):
            mail.add_attachment(file, "application", "pdf", filename=f"{number}.pdf")
        return mail
