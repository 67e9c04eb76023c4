"""The ground: the session, one transaction per journey, and the schema at head."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask_sqlalchemy_lite import SQLAlchemy
from sqlalchemy import Connection, Delete, Engine, Update, event, func, select, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import Session

db = SQLAlchemy()
MIGRATIONS = Path(__file__).parent.parent / "migrations"
_WRITES = "siang_writes"
_ROWS_LOOKED_AT = 1000  # of an index: SQLite's own advice for large tables
_TURN = 0x5349414E  # "SIAN": any number that nobody else takes


class NewerSchema(Exception):
    """The database was made by a newer Siang than this one."""


@contextmanager
def transaction() -> Iterator[Session]:
    """All of one journey or nothing: commits at the end, rolls back on any exception.

    What was read before is read anew, so a decision never rests on an old row. On SQLite the
    write lock is taken at the start: a reader that turns writer later would fail at once.
    """
    session = db.session
    session.rollback()
    session.connection(execution_options={_WRITES: True})
    try:
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise


def hasty(session: Session) -> None:
    """This transaction is committed before it is on disk: for what only a crash would undo.

    A lost claim is claimed anew. On SQLite nothing is hasty.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SET LOCAL synchronous_commit TO off"))


def alone(session: Session, key: str = "") -> None:
    """Until this transaction ends no other node is alone with ``key``; on SQLite a writer is."""
    if session.get_bind().dialect.name == "postgresql":
        turn = func.pg_advisory_xact_lock(_TURN, func.hashtext(key))
        session.execute(select(turn))


def changed(statement: Update | Delete) -> int:
    """How many rows an UPDATE or DELETE changed, run in the session of the caller.

    Of two who ask for the same change at once, one is told 0: that is how a thing is used once.
    """
    return int(db.session.execute(statement).rowcount)  # type: ignore[attr-defined]  # both have it


def engine_options(url: str) -> dict[str, Any]:
    """What the engine of ``url`` needs to be safe; see docs/decisions on SQLite."""
    if url.startswith("sqlite"):
        return {"url": url, "hide_parameters": True,  # errors reach the log, people's words never
                "connect_args": {"timeout": 30, "check_same_thread": False}}  # fmt: skip
    return {"url": url, "pool_size": 8, "max_overflow": 4, "pool_timeout": 5,
            "pool_pre_ping": True, "hide_parameters": True,
            "connect_args": {"connect_timeout": 5}}  # fmt: skip


def prepare(engine: Engine) -> None:
    """Give SQLite its write-ahead log, full durability, and BEGIN under our own control.

    PostgreSQL compiles no query: they take milliseconds, and compiling one takes hundreds. It
    takes pages for kept in memory: our lists are walks along an index.
    """
    if engine.dialect.name != "sqlite":
        event.listen(engine, "connect", _tuned)
        return

    @event.listens_for(engine, "connect")
    def connected(connection: DBAPIConnection, _record: object) -> None:
        connection.isolation_level = None  # sqlite3: BEGIN is ours
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        writes = connection.get_execution_options().get(_WRITES)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _tuned(connection: DBAPIConnection, _record: object) -> None:
    cursor = connection.cursor()
    cursor.execute("SET jit TO off; SET random_page_cost TO 1.1")
    cursor.close()
    connection.commit()  # a rollback would take it back


def measure() -> None:
    """SQLite knows how many rows its tables have and chooses its ways by it; a look of 0.1 s.

    PostgreSQL measures by itself. Without it, lists of SQLite start at the wrong end.
    """
    if db.engine.dialect.name != "sqlite":
        return
    with db.engine.connect().execution_options(**{_WRITES: True}) as connection:
        connection.exec_driver_sql(f"PRAGMA analysis_limit={_ROWS_LOOKED_AT}")
        connection.exec_driver_sql("ANALYZE")
        connection.commit()


def migrate() -> None:
    """Bring the schema to head, one process at a time; raise NewerSchema and change nothing."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    known = {script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()}
    with db.engine.connect().execution_options(**{_WRITES: True}) as connection:
        at = set(MigrationContext.configure(connection).get_current_heads())
        if not at <= known:
            raise NewerSchema(
                "the database is newer than this program: install the version that wrote it"
            )
        connection.rollback()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.commit()
