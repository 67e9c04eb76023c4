"""A real Postfix with a queue, configuration and port of its own, which hands over by LMTP."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.outside.ports import free_port, is_open
from tests.outside.waiting import until

# As docs/operations.md gives it; nothing is fetched by name, nothing leaves this machine.
MAIN = """
compatibility_level = 3.6
queue_directory = {home}/spool
data_directory = {home}/data
maillog_file = {home}/log
maillog_file_prefixes = {home}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mx.office.example
mydestination =
alias_maps =
alias_database =
local_recipient_maps =
fast_flush_domains =
default_transport = error:nothing leaves this machine
minimal_backoff_time = 1s
queue_run_delay = 1s
transport_retry_time = 1s
recipient_delimiter = +
relay_domains = office.example
relay_recipient_maps = texthash:{home}/conf/siang
transport_maps = texthash:{home}/conf/siang_transport
message_size_limit = 37748736
"""
MASTER = """
127.0.0.1:{port} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
error unix - - n - - error
retry unix - - n - - error
anvil unix - - n - 1 anvil
lmtp unix - - n - - lmtp
postlog unix-dgram n - n - 1 postlogd
"""
RECIPIENTS = ("voice", "reply", "bounce")


class Postfix:
    """Its programs; it wants to be started by root, and works as the user of its package."""

    def __init__(self, home: Path, lmtp_port: int) -> None:
        self.home, self.port = home, free_port()
        for name in ("conf", "spool", "data"):
            (home / name).mkdir()
        conf = home / "conf"
        (conf / "main.cf").write_text(MAIN.format(home=home))
        (conf / "master.cf").write_text(MASTER.format(port=self.port))
        (conf / "siang").write_text("".join(f"{n}@office.example ok\n" for n in RECIPIENTS))
        transport = f"office.example lmtp:inet:[127.0.0.1]:{lmtp_port}\n"
        (conf / "siang_transport").write_text(transport)
        os.chown(home / "data", pwd.getpwnam("postfix").pw_uid, -1)

    def start(self) -> None:
        """It takes mail."""
        self._run("start")
        until(lambda: is_open(self.port), "Postfix is ready", 30)

    def stop(self) -> None:
        """Nothing of it runs any more."""
        self._run("stop")

    def waiting(self) -> int:
        """How many mails are in its queue."""
        places = ("incoming", "active", "deferred", "maildrop")
        return sum(
            file.is_file() for place in places for file in (self.home / "spool" / place).rglob("*")
        )

    def said(self) -> str:
        """Its log."""
        log = self.home / "log"
        return log.read_text() if log.exists() else ""

    def _run(self, order: str) -> None:
        command = ("/usr/sbin/postfix", "-c", str(self.home / "conf"), order)
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, done.stderr + self.said()


@contextmanager
def a_postfix(lmtp_port: int) -> Iterator[Postfix]:
    """One that ends with the block, in a folder that its user may enter."""
    home = Path(tempfile.mkdtemp(prefix="siang-postfix-"))
    home.chmod(0o755)
    try:
        postfix = Postfix(home, lmtp_port)
        postfix.start()
        try:
            yield postfix
        finally:
            postfix.stop()
    finally:
        shutil.rmtree(home)
