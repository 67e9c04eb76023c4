"""The sweep: every step of the intake dies, fails or stalls once; nothing is lost or doubled."""

import itertools
import os
import secrets
import shutil
import socket
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine

from tests.postgres import PostgresDatabase, a_server
from tests.sqlite import SqliteDatabase
from tests.sweep.inputs import Input
from tests.sweep.invariants import SENT_TWICE, World, broken
from tests.sweep.others import others
from tests.sweep.processes import Process, drain, flask_command, web

STEPS = tuple(f"S{number}" for number in range(1, 16))
DEEDS = ("kill", "raise", "stall")
WAYS = ("mail", "web")
PARTS = 4
SAMPLE = (
    ("S1", "raise", "mail"), ("S2", "kill", "mail"), ("S3", "kill", "mail"),
    ("S5", "kill", "mail"), ("S8", "kill", "mail"), ("S12", "raise", "mail"),
    ("S14", "kill", "mail"), ("S11", "kill", "web"), ("S12", "kill", "web"),
    ("S15", "raise", "web"),
)  # fmt: skip
# Steps that the clock takes, and with which job; the answer of a form is the web server's own.
CLOCKS = {"S13": "send_letters", "S14": "send_letters", "S15": "scan_files"}


@dataclass(frozen=True)
class Run:
    """One of them; ``number`` tells its input from all others."""

    number: int
    step: str
    deed: str
    way: str

    @property
    def clock(self) -> str | None:
        """The job that fails; none when it is the door."""
        return None if (self.step, self.way) == ("S13", "web") else CLOCKS.get(self.step)


@dataclass(frozen=True)
class Outcome:
    """What came of a run: ``wrong`` is empty when all is well."""

    run: Run
    accepted: bool
    wrong: tuple[str, ...]


def all_runs(part: str = "") -> list[Run]:
    """The whole sweep of one engine, a quarter of it (1 to 4), or the sample of bin/check."""
    names = list(itertools.product(STEPS, DEEDS, WAYS))
    runs = [Run(number, *names[number]) for number in range(len(names))]
    if part == "sample":
        return [run for run in runs if (run.step, run.deed, run.way) in SAMPLE]
    return [run for run in runs if not part or run.number % PARTS == int(part) - 1]


def sweep(engine: str, runs: list[Run]) -> Iterator[Outcome]:
    """Each run in turn, on a database as a new site has it."""
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="siang-sweep-")))
        site = stack.enter_context(a_site(engine, home))
        for run in runs:
            yield site.does(run)


@contextmanager
def a_site(engine: str, home: Path) -> Iterator["Site"]:
    """A migrated database with the demo office, and the programs of others beside it."""
    with ExitStack() as stack:
        database: SqliteDatabase | PostgresDatabase
        if engine == "sqlite":
            database = SqliteDatabase(home)
        else:
            server = stack.enter_context(a_server())
            database = PostgresDatabase(server, f"siang_sweep_{os.getpid()}")
            stack.callback(database.forget)
        mail, scanner = (stack.enter_context(_listening()) for _ in range(2))
        site = Site(home, database, mail, scanner)
        stack.callback(site.others.stop)
        yield site


class Site:
    """The programs of one site, started for each run anew."""

    def __init__(
        self, home: Path, database: SqliteDatabase | PostgresDatabase,
        mail: socket.socket, scanner: socket.socket,
    ) -> None:  # fmt: skip
        self.home, self.database = home, database
        self.log, self.book, self.var = home / "log", home / "book", home / "var"
        self.environ = {
            "VAR": str(self.var), "SIANG_DATABASE_URL": database.url, "SIANG_RATE_LIMIT": "100000",
            "SIANG_SECRET_KEY": secrets.token_hex(32), "SIANG_DATA_KEY": secrets.token_hex(32),
            "SIANG_MAIL_SERVER": "127.0.0.1", "SIANG_MAIL_PORT": str(mail.getsockname()[1]),
            "SIANG_MAIL_TLS": "none", "SIANG_CLAMD": f"127.0.0.1:{scanner.getsockname()[1]}",
            "DEMO": "1", "SIANG_FAILPOINT": "", "SIANG_FAILPOINT_STALL": "0.3",
        }  # fmt: skip
        self._does(flask_command("db", "upgrade"))
        self._does(flask_command("office", "first-start"))
        self._settle()
        database.remember()
        self.others = Process(others(mail, scanner, self.book), self.log, self.environ)

    def does(self, run: Run) -> Outcome:
        """Fails once, comes back, is told the same again."""
        self._anew()
        sent, wrong = Input(run.number), []
        failing = {"SIANG_FAILPOINT": f"{run.step}:{run.deed}"}
        accepted = self._sends(sent, run.way, {} if run.clock else failing)
        if run.clock:
            clock = flask_command("jobs", "once", run.clock)
            Process(clock, self.log, {**self.environ, **failing}).wait()
        if f"failpoint {run.step}: {run.deed}" not in self.log.read_text():
            wrong.append("the step was never passed")
        wrong += self._looked_at(sent, run, accepted=accepted)
        if not self._sends(sent, run.way, {}):
            wrong.append("refused when it came again")
        wrong += self._looked_at(sent, run, accepted=True)
        return Outcome(run, accepted, tuple(wrong))

    def _settle(self) -> None:
        """What SQLite has in its log goes into its file, whose copy is the beginning of a run."""
        engine = create_engine(self.database.url)
        with engine.connect() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM office")
        engine.dispose()

    def _anew(self) -> None:
        self.database.renew()
        shutil.rmtree(self.var / "attachments", ignore_errors=True)
        self.log.write_text("")
        self.book.write_text("")

    def _sends(self, sent: Input, way: str, more: dict[str, str]) -> bool:
        """The door opens, the input goes through it or not, and the door is shut."""
        ports = [_free_port() for _ in range(2)]
        given = dict(zip(("SMTP_PORT", "LMTP_PORT"), map(str, ports), strict=True))
        work = flask_command("intake", "serve") if way == "mail" else web(ports[1])
        door = Process(work, self.log, {**self.environ, **given, **more}).opens(ports[1])
        try:
            return sent.by_mail(ports[1]) if way == "mail" else sent.by_form(ports[1])
        finally:
            door.stop()

    def _looked_at(self, sent: Input, run: Run, *, accepted: bool) -> list[str]:
        self._does(drain)
        engine = create_engine(self.database.url)
        try:
            key = self.environ["SIANG_DATA_KEY"]
            world = World(engine, self.var / "attachments", key, self.book)
            twice = run.step == SENT_TWICE[0] and run.deed in SENT_TWICE[1]
            return list(broken(world, sent, run.way, accepted=accepted, twice=twice))
        finally:
            engine.dispose()

    def _does(self, work: Callable[[], object]) -> None:
        code = Process(work, self.log, self.environ).wait()
        if code:
            raise RuntimeError(self.log.read_text())


def _free_port() -> int:
    with closing(_listening_socket()) as found:
        port: int = found.getsockname()[1]
        return port


def _listening_socket() -> socket.socket:
    return socket.create_server(("127.0.0.1", 0))


@contextmanager
def _listening() -> Iterator[socket.socket]:
    with closing(_listening_socket()) as found:
        yield found
