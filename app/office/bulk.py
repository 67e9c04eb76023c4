"""Many rows at once, as fast as each database takes them: no statement is compiled for a row."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import JSON, Column, Date, Table, func, select, text
from sqlalchemy.dialects.postgresql import dialect as postgresql

from app.database import db
from app.models import Base
from app.models.base import Sealed, SealedDict, UtcDateTime

Row = Mapping[str, Any]
_quoted = postgresql().identifier_preparer.quote_identifier


def reserve(table: Table, number: int) -> Sequence[int]:
    """Keys that nobody else gets, in rising order; the write lock is held on SQLite."""
    if _is_postgresql():
        query = text(
            "SELECT nextval(pg_get_serial_sequence(:table, 'id')) FROM generate_series(1, :number)"
        )
        named = {"table": _quoted(table.name), "number": number}
        return sorted(db.session.scalars(query, named))
    last = db.session.scalar(select(func.max(table.c.id))) or 0
    return range(last + 1, last + 1 + number)


def put(model: type[Base], rows: Sequence[Row]) -> None:
    """The rows are in the table of ``model``; all have the same columns, and times in UTC."""
    if not rows:
        return
    table = model.metadata.tables[model.__tablename__]
    into = f"{_quoted(table.name)} ({', '.join(map(_quoted, rows[0]))})"
    values = zip(*(_kept(table.c[name], rows) for name in rows[0]), strict=True)
    if _is_postgresql():
        _copy(into, values)
        return
    places = ", ".join("?" * len(rows[0]))
    insert = f"INSERT INTO {into} VALUES ({places})"  # nosec B608 - names of our own tables
    db.session.connection().exec_driver_sql(insert, list(values))


def _copy(into: str, rows: Iterable[Sequence[Any]]) -> None:
    driver = db.session.connection().connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f"COPY {into} FROM STDIN") as copy:  # type: ignore[union-attr]  # psycopg
        for row in rows:
            copy.write_row(row)


def _kept(column: Column, rows: Sequence[Row]) -> list[Any]:
    """One column's values as the drivers take them; SQLite has texts for times and days."""
    values = [row[column.name] for row in rows]
    if isinstance(column.type, Sealed | SealedDict):
        sealing = column.type
        values = [sealing.process_bind_param(value, db.engine.dialect) for value in values]
    if isinstance(column.type, JSON | SealedDict):
        return [json.dumps(value, ensure_ascii=False) for value in values]
    if _is_postgresql():
        return values
    if isinstance(column.type, UtcDateTime):
        return [v and v.replace(tzinfo=None).isoformat(" ", "microseconds") for v in values]
    if isinstance(column.type, Date):
        return [v and v.isoformat() for v in values]
    return values


def _is_postgresql() -> bool:
    return db.engine.dialect.name == "postgresql"
