"""A real Dovecot with a folder, ports, certificate and mailboxes of its own."""

import imaplib
import os
import pwd
import shutil
import ssl
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from tests.certificates import Authority
from tests.outside.ports import free_port, is_open
from tests.outside.waiting import until

PASSWORD = "p@ss/word%ไทย"
USERS = [f"voice{number}@office.example" for number in range(30)]
CONFIG = """
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/log
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <{certificate}
ssl_key = <{key}
disable_plaintext_auth = yes
default_internal_user = {user}
default_login_user = {user}
default_internal_group = {group}
service anvil {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = {imaps}
    ssl = yes
  }}
}}
service stats {{
  chroot =
}}
first_valid_uid = 1
mail_location = maildir:{home}/mail/%u
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {home}/users
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={home}/mail/%u allow_all_users=yes
}}
"""


class Dovecot:
    """Runs as nobody where the tests run as root, else as who runs them."""

    def __init__(self, home: Path) -> None:
        self.home, self.authority = home, Authority(home)
        self.ports = {name: free_port() for name in ("imap", "imaps")}
        self._who = pwd.getpwnam("nobody") if os.getuid() == 0 else pwd.getpwuid(os.getuid())
        own = self.authority.sign()
        (home / "users").write_text("".join(f"{u}:{{PLAIN}}{PASSWORD}\n" for u in USERS))
        self._unused = iter(USERS)
        (home / "dovecot.conf").write_text(CONFIG.format(
            home=home, certificate=own.certificate, key=own.key, user=self._who.pw_name,
            group="nogroup" if os.getuid() == 0 else self._who.pw_gid,
            uid=self._who.pw_uid, gid=self._who.pw_gid, **self.ports,
        ))  # fmt: skip

    def start(self) -> None:
        """It answers on its two ports."""
        someone = {}
        if os.getuid() == 0:
            someone = {"user": self._who.pw_uid, "group": self._who.pw_gid, "extra_groups": []}
            for place in (self.home, *self.home.iterdir()):
                os.chown(place, self._who.pw_uid, self._who.pw_gid)
        command = ("/usr/sbin/dovecot", "-F", "-c", str(self.home / "dovecot.conf"))
        with (self.home / "err").open("wb") as errors:
            self._process = subprocess.Popen(
                command, cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                stderr=errors, **someone,
            )  # fmt: skip
        until(self._is_ready, "Dovecot is ready", 30)

    def stop(self) -> None:
        """Nothing of it runs any more."""
        self._process.terminate()
        try:
            self._process.wait(15)
        finally:
            self._process.kill()

    def inbox(self) -> "Inbox":
        """A mailbox that nobody used before."""
        return Inbox(self, next(self._unused))

    def _is_ready(self) -> bool:
        assert self._process.poll() is None, self.said()
        return all(is_open(port) for port in self.ports.values())

    def said(self) -> str:
        """Its log."""
        log = self.home / "log"
        return (log.read_text() if log.exists() else "") + (self.home / "err").read_text()


class Inbox:
    """One mailbox."""

    def __init__(self, server: Dovecot, user: str) -> None:
        self.server, self.user = server, user

    def url(self, scheme: str = "imaps", more: str = "/INBOX") -> str:
        """Its address for SIANG_IMAP_URL."""
        port = self.server.ports[scheme]
        who = f"{quote(self.user, '')}:{quote(PASSWORD, '')}"
        return f"{scheme}://{who}@127.0.0.1:{port}{more}"

    @contextmanager
    def opened(self, folder: str = "INBOX") -> Iterator[imaplib.IMAP4]:
        """The mailbox as its owner's program sees it."""
        trust = ssl.create_default_context(cafile=self.server.authority.file)
        port = self.server.ports["imaps"]
        with imaplib.IMAP4_SSL("127.0.0.1", port, ssl_context=trust, timeout=20) as client:
            client.authenticate("PLAIN", lambda _: f"\0{self.user}\0{PASSWORD}".encode())
            client.select(folder)
            yield client

    def put(self, mails: list[bytes], folder: str = "INBOX") -> None:
        """So many mails lie in the folder."""
        with self.opened() as client:
            for raw in mails:
                assert client.append(folder, None, None, raw)[0] == "OK"

    def count(self, folder: str = "INBOX", what: str = "ALL") -> int:
        """How many mails lie in a folder."""
        with self.opened(folder) as client:
            return len(client.search(None, what)[1][0].split())


@contextmanager
def a_dovecot() -> Iterator[Dovecot]:
    """One that ends with the block, in a folder that others may enter."""
    home = Path(tempfile.mkdtemp(prefix="siang-dovecot-"))
    try:
        dovecot = Dovecot(home)
        dovecot.start()
        try:
            yield dovecot
        finally:
            dovecot.stop()
    finally:
        shutil.rmtree(home)
