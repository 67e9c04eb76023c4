"""The schema goes up and down, and is the one that the models describe."""

import os
import subprocess
import sys

from alembic import command
from alembic.config import Config
from flask import Flask
from sqlalchemy import inspect

from app.database import MIGRATIONS, db, migrate

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
