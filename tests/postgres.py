"""A throw-away PostgreSQL from the distribution's programs, and fresh copies of one database."""

import os
import pwd
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, create_engine, inspect, make_url
from sqlalchemy.exc import ProgrammingError

INITDB = ("--auth=trust", "--username=app", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8")
# A socket only: a server already on this machine is neither touched nor in the way.
OPTIONS = (
    "-c listen_addresses= -c fsync=off -c synchronous_commit=off -c full_page_writes=off "
    "-c shared_buffers=64MB -c timezone=UTC"
)


@contextmanager
def a_server(options: str = OPTIONS) -> Iterator[URL]:
    """The address of a server for tests: the given one, else a cluster of our own."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield make_url(given).set(drivername="postgresql+psycopg")
        return
    home = Path(tempfile.mkdtemp(prefix="siang-pg-"))
    try:
        _own(home)
        _run(home, "initdb", f"--pgdata={home}/data", *INITDB)
        control = ("pg_ctl", f"--pgdata={home}/data", "--wait")
        _run(home, *control, f"--log={home}/log", f"--options={options} -k {home}", "start")
        try:
            yield URL.create(
                "postgresql+psycopg", "app", database="postgres", query={"host": str(home)}
            )
        finally:
            _run(home, *control, "--mode=immediate", "stop")
    finally:
        shutil.rmtree(home)


class PostgresDatabase:
    """One database of a worker, made anew from what it was when remembered.

    A procedure that empties its tables is many times faster than copying a database; the copy is
    for a test that left other tables than it found. The server must let us be its superuser.
    """

    def __init__(self, server: URL, name: str) -> None:
        self.server, self.name = server, name
        self.template = f"{name}_template"
        own = server.set(database=name)
        self.url = own.render_as_string(hide_password=False)
        self.engine = create_engine(own, isolation_level="AUTOCOMMIT", pool_pre_ping=True)
        self.forget()
        _ask(server, f"CREATE DATABASE {name}")

    def remember(self) -> None:
        """What is in it now is what every test begins with."""
        rows = ""
        with self.engine.connect() as connection:
            connection.exec_driver_sql("CREATE SCHEMA kept")
            for table in inspect(connection).get_table_names():
                connection.exec_driver_sql(f'CREATE TABLE kept."{table}" AS TABLE "{table}"')
                rows += f'DELETE FROM "{table}"; '
                if connection.exec_driver_sql(f'SELECT count(*) FROM "{table}"').scalar():
                    rows += f'INSERT INTO "{table}" TABLE kept."{table}"; '
            connection.exec_driver_sql(
                "CREATE PROCEDURE kept.renew() LANGUAGE plpgsql "
                f"SET session_replication_role = replica AS $$ BEGIN {rows} END $$"
            )
        self.engine.dispose()
        _ask(self.server, f"CREATE DATABASE {self.template} TEMPLATE {self.name}")

    def renew(self) -> None:
        """It is as it was when remembered."""
        try:
            with self.engine.connect() as connection:
                connection.exec_driver_sql("CALL kept.renew()")
        except ProgrammingError:
            drop = f"DROP DATABASE {self.name} WITH (FORCE)"
            _ask(self.server, drop, f"CREATE DATABASE {self.name} TEMPLATE {self.template}")

    def forget(self) -> None:
        """Nothing of it is left on the server."""
        self.engine.dispose()
        for name in (self.name, self.template):
            _ask(self.server, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _ask(url: URL, *statements: str) -> None:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)
    finally:
        engine.dispose()


def _programs() -> Path:
    """The folder of the newest PostgreSQL here; the suite fails where there is none."""
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(versions, key=lambda p: int(re.sub(r"\D", "", p.parts[-3]) or 0), default=None)
    found = newest or shutil.which("initdb")
    if not found:
        raise RuntimeError("no PostgreSQL on this machine: type apt-get install postgresql")
    return Path(found).parent


def _someone() -> dict[str, Any]:
    """PostgreSQL refuses root: then it runs as the user that its package made."""
    if os.getuid() != 0:
        return {}
    user = pwd.getpwnam("postgres")
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _own(home: Path) -> None:
    if someone := _someone():
        os.chown(home, someone["user"], someone["group"])


def _run(home: Path, program: str, *arguments: str) -> None:
    """Done, or the program's own words are in the error."""
    command: Sequence[str] = (str(_programs() / program), *arguments)
    with (Path(tempfile.gettempdir()) / f"{home.name}.out").open("w+") as out:
        done = subprocess.run(
            command, cwd="/", env={"HOME": str(home), "LC_ALL": "C.UTF-8"},
            stdout=out, stderr=subprocess.STDOUT, check=False, **_someone(),
        )  # fmt: skip
        out.seek(0)
        words = out.read()
    Path(out.name).unlink()
    if done.returncode:
        raise RuntimeError(f"{program} failed: {words}")
