"""The schema goes up and down, and is the one that the models describe."""

import os
import subprocess
import sys
from datetime import datetime

import pytest
from alembic import command
from alembic.config import Config
from flask import Flask
from sqlalchemy import inspect, select

from app.database import MIGRATIONS, db, measure, migrate, transaction
from app.models import Case
from tests.factories import a_case, an_office

ROOT = MIGRATIONS.parent


def test_the_models_match_the_migrations(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        command.check(config)


def test_the_schema_goes_down_to_nothing_and_up_again(app: Flask) -> None:
    with app.app_context():
        before = tables()
        downgrade()
        assert tables() == {"alembic_version"}
        migrate()
        assert tables() == before


@pytest.mark.sqlite
def test_sqlite_finds_the_index_of_what_is_true(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        newest = select(Case.id).where(Case.restricted.is_(True)).order_by(Case.id.desc())
        question = newest.compile(connection, compile_kwargs={"literal_binds": True})
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {question}").all()
        assert [row.detail for row in plan] == ["SCAN case USING INDEX ix_case_restricted"]


def test_two_nodes_may_migrate_at_once(app: Flask) -> None:
    with app.app_context():
        downgrade()
        db.engine.dispose()
    upgrade = (sys.executable, "-m", "flask", "db", "upgrade")
    settings = app.config["SETTINGS"]
    environ = {"VAR": str(settings.var), "SIANG_DATABASE_URL": settings.database_url}
    nodes = [subprocess.Popen(upgrade, cwd=ROOT, env={**os.environ, **environ}) for _ in range(2)]
    assert [node.wait() for node in nodes] == [0, 0]
    with app.app_context():
        assert "event" in tables()


def test_the_database_is_told_how_large_its_tables_are(app: Flask, now: datetime) -> None:
    with app.app_context():
        with transaction():
            an_office()
            a_case(now)
        measure()
        with db.engine.connect() as connection:
            if db.engine.dialect.name == "sqlite":
                told = "SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'case'"
            else:
                told = "SELECT count(*) FROM pg_class WHERE relname = 'case'"  # it measures itself
            assert connection.exec_driver_sql(told).scalar_one() > 0


def downgrade() -> None:
    """The schema is empty."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with db.engine.connect() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
        connection.commit()


def tables() -> set[str]:
    """Their names, as the database has them now."""
    return set(inspect(db.engine).get_table_names())
