"""Runs the migrations on the connection handed in, or for ``alembic`` on that of the settings."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection, TypeDecorator, create_engine

from app.models import Base  # for autogenerate only: version files import nothing of ours
from config import load

LOCK = 0x5349414E47  # "SIANG": one node migrates, the others wait and then find nothing to do


def run(connection: Connection) -> None:
    """The schema is at the revision asked for, wholly or not at all."""
    sqlite = connection.dialect.name == "sqlite"
    if sqlite:  # a table copied in batch mode must not take its children with it
        _foreign_keys(connection, "OFF")
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        compare_type=True,
        render_item=_without_our_types,
        include_name=_described_by_the_models,
    )
    with context.begin_transaction():
        if not sqlite:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
        context.run_migrations()
    if sqlite:
        _foreign_keys(connection, "ON")


def _foreign_keys(connection: Connection, state: str) -> None:
    """Outside any transaction, where alone SQLite listens to it."""
    connection.commit()
    cursor = connection.connection.cursor()
    cursor.execute(f"PRAGMA foreign_keys={state}")
    cursor.close()


def _without_our_types(kind: str, item: Any, _: AutogenContext) -> str | Literal[False]:
    """Version files name plain column types, so that they outlive our own."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl_instance!r}"
    return False


def _described_by_the_models(name: str | None, kind: str, _: object) -> bool:
    """Indexes for searching differ by engine: the migrations make them, no model does."""
    if kind == "table":
        return not (name or "").startswith("case_words")
    return not (kind == "index" and (name or "").endswith("_trigrams"))


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with create_engine(load().database_url).connect() as own:
        run(own)
        own.commit()
