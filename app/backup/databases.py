"""One consistent copy of the database, by the database's own means, and back into an empty one."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL, Engine, inspect, text

NAMES = {"sqlite": "database.sqlite", "postgresql": "database.pgdump"}


class Refused(Exception):
    """A backup or restore that would do harm, or cannot be done; the text says what to do."""


def copy_out(engine: Engine, folder: Path) -> Path:
    """The database as it was at one moment, while others go on writing; its file."""
    place = folder / NAMES[engine.dialect.name]
    if engine.dialect.name == "sqlite":
        try:
            with closing(sqlite3.connect(engine.url.database or "")) as connection:
                connection.execute("VACUUM INTO ?", (str(place),))
        except sqlite3.Error as error:
            raise Refused(f"the database could not be copied: {error}") from error
    else:
        _run(engine.url, "pg_dump", "--format=custom", "--no-owner", f"--file={place}")
    _sync(place)
    return place


def copy_in(engine: Engine, place: Path) -> None:
    """The empty database is as ``place`` says; nothing of it when it cannot be read."""
    if engine.dialect.name == "sqlite":
        _replace(engine, place)
        return
    options = ("--no-owner", "--clean", "--if-exists", "--single-transaction", "--exit-on-error")
    engine.dispose()
    _run(engine.url, "pg_restore", *options, f"--dbname={engine.url.database}", str(place))


def is_empty(engine: Engine) -> bool:
    """Whether nobody and no case is in it; a database without our tables is empty."""
    if "case" not in inspect(engine).get_table_names():
        return True
    with engine.connect() as connection:
        query = text('SELECT (SELECT count(*) FROM "case") + (SELECT count(*) FROM person)')
        return connection.scalar(query) == 0


def _replace(engine: Engine, place: Path) -> None:
    engine.dispose()
    target = Path(engine.url.database or "")
    for end in ("-wal", "-shm"):
        target.with_name(target.name + end).unlink(missing_ok=True)
    fresh = target.with_name(f"{target.name}.restored")
    shutil.copyfile(place, fresh)
    fresh.chmod(0o600)
    _sync(fresh)
    fresh.replace(target)


def _run(url: URL, program: str, *arguments: str) -> None:
    """The program of the database has done it; its password is in no list of processes."""
    if shutil.which(program) is None:
        raise Refused(f"{program} is missing: type apt-get install postgresql-client")
    environ = {**os.environ, **_libpq(url)}
    done = subprocess.run(
        (program, *arguments), env=environ, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Refused(f"{program} failed: {done.stderr.strip()}")


def _libpq(url: URL) -> dict[str, str]:
    query = {name: value for name, value in url.query.items() if isinstance(value, str)}
    named = {
        "PGHOST": url.host or query.get("host"), "PGPORT": str(url.port) if url.port else None,
        "PGUSER": url.username, "PGPASSWORD": url.password, "PGDATABASE": url.database,
        "PGSSLMODE": query.get("sslmode"), "PGSSLROOTCERT": query.get("sslrootcert"),
    }  # fmt: skip
    return {name: value for name, value in named.items() if value}


def _sync(place: Path) -> None:
    place.chmod(0o600)
    with place.open("rb") as file:
        os.fsync(file.fileno())
